"""A SIP proposed to a school (A3), and whether they can serve it at all (A2, C1, T1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.allocation.choices.moves import MOVES, OPEN, ChoiceMove, ChoiceStatus
from handbook.allocation.conflicts.conflict import Conflict, ConflictKind
from handbook.allocation.needs import advises, check_advises
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused, allows
from handbook.sip_team.standing import TeamMember, why_not_allocated

NO_SUCH_CHOICE: Final = "I cannot find that proposal."


class EndReason(StrEnum):
    """Why a proposal ended before the school's SIP was changed."""

    NONE = ""
    CALLED_OFF = "called_off"
    SIP_LEFT = "sip_left"
    CHECKS = "checks"
    CONFLICT = "conflict"
    CLOSED = "closed"
    LISTED = "listed"

    @property
    def words(self) -> str:
        """As the Trust Advisor reads it."""
        return _ENDED[self]


_ENDED: Final = {
    EndReason.NONE: "",
    EndReason.CALLED_OFF: "The Trust Advisor called it off.",
    EndReason.SIP_LEFT: "The person proposed is no longer a SIP of the trust.",
    EndReason.CHECKS: "The SIP’s checks or initial training are not on record for the day of the start.",
    EndReason.CONFLICT: "A conflict of interest has come on record.",
    EndReason.CLOSED: "The school is no longer on the list.",
    EndReason.LISTED: "The list of schools names another SIP since it was proposed.",
}


_CODES: Final = {
    EndReason.CLOSED: "unknown",
    EndReason.SIP_LEFT: "unknown",
    EndReason.CHECKS: "no_checks",
    EndReason.CONFLICT: "barred",
}
"""What the audit calls each where it is why somebody cannot serve a school."""


@dataclass(frozen=True, slots=True)
class AllocationPolicy:
    """What a trust sets: for how many years a tie bars after it has ended, for how many days a deployment can be
    undone, and whether both words deploy at once, without the Trust Advisor."""

    bars_for_years: int = 5
    undo_days: int = 28
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """That headteacher or chair confirmed. `name` is whose word it is, `by_id` who recorded it (of a chair without an
    account, the headteacher), `on` the day of the word."""

    name: str
    by_id: str
    on: date
    at: datetime
    deputy_id: str = ""


@dataclass(frozen=True, slots=True)
class SipChoice:
    """`sip_id` is proposed to a school whose SIP was `before_id` (empty: none). `why` is what the school reads of the
    reasons; `alternates` are the next best, for the Trust Advisor. `chair_id` is the chair's account where they answer
    in Teams. `asked_at` is since when somebody's word is waited for."""

    id: str
    urn: str
    sip_id: str
    before_id: str
    headteacher_id: str
    proposed_by_id: str
    proposed_at: datetime
    asked_at: datetime
    why: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    run_id: str = ""
    chair_id: str = ""
    status: ChoiceStatus = ChoiceStatus.PROPOSED
    head: Word | None = None
    chair: Word | None = None
    reminders: int = 0
    waits_told_at: datetime | None = None
    declined_by: str = ""
    reason: str = ""
    starts_on: date | None = None
    held_up_told_at: datetime | None = None
    deployed_at: datetime | None = None
    ended: EndReason = EndReason.NONE
    over_at: datetime | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def lacks_head(self) -> bool:
        return self.is_open and self.head is None

    @property
    def lacks_chair(self) -> bool:
        return self.is_open and self.chair is None


@dataclass(frozen=True, slots=True)
class Around:
    """What rules look at beside a choice, as it is now: the school on the list (None: it is not), the proposed SIP
    with checks and record (None: no SIP of the trust), the bar between the two, the chair's account where one is named,
    and what is open between the school and its present SIP, in words."""

    school: School | None
    member: TeamMember | None
    bar: Conflict | None
    today: date
    chair: Person | None = None
    ties: tuple[str, ...] = ()
    policy: AllocationPolicy = AllocationPolicy()


@dataclass(frozen=True, slots=True)
class ProposeSip:
    """The Trust Advisor proposes a SIP to a school."""

    urn: str
    sip_id: str
    run_id: str = ""


def check_can_serve(around: Around, on: date) -> School:
    """The school, where this SIP can be its SIP from a day on. Raises Refused with the sentence for the Trust Advisor
    (A2, C1, T1)."""
    end = unfit(around, on)
    if around.school is None or end is not EndReason.NONE:
        raise Refused(_CODES[end], _sentence(around, end, on), "A2")
    return around.school


def can_serve(around: Around, on: date) -> bool:
    return allows(lambda: check_can_serve(around, on))


def proposed(
    command: ProposeSip,
    around: Around,
    person: Person,
    now: datetime,
    choice_id: str,
    *,
    why: tuple[str, ...] = (),
    alternates: tuple[str, ...] = (),
) -> SipChoice:
    """Raises Refused, also where the school has that SIP already or nobody could answer for it."""
    check_advises(person)
    school = check_can_serve(around, around.today)
    if school.sip_id == command.sip_id:
        raise Refused("taken", f"{school.full_name} has this SIP already.", "A3")
    if not school.headteacher_id:
        raise Refused("no_headteacher", f"{school.full_name} has no headteacher on the list to confirm it.", "A3")
    return SipChoice(
        id=choice_id,
        urn=school.urn,
        sip_id=command.sip_id,
        before_id=school.sip_id,
        headteacher_id=school.headteacher_id,
        proposed_by_id=person.id,
        proposed_at=now,
        asked_at=now,
        why=why,
        alternates=alternates,
        run_id=command.run_id,
    )


def part_of(choice: SipChoice, around: Around, person: Person) -> Role | None:
    """Headteacher or chair, as far as somebody has a part in it; `person` is in whose name they act."""
    if around.school is not None and person.id == around.school.headteacher_id:
        return Role.HEADTEACHER
    if choice.chair_id and person.id == choice.chair_id and around.chair is not None:
        return Role.CHAIR_OF_GOVERNORS
    return None


def may_see(choice: SipChoice, around: Around, person: Person) -> bool:
    """The Trust Advisor, headteacher and chair; and the two SIPs once it is deployed."""
    if advises(person) or part_of(choice, around, person) is not None:
        return True
    return choice.deployed_at is not None and person.id in (choice.sip_id, choice.before_id)


def unfit(around: Around, on: date) -> EndReason:
    """Why this SIP cannot be the school's from a day on; none where nothing speaks against it."""
    if around.school is None:
        return EndReason.CLOSED
    if around.member is None:
        return EndReason.SIP_LEFT
    own = around.member.record.own_urn == around.school.urn or around.member.person.id == around.school.headteacher_id
    if own or around.bar is not None:
        return EndReason.CONFLICT
    return EndReason.CHECKS if why_not_allocated(around.member, on) else EndReason.NONE


def _sentence(around: Around, end: EndReason, on: date) -> str:
    if around.member is None or end in (EndReason.CLOSED, EndReason.SIP_LEFT):
        return end.words
    if end is EndReason.CHECKS:
        return why_not_allocated(around.member, on)
    if around.bar is None or around.bar.kind is ConflictKind.OWN_SCHOOL:
        return f"{around.member.person.name} works at this school, and a SIP never serves their own."
    return f"{around.member.person.name} {around.bar.kind.words} ({around.bar.origin.words})."


def moved(choice: SipChoice, move: ChoiceMove) -> SipChoice:
    """A step of the table."""
    return replace(choice, status=MOVES[choice.status, move])
