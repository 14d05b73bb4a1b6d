"""A process in which everything fails that may hold a person's words, and is logged as the service logs it."""

import asyncio
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final

import sqlalchemy as sa
import structlog

from automations.engine.jobs.outbox import JobQueue, OutboxJob
from documents.reading import read_proforma
from handbook.cases.case import Case
from handbook.reports.report import Report
from handbook.visits.visit import Visit
from service.logs import configure
from service.roster import RosterFile
from service.settings import Settings
from store.database import Database
from store.records import from_json
from store.tables import conversations

WORDS: Final = "zygomorphic “words”, 'quoted'\nand on a second line"
TOKEN: Final = "eyJhbGciOiJSUzI1NiJ9.zygomorphic"
URL: Final = "postgresql://sip:zygomorphic@h/zygomorphic@db.example:5432/sip"
log = structlog.get_logger()


def inputs(folder: Path) -> list[Callable[[], object]]:
    roster = folder / "roster.json"
    roster.write_text('{"people": [{"name": "zygomorphic", "role": "zygomorphic"}], "schools": {}}', encoding="utf-8")
    database = Database(f"sqlite:///{folder / 'x.db'}")
    database.migrate()

    def twice() -> None:
        row = {"person_id": WORDS, "conversation_id": WORDS, "service_url": WORDS, "state": WORDS}
        with database.engine.begin() as connection:
            connection.execute(conversations.insert(), [row, row])

    return [
        *(
            lambda kind=kind: from_json(kind, f'{{"id": ["{TOKEN}"], "zygomorphic": 1}}')
            for kind in (Report, Visit, Case)
        ),
        lambda: RosterFile.read(roster),
        lambda: Settings.model_validate({"database_url": 7, "site": [WORDS], "bot_app_password": [TOKEN]}),
        twice,
        lambda: Database(WORDS),
        Database("postgresql://sip:zygo:morphic@127.0.0.1:9/zygomorphic").engine.connect,
        lambda: read_proforma(WORDS.encode()),
        lambda: int(WORDS),
        lambda: {}[WORDS],
        lambda: WORDS.encode("ascii"),
        lambda: JobQueue(WORDS),
        lambda: OutboxJob(**{WORDS: 1}),
        lambda: open(f"/zygomorphic/{WORDS}", encoding="utf-8"),
        caused,
        lambda: sa.make_url(WORDS),
    ]


def caused() -> None:
    try:
        raise KeyError(WORDS)
    except KeyError as error:
        raise ValueError(WORDS) from error


async def never_retrieved() -> None:
    async def fails() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task


def by_libraries() -> None:
    """As libraries log: into the text, with a traceback in it, or with arguments that do not fit."""
    for name in ("aiohttp.server", "dbos", "py.warnings", "azure.identity", "anything"):
        library = logging.getLogger(name)
        try:
            raise ValueError(WORDS)
        except ValueError as error:
            library.exception("It failed: %s", WORDS)
            library.warning(f"It failed: {error}\nTraceback:\n{WORDS}")
        library.error("It failed", WORDS)
        library.warning("Sent to %s with Bearer %s", URL, TOKEN)
        library.error('A "quote" and a \\ in %s', "it")


def main() -> int:
    configure("INFO")
    failed = number = 0
    with TemporaryDirectory() as folder:
        for number, fails in enumerate(inputs(Path(folder)), start=1):
            try:
                fails()
            except Exception:
                failed += 1
                log.exception("failed", input=number)
    by_libraries()
    log.warning("told", where=f"see {URL}", header=f"Authorization: Bearer {TOKEN}", what=object())
    asyncio.run(never_retrieved())
    thread = Thread(target=lambda: int(WORDS))
    thread.start()
    thread.join()
    warnings.warn(WORDS, stacklevel=1)
    sys.stdout.write(f"{failed} failed of {number}")
    raise RuntimeError(WORDS)


if __name__ == "__main__":
    main()
