"""The week's digest: on the first school day of a week, to those who want it, what waits for them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.handover.handover import OpenItem

NOTHING_SUCH: Final = "That no longer waits for you."


@dataclass(frozen=True, slots=True)
class DigestPolicy:
    """Whether whoever has said nothing gets it, and from which hour on (in London)."""

    by_default: bool = False
    not_before: time = time(7, 30)


@dataclass(frozen=True, slots=True)
class DigestWish:
    """Of one person: whether they want it (None: they have not said), and the Monday of the week that was seen to."""

    person_id: str
    wants: bool | None = None
    sent_for: date | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class TurnDigest:
    """Somebody turns their own on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class BringWaiting:
    """Somebody wants what waits for them as its own card."""

    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class SendDigest:
    """A command of the clock. `week` is its Monday."""

    person_id: str
    week: date


def wants_digest(wish: DigestWish, policy: DigestPolicy) -> bool:
    return policy.by_default if wish.wants is None else wish.wants


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def is_hour(policy: DigestPolicy, now: datetime) -> bool:
    """Whether any digest can be due."""
    at = now.astimezone(LONDON)
    return at.weekday() < 5 and at.time() >= policy.not_before


def is_first_school_day(calendar: SchoolCalendar, today: date) -> bool:
    """Monday; where that is closed, the first day of the week that is not. In the holidays there is none."""
    days = (week_of(today) + timedelta(days=ahead) for ahead in range(today.weekday()))
    return calendar.is_school_day(today) and not any(map(calendar.is_school_day, days))


def is_due(wish: DigestWish, policy: DigestPolicy, calendar: SchoolCalendar, now: datetime) -> bool:
    today = london_date(now)
    is_new = wish.sent_for != week_of(today)
    return is_new and wants_digest(wish, policy) and is_hour(policy, now) and is_first_school_day(calendar, today)


def sent(wish: DigestWish, command: SendDigest, policy: DigestPolicy) -> DigestWish:
    """Raises Refused where it was sent already, or is not wanted any more."""
    if wish.sent_for == command.week or not wants_digest(wish, policy):
        raise Refused("stale", "This week’s is sent already, or is not wanted.")
    return replace(wish, sent_for=command.week)


def item_waiting(items: tuple[OpenItem, ...], command: BringWaiting) -> OpenItem:
    """Raises Refused for what does not wait for them, as for what is not there."""
    found = next((one for one in items if (one.kind, one.about) == (command.kind, command.about)), None)
    if found is None:
        raise Refused("stale", NOTHING_SUCH)
    return found
