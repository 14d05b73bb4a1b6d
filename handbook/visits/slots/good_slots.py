"""Which possible half-days are good ones, best first, and why: for the SIP and, without another school's name, for the
headteacher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from handbook.core.british_time import day_words
from handbook.core.half_days import HalfDay
from handbook.core.places import miles_between
from handbook.core.plain_words import several
from handbook.visits.slots.free_half_days import Elsewhere, Obstacle, Preference, SlotSearch, free_half_days, obstacle
from handbook.visits.visit import Slot

_AT_A_TIME: Final = 3
_NEAR, _PREFERRED, _QUIET_WEEK = 40.0, 20.0, 5.0
_EACH_DAY_LATER: Final = 0.2
_SAME_DAY, _SAME_WEEK = 30.0, 8.0
_SAME_WEEKDAY, _SAME_HALF = 4.0, 2.0
"""How much a half-day loses by lying beside another of the same three, or by being like it: choice is what three are
for."""
_DAY_SEEN: Final = 10.0
"""… and by lying on a day that was offered before: whoever asks for others mostly means another day."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    slot: Slot
    points: float


def good_slots(search: SlotSearch, now: datetime) -> tuple[Slot, ...]:
    """Every possible half-day, best first; each three are spread over days and weeks. The same search always gives the
    same answer."""
    free = free_half_days(search, now)
    left = [_weighed(search, half_day, free[0].on) for half_day in free]
    ranked: list[Slot] = []
    while left:
        beside = ranked[len(ranked) - len(ranked) % _AT_A_TIME :]
        best = max(left, key=lambda one: one.points - _crowding(one.slot.half_day, beside))
        left.remove(best)
        ranked.append(best.slot)
    return tuple(ranked)


def three(slots: Sequence[Slot], turn: int = 0) -> tuple[Slot, ...]:
    """The first three, and with each turn the next."""
    return tuple(slots[turn * _AT_A_TIME : (turn + 1) * _AT_A_TIME])


def why_none(search: SlotSearch, now: datetime) -> str:
    """What stands in the way, as the SIP reads it; empty where there is a half-day."""
    found = obstacle(search, now)
    between = f"between {day_words(search.first_on)} and {day_words(search.last_on)}"
    sentences = {
        Obstacle.NO_SCHOOL_DAY: f"{search.school_name} has no school day {between} that leaves "
        f"{search.notice} school days’ notice.",
        Obstacle.NO_CHECKS: f"Your checks are current until {_until(search)}, and every possible half-day {between} is "
        "after that. The Trust Advisor records new ones.",
        Obstacle.SIP_UNKNOWN: "Your calendar could not be read, and I do not guess.",
        Obstacle.HEADTEACHER_UNKNOWN: "The headteacher’s calendar could not be read, and I do not guess.",
        Obstacle.SIP_OFF: f"Every possible half-day {between} is outside your working hours in Outlook. You can choose "
        "days yourself.",
        Obstacle.HEADTEACHER_OFF: f"Every possible half-day {between} is outside the working hours that the "
        f"headteacher of {search.school_name} has in Outlook. You can choose days yourself.",
        Obstacle.SIP_BUSY: f"You have no free half-day {between}.",
        Obstacle.HEADTEACHER_BUSY: f"The headteacher of {search.school_name} has no free half-day {between}.",
        Obstacle.NEVER_BOTH: f"There is no half-day {between} when you are both free.",
        Obstacle.TRAVEL: "On every day when you are both free, it takes too long to travel from your other school.",
        Obstacle.ALL_SHOWN: f"You have seen every half-day {between} when you are both free.",
    }
    return "" if found is None else sentences[found]


def _until(search: SlotSearch) -> str:
    return day_words(search.checked_until) if search.checked_until else ""


def _weighed(search: SlotSearch, half_day: HalfDay, first_on: date) -> _Candidate:
    near = _near_that_day(search, half_day)
    preference = next((one for one in search.preferences if one.suits(half_day)), None)
    quiet = all(_week(other.half_day.on) != _week(half_day.on) for other in search.elsewhere)
    points = -_EACH_DAY_LATER * (half_day.on - first_on).days
    if any(seen.on == half_day.on for seen in search.passed_over):
        points -= _DAY_SEEN
    why = why_for_school = _BOTH_FREE if search.headteacher else _SIP_FREE
    if quiet:
        points += _QUIET_WEEK
        why = "You have no other visit that week."
    if half_day.on == first_on:
        why = why_for_school = "It is the first possible day."
    if preference:
        points += _PREFERRED
        why = f"{search.school_name} prefers {_preference_words(preference)}."
        why_for_school = f"Your school prefers {_preference_words(preference)}."
    if near:
        points += _NEAR - _miles(search, near)
        why = _near_words(search, near)
        why_for_school = "Your SIP is near your school that day."
    return _Candidate(Slot(half_day, why, why_for_school), points)


_BOTH_FREE: Final = "You are both free then."
_SIP_FREE: Final = "The SIP is free then; the headteacher’s calendar could not be read."


def _near_that_day(search: SlotSearch, half_day: HalfDay) -> Elsewhere | None:
    """The nearest of the SIP's other schools of that day, if it is near."""
    others = [
        other
        for other in search.elsewhere
        if other.half_day.on == half_day.on
        and (other.urn == search.urn or search.travel.is_near(search.place, other.place))
    ]
    return min(others, key=lambda other: (_miles(search, other), other.half_day), default=None)


def _miles(search: SlotSearch, other: Elsewhere) -> float:
    if other.urn == search.urn or search.place is None or other.place is None:
        return 0.0
    return miles_between(search.place, other.place)


def _near_words(search: SlotSearch, other: Elsewhere) -> str:
    when = f"that {other.half_day.half}"
    if other.urn == search.urn:
        return f"You are at this school {when} already."
    miles = round(_miles(search, other))
    how_far = "less than a mile" if miles < 1 else several(miles, "mile")
    return f"You are at {other.school_name}, {how_far} away, {when}."


def _preference_words(preference: Preference) -> str:
    """Tuesdays; mornings; Tuesday mornings."""
    day = "" if preference.weekday is None else _DAYS[preference.weekday]
    half = preference.half or ""
    return f"{day} {half}".strip() + "s"


_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def _crowding(half_day: HalfDay, beside: Sequence[Slot]) -> float:
    return sum(_likeness(half_day, slot.half_day) for slot in beside)


def _likeness(one: HalfDay, other: HalfDay) -> float:
    if one.on == other.on:
        return _SAME_DAY
    return (
        (_SAME_WEEK if _week(one.on) == _week(other.on) else 0.0)
        + (_SAME_WEEKDAY if one.on.weekday() == other.on.weekday() else 0.0)
        + (_SAME_HALF if one.half is other.half else 0.0)
    )


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
