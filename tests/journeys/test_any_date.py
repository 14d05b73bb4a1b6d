"""The demo's trust can be played on any date of the five years from November 2026: its story, and a visit booked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from handbook.core.british_time import london_date
from handbook.core.school_years import AcademicYear, Session, Term, school_calendar
from handbook.visits.visit import Visit, VisitStatus
from sandbox.clock import LARGEST, next_half_term, next_school_day
from sandbox.trust import Trust
from service.bank_holidays import bank_holidays
from tests.support.house import House, a_house
from tests.support.story import Story
from tests.support.visit_story import VisitStory, at_half_day

TRUST = Trust.load()
FIRST, LAST = date(2026, 11, 30), date(2031, 11, 30)
DATES = {
    "christmas": datetime(2026, 12, 25, 11, tzinfo=UTC),
    "half term": datetime(2027, 2, 17, 9, tzinfo=UTC),
    "the clocks go forward": datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    "a bank holiday": datetime(2027, 5, 31, 10, tzinfo=UTC),
    "an hour that comes twice": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    "leap day": datetime(2028, 2, 29, 10, tzinfo=UTC),
    "the last week of a year": datetime(2028, 7, 19, 15, tzinfo=UTC),
    "a new year in London alone": datetime(2028, 8, 31, 23, 30, tzinfo=UTC),
    "a saturday": datetime(2029, 9, 1, 10, tzinfo=UTC),
    "new year's eve": datetime(2029, 12, 31, 23, 59, tzinfo=UTC),
    "august": datetime(2030, 8, 14, 10, tzinfo=UTC),
    "five years on": datetime(2031, 11, 30, 10, tzinfo=UTC),
}
HARDEST = ("the clocks go forward", "an hour that comes twice", "leap day", "a new year in London alone", "august")
"""These are tried by `make test`, the others by `make chaos`."""


def dates() -> list[Any]:
    return [pytest.param(on, id=name, marks=() if name in HARDEST else pytest.mark.long) for name, on in DATES.items()]


@pytest.mark.parametrize("begins", dates())
async def test_the_story_can_begin_on(begins: datetime, tmp_path: Path, first_house: Path) -> None:
    async with a_house(tmp_path, now=begins, like=first_house) as house:
        report = replace(Story.of(house), year=AcademicYear.of(london_date(begins)))
        card = await report.shared()
        assert f"Shared with {report.dso.name}" in card.words
        assert len(await report.filed()) >= 2
        visit = await booked(VisitStory.of(house))
        assert visit.status is VisitStatus.BOOKED
        assert at_half_day(visit).starts_at > house.now
        await house.kept()
        await house.audit()
        await house.check_cards()


async def test_house_and_sandbox_have_one_clock(house: House) -> None:
    for now in (house.now, house.now + timedelta(days=100)):
        house.move_to(now)
        async with house.http.get(f"{house.sandbox}/control/clock") as reply:
            assert datetime.fromisoformat((await reply.json())["now"]) == house.now


async def booked(story: VisitStory) -> Visit:
    """At once, or when the next half term begins: from the last week of July a school year has no half-day left."""
    house = story.house
    card = await story.found(f"termly:{term_of(house)}")
    if not (await story.visit()).slots:
        assert "has no school day between" in card.words
        assert london_date(house.now).month in (7, 8)
        await house.run_due_commands(datetime.combine(next_half_term(TRUST, house.now), time(9, 30), UTC))
        card = await story.found(f"termly:{term_of(house)}")
    await story.send(card)
    await story.pick(await story.head.newest())
    await house.kept()
    return await story.visit()


def term_of(house: House) -> Term:
    month = london_date(house.now).month
    return Term.SPRING if month <= 3 else Term.SUMMER if month <= 8 else Term.AUTUMN


def days() -> list[date]:
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def test_levers_of_time_find_a_day_on_each_date() -> None:
    for day in days():
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        assert day < next_school_day(TRUST, now) <= day + timedelta(days=48)
        assert next_school_day(TRUST, now) <= next_half_term(TRUST, now) <= day + timedelta(days=100)


def test_term_dates_are_known_as_far_as_the_clock_can_be_moved() -> None:
    for session in (one["sessions"][-1] for one in TRUST.local_authorities):
        assert date.fromisoformat(session["last_on"]) > LAST + LARGEST


def test_each_school_has_its_school_days_in_each_year() -> None:
    authorities = {one["name"]: one["sessions"] for one in TRUST.local_authorities}
    for school in TRUST.schools:
        sessions = [
            Session(date.fromisoformat(one["first_on"]), date.fromisoformat(one["last_on"]), Term(one["term"]))
            for one in school.get("sessions") or authorities[school["local_authority"]]
        ]
        closed = [date.fromisoformat(day) for day in school.get("closed", ())]
        for year in range(FIRST.year, LAST.year + 3):
            calendar = school_calendar(sessions, (), closed, bank_holidays(year))
            first = date(year, 9, 1)
            open_days = sum(calendar.is_school_day(first + timedelta(days=number)) for number in range(364))
            assert 175 <= open_days <= 200, (school["name"], year, open_days)


def test_all_but_one_of_the_sips_may_visit_as_long_as_the_clock_can_be_moved() -> None:
    until = LAST + LARGEST
    checks = [person.checks for person in TRUST.people if person.role == "sip"]
    current = [one for one in checks if one is not None and date.fromisoformat(one["dbs_review_by"]) >= until]
    assert (len(checks), len(current)) == (6, 5)
