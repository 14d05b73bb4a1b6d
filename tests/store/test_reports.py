"""Reports with their versions, files and arrivals, as they are found again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.readers import APPROVED
from handbook.reports.report import Status
from store.database import Database
from store.reports import Arrival, Reports
from tests.store.filled import ENTRY, a_report, fill_roster, of_year, open_report, sent
from tests.support import builders as a
from tests.support.databases import Databases

SUMMER_TIME = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))


def test_a_report_is_found_as_it_was_written(database: Database) -> None:
    opened = open_report(database)
    with database.reading() as uow:
        assert uow.reports.get("r1") == opened
        assert uow.reports.of_term("900001", AcademicYear(2026), Term.AUTUMN) == opened
        assert uow.reports.of_term("900001", AcademicYear(2026), Term.SPRING) is None
        assert uow.reports.version("r1", 1) == a.a_version()


def test_what_was_saved_shows_at_once_and_after(database: Database) -> None:
    opened = open_report(database)
    with database.writing() as uow:
        saved = uow.reports.save(sent(opened), ENTRY, a.MONDAY)
        assert uow.reports.get("r1") == saved
    assert saved.revision == opened.revision + 1
    with database.reading() as uow:
        assert uow.reports.get("r1") == saved
        assert uow.reports.waiting() == (saved,)


def test_there_is_one_report_a_term(database: Database) -> None:
    open_report(database)
    with pytest.raises(IntegrityError):
        open_report(database, a_report("r2"))


def test_what_is_not_there_is_refused(database: Database) -> None:
    open_report(database)
    with database.reading() as uow:
        with pytest.raises(Refused, match="cannot find that report"):
            uow.reports.get("nobody")
        with pytest.raises(Refused, match="cannot find that report"):
            uow.reports.version("r1", 7)


def test_people_find_their_own_newest_first(database: Database) -> None:
    sip, head, advisor = (a.a_person(role) for role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR))
    old = open_report(database, of_year("r1", 2025, status=Status.FILED))
    new = open_report(database, of_year("r2", 2026, status=Status.SENT))
    theirs = open_report(database, a_report("r3", urn="900002", sip_id="f1", headteacher_id="f2"))
    with database.reading() as uow:
        found = uow.reports.of_person
        assert found(sip, Status, 9) == found(head, Status, 9) == ((new, old), 2)
        assert found(head, Status, 1) == ((new,), 2)
        assert found(head, (Status.FILED,), 9) == found(advisor, (Status.FILED,), 9) == ((old,), 1)
        assert found(a.a_person(Role.DSO), Status, 9) == ((), 0)
        assert list(uow.reports.years()) == [2026, 2025]
        assert uow.reports.of_school("900002") == (theirs,)


def test_a_dossier_holds_all_that_stands_around_a_report(database: Database) -> None:
    fill_roster(database)
    opened = open_report(database)
    with database.reading() as uow:
        dossier = uow.reports.dossier(opened)
    assert dossier.shown == dossier.newest == a.a_version()
    assert (dossier.before, dossier.agreement) == (None, a.an_agreement())
    assert [dossier.sip, dossier.headteacher, dossier.trust_advisor, dossier.dso, dossier.la_officer] == [
        a.a_person(role) for role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER)
    ]


def test_a_school_without_a_diocesan_officer_has_a_dossier(database: Database) -> None:
    fill_roster(database, schools=[a.a_school(dso_id="")])
    opened = open_report(database)
    with database.reading() as uow:
        assert uow.reports.dossier(opened).dso is None


def test_a_dossier_tells_the_sent_the_newest_and_the_earlier_version_apart(database: Database) -> None:
    fill_roster(database)
    open_report(database)
    report = a_report(latest=3, sent=2, sent_before=1, status=Status.SENT)
    with database.writing() as uow:
        for number in (2, 3):
            uow.reports.add_version("r1", a.a_version(number), f"arrival-{number}")
        dossier = uow.reports.dossier(uow.reports.save(report, ENTRY, a.MONDAY))
    assert [v.number for v in (dossier.shown, dossier.newest, dossier.before) if v] == [2, 3, 1]
    with database.reading() as uow:
        assert uow.reports.dossier(uow.reports.get("r1")) == dossier


def test_of_whom_nothing_is_known_the_part_is_told(database: Database) -> None:
    """A report of before the list had a history, of people and a school that had left by then."""
    opened = open_report(database)
    with database.reading() as uow:
        found = uow.reports.dossier(opened)
    assert found.school.full_name == "a school that is no longer on the list"
    assert (found.sip.name, found.headteacher.name) == ("a former School Improvement Partner", "a former headteacher")
    assert (found.trust_advisor.name, found.dso) == ("a Trust Advisor to be named", None)


def test_a_report_has_the_names_and_offices_of_its_time(database: Database) -> None:
    """The headteacher approved it, married, and is a SIP now; the Trust Advisor who shared it has a successor, and so
    has the Diocesan Schools Officer with whom it was shared."""
    fill_roster(database)
    report = replace(a.a_dossier(Status.SHARED).report, id="r1")
    open_report(database, report)
    head = a.a_person(Role.HEADTEACHER)
    later = [
        replace(head, name="Hanna Elstow", role=Role.SIP),
        *(replace(a.a_person(role), id=f"new-{role.value}", name=f"New {role.words}") for role in Role),
    ]
    school = a.a_school(
        name="St Hilda’s Academy",
        **{f"{one.value}_id": f"new-{one.value}" for one in (Role.HEADTEACHER, Role.SIP, Role.DSO, Role.LA_OFFICER)},
    )
    with database.writing() as uow:
        uow.roster.replace(later, [school], {}, {}, at=a.MONDAY + timedelta(days=60))
    with database.reading() as uow:
        found = uow.reports.dossier(uow.reports.get("r1"))
        assert uow.roster.known(head.id) == later[0]
    assert found.headteacher == head
    assert found.school.name == a.a_school().name
    named = (found.sip, found.trust_advisor, found.dso, found.la_officer)
    then = [a.a_person(role) for role in (Role.SIP, Role.TRUST_ADVISOR, Role.DSO, Role.LA_OFFICER)]
    assert [(one.id, one.name) for one in named if one] == [(one.id, one.name) for one in then]


def test_what_became_of_a_version_is_noted(database: Database) -> None:
    open_report(database)
    placed = replace(a.a_version(), set_aside=True, draft=a.a_filed_item("draft.docx"))
    with database.writing() as uow:
        uow.reports.write_version("r1", placed)
        assert uow.reports.version("r1", 1) == placed
    with database.reading() as uow:
        assert uow.reports.version("r1", 1) == placed


def test_an_arrival_makes_one_version_however_often_it_comes(database: Database) -> None:
    open_report(database)
    with pytest.raises(IntegrityError), database.writing() as uow:
        uow.reports.add_version("r1", a.a_version(2), "arrival-r1")


def test_a_file_is_kept_once_and_whole(database: Database) -> None:
    data = bytes(range(256)) * 5000
    for _ in range(2):
        with database.writing() as uow:
            uow.reports.keep_file("a" * 64, data)
    with database.reading() as uow:
        assert uow.reports.file("a" * 64) == data


def test_the_link_of_an_arrival_is_forgotten_once_it_was_read(database: Database) -> None:
    arrival = Arrival("m1-0", a.a_person(Role.SIP).id, "report.docx", "https://t/secret", "waits", SUMMER_TIME)
    with database.writing() as uow:
        uow.reports.note_arrival(arrival)
    with database.reading() as uow:
        found = uow.reports.arrival("m1-0")
    assert found == arrival
    with database.writing() as uow:
        uow.reports.settle_arrival("m1-0", "received")
    with database.reading() as uow:
        assert uow.reports.arrival("m1-0") == replace(arrival, url="", outcome="received")
        assert uow.reports.arrival("m2-0") is None


def test_an_instant_keeps_its_zone(database: Database) -> None:
    """One that is written in summer time is the same instant when it is read, and knows its zone."""
    arrival = Arrival("m1-0", "p", "report.docx", "u", "waits", SUMMER_TIME)
    with database.writing() as uow:
        uow.reports.note_arrival(arrival)
    with database.reading() as uow:
        found = uow.reports.arrival("m1-0")
    assert found is not None
    assert found.arrived_at.tzinfo is not None
    assert found.arrived_at == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_years_without_any_report_are_none(database: Database) -> None:
    with database.reading() as uow:
        assert list(uow.reports.years()) == []


def test_however_many_reports_there_are_few_are_looked_at(sqlite_databases: Databases) -> None:
    """What is asked for `my reports`, for a search, by the clock and for a card is answered from an index."""
    sip, head, advisor = (a.a_person(role) for role in (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR))
    with sqlite_databases.ready() as url:
        database, asked = Database(url), list[tuple[str, Any]]()

        def note(*told: Any) -> None:
            asked.append((told[2], told[3]))

        event.listen(database.engine, "before_cursor_execute", note)
        with database.reading() as uow:
            found = uow.reports
            for person, statuses in (
                (sip, (Status.DRAFTED, Status.SENT)),
                (head, (Status.SENT,)),
                (advisor, (Status.FILED,)),
            ):
                found.of_person(person, statuses, 6)
            for own in ("", sip.id):
                found.of_year(2026, APPROVED, own)
                found.of_year(2026, APPROVED, own, ("900001", "900002"))
            found.years()
            found.waiting()
            found.of_school("900001")
            found.of_term("900001", AcademicYear(2026), Term.AUTUMN)
            with suppress(Refused):
                found.get("r1")
        event.remove(database.engine, "before_cursor_execute", note)
        selects = [(statement, values) for statement, values in asked if "FROM reports" in statement]
        assert len(selects) == 16
        with database.reading() as uow:
            for statement, values in selects:
                plan = [
                    step.detail for step in uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                ]
                assert any("USING" in step for step in plan), (statement, plan)
                assert not any(step.startswith("SCAN") for step in plan if "INDEX" not in step), (statement, plan)
        database.close()


def test_earlier_contents_are_those_of_all_approved_reports_before_a_term(
    database: Database,
) -> None:
    fill_roster(database)
    for year, term in ((2025, Term.SUMMER), (2026, Term.AUTUMN), (2026, Term.SPRING)):
        report = a_report(f"{year}{term}", year=AcademicYear(year), term=term, status=Status.FILED, sent=1)
        contents = a.a_contents(academic_year=None, term=Term.SPRING)
        open_report(database, report, a.a_version(contents=contents))
    open_report(database, a_report("draft", term=Term.SUMMER), a.a_version())

    def found(before: tuple[AcademicYear, Term] | None = None) -> list[str]:
        with database.reading() as uow:
            return [f"{one.term} {one.academic_year}" for one in uow.reports.earlier_contents("900001", before)]

    every = ["Summer 2025/26", "Autumn 2026/27", "Spring 2026/27"]
    assert found() == found((AcademicYear(2026), Term.SUMMER)) == every
    assert found((AcademicYear(2026), Term.SPRING)) == every[:2]
    assert found((AcademicYear(2026), Term.AUTUMN)) == every[:1]
    assert found((AcademicYear(2025), Term.SUMMER)) == []


QUESTIONS: dict[str, Callable[[Reports], object]] = {
    "a year": lambda found: found.of_year(2026, APPROVED),
    "the years": lambda found: found.years(),
    "what waits": lambda found: found.waiting(),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_reports_of_other_years_cost_nothing(
    sqlite_databases: Databases, question: Callable[[Reports], object]
) -> None:
    """Counted in steps of the database, which no clock and no other process change."""
    few, many = (_steps(sqlite_databases, years, question) for years in (2, 60))
    assert many <= 2 * few + 50, (few, many)


def _steps(databases: Databases, years: int, question: Callable[[Reports], object]) -> int:
    steps = 0

    def note() -> int:
        nonlocal steps
        steps += 1
        return 0

    with databases.ready() as url:
        database = Database(url)
        with database.writing() as uow:
            for year in range(2027 - years, 2027):
                for number in range(10):
                    one = of_year(f"{year}-{number}", year, urn=f"9001{number:02d}", status=Status.FILED, sent=1)
                    uow.reports.open(one, ENTRY, a.MONDAY)
        with database.reading() as uow:
            connection: Any = uow.connection.connection.driver_connection
            connection.set_progress_handler(note, 1)
            question(uow.reports)
            connection.set_progress_handler(None, 0)
        database.close()
    return steps
