"""The half-days at which a visit is possible: on school days, with notice, both free, and with time for the way between
the SIP's schools of that day. And, where there is none, what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from handbook.core.british_time import london_date
from handbook.core.half_days import Half, HalfDay, SchoolHours
from handbook.core.places import Place, Travel
from handbook.core.school_years import SchoolCalendar
from handbook.visits.slots.busy_times import BusyTimes, FreeTimes


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A visit that stands in the SIP's diary already. `school_name` is how a sentence names it."""

    half_day: HalfDay
    urn: str
    school_name: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """What a school prefers: a weekday (0 is Monday), a half of any day, or a half of a weekday."""

    weekday: int | None = None
    half: Half | None = None

    def suits(self, half_day: HalfDay) -> bool:
        return self.weekday in (None, half_day.on.weekday()) and self.half in (None, half_day.half)


@dataclass(frozen=True, slots=True)
class SlotSearch:
    """What is looked for and what is known. `headteacher` is None where their mailbox is in another tenant and cannot
    be asked: then the SIP's free half-days are offered. `notice` is counted in school days of the school. `passed_over`
    are half-days that were on offer before. `checked_until` is the last day on which the SIP's checks hold (C1), where
    that is known."""

    urn: str
    school_name: str
    calendar: SchoolCalendar
    sip: BusyTimes
    headteacher: BusyTimes | None
    first_on: date
    last_on: date
    place: Place | None = None
    hours: SchoolHours = field(default_factory=SchoolHours)
    notice: int = 5
    travel: Travel = field(default_factory=Travel)
    elsewhere: tuple[Elsewhere, ...] = ()
    preferences: tuple[Preference, ...] = ()
    passed_over: tuple[HalfDay, ...] = ()
    checked_until: date | None = None


class Obstacle(StrEnum):
    """Why there is no half-day; the first that leaves none."""

    NO_SCHOOL_DAY = "no_school_day"
    NO_CHECKS = "no_checks"
    SIP_UNKNOWN = "sip_unknown"
    HEADTEACHER_UNKNOWN = "headteacher_unknown"
    SIP_OFF = "sip_off"
    HEADTEACHER_OFF = "headteacher_off"
    SIP_BUSY = "sip_busy"
    HEADTEACHER_BUSY = "headteacher_busy"
    NEVER_BOTH = "never_both"
    TRAVEL = "travel"
    ALL_SHOWN = "all_shown"


def free_half_days(search: SlotSearch, now: datetime) -> tuple[HalfDay, ...]:
    """Every possible half-day, by time."""
    return _sifted(search, now)[0]


def obstacle(search: SlotSearch, now: datetime) -> Obstacle | None:
    """What leaves no half-day; None where there is one."""
    return _sifted(search, now)[1]


def is_still_free(half_day: HalfDay, sip: BusyTimes, headteacher: BusyTimes | None) -> bool:
    """Asked again with calendars just read, before something is booked, also for a time outside working hours: people
    chose it. Our own holds must be taken out before (`without_holds`)."""
    return all(FreeTimes(times).is_free(half_day) for times in (sip, headteacher) if times is not None)


def is_reachable(search: SlotSearch, half_day: HalfDay) -> bool:
    """Whether the SIP gets there from, and on to, every other school of that day."""
    return all(
        _fits(
            search.travel.minutes(search.place, other.place) if other.urn != search.urn else 0, half_day, other.half_day
        )
        for other in search.elsewhere
        if other.half_day.on == half_day.on
    )


def minutes_apart(one: HalfDay, other: HalfDay) -> float:
    """Between the end of the earlier and the beginning of the later on one day; below nought where they overlap."""
    first, second = sorted((one, other))
    return (second.starts_at - first.ends_at) / timedelta(minutes=1)


def _fits(minutes: float, one: HalfDay, other: HalfDay) -> bool:
    return not one.overlaps(other) and minutes_apart(one, other) >= minutes


def _sifted(search: SlotSearch, now: datetime) -> tuple[tuple[HalfDay, ...], Obstacle | None]:
    sip = FreeTimes(search.sip)
    head = None if search.headteacher is None else FreeTimes(search.headteacher)
    days = _half_days_with_notice(search, now)
    heads_free = Obstacle.HEADTEACHER_BUSY
    if head is not None and any(map(head.is_free, days)):
        heads_free = Obstacle.NEVER_BOTH
    sieves: tuple[tuple[Obstacle, Callable[[HalfDay], bool]], ...] = (
        (Obstacle.NO_SCHOOL_DAY, lambda _: True),
        (Obstacle.NO_CHECKS, lambda one: search.checked_until is None or one.on <= search.checked_until),
        (Obstacle.SIP_UNKNOWN, sip.was_read),
        (Obstacle.HEADTEACHER_UNKNOWN, lambda one: head is None or head.was_read(one)),
        (Obstacle.SIP_OFF, sip.works),
        (Obstacle.HEADTEACHER_OFF, lambda one: head is None or head.works(one)),
        (Obstacle.SIP_BUSY, sip.is_free),
        (heads_free, lambda one: head is None or head.is_free(one)),
        (Obstacle.TRAVEL, lambda one: is_reachable(search, one)),
        (Obstacle.ALL_SHOWN, lambda one: one not in search.passed_over),
    )
    for name, lets_through in sieves:
        days = tuple(filter(lets_through, days))
        if not days:
            return (), name
    return days, None


def _half_days_with_notice(search: SlotSearch, now: datetime) -> tuple[HalfDay, ...]:
    today = london_date(now)
    earliest = search.calendar.school_day_after(today, search.notice) if search.notice > 0 else today
    if earliest is None:
        return ()
    first = max(search.first_on, earliest)
    days = (first + timedelta(days=number) for number in range((search.last_on - first).days + 1))
    return tuple(
        half_day
        for day in days
        if search.calendar.is_school_day(day)
        for half_day in search.hours.half_days(day)
        if half_day.starts_at > now
    )
