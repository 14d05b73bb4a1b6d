"""One application to become a School Improvement Partner (R1, R3): its record, and what every step of it asks first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment.criteria import Evidence
from handbook.recruitment.moves import MOVES, OVER, ApplicationMove, ApplicationStatus, Route
from handbook.sip_team.record import SipKind

NO_SUCH_APPLICATION: Final = "I cannot find that application."
"""The answer to whoever has no part in it, and to an id that is none."""
CHANGED: Final = "This application has changed since. Here is how it stands now."
REASON_AT_MOST: Final = 500
_S, _M = ApplicationStatus, ApplicationMove
WRITING: Final = frozenset((_S.BEGUN, _S.NOT_ELIGIBLE, _S.DRAFTED))
"""Nobody but whoever writes it has seen it."""


@dataclass(frozen=True, slots=True)
class RecruitmentPolicy:
    """What a trust may set: years of headship that a serving headteacher needs, how many members of the Board vote, and
    for how many days papers are kept once an application is over."""

    least_years: int = 5
    quorum: int = 3
    keep_days: int = 180


@dataclass(frozen=True, slots=True)
class Vote:
    """A Board member's decision, given once."""

    member_id: str
    approves: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SteppedAside:
    """A Board member who takes no part, and why. `by_id`: who said so."""

    member_id: str
    reason: str
    by_id: str


class ConditionKind(StrEnum):
    """What must be in order after the Board's yes (R3, C1)."""

    REFERENCES = "references"
    DBS = "dbs"

    @property
    def words(self) -> str:
        return "references" if self is ConditionKind.REFERENCES else "DBS check"


class ConditionState(StrEnum):
    PENDING = "pending"
    MET = "met"
    NOT_MET = "not_met"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Condition:
    """`by_id` and `at`: who last said how it stands."""

    kind: ConditionKind
    state: ConditionState = ConditionState.PENDING
    by_id: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What an interviewer thought, filed once."""

    by_id: str
    recommends: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Interview:
    """`panel` are those who take part, without who declined. `organiser_id` has it in their calendar. `written` is the
    version that stands there; `looked_at` when the calendar was last read."""

    when: HalfDay
    place: str
    panel: tuple[str, ...]
    organiser_id: str
    written: int = 0
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """`applicant_id` is empty for somebody who is not on the trust's list. `urn` is the school that a serving head
    leads. `entered_by_id`: the Trust Advisor who enters it for an external applicant. `reason` are the last words of
    why it came back or ended. `version` counts what people decide about it, by which a button knows whether its card is
    out of date; `told` is at which version somebody last got a card of it;
    `times` counts interviews that were fixed, called off or changed. `sip_id` is whose
    record of the SIP team came of it."""

    id: str
    route: Route
    kind: SipKind
    name: str
    email: str
    begun_at: datetime
    touched_at: datetime
    applicant_id: str = ""
    urn: str = ""
    entered_by_id: str = ""
    status: ApplicationStatus = ApplicationStatus.BEGUN
    evidence: Evidence = field(default_factory=Evidence)
    form: Mapping[str, str] = field(default_factory=dict[str, str])
    submitted_at: datetime | None = None
    reason: str = ""
    aside: tuple[SteppedAside, ...] = ()
    votes: tuple[Vote, ...] = ()
    conditions: tuple[Condition, ...] = ()
    interview: Interview | None = None
    times: int = 0
    views: tuple[View, ...] = ()
    sip_id: str = ""
    over_at: datetime | None = None
    papers_gone_on: date | None = None
    version: int = 1
    told: Mapping[str, int] = field(default_factory=dict[str, int])
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.status not in OVER

    def can(self, move: ApplicationMove) -> bool:
        return (self.status, move) in MOVES[self.route]


def moved(application: Application, move: ApplicationMove, now: datetime) -> Application:
    """Raises Refused for a move that it cannot make: something came first."""
    if not application.can(move):
        raise not_now(application)
    status = MOVES[application.route][application.status, move]
    over = now if status in OVER and application.over_at is None else application.over_at
    return replace(application, status=status, over_at=over, version=application.version + 1)


def not_now(application: Application) -> Refused:
    """The no to whatever came too late."""
    if application.status is _S.WITHDRAWN:
        return Refused("stale", "This application was withdrawn, so nothing more is decided about it.", "R3")
    return Refused("stale", CHANGED, "R3")


def check_version(application: Application, version: int) -> None:
    """Raises Refused for a button of a card that shows an older state."""
    if application.status is _S.WITHDRAWN or version != application.version:
        raise not_now(application)


def is_applicant(application: Application, person: Person) -> bool:
    """Whether it is their own. Who was entered by an address that is theirs is known by that."""
    own = application.email.casefold() if application.email else None
    return person.id == application.applicant_id or (own is not None and person.email.casefold() == own)


def check_advisor(application: Application, person: Person) -> None:
    """Raises Refused unless the Trust Advisor acts, on an application that is not their own."""
    if not person.is_a(Role.TRUST_ADVISOR) or is_applicant(application, person):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R3")


def reason_in(words: str) -> str:
    """As it is kept. Raises Refused for what is too long."""
    kept = words.strip()
    if len(kept) > REASON_AT_MOST:
        raise Refused("missing", f"Please say it in {REASON_AT_MOST} characters at most.", "R3")
    return kept
