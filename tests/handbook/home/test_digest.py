"""The week's digest: on the first school day of a week, once, to those who want it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.handover.handover import OpenItem
from handbook.home.digest import (
    BringWaiting,
    DigestPolicy,
    DigestWish,
    SendDigest,
    is_due,
    item_waiting,
    sent,
    wants_digest,
    week_of,
)
from tests.support.builders import MONDAY

TERM = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)
CALENDAR = SchoolCalendar((TERM,), frozenset((date(2026, 11, 30),)), frozenset((date(2026, 12, 1),)))
ON = DigestPolicy(by_default=True)
WISH = DigestWish("person-1")


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=MONDAY.tzinfo)


@pytest.mark.parametrize(
    ("day", "hour", "due"),
    [
        (date(2026, 11, 23), 9, True),  # a Monday
        (date(2026, 11, 23), 6, False),
        (date(2026, 11, 24), 9, False),
        (date(2026, 11, 28), 9, False),
        (date(2026, 11, 30), 9, False),  # a bank holiday, and then the school is closed
        (date(2026, 12, 1), 9, False),
        (date(2026, 12, 2), 9, True),
        (date(2026, 12, 3), 9, False),
        (date(2026, 12, 21), 9, False),  # the holidays
        (date(2027, 3, 1), 9, False),  # beyond the known term dates
    ],
)
def test_it_is_due_on_the_first_school_day_of_a_week(day: date, hour: int, due: bool) -> None:
    assert is_due(WISH, ON, CALENDAR, at(day, hour)) is due


def test_it_is_sent_once_a_week_to_whoever_wants_it() -> None:
    monday = date(2026, 11, 23)
    assert week_of(monday + timedelta(days=4)) == monday
    for wants, default, expected in (
        (None, True, True),
        (None, False, False),
        (True, False, True),
        (False, True, False),
    ):
        wish, policy = replace(WISH, wants=wants), DigestPolicy(by_default=default)
        assert wants_digest(wish, policy) is expected
        assert is_due(wish, policy, CALENDAR, at(monday)) is expected
    done = sent(WISH, SendDigest("person-1", monday), ON)
    assert not is_due(done, ON, CALENDAR, at(monday))
    for wish in (done, replace(WISH, wants=False)):
        with pytest.raises(Refused, match="sent already"):
            sent(wish, SendDigest("person-1", monday), ON)


def test_only_what_waits_is_brought() -> None:
    items = (OpenItem("visit", "visit:1", 2, "A visit"),)
    assert item_waiting(items, BringWaiting("visit", "visit:1")) is items[0]
    for kind, about in (("visit", "visit:2"), ("approval", "visit:1")):
        with pytest.raises(Refused, match="no longer waits for you"):
            item_waiting(items, BringWaiting(kind, about))
