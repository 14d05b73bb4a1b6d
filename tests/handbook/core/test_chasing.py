"""Reminders come on school days at a decent hour, those that were missed as one, and then others hear of it."""

from datetime import UTC, datetime, time

import pytest

from handbook.core.chasing import NOTHING, Passed, Patience, Waited, passed
from tests.support import visits as v
from tests.support.builders import MONDAY

OFFER = Patience((3, 5, 10), 10, every=5)


def after(days: int, at: time = time(10)) -> datetime:
    day = v.CALENDAR.school_day_after(MONDAY.date(), days) if days else MONDAY.date()
    assert day
    return datetime.combine(day, at, UTC)


@pytest.mark.parametrize(
    ("days", "reminders", "told", "due"),
    [
        (0, 0, False, NOTHING),
        (2, 0, False, NOTHING),
        (3, 0, False, Passed(1, tells=False)),
        (4, 1, False, NOTHING),
        (5, 1, False, Passed(2, tells=False)),
        (10, 0, False, Passed(3, tells=True)),
        (10, 3, True, NOTHING),
        (14, 3, True, NOTHING),
        (15, 3, True, Passed(4, tells=False)),
        (20, 4, True, Passed(5, tells=False)),
    ],
)
def test_the_ladder_goes_on_until_it_is_answered(days: int, reminders: int, told: bool, due: Passed) -> None:
    assert passed(Waited(MONDAY, reminders, MONDAY if told else None), v.CALENDAR, OFFER, after(days)) == due


def test_nothing_at_night_and_nothing_on_a_day_without_school() -> None:
    waited = Waited(MONDAY, 0, None)
    assert not passed(waited, v.CALENDAR, OFFER, after(5, time(8)))
    assert not passed(waited, v.CALENDAR, OFFER, datetime(2026, 12, 28, 10, tzinfo=UTC))
    assert passed(waited, v.CALENDAR, OFFER, datetime(2027, 1, 5, 10, tzinfo=UTC)).tells


def test_without_a_ladder_it_is_still_asked_again() -> None:
    assert passed(Waited(MONDAY, 0, None), v.CALENDAR, Patience((), 99, every=5), after(5)) == Passed(1, tells=False)
