"""What is found comes in an order that people expect, a page at a time, and no more is read than a page needs."""

from dataclasses import replace
from datetime import date

import pytest

from automations.engine.inbound.extension_port import (
    Results,
    Search,
)
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.report import Report, Status
from handbook.visits.visit import VisitStatus
from store import reports
from store.audit import AuditEntry
from store.records import from_json
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.search.test_message_extension import ask, titles
from tests.automations.visit_office import come_to
from tests.store.filled import ENTRY, a_report
from tests.support import builders as a
from tests.support import visits as v


async def test_reports_come_newest_term_first_and_a_page_at_a_time(small_office: Office) -> None:
    schools = [a.a_school(urn=f"9001{number:02d}", name=f"School {number:02d}") for number in range(9)]
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
        for year in (2024, 2026):
            for term in Term:
                for school in schools:
                    report = a_report(f"{year}{term}{school.urn}", urn=school.urn, year=AcademicYear(year), term=term)
                    uow.reports.open(replace(report, status=Status.FILED, sent=1), ENTRY, a.MONDAY)
    expected = [
        f"{term} {AcademicYear(year)} SIP report: {school.full_name}"
        for year in (2026, 2024)
        for term in reversed(Term)
        for school in schools
    ]
    pages = [await titles(small_office, ADVISOR, "reports", "", skip) for skip in (0, 25, 50)]
    assert [title for page in pages for title in page] == expected
    assert (
        await titles(small_office, HEAD, "reports", "school 2024 autumn", 0, 3)
        == [title for title in expected if "Autumn 2024" in title][:3]
    )
    assert await titles(small_office, ADVISOR, "reports", "08 spring") == [
        title for title in expected if "Spring" in title and "School 08" in title
    ]
    assert await titles(small_office, ADVISOR, "reports", "2025") == []


async def test_the_first_page_reads_no_more_than_it_needs(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many years there are: a report is read only of those that a page shows something of."""
    schools = [a.a_school(urn=f"9001{number:02d}", name=f"School {number:02d}") for number in range(5)]
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
        for year in range(2000, 2027):
            for school in schools:
                report = a_report(f"{year}{school.urn}", urn=school.urn, year=AcademicYear(year))
                uow.reports.open(replace(report, status=Status.FILED, sent=1), ENTRY, a.MONDAY)
    read = list[str]()

    def counted(kind: type[Report], text: str) -> Report:
        read.append(text)
        return from_json(kind, text)

    monkeypatch.setattr(reports, "from_json", counted)
    assert len(await titles(small_office, ADVISOR, "reports", "", 0, 5)) == 5
    assert len(read) <= 10
    assert len(await titles(small_office, ADVISOR, "reports", "2010", 0, 5)) == 5
    assert len(read) <= 20


async def test_visits_come_first_that_come_next(small_office: Office) -> None:
    booked = await come_to(small_office, VisitStatus.BOOKED)
    yesterday, closed = v.morning(date(2026, 11, 20)), {"urn": "900009"}
    with small_office.database.writing() as uow:
        for number, changes in enumerate(
            ({"half_day": v.THIRD}, {"half_day": None}, {"half_day": yesterday}, {"half_day": v.FIRST}, closed)
        ):
            visit = replace(booked, id=f"v{number}", event_id="", **changes)
            uow.visits.open(visit, AuditEntry(SIP.id, "opened", f"visit:{visit.id}", {}), small_office.now)
    answer = await ask(small_office, SIP, Search("visits", "", 0, 25))
    assert isinstance(answer, Results)
    assert [one.line.partition(" · ")[2].partition(",")[0] for one in answer.found] == [
        "Monday 30 November 2026",
        "Monday 30 November 2026",
        "Tuesday 1 December 2026",
        "Tuesday 8 December 2026",
        "2026/27",
        "Friday 20 November 2026",
    ]
    assert await titles(small_office, SIP, "visits", "8 december")
    assert not await titles(small_office, SIP, "visits", "13 december")


async def test_a_report_of_a_school_that_left_the_list_is_found(small_office: Office) -> None:
    await small_office.come_to(Status.FILED)
    before = await titles(small_office, ADVISOR, "reports")
    assert before
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school(urn="900009")], {}, {})
    assert await titles(small_office, ADVISOR, "reports") == before


async def test_pages_are_of_25_at_most_and_end(small_office: Office) -> None:
    schools = [a.a_school(urn=f"9001{number:02d}", name=f"School {number:02d}") for number in range(60)]
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
    pages = [await titles(small_office, ADVISOR, "schools", "school", skip, 100) for skip in (0, 25, 50)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [title for page in pages for title in page] == [school.full_name for school in schools]
    assert len(await titles(small_office, ADVISOR, "schools", "", 0, 4)) == 4
    assert await ask(small_office, ADVISOR, Search("schools", "", 75, 25)) == Results()  # the end is no message
