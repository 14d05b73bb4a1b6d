"""How SQLite finds what the house asks of it, looked at while the tests ask it. Each question is explained once, in the
database of the test that asked first, as a service's database is: without statistics."""

import sys
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

ROOT: Final = Path(__file__).parents[2]

GROWING: Final = frozenset(
    (
        *("reports", "report_versions", "files", "arrivals", "file_questions", "school_parts", "report_forms"),
        *("year_reports", "handed_files", "practice_lines", "visits", "visit_occasions", "preparations"),
        *("extra_services", "cards_sent", "sendings", "mail_links", "given_up", "held_decisions", "chases", "audit"),
        *("tombstones", "questions", "cases", "case_readers", "list_edits"),
        *("workflow_status", "workflow_input", "operation_outputs"),
    )
)
"""Tables that get rows with every report, visit, card or press."""

_ONLY_WHAT_WAITS: Final = ("idx_workflow_status_pending", "idx_workflow_status_in_flight")
"""Indexes of those rows alone that are not done."""

WHOLE: Final = {
    "store/every_row.py:every_row": "what is held about a person is looked for in all, when they ask for it",
    "store/migrations/": "a new version, once",
    "store/audit.py:holds": "`sipdesk audit verify --expect`: a hash without its number",
    "store/audit.py:forget_details": "of those that are left, where it is told no day: tests alone do that",
    "store/cards_sent.py:all_in_doubt": "after a restore, once",
    "store/reports.py:mentioning": "a link without the document’s name: ids of documents stand in the records alone",
    "store/retention.py:_rows files": "copies of documents, which are kept for thirty days",
    "store/retention.py:_rows file_questions": "asked once, for those copies",
    "store/retention.py:_rows handed_files": "asked once, for those copies",
    "store/retention.py:due audit": "`sipdesk retention`, which counts",
    "store/given_up.py:matching": "jobs given up are few, and kept for a year",
    "automations/engine/jobs/dbos_jobs.py:waiting": "`sipdesk jobs`: DBOS has no index of all that waits",
    "store/cases.py:_found cases": "concerns and complaints are few, and sealed",
    "store/record_table.py:_found questions": "the Trust Advisor’s list of them, which are kept for three years",
    "store/tombstones.py:every_tombstone": "`sipdesk retention --certificate`, which lists all",
    "store/sealing/steps.py:": "once at the start, in an index of keys",
}
"""Who may look through one of them, and why: by the file and function that asks, and the table where that asks of more
than one."""

_DEEP: Final = 3
"""So many functions, of the one that asks and those that it asks for."""
Scan = tuple[str, str, str]
"""Who asked, what, and the step of the plan."""


class QueryPlans:
    """Every question that code of the house asks, and those that look through a table which grows."""

    def __init__(self) -> None:
        self._seen = set[str]()
        self.scans = list[Scan]()

    def listen(self) -> None:
        event.listen(sa.Engine, "before_cursor_execute", self.note)

    def take(self) -> list[Scan]:
        """Those found since the last time."""
        found, self.scans = self.scans, []
        return found

    def note(self, connection: sa.Connection, cursor: Any, statement: str, values: Any, _: object, many: bool) -> None:
        if statement in self._seen or connection.dialect.name != "sqlite":
            return
        who = _who_asks()
        if not who or statement.lstrip()[:6].upper() not in ("SELECT", "UPDATE", "DELETE", "WITH R"):
            return
        self._seen.add(statement)
        given = values[0] if many and values else values
        plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
        steps = [str(row[-1]) for row in plan]
        self.scans += [(who[0], statement, step) for step in steps if is_whole(statement, step, steps, who)]


def is_whole(statement: str, step: str, steps: list[str], who: tuple[str, ...]) -> bool:
    """Whether a step looks through a table that grows, and nobody said why."""
    words = step.split()
    if words[0] != "SCAN" or words[1].removeprefix("main.") not in GROWING:
        return False
    if any(index in step for index in _ONLY_WHAT_WAITS):
        return False
    walked = "LIMIT" in statement and "WHERE" not in statement and not any("TEMP B-TREE" in one for one in steps)
    return not walked and not any(f"{one} {words[1]}".startswith(may) for one in who for may in WHOLE)


def _who_asks() -> tuple[str, ...]:
    """The files and functions of the house that ask, the innermost first; none where a test does."""
    frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage] - as tracebacks find it
    asking = list[str]()
    while frame is not None and len(asking) < _DEEP:
        path = frame.f_code.co_filename
        if path.startswith(str(ROOT)) and "site-packages" not in path:
            asking.append(f"{path[len(str(ROOT)) + 1 :]}:{frame.f_code.co_name}")
        frame = frame.f_back
    return () if asking[:1] and asking[0].startswith(("tests/", "sandbox/")) else tuple(asking)
