"""What time does to cases: an overdue day is chased in school days, who has left is followed, what is old is
forgotten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handbook.cases.answers import shut
from handbook.cases.audience import minder
from handbook.cases.case import Case, Confidential, Ladder, Seat
from handbook.cases.concern_support import succeeded
from handbook.cases.signing import SERVICE
from handbook.core.people import Person, Role, School
from handbook.core.school_years import SchoolCalendar

FOLLOWED: Final = {
    Seat.TRUST_ADVISOR: Role.TRUST_ADVISOR,
    Seat.DIRECTOR: Role.DIRECTOR,
    Seat.CHAIR: Role.CHAIR_OF_TRUST_BOARD,
}
"""Seats that go with an office which one person holds."""

_OF_SCHOOL: Final[dict[Seat, Callable[[School], str]]] = {
    Seat.SIP: lambda school: school.sip_id,
    Seat.HEADTEACHER: lambda school: school.headteacher_id,
    Seat.DSO: lambda school: school.dso_id,
}
_ROLES: Final = {Seat.SIP: Role.SIP, Seat.HEADTEACHER: Role.HEADTEACHER, Seat.DSO: Role.DSO, **FOLLOWED}


@dataclass(frozen=True, slots=True)
class CasePolicy:
    """What a trust may set. `chase_after` and `chase_every` are school days after a day that has passed;
    `keep_years` run from the closing."""

    chase_after: int = 1
    chase_every: int = 5
    keep_years: int = 6


@dataclass(frozen=True, slots=True)
class ChaseReview(Confidential):
    """Of the clock: the day on which a case was to be looked at again has passed. `on` is today."""

    case_id: str
    on: date


@dataclass(frozen=True, slots=True)
class FollowSeats(Confidential):
    """Of the clock: somebody in a case is no longer what they were to it."""

    case_id: str


@dataclass(frozen=True, slots=True)
class ForgetCase(Confidential):
    """Of the clock: a closed case has been kept as long as the trust keeps them."""

    case_id: str


def is_to_be_chased(case: Case, calendar: SchoolCalendar, policy: CasePolicy, today: date) -> bool:
    """Whether whoever minds the case is reminded today: on a school day, so many school days after its day, and then
    after every so many more. Where no term dates are known, weekdays count."""
    if not case.is_open or case.review_on is None or case.chased_on == today:
        return False
    since, days = (case.chased_on, policy.chase_every) if case.chased_on else (case.review_on, policy.chase_after)
    due = calendar.school_day_after(since, days) or _weekday_after(since, days)
    return today >= due and _is_working_day(calendar, today)


def chased(case: Case, today: date) -> Case:
    return replace(case, chased_on=today)


def minder_id(case: Case) -> str:
    """Who is chased."""
    return case.seats[minder(case)]


def successors(
    case: Case, school: School | None, person: Callable[[str], Person | None], holder: Callable[[Role], Person | None]
) -> dict[Seat, Person | None]:
    """The seats whose holders no longer are what they were to the service, with who follows; None where nobody can. A
    headteacher's complaint is their own: nobody follows them in it. Whom a complaint is about never follows (X4)."""
    found: dict[Seat, Person | None] = {}
    for seat, holder_id in case.seats.items():
        now_is = person(holder_id)
        if now_is is not None and now_is.is_a(_ROLES[seat]):
            continue
        follows = _follower(case, seat, school, person, holder)
        found[seat] = None if follows is None or follows.id in (case.subject_id, *case.seats.values()) else follows
    return found


def followed(case: Case, new: dict[Seat, Person | None], now: datetime) -> Case:
    """The case with those who follow in their seats. Where nobody is left to mind it, it is closed with that reason;
    for an office that is vacant it waits."""
    for seat, person in new.items():
        if person is not None:
            why = f"{person.name} is {seat.words} now."
            case = succeeded(case, seat, person, SERVICE, why, now)
    if case.is_open and nobody_minds(case, new):
        return shut(
            case, SERVICE, "The person responsible has left the service, and nobody has taken their place.", now
        )
    return case


def nobody_minds(case: Case, new: Mapping[Seat, Person | None]) -> bool:
    """Whether whoever minds it has left, and nobody will ever follow: an office is filled again."""
    seat = minder(case)
    return seat in new and new[seat] is None and seat not in FOLLOWED


def is_to_be_forgotten(case: Case, policy: CasePolicy, now: datetime) -> bool:
    if case.closed_at is None or case.forgotten_at is not None:
        return False
    return now >= case.closed_at + timedelta(days=round(365.25 * policy.keep_years))


def tombstone(case: Case, now: datetime) -> Case:
    """What is left of a case: that there was one, of which ladder, and from when to when. Not even the school."""
    gone = replace(case, urn="", seats={}, parts=(), subject_id="", chased_on=None)
    return replace(gone, forgotten_at=now)


def _follower(
    case: Case,
    seat: Seat,
    school: School | None,
    person: Callable[[str], Person | None],
    holder: Callable[[Role], Person | None],
) -> Person | None:
    if seat in FOLLOWED:
        return holder(FOLLOWED[seat])
    if case.ladder is Ladder.COMPLAINT or school is None:
        return None
    return person(_OF_SCHOOL[seat](school))


def _weekday_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _is_working_day(calendar: SchoolCalendar, day: date) -> bool:
    known = any(session.last_on >= day for session in calendar.sessions)
    return calendar.is_school_day(day) if known else day.weekday() < 5
