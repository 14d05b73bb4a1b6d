"""When a person is busy, and for which times that is known at all. What could not be read is never free."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from handbook.core.british_time import LONDON
from handbook.core.calendars import BusyTimes as FoundInCalendar
from handbook.core.calendars import Period, ShownAs, Unread, WorkingHours
from handbook.core.half_days import HalfDay


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From one instant to a later one."""

    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """`read` says for which times the calendar could be read, `busy` when the person is not free in them, and `off`
    when they do not work. A calendar that could not be read at all is `BusyTimes()`."""

    read: tuple[Stretch, ...] = ()
    busy: tuple[Stretch, ...] = ()
    off: tuple[Stretch, ...] = ()


def times_of(found: FoundInCalendar, window: Period, *, comes: bool = False) -> BusyTimes | None:
    """What a calendar said about a window; None where there is no such mailbox. Whatever is not shown as free blocks.
    Who works elsewhere is not at the school: that blocks a headteacher, and not a SIP who `comes` there."""
    if found.times is None:
        return None if found.unread is Unread.NO_MAILBOX else BusyTimes()
    free = (ShownAs.FREE, ShownAs.ELSEWHERE) if comes else (ShownAs.FREE,)
    busy = (Stretch(one.start, one.end) for one in found.times if one.status not in free)
    off = _time_off(found.hours, window) if found.hours else ()
    return BusyTimes((Stretch(window.start, window.end),), tuple(busy), off)


_AROUND_HOURS: Final = timedelta(hours=1)
"""By so much a school's day may begin before, and end after, the hours that somebody has set."""
_SCHOOL_DAY: Final = (time(9, 0), time(15, 0))


def _time_off(hours: WorkingHours, window: Period) -> tuple[Stretch, ...]:
    """All of the window that lies outside somebody's working hours. Of hours that leave no time of any school's day
    nothing is believed: a mailbox that was never opened has those of another part of the world."""
    days = [window.start.date() + timedelta(days=number) for number in range(-1, (window.end - window.start).days + 2)]
    worked = [
        Stretch(
            datetime.combine(day, hours.starts, hours.zone) - _AROUND_HOURS,
            datetime.combine(day + timedelta(days=hours.ends <= hours.starts), hours.ends, hours.zone) + _AROUND_HOURS,
        )
        for day in days
        if day.weekday() in hours.weekdays
    ]
    if not any(_is_in_a_school_day(one) for one in worked):
        return ()
    edges = [window.start, *(edge for one in _joined(worked) for edge in (one.start_at, one.end_at)), window.end]
    return tuple(Stretch(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _is_in_a_school_day(worked: Stretch) -> bool:
    day = (worked.start_at + _AROUND_HOURS).astimezone(LONDON).date()
    opens, closes = (datetime.combine(day, at, LONDON) for at in _SCHOOL_DAY)
    return day.weekday() < 5 and worked.start_at + _AROUND_HOURS < closes and opens < worked.end_at - _AROUND_HOURS


class FreeTimes:
    """Answers about one person's half-days, quickly: times are put in order once."""

    def __init__(self, times: BusyTimes) -> None:
        self._read = _joined(times.read)
        self._busy = _joined(times.busy)
        self._off = _joined(times.off)
        self._read_from = [one.start_at for one in self._read]

    def was_read(self, half_day: HalfDay) -> bool:
        """Whether the calendar is known for all of it."""
        place = bisect_right(self._read_from, half_day.starts_at) - 1
        return place >= 0 and half_day.ends_at <= self._read[place].end_at

    def is_free(self, half_day: HalfDay) -> bool:
        """Known, and nothing in it. An event that only touches it does not matter."""
        return not _holds(self._busy, half_day) and self.was_read(half_day)

    def works(self, half_day: HalfDay) -> bool:
        """Within their working hours, where these are known."""
        return not _holds(self._off, half_day)


def without_holds(times: BusyTimes, holds: Iterable[HalfDay], entries: Iterable[Period] = ()) -> BusyTimes:
    """The times less one entry for each of our own tentative holds, told by its exact beginning and end; and for each
    of other `entries` of ours."""
    left = list(times.busy)
    own = (*((one.starts_at, one.ends_at) for one in holds), *((one.start, one.end) for one in entries))
    for start, end in own:
        if (found := Stretch(start, end)) in left:
            left.remove(found)
    return replace(times, busy=tuple(left))


def _holds(stretches: list[Stretch], half_day: HalfDay) -> bool:
    """Whether one of them, which are in order, reaches into it."""
    place = bisect_right(stretches, half_day.starts_at, key=lambda one: one.end_at)
    return place < len(stretches) and stretches[place].start_at < half_day.ends_at


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, and those that overlap or touch as one. One that ends before it begins is nothing."""
    joined: list[Stretch] = []
    for one in sorted(one for one in stretches if one.start_at < one.end_at):
        if joined and one.start_at <= joined[-1].end_at:
            joined[-1] = Stretch(joined[-1].start_at, max(joined[-1].end_at, one.end_at))
        else:
            joined.append(one)
    return joined
