"""When a person is busy, and for which times that is known at all. What could not be read is never free."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handbook.core.calendars import BusyTimes as FoundInCalendar
from handbook.core.calendars import Period, ShownAs, Unread
from handbook.core.half_days import HalfDay


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From one instant to a later one."""

    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """`read` says for which times the calendar could be read, `busy` when the person is not free in them. A calendar
    that could not be read at all is `BusyTimes()`."""

    read: tuple[Stretch, ...] = ()
    busy: tuple[Stretch, ...] = ()


def times_of(found: FoundInCalendar, window: Period) -> BusyTimes | None:
    """What a calendar said about a window; None where there is no such mailbox. Whatever is not shown as free
    blocks, somebody who works elsewhere too: they are not at the school."""
    if found.times is None:
        return None if found.unread is Unread.NO_MAILBOX else BusyTimes()
    busy = (Stretch(one.start, one.end) for one in found.times if one.status is not ShownAs.FREE)
    return BusyTimes((Stretch(window.start, window.end),), tuple(busy))


class FreeTimes:
    """Answers about one person's half-days, quickly: times are put in order once."""

    def __init__(self, times: BusyTimes) -> None:
        self._read = _joined(times.read)
        self._busy = _joined(times.busy)
        self._read_from = [one.start_at for one in self._read]
        self._busy_until = [one.end_at for one in self._busy]

    def was_read(self, half_day: HalfDay) -> bool:
        """Whether the calendar is known for all of it."""
        place = bisect_right(self._read_from, half_day.starts_at) - 1
        return place >= 0 and half_day.ends_at <= self._read[place].end_at

    def is_free(self, half_day: HalfDay) -> bool:
        """Known, and nothing in it. An event that only touches it does not matter."""
        place = bisect_right(self._busy_until, half_day.starts_at)
        begins_later = place == len(self._busy) or self._busy[place].start_at >= half_day.ends_at
        return begins_later and self.was_read(half_day)


def without_holds(times: BusyTimes, holds: Iterable[HalfDay], entries: Iterable[Period] = ()) -> BusyTimes:
    """The times less one entry for each of our own tentative holds, told by its exact beginning and end; and for each
    of other `entries` of ours."""
    left = list(times.busy)
    own = (*((one.starts_at, one.ends_at) for one in holds), *((one.start, one.end) for one in entries))
    for start, end in own:
        if (found := Stretch(start, end)) in left:
            left.remove(found)
    return BusyTimes(times.read, tuple(left))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, and those that overlap or touch as one. One that ends before it begins is nothing."""
    joined: list[Stretch] = []
    for one in sorted(one for one in stretches if one.start_at < one.end_at):
        if joined and one.start_at <= joined[-1].end_at:
            joined[-1] = Stretch(joined[-1].start_at, max(joined[-1].end_at, one.end_at))
        else:
            joined.append(one)
    return joined
