"""What could not be read is never free."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.core import calendars
from handbook.core.british_time import LONDON
from handbook.core.calendars import Busy, Period, ShownAs, Unread, WorkingHours
from handbook.core.half_days import HalfDay
from handbook.visits.slots.busy_times import BusyTimes, FreeTimes, Stretch, times_of, without_holds
from handbook.visits.slots.free_half_days import is_still_free
from tests.support.visits import afternoon, morning

DAY = date(2026, 12, 1)
MORNING = morning(DAY)  # 9 to 12, in winter also by UTC


def at(hour: float) -> datetime:
    return datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=hour)


def stretch(begins: float, ends: float) -> Stretch:
    return Stretch(at(begins), at(ends))


ALL_DAY = (stretch(0, 24),)


@pytest.mark.parametrize(
    ("read", "busy", "free"),
    [
        (ALL_DAY, [], True),
        ((), [], False),  # nothing is known
        ((stretch(0, 11),), [], False),  # the end is not
        ((stretch(10, 24),), [], False),  # the beginning is not
        ((stretch(0, 10.5), stretch(10.5, 24)), [], True),  # read in two windows
        ((stretch(0, 10), stretch(11, 24)), [], False),
        ((stretch(9, 12),), [], True),
        (ALL_DAY, [(8, 9)], True),
        (ALL_DAY, [(12, 13)], True),
        (ALL_DAY, [(8, 9.25)], False),
        (ALL_DAY, [(11.75, 13)], False),
        (ALL_DAY, [(10, 10.5)], False),
        (ALL_DAY, [(0, 24)], False),
        (ALL_DAY, [(13, 14), (7, 8), (7, 9)], True),
        (ALL_DAY, [(13, 14), (7, 8), (7.5, 10)], False),
        (ALL_DAY, [(10, 10)], True),  # lasts no time
        (ALL_DAY, [(11, 10)], True),  # ends before it begins
    ],
)
def test_when_somebody_is_free(read: tuple[Stretch, ...], busy: list[tuple[float, float]], free: bool) -> None:
    times = BusyTimes(read, tuple(stretch(*one) for one in busy))
    assert FreeTimes(times).is_free(MORNING) is free
    assert is_still_free(MORNING, times, BusyTimes(ALL_DAY)) is free
    assert is_still_free(MORNING, BusyTimes(ALL_DAY), times) is free
    assert is_still_free(MORNING, times, None) is free  # no mailbox to ask


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 48), st.integers(1, 8)), max_size=20), st.integers(0, 40), st.integers(1, 8))
def test_it_says_what_looking_at_each_event_says(events: list[tuple[int, int]], begins: int, lasts: int) -> None:
    busy = tuple(stretch(start / 2, (start + length) / 2) for start, length in events)
    start, end = at(begins / 2), at((begins + lasts) / 2)
    asked = HalfDay(start.date(), start.time(), end.time())
    if end.date() != start.date():
        return
    each = all(one.end_at <= start or one.start_at >= end for one in busy)
    assert FreeTimes(BusyTimes((stretch(0, 48),), busy)).is_free(asked) is each


def test_our_own_hold_is_not_in_the_way_but_what_lies_beside_it_is() -> None:
    hold = stretch(9, 12)
    assert is_still_free(MORNING, without_holds(BusyTimes(ALL_DAY, (hold,)), (MORNING,)), None)
    two = without_holds(BusyTimes(ALL_DAY, (hold, hold)), (MORNING,))
    assert not is_still_free(MORNING, two, None)
    other = without_holds(BusyTimes(ALL_DAY, (stretch(9, 11),)), (MORNING,))
    assert not is_still_free(MORNING, other, None)


def test_what_a_calendar_says_is_known_for_the_window_that_was_asked_about() -> None:
    found = (
        Busy(at(9), at(10), ShownAs.BUSY),
        Busy(at(10), at(11), ShownAs.FREE),
        Busy(at(13), at(14), ShownAs.ELSEWHERE),
    )
    times = times_of(calendars.BusyTimes("a@x.example", found), Period(at(0), at(24)))
    assert times == BusyTimes(ALL_DAY, (stretch(9, 10), stretch(13, 14)))


def test_who_works_elsewhere_can_come_to_a_school_and_is_not_in_their_own() -> None:
    found = calendars.BusyTimes("a@x.example", (Busy(at(9), at(12), ShownAs.ELSEWHERE),))
    sip, head = (times_of(found, Period(at(0), at(24)), comes=comes) for comes in (True, False))
    assert sip is not None
    assert head is not None
    assert is_still_free(MORNING, sip, None)
    assert not is_still_free(MORNING, BusyTimes(ALL_DAY), head)


WEEKDAYS = frozenset(range(5))
TUESDAY_TO_THURSDAY = frozenset((1, 2, 3))


@pytest.mark.parametrize(
    ("hours", "works"),
    [
        (WorkingHours(WEEKDAYS, time(8, 0), time(17, 0), LONDON), "MA"),
        (WorkingHours(WEEKDAYS, time(9, 30), time(15, 15), LONDON), "MA"),  # a school opens before the office does
        (WorkingHours(WEEKDAYS, time(8, 0), time(13, 0), LONDON), "M"),
        (WorkingHours(WEEKDAYS, time(12, 30), time(17, 0), LONDON), "A"),
        (WorkingHours(TUESDAY_TO_THURSDAY, time(8, 0), time(17, 0), LONDON), "MA"),
        (WorkingHours(frozenset((0, 4)), time(8, 0), time(17, 0), LONDON), ""),
        (WorkingHours(WEEKDAYS, time(8, 0), time(17, 0), timezone(timedelta(hours=-8))), "MA"),  # nobody set these
        (WorkingHours(frozenset((5, 6)), time(8, 0), time(17, 0), LONDON), "MA"),  # nor these
        (WorkingHours(WEEKDAYS, time(10, 0), time(1, 0), timezone(timedelta(hours=1))), "MA"),  # ends after midnight
    ],
)
def test_working_hours_are_kept_to_an_hour_around_them(hours: WorkingHours, works: str) -> None:
    """2026-12-01 is a Tuesday."""
    times = times_of(calendars.BusyTimes("a@x.example", (), hours=hours), Period(at(-48), at(24 * 9)))
    assert times is not None
    free = FreeTimes(times)
    assert "".join(half for half, one in (("M", MORNING), ("A", afternoon(DAY))) if free.works(one)) == works
    assert is_still_free(MORNING, times, times), "people may choose what lies outside them"


def test_a_part_time_headteacher_works_on_the_same_days_in_summer() -> None:
    hours = WorkingHours(TUESDAY_TO_THURSDAY, time(8, 0), time(17, 0), LONDON)
    window = Period(datetime(2027, 6, 7, tzinfo=UTC), datetime(2027, 6, 14, tzinfo=UTC))
    times = times_of(calendars.BusyTimes("a@x.example", (), hours=hours), window)
    assert times is not None
    days = [date(2027, 6, 7) + timedelta(days=number) for number in range(5)]
    assert [day.weekday() for day in days if FreeTimes(times).works(morning(day))] == [1, 2, 3]


def test_no_mailbox_is_another_thing_than_one_that_cannot_be_read() -> None:
    window = Period(at(0), at(24))
    assert times_of(calendars.BusyTimes("a@x.example", None, Unread.NO_MAILBOX), window) is None
    assert times_of(calendars.BusyTimes("a@x.example", None, Unread.NOT_READABLE), window) == BusyTimes()
