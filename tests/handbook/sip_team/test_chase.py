"""Checks that run out are chased in time, once each, also when the service was away (C1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.sip_team.chase import (
    LAST_DAY,
    RUN_OUT,
    ChecksPolicy,
    ChecksState,
    RemindOfChecks,
    checks_state,
    reminded,
    reminder_due,
    school_days_left,
)
from handbook.sip_team.standing import TeamMember
from tests.support.sip_team import CHECKS, MEMBER, SIP

LATE_AUTUMN = Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN)
SPRING = Session(date(2027, 1, 4), date(2027, 2, 12), Term.SPRING)
CALENDAR = SchoolCalendar((LATE_AUTUMN, SPRING), frozenset((date(2026, 12, 25),)))
POLICY = ChecksPolicy((30, 10, 0, -4))
UNTIL = date(2027, 1, 13)  # a Wednesday, the eighth school day of the term


def member(until: date | None = UNTIL, **said: object) -> TeamMember:
    return replace(MEMBER, checks=replace(CHECKS, dbs_review_by=until), record=replace(MEMBER.record, **said))


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "until", "left"),
    [
        (date(2027, 1, 12), UNTIL, 1),
        (UNTIL, UNTIL, 0),
        (date(2027, 1, 14), UNTIL, RUN_OUT),
        (date(2026, 12, 18), UNTIL, 8),
        (date(2026, 12, 24), date(2027, 1, 1), 0),  # holidays count nothing
        (date(2027, 2, 12), date(2027, 2, 19), 5),  # beyond the dates that are known each weekday counts
        (date(2027, 7, 30), date(2027, 9, 3), 3),  # but none in August
    ],
)
def test_school_days_are_counted_to_the_last_day_of_the_checks(today: date, until: date, left: int) -> None:
    assert school_days_left(CALENDAR, today, until) == left


def test_without_any_term_dates_weekdays_are_counted() -> None:
    assert school_days_left(SchoolCalendar((), frozenset()), date(2027, 1, 11), UNTIL) == 2


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 11, 17), None),  # 31 school days are left: 23 of the old term and 8 of the new
        (date(2026, 11, 18), 30),
        (date(2026, 11, 30), 30),
        (date(2026, 12, 16), 10),
        (date(2027, 1, 12), 10),
        (UNTIL, LAST_DAY),
        (date(2027, 1, 14), RUN_OUT),
        (date(2027, 1, 16), None),  # a Saturday
        (date(2027, 1, 18), RUN_OUT),
        (UNTIL + timedelta(days=58), RUN_OUT),
        (UNTIL + timedelta(days=61), None),
    ],
)
def test_the_last_step_that_has_come_is_said(today: date, step: int | None) -> None:
    found = reminder_due(member(), CALENDAR, POLICY, at(today))
    assert (found and found.step) == step
    assert reminder_due(member(), CALENDAR, POLICY, at(today, 7)) is None


def test_each_is_said_once_and_what_was_missed_comes_as_one() -> None:
    """The worker was away for all of December: one reminder, and then those that follow."""
    one, said = member(), list[int]()
    for day in (UNTIL - timedelta(days=number) for number in range(3, -4, -1)):
        found = reminder_due(one, CALENDAR, POLICY, at(day))
        if found is not None:
            said.append(found.step)
            one = replace(one, record=reminded(one, found))
            with pytest.raises(Refused):
                reminded(one, found)
    assert said == [10, LAST_DAY, RUN_OUT]


def test_what_is_renewed_stops_the_chase_and_is_chased_anew() -> None:
    late = RemindOfChecks(SIP.id, UNTIL, 10)
    renewed = member(date(2030, 1, 10), reminded_of=UNTIL, reminded_at=10)
    assert reminder_due(renewed, CALENDAR, POLICY, at(UNTIL)) is None
    with pytest.raises(Refused, match="renewed"):
        reminded(renewed, late)
    near = member(date(2027, 1, 20), reminded_of=UNTIL, reminded_at=RUN_OUT)
    assert reminder_due(near, CALENDAR, POLICY, at(UNTIL)) == RemindOfChecks(SIP.id, date(2027, 1, 20), 10)
    assert reminder_due(member(None), CALENDAR, POLICY, at(UNTIL)) is None
    assert reminder_due(replace(MEMBER, checks=None), CALENDAR, POLICY, at(UNTIL)) is None


@pytest.mark.parametrize(
    ("one", "today", "state"),
    [
        (replace(MEMBER, checks=None), UNTIL, ChecksState.MISSING),
        (member(None), UNTIL, ChecksState.MISSING),
        (replace(MEMBER, checks=replace(CHECKS, dbs_checked_on=None)), UNTIL, ChecksState.MISSING),
        (member(), date(2026, 11, 17), ChecksState.CURRENT),
        (member(), date(2026, 12, 18), ChecksState.RUNNING_OUT),
        (member(), UNTIL, ChecksState.RUNNING_OUT),
        (member(), date(2027, 1, 14), ChecksState.RUN_OUT),
    ],
)
def test_how_checks_stand(one: TeamMember, today: date, state: ChecksState) -> None:
    assert checks_state(one.checks, CALENDAR, POLICY, today) is state
