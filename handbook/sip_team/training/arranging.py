"""A training session is set, moved, its list of invited people changed, and cancelled; and what somebody did to it in
Outlook is followed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handbook.core.british_time import day_words, london_date
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.sip_team.training.session import (
    NO_SUCH_SESSION,
    Guest,
    SessionSubject,
    TrainingSession,
    check_may_set,
    is_to_come,
    may_set,
)

PLACE_AT_MOST: Final = 200
GUESTS_AT_MOST: Final = 30
GUESTS_LONGEST: Final = 4000
_AHEAD: Final = timedelta(days=366)
_MAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When and where. `outside_term`: the Trust Advisor means a day that is no school day."""

    at: HalfDay
    place: str = ""
    outside_term: bool = False


@dataclass(frozen=True, slots=True)
class SetSession:
    """`guests` as they were typed, one on each line. `line` is the line of the training plan that it is made of, where
    it is: the academic year in which that begins, and its number."""

    subject: SessionSubject
    arrangement: Arrangement
    invited_ids: tuple[str, ...]
    guests: tuple[str, ...] = ()
    line: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MoveSession:
    session_id: str
    version: int
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class InviteToSession:
    """These are invited from now on, and nobody else."""

    session_id: str
    version: int
    invited_ids: tuple[str, ...]
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CancelSession:
    session_id: str
    version: int


@dataclass(frozen=True, slots=True)
class NoteSessionShown:
    """Of the service: the organiser's calendar shows this version."""

    session_id: str
    version: int


@dataclass(frozen=True, slots=True)
class NoteSessionMoved:
    """Of the service: somebody has moved it in Outlook."""

    session_id: str
    version: int
    at: HalfDay


@dataclass(frozen=True, slots=True)
class NoteSessionGone:
    """Of the service: somebody has deleted it in Outlook."""

    session_id: str
    version: int


def session_set(
    command: SetSession,
    person: Person,
    invited: Sequence[Person],
    around: tuple[Iterable[TrainingSession], SchoolCalendar],
    now: datetime,
    session_id: str,
) -> TrainingSession:
    """A new one. `invited` are those of the command whom the list of people knows; `around` the sessions to come and
    the school days. Raises Refused."""
    check_may_set(person)
    subject = command.subject
    if not subject.words:
        raise Refused("missing", "Please choose what the training is on.", "T3")
    ids, guests = checked_people(command.invited_ids, invited, command.guests)
    new = TrainingSession(session_id, command.arrangement.at, subject, organiser_id=person.id)
    return _arranged(replace(new, invited_ids=ids, guests=guests), command.arrangement, around, now)


def session_moved(
    session: TrainingSession,
    command: MoveSession,
    person: Person,
    around: tuple[Iterable[TrainingSession], SchoolCalendar],
    now: datetime,
) -> TrainingSession:
    """Raises Refused."""
    _check_change(session, command.version, person, now)
    moved = _arranged(session, command.arrangement, around, now)
    return replace(moved, version=session.version + 1)


def session_invited(
    session: TrainingSession, command: InviteToSession, person: Person, invited: Sequence[Person], now: datetime
) -> TrainingSession:
    """Raises Refused."""
    _check_change(session, command.version, person, now)
    ids, guests = checked_people(command.invited_ids, invited, command.guests)
    return replace(session, invited_ids=ids, guests=guests, version=session.version + 1)


def session_cancelled(
    session: TrainingSession, command: CancelSession, person: Person, now: datetime
) -> TrainingSession:
    """Raises Refused."""
    _check_change(session, command.version, person, now)
    return replace(session, cancelled_at=now, version=session.version + 1)


def is_followed(session: TrainingSession, now: datetime) -> bool:
    """Whether what its calendar says is news: nothing of ours is still on its way there."""
    return is_to_come(session, now) and session.shown == session.version


def moved_in_outlook(session: TrainingSession, command: NoteSessionMoved, now: datetime) -> TrainingSession:
    """Outlook is the truth for time, also for a day in the holidays. Raises Refused where it was noted already."""
    if not is_followed(session, now) or command.version != session.version or command.at == session.at:
        raise Refused("stale", "This has been noted already.")
    version = session.version + 1
    return replace(session, at=command.at, version=version, shown=version)


def gone_in_outlook(session: TrainingSession, command: NoteSessionGone, now: datetime) -> TrainingSession:
    """Raises Refused where it was noted already."""
    if not is_followed(session, now) or command.version != session.version:
        raise Refused("stale", "This has been noted already.")
    version = session.version + 1
    return replace(session, cancelled_at=now, version=version, shown=version)


def checked_people(
    ids: Iterable[str], invited: Sequence[Person], typed: Iterable[str]
) -> tuple[tuple[str, ...], tuple[Guest, ...]]:
    """Who is invited, each once. Raises Refused for nobody, for whoever is no SIP now, and for what is no address."""
    own, guests = tuple(dict.fromkeys(ids)), guests_in(typed)
    if not own and not guests:
        raise Refused("missing", "Please choose who is invited.", "T1")
    if {one.id for one in invited if one.is_a(Role.SIP)} != set(own):
        raise Refused("missing", "Only SIPs on the service’s list can be ticked. Please choose again.", "T1")
    return own, guests


def guests_in(lines: Iterable[str]) -> tuple[Guest, ...]:
    """“Name, address” or an address alone on each line. Raises Refused."""
    said = [line.strip() for line in lines if line.strip()]
    if len(said) > GUESTS_AT_MOST or sum(map(len, said)) > GUESTS_LONGEST:
        raise Refused("missing", f"Please give at most {GUESTS_AT_MOST} external SIPs, each on a line.", "M5")
    found: dict[str, Guest] = {}
    for line in said:
        name, _, address = line.rpartition(",")
        if not _MAIL.fullmatch(address.strip()):
            words = f"“{line[:60]}” has no e-mail address. Please write “Name, address” on each line."
            raise Refused("missing", words, "M5")
        email = address.strip().casefold()
        found.setdefault(email, Guest(email, name.strip() or email))
    return tuple(found.values())


def _arranged(
    session: TrainingSession,
    arrangement: Arrangement,
    around: tuple[Iterable[TrainingSession], SchoolCalendar],
    now: datetime,
) -> TrainingSession:
    at, (others, calendar) = arrangement.at, around
    if len(arrangement.place) > PLACE_AT_MOST:
        raise Refused("missing", f"Please shorten the place to {PLACE_AT_MOST} characters.")
    if session.subject.is_initial and not at.is_more_than_one:
        raise Refused("missing", "The initial training is a full day. Please choose the whole day.", "T1")
    if at.starts_at <= now:
        raise Refused("no_date", f"{at.words} has passed. Please choose another day.", "T1")
    if at.on - london_date(now) > _AHEAD:
        raise Refused("no_date", f"{at.words} is more than a year ahead. Please check the year.", "T1")
    if _is_holiday(calendar, at) and not arrangement.outside_term:
        words = f"{day_words(at.on)} is not a school day. Please choose another day, or tick that you mean it."
        raise Refused("no_date", words, "T1")
    invited = set(session.invited_ids)
    for other in others:
        if other.id != session.id and at.overlaps(other.at) and invited & set(other.invited_ids):
            words = f"Some of these are invited to another training on {other.at.words}. Please choose another time."
            raise Refused("taken", words, "T1")
    return replace(session, at=at, place=arrangement.place.strip())


def _is_holiday(calendar: SchoolCalendar, at: HalfDay) -> bool:
    """Beyond the known term dates only weekends and bank holidays are known for one."""
    known_until = max((one.last_on for one in calendar.sessions), default=None)
    if known_until is not None and at.on <= known_until:
        return not calendar.is_school_day(at.on)
    return at.on.weekday() >= 5 or at.on in calendar.bank_holidays


def _check_change(session: TrainingSession, version: int, person: Person, now: datetime) -> None:
    if not may_set(person):
        raise Refused("unknown", NO_SUCH_SESSION)
    if version != session.version or not is_to_come(session, now):
        raise Refused("stale", "This training has changed since, or has begun. Here is how it stands now.", "T1")
