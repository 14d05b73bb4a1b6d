"""A trust with a long past: as many finished reports as are asked for, each with all that the service wrote around it.
One report is played by the real code, from its file to its sharing, and its visit beside it; every row that this wrote
is written again by the database itself, with the ids of another report, school, year and people in it."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from handbook.core.people import Person, School
from handbook.core.school_years import Term
from handbook.visits.visit import VisitStatus
from store import audit_form
from store.audit import AuditEntry
from store.database import Database
from store.tables import audit
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support import visits as v
from tests.support.databases import Databases

SCHOOLS: Final = 185
SIPS: Final = 22
FIRST_YEAR: Final = 3000
"""Far ahead: what is of a year that has passed is forgotten."""
_VISIT: Final = "visit-1"
_ONCE: Final = ("agreements", "whereabouts", "audit", "workflow_status", "workflow_input")
_JOBS_OF_A_REPORT: Final = 3
"""Finished jobs are kept for a week."""
_FILES: Final = 600
"""Documents of which a copy is kept still: those of thirty days."""
_INDEXES: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"


@dataclass(frozen=True)
class Story:
    """Every row that one report came to, by its table; the ids in them."""

    rows: Mapping[str, list[dict[str, Any]]]
    report_id: str
    arrival_id: str


def the_trust() -> tuple[list[Person], list[School]]:
    """185 schools, each with a headteacher, among 22 SIPs."""
    heads = [_another(HEAD, 1_000 + number) for number in range(SCHOOLS)]
    sips = [SIP, *(_another(SIP, 5_000 + number) for number in range(1, SIPS))]
    schools = [
        replace(
            a.a_school(),
            urn=str(900_001 + number),
            name=f"St Hilda’s {number} Catholic Primary School",
            headteacher_id=head.id,
            sip_id=sips[number % SIPS].id,
        )
        for number, head in enumerate([HEAD, *heads[1:]])
    ]
    return [*EVERYBODY, *heads[1:], *sips[1:]], schools


def _another(person: Person, number: int) -> Person:
    own = f"{number}.{person.email}"
    return replace(person, id=f"00000000-0000-4000-8000-{number:012d}", name=f"{person.name} {number}", email=own)


def played(folder: Path) -> Story:
    """One report shared and one visit held, by the service's own code, with external services in memory."""
    with Databases(folder).ready() as url:
        database = Database(url)
        office = Office(database)
        before = _every_row(database)
        asyncio.run(_play(office))
        report = asyncio.run(office.report())
        after = _every_row(database)
        office.close()
        database.close()
    new = {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}
    arrival = next(row["id"] for row in new["arrivals"])
    return Story({table: rows for table, rows in new.items() if rows}, report.id, arrival)


async def _play(office: Office) -> None:
    command = await office.ready_to_share()
    await office.bus.decide(command, ADVISOR.id, "teams")
    await office.run_all()
    with office.database.writing() as uow:
        visit = replace(v.a_visit(VisitStatus.HELD, _VISIT), revision=0)
        uow.visits.open(visit, AuditEntry(SIP.id, "visit_held", f"visit:{_VISIT}"), office.now)


def _every_row(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.engine.connect().execution_options(begin="DEFERRED") as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        read = connection.exec_driver_sql
        return {name: [dict(row) for row in read(f'SELECT * FROM "{name}"').mappings()] for name in names}  # noqa: S608 - a table's name


def fill(database: Database, story: Story, count: int) -> None:
    """Writes so many finished reports and what is around them, beside what is there; SQLite only. The trust is on the
    list already (`the_trust`)."""
    raw = database.engine.raw_connection()
    try:
        run = raw.cursor().execute
        run("PRAGMA synchronous=OFF")
        run("PRAGMA cache_size=-400000")
        run("PRAGMA foreign_keys=OFF")
        run("BEGIN")
        _lay_places(raw.cursor(), count)
        tables = [name for name in story.rows if name not in _ONCE]
        indexes = run(_INDEXES.format(", ".join(f"'{one}'" for one in (*tables, "audit")))).fetchall()
        for name, _ in indexes:
            run(f'DROP INDEX "{name}"')
        for table in tables:
            for row in story.rows[table]:
                _again(raw.cursor(), story, table, row)
        _jobs(raw.cursor(), story)
        _entries(raw.cursor(), story, count)
        for _, sql in indexes:
            run(sql)
        run("DROP TABLE places")
        run("COMMIT")
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        run("PRAGMA synchronous=FULL")
        run("PRAGMA foreign_keys=ON")
    finally:
        raw.close()


def _lay_places(cursor: Any, count: int) -> None:
    """Where each report belongs: a number, school, year, term, SIP, headteacher, and a day within ten years."""
    _, schools = the_trust()
    terms = list(Term)
    cursor.execute("CREATE TEMP TABLE places (n INTEGER PRIMARY KEY, urn, year, term, sip, head, day)")
    rows = (
        (n, one.urn, FIRST_YEAR + n // (3 * SCHOOLS), terms[n // SCHOOLS % 3].value, one.sip_id, one.headteacher_id,
         f"20{16 + n % 10}-{1 + n // 10 % 12:02}-{1 + n // 120 % 28:02}")
        for n in range(count) for one in [schools[n % SCHOOLS]]
    )  # fmt: skip
    cursor.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


_OF_PLACE: Final = {
    "urn": "urn",
    "year": "year",
    "term": "term",
    "sip_id": "sip",
    "headteacher_id": "head",
    "on_day": "day",
    "sha256": "printf('%064x', n)",
}
_NUMBERED: Final = (
    ("sendings", "mark"),
    ("cards_sent", "key"),
    ("cards_sent", "activity_id"),
    ("practice_lines", "id"),
    ("workflow_status", "workflow_uuid"),
)
"""What is one report's alone, and holds no id of it."""


def _again(cursor: Any, story: Story, table: str, row: Mapping[str, Any]) -> None:
    """A row for every place."""
    values, given = list[str](), list[Any]()
    for name, value in row.items():
        if name in _OF_PLACE and value is not None:
            values.append(_OF_PLACE[name])
            continue
        words, own = _replaced(story, value) if isinstance(value, str) else ("?", [value])
        values.append(f"{words} || '-' || n" if (table, name) in _NUMBERED else words)
        given += own
    columns = ", ".join(f'"{name}"' for name in row)
    some = "WHERE n > (SELECT max(n) FROM places) - ?" if table == "files" else ""
    given += [_FILES] if some else []
    cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {", ".join(values)} FROM places {some} ORDER BY n', given)  # noqa: S608 - names of tables and columns


def _replaced(story: Story, text: str) -> tuple[str, list[str]]:
    """The text with a place's own words in it, as SQL, and what is given to that."""
    words, given = "?", [text]
    for old, new in (
        (story.report_id, "'grown' || n"),
        (story.arrival_id, "'came' || n"),
        (_VISIT, "'seen' || n"),
        ("900001", "urn"),
        (SIP.id, "sip"),
        (HEAD.id, "head"),
        ('"starts_in":2026', "'\"starts_in\":' || year"),
        ('"term":"Autumn"', "'\"term\":\"' || term || '\"'"),
    ):
        if old in text:
            words, given = f"replace({words}, ?, {new})", [*given, old]
    return words, given


def _jobs(cursor: Any, story: Story) -> None:
    """The jobs of a report's last days, done."""
    done = story.rows["workflow_status"][:_JOBS_OF_A_REPORT]
    for number, row in enumerate(done):
        at = row["created_at"]
        own = row | {"status": "SUCCESS", "completed_at": at, "updated_at": at, "workflow_uuid": f"done{number}"}
        own |= {"delay_until_epoch_ms": None}
        _again(cursor, story, "workflow_status", own)


def _entries(cursor: Any, story: Story, count: int) -> None:
    """The audit goes on: each entry hashed anew, after the last."""
    last = cursor.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone() or (0, audit_form.GENESIS)
    told = story.rows["audit"][-4:]
    names = [one.name for one in audit.c]
    insert = f"INSERT INTO audit ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of columns
    cursor.executemany(insert, ([row[name] for name in names] for row in _chained(told, story, count, last)))


def _chained(told: list[dict[str, Any]], story: Story, count: int, last: tuple[int, str]) -> Iterable[dict[str, Any]]:
    seq, previous = last
    for number in range(count):
        for entry in told:
            seq += 1
            about = entry["about"].replace(story.report_id, f"grown{number}").replace(_VISIT, f"seen{number}")
            row = entry | {"seq": seq, "previous": previous, "about": about}
            row["detail_digest"] = audit_form.sha256(audit_form.detail_line(row))
            previous = row["hash"] = audit_form.digest(row)
            yield row
