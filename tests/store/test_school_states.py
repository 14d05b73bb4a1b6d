"""How a page of schools stands is found by indexes, in a trust of 20,000 schools."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from sqlalchemy import event

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Status
from store.audit import AuditEntry
from store.database import Database
from store.tables import agreements
from store.unit_of_work import UnitOfWork
from tests.support import builders as a
from tests.support import visits as v
from tests.support.databases import Databases

PAGE = [f"{at:06}" for at in range(710_000, 710_008)]
YEAR = AcademicYear(2026)


@pytest.fixture
def great(sqlite_databases: Databases) -> Iterator[Database]:
    """With a report, a visit and an agreement of each school in each of two years."""
    with sqlite_databases.ready() as url:
        opened = Database(url)
        fill(opened)
        yield opened
        opened.close()


_EVERY: Final = "WITH RECURSIVE one(n) AS (SELECT 690000 UNION ALL SELECT n + 1 FROM one WHERE n < 709999) "
_REPORTS: Final = "SELECT ? || n, CAST(n AS TEXT), ?, 'Autumn', 's', 'h', 'filed', 1, 1, '{}' FROM one"
_VISITS: Final = "SELECT ? || n, CAST(n AS TEXT), ?, 's', 'h', 'held', NULL, '', 1, '{}' FROM one"
_ACCOUNTS: Final = "SELECT CAST(n AS TEXT), 'open', '2026-01-01', '2026-01-01' FROM one"
_WATCHED: Final = "SELECT 'p' || n, CAST(n AS TEXT) FROM one"
_PLANNED: Final = "SELECT CAST(n AS TEXT), CAST(n AS TEXT), '2026-01-01', NULL, 'planned', 1, '{}' FROM one"
_SIGNED: Final = "SELECT CAST(n AS TEXT), 'sharing', 'signed', 1, '{}' FROM one"


def fill(great: Database) -> None:
    """By the database itself: made here, the rows would take longer than what is tested."""
    with great.engine.begin() as connection:
        run = connection.exec_driver_sql
        for year in (2025, 2026):
            run("INSERT INTO reports " + _EVERY + _REPORTS, (str(year), year))
            run("INSERT INTO visits " + _EVERY + _VISITS, (str(year), year))
        run("INSERT INTO agreements " + _EVERY + _SIGNED)
        run("INSERT INTO watchlists " + _EVERY + _WATCHED)
        run("INSERT INTO accounts " + _EVERY + _ACCOUNTS)
        run("INSERT INTO list_edits " + _EVERY + _PLANNED)
        run("ANALYZE")


LOOKS: Final[tuple[Callable[[UnitOfWork], object], ...]] = (
    lambda uow: uow.school_states.reports(PAGE, YEAR),
    lambda uow: uow.school_states.visits(PAGE, YEAR),
    lambda uow: uow.school_states.agreements(PAGE),
    lambda uow: uow.list_edits.planned_of(PAGE),
    lambda uow: uow.watchlists.of("somebody"),
    lambda uow: uow.accounts.seen(PAGE),
    lambda uow: uow.conversations.every(PAGE),
)


def test_no_query_of_a_page_looks_through_all(great: Database) -> None:
    asked = list[tuple[str, Any]]()

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(great.engine, "before_cursor_execute", note)
    for look in LOOKS:
        with great.reading() as uow:
            asked.clear()
            look(uow)
            [(query, values)] = [one for one in asked if one[0].startswith("SELECT")]
            plan = [row[-1] for row in uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]
        assert plan, query
        assert plan[0].startswith("SEARCH "), plan
        assert not any(line.startswith("SCAN") for line in plan), plan


_KEPT: Final = {
    "Report": a.a_dossier(Status.DRAFTED).report,
    "Visit": v.a_visit(),
    "SharingAgreement": a.an_agreement(AgreementStatus.SIGNED),
}


def test_of_some_schools_all_of_a_year_is_found(database: Database) -> None:
    report, visit, signed = _KEPT.values()
    with database.writing() as uow:
        keep(uow, report, visit, signed)
    with database.reading() as uow:
        states = uow.school_states
        assert states.reports(["900001", "900002"], YEAR) == {("900001", Term.AUTUMN): report}
        assert [one.id for one in states.visits(["900001"], YEAR)] == [visit.id]
        assert states.agreements(["900001"])["900001", AgreementKind.SHARING].in_force
        assert not states.reports(["900001"], AcademicYear(2025))
        assert not states.visits(["900002"], YEAR)


def keep(uow: UnitOfWork, report: Any, visit: Any, signed: Any) -> None:
    entry = AuditEntry("service", "kept", "report:1", {})
    uow.reports.open(report, entry, a.MONDAY)
    uow.visits.open(visit, entry, a.MONDAY)
    uow.connection.execute(
        agreements.insert(),
        {**uow.agreements._row(signed)},  # pyright: ignore[reportPrivateUsage] - as it is kept
    )
