"""A worker of its own process, to be killed: `python -m tests.automations.worker URL EXECUTOR FOLDER`. It notes in the
folder what it has begun, and never ends what it began; the one with the key `killer` kills it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import sqlalchemy as sa

from automations.engine.jobs import dbos_queue
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import OutboxJob


async def main(url: str, executor_id: str, folder: str) -> None:
    async def never_ends(job: OutboxJob) -> None:
        (Path(folder) / job.key).touch()
        if job.key == "killer":
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.Event().wait()

    async def crashed(job: OutboxJob) -> None:
        (Path(folder) / f"crashed-{job.key}").touch()

    dbos_queue.PATIENCE_S = 1
    jobs, told_to_end = DbosQueue(sa.make_url(url), executor_id, poll_seconds=0.05), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_end.set)
    await jobs.start(never_ends, crashed)
    await told_to_end.wait()
    await jobs.stop()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
