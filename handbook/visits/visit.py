"""The record of one visit (V2, V3): what it is for, where it stands, and when it is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.done_by import DoneBy
from handbook.core.half_days import HalfDay
from handbook.core.holders import FormerHolder
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.visits.purposes import Purpose


class VisitStatus(StrEnum):
    """Where a visit stands. The moves between them are `visit_moves.MOVES`."""

    WISHED = "wished"
    SOUGHT = "sought"
    FOUND = "found"
    PROPOSED = "proposed"
    NONE_SUITED = "none_suited"
    PICKED = "picked"
    BOOKED = "booked"
    MOVED = "moved"
    MOVE_ASKED = "move_asked"
    CANCEL_ASKED = "cancel_asked"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


OVER: Final = frozenset((VisitStatus.HELD, VisitStatus.NOT_HELD, VisitStatus.CANCELLED))
"""Nothing more comes of these, unless a visit that was not held or was cancelled is sought anew."""


STANDING: Final = (VisitStatus.BOOKED, VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED)
"""In both calendars, and held unless somebody changes it."""
_IN_THE_DIARY: Final = frozenset((VisitStatus.PICKED, VisitStatus.MOVED, VisitStatus.HELD, *STANDING))


@dataclass(frozen=True, slots=True)
class Slot:
    """A half-day that is offered, and why it is good: `why` for the SIP, who may read where else they are that day;
    `why_for_school` for the headteacher, without the name of another school. Both are empty where a SIP chose it."""

    half_day: HalfDay
    why: str = ""
    why_for_school: str = ""


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What one side asks of the other after the cut-off. `to` is None where the visit would be cancelled; `reason` is
    empty where it was asked in Outlook. `deputy_id` is who asked in that side's place, where somebody stood in;
    `declined`: they cannot come at the time for which it is booked."""

    by_id: str
    at: datetime
    reason: str
    to: HalfDay | None = None
    deputy_id: str = ""
    declined: bool = False


@dataclass(frozen=True, slots=True)
class BookedFor:
    """A time for which a visit was booked, and since when. `by_id` is who chose it, where it was moved there, and
    `deputy_id` who did so in their place. `at` is None where it was booked before that was kept."""

    half_day: HalfDay
    at: datetime | None = None
    by_id: str = ""
    deputy_id: str = ""
    in_outlook: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One half-day at a school. `version` counts what happened to its date: a button says which it was drawn for.
    `slots` are those on offer, `passed_over` those that were. `half_day` is when it is or was; `before` is when it was,
    until the calendar has taken a move. `seek_from_on` is where a search for slots begins. `reason` is why it was
    cancelled, put off, not held or suited nobody, in the words of `reason_by_id`; of the service where that is empty.
    `trouble` is a sentence for people; `revision` counts every change of the record. `wished_at` is when a headteacher
    asked for it, where it began so; `offered_at` when the SIP last sent half-days. `done_by` is who changed it last,
    where a deputy did; `reason_deputy_id` who wrote the reason in somebody's place. `former` are those who had the
    SIP's or the headteacher's part before; `times` all those for which it was booked, the newest last."""

    id: str
    urn: str
    year: AcademicYear
    purpose: Purpose
    sip_id: str
    headteacher_id: str
    status: VisitStatus
    agenda: tuple[str, ...] = ()
    information: tuple[str, ...] = ()
    version: int = 1
    slots: tuple[Slot, ...] = ()
    passed_over: tuple[HalfDay, ...] = ()
    seek_from_on: date | None = None
    half_day: HalfDay | None = None
    before: HalfDay | None = None
    asked: AskedChange | None = None
    event_id: str = ""
    reason: str = ""
    reason_by_id: str = ""
    trouble: str = ""
    revision: int = 0
    wished_at: datetime | None = None
    reason_deputy_id: str = ""
    done_by: DoneBy | None = None
    former: tuple[FormerHolder, ...] = ()
    times: tuple[BookedFor, ...] = ()
    offered_at: datetime | None = None

    @property
    def occupies(self) -> tuple[HalfDay, ...]:
        """The half-days that no other visit may have. While a move is under way there are two: the calendar may refuse
        it. What is only on offer, or was cancelled or not held, takes none."""
        taken = (self.half_day, self.before) if self.status in _IN_THE_DIARY else ()
        return tuple(one for one in taken if one is not None)

    def is_of(self, part: Role, person_id: str) -> bool:
        """Whether somebody has, or had, the SIP's or the headteacher's part."""
        now = {Role.SIP: self.sip_id, Role.HEADTEACHER: self.headteacher_id}[part]
        return person_id == now or any((one.part, one.person_id) == (part, person_id) for one in self.former)

    @property
    def stands(self) -> bool:
        """In both calendars, and held unless somebody changes it."""
        return self.status in STANDING

    @property
    def is_over(self) -> bool:
        return self.status in OVER
