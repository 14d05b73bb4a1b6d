"""A worker of its own process, to be killed: `python -m tests.automations.worker URL EXECUTOR FOLDER`. It notes in the
folder what it has begun, and never ends what it began; the one with the key `killer` kills it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import sqlalchemy as sa

from automations.engine import dbos_queue
from automations.engine.dbos_queue import Promises
from automations.engine.outbox import Promise


async def main(url: str, executor_id: str, folder: str) -> None:
    async def never_ends(promise: Promise) -> None:
        (Path(folder) / promise.key).touch()
        if promise.key == "killer":
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.Event().wait()

    async def crashed(promise: Promise) -> None:
        (Path(folder) / f"crashed-{promise.key}").touch()

    dbos_queue.PATIENCE_S = 1
    promises, told_to_end = Promises(sa.make_url(url), executor_id, poll_seconds=0.05), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_end.set)
    await promises.start(never_ends, crashed)
    await told_to_end.wait()
    await promises.stop()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
