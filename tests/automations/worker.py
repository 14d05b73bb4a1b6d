"""A worker of its own process, to be killed: `python -m tests.automations.worker URL EXECUTOR FOLDER`. It notes in the
folder what it has begun, and never ends what it began."""

import asyncio
import sys
from pathlib import Path

import sqlalchemy as sa

from automations.engine.dbos_queue import Promises
from automations.engine.outbox import Promise


async def main(url: str, executor_id: str, folder: str) -> None:
    async def never_ends(promise: Promise) -> None:
        (Path(folder) / promise.key).touch()
        await asyncio.Event().wait()

    await Promises(sa.make_url(url), executor_id, poll_seconds=0.05).start(never_ends)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
