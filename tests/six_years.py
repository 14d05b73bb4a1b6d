"""`python -m tests.six_years`: a retention run each September over the years, on moved time. What it prints stands in
`docs/security/retention.md`."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from handbook.core.retention import RetentionPolicy
from store.audit import AuditEntry
from store.database import Database
from store.retention_rules import Clock
from tests.support.retention import a_filed_report, what_passes

FIRST: Final = 2026
YEARS: Final = 9
_RUN: Final = AuditEntry("clock", "forgotten", "retention")
_THERE: Final = ("reports", "files", "questions", "arrivals", "cards_sent", "whereabouts", "audit")


def table() -> str:
    """A line for each run: what was there before it, and what it forgot."""
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder, 'six.db')}")
        database.migrate()
        for year in range(FIRST, FIRST + YEARS):
            with database.writing() as uow:
                at = datetime(year, 12, 1, 9, tzinfo=UTC)
                for urn in ("900001", "900002"):
                    a_filed_report(uow, f"{urn}-{year}", year, at, urn=urn)
                what_passes(uow, str(year), at)
            rows.append(_run(database, datetime(year + 1, 9, 1, 9, tzinfo=UTC)))
        database.close()
    return "\n".join(("| run on | there before | forgotten |", "| --- | --- | --- |", *rows))


def _run(database: Database, now: datetime) -> str:
    clock = Clock(now, RetentionPolicy())
    with database.writing() as uow:
        run = uow.connection.exec_driver_sql
        there = {name: run(f"SELECT count(*) FROM {name}").scalar_one() for name in _THERE}  # noqa: S608 - our own
        gone = uow.retention.forget(clock, _RUN).due
        if uow.verify_audit().broken_at is not None:
            raise AssertionError("the chain of the audit is broken")
    said = ", ".join(f"{name} {count}" for name, count in there.items())
    forgot = "; ".join(f"{one.kind} {one.count}{f' (of {one.oldest})' if one.oldest else ''}" for one in gone)
    return f"| {now:%d/%m/%Y} | {said} | {forgot or 'nothing'} |"


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
