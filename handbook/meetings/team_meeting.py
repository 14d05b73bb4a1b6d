"""SIP team meetings (T2): six a year, led by the Trust Advisor. Concerns are discussed there in confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused

NO_SUCH_MEETING: Final = "I cannot find that meeting."
"""The answer to whoever does not attend, and to an id that is none: the same, so that neither tells."""
ATTENDING: Final = (Role.SIP, Role.DSO)
"""Who may be invited; the Trust Advisor leads."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A concern to be discussed: which part of which case. The words live in the case."""

    case_id: str
    part: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TeamMeeting:
    """`attendee_ids` are those invited; `organiser_id` is the Trust Advisor who set it, in whose calendar it stands.
    `version` counts what calendars show: its time, who attends, and whether it takes place; `shown` is the one that
    stands there, and `looked_at` when that was looked at last. `themes` name no school."""

    id: str
    half_day: HalfDay
    attendee_ids: tuple[str, ...]
    items: tuple[AgendaItem, ...] = ()
    organiser_id: str = ""
    cancelled_at: datetime | None = None
    version: int = 1
    revision: int = 0
    shown: int = 0
    looked_at: datetime | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetTeamMeeting:
    half_day: HalfDay
    attendee_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveTeamMeeting:
    meeting_id: str
    version: int
    half_day: HalfDay


@dataclass(frozen=True, slots=True)
class InviteToTeamMeeting:
    """These attend from now on, and nobody else."""

    meeting_id: str
    version: int
    attendee_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CancelTeamMeeting:
    meeting_id: str
    version: int


@dataclass(frozen=True, slots=True)
class OpenTeamMeeting:
    """Somebody looks at the agenda."""

    meeting_id: str


def may_set(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def attends(meeting: TeamMeeting, person: Person) -> bool:
    """Whether somebody may see the meeting and its agenda."""
    return may_set(person) or (person.is_a(*ATTENDING) and person.id in meeting.attendee_ids)


def check_attends(meeting: TeamMeeting, person: Person) -> None:
    """Raises Refused as for an id that is none."""
    if not attends(meeting, person):
        raise Refused("unknown", NO_SUCH_MEETING)


def is_to_come(meeting: TeamMeeting, now: datetime) -> bool:
    """Whether it takes place and has not ended."""
    return meeting.cancelled_at is None and now < meeting.half_day.ends_at


def meeting_set(
    command: SetTeamMeeting,
    person: Person,
    invited: Sequence[Person],
    others: Iterable[TeamMeeting],
    now: datetime,
    meeting_id: str,
) -> TeamMeeting:
    """A new meeting. `invited` are those of the command whom the list of people knows; `others` the meetings to come.
    Raises Refused."""
    _check_may_set(person)
    _check_half_day(command.half_day, others, now)
    attendee_ids = _checked(command.attendee_ids, invited)
    return TeamMeeting(meeting_id, command.half_day, attendee_ids, organiser_id=person.id)


def meeting_moved(
    meeting: TeamMeeting, command: MoveTeamMeeting, person: Person, others: Iterable[TeamMeeting], now: datetime
) -> TeamMeeting:
    """Raises Refused."""
    _check_change(meeting, command.version, person, now)
    _check_half_day(command.half_day, (other for other in others if other.id != meeting.id), now)
    return replace(meeting, half_day=command.half_day, version=meeting.version + 1)


def meeting_invited(
    meeting: TeamMeeting, command: InviteToTeamMeeting, person: Person, invited: Sequence[Person], now: datetime
) -> TeamMeeting:
    """Raises Refused."""
    _check_change(meeting, command.version, person, now)
    attendee_ids = _checked(command.attendee_ids, invited)
    return replace(meeting, attendee_ids=attendee_ids, version=meeting.version + 1)


def meeting_cancelled(meeting: TeamMeeting, command: CancelTeamMeeting, person: Person, now: datetime) -> TeamMeeting:
    """What was on its agenda stays with the cases. Raises Refused."""
    _check_change(meeting, command.version, person, now)
    return replace(meeting, cancelled_at=now, version=meeting.version + 1)


def put_on_agenda(meeting: TeamMeeting, case_id: str, part: int, now: datetime) -> TeamMeeting:
    """The meeting with that part of a case on its agenda, once (E5, T2). Raises Refused for one that does not take
    place or has ended."""
    if not is_to_come(meeting, now):
        raise Refused("not_now", "That meeting is over or cancelled. Please choose another.", "T2")
    if any((item.case_id, item.part) == (case_id, part) for item in meeting.items):
        return meeting
    return replace(meeting, items=(*meeting.items, AgendaItem(case_id, part, now)))


def _check_may_set(person: Person) -> None:
    if not may_set(person):
        raise Refused("not_yours", "The Trust Advisor sets, moves and cancels SIP team meetings.", "T2")


def _check_change(meeting: TeamMeeting, version: int, person: Person, now: datetime) -> None:
    check_attends(meeting, person)
    _check_may_set(person)
    if version != meeting.version or not is_to_come(meeting, now):
        raise Refused("stale", "This meeting has changed since. Here is how it stands now.", "T2")


def _check_half_day(half_day: HalfDay, others: Iterable[TeamMeeting], now: datetime) -> None:
    if half_day.starts_at <= now:
        raise Refused("no_date", f"{half_day.words} has passed. Please choose another day.", "T2")
    if any(half_day.overlaps(other.half_day) for other in others):
        raise Refused("taken", f"There is a SIP team meeting on {half_day.words} already.", "T2")


def _checked(ids: Iterable[str], invited: Sequence[Person]) -> tuple[str, ...]:
    own = tuple(dict.fromkeys(ids))
    if not own:
        raise Refused("missing", "Please choose who attends.", "T2")
    if not all(person.is_a(*ATTENDING) for person in invited) or {person.id for person in invited} != set(own):
        raise Refused("missing", "Only SIPs and DSOs on the service’s list can be invited. Please choose again.", "T2")
    return own
