"""What is known when SIPs are allocated (A1, A2): what each school needs, what each SIP offers, what must not be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from handbook.core.places import Place, Travel


class BarReason(StrEnum):
    """Why a SIP must not serve a school. The last two are of a SIP and not of a school."""

    CONFLICT = "conflict"
    AFFILIATION = "affiliation"
    OWN_SCHOOL = "own_school"
    SCHOOL_SAID_NO = "school_said_no"
    ADVISOR_SAID_NO = "advisor_said_no"
    NO_CHECKS = "no_checks"
    NO_TRAINING = "no_training"

    @property
    def words(self) -> str:
        """As the Trust Advisor reads it, after the SIP's name."""
        return _BARRED[self]

    @property
    def can_be_lifted(self) -> bool:
        """Whether the Trust Advisor can lift it with a recorded reason. Checks and training go on record instead."""
        return self not in (BarReason.OWN_SCHOOL, BarReason.NO_CHECKS, BarReason.NO_TRAINING)


_BARRED: Final = {
    BarReason.CONFLICT: "has a conflict of interest on record",
    BarReason.AFFILIATION: "has a prior affiliation on record",
    BarReason.OWN_SCHOOL: "works at the school",
    BarReason.SCHOOL_SAID_NO: "is not wanted by the school",
    BarReason.ADVISOR_SAID_NO: "is kept from the school by you",
    BarReason.NO_CHECKS: "has no current checks on record",
    BarReason.NO_TRAINING: "has not done the initial training",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A SIP must not serve a school. `detail` is for the Trust Advisor: a school reads “not available” and no more."""

    sip_id: str
    urn: str
    reason: BarReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """The Trust Advisor has settled that this SIP serves this school."""

    sip_id: str
    urn: str


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """The Trust Advisor's view of the two personalities (A2), from -2 (would not get on) to 2 (made for each other).
    Nobody else reads it, nor a number that it went into. Raises ValueError for another weight."""

    sip_id: str
    urn: str
    weight: int
    words: str = ""

    def __post_init__(self) -> None:
        if abs(self.weight) > 2:
            raise ValueError(f"a note weighs from -2 to 2, and not {self.weight}")


class RequestKind(StrEnum):
    """What a school may ask of its SIP (A2). `OTHER` is judged by the Trust Advisor, who says which SIPs meet it."""

    KEEP_SIP = "keep_sip"
    ANOTHER_SIP = "another_sip"
    NAMED_SIP = "named_sip"
    APPRAISAL = "appraisal"
    KIND_OF_SIP = "kind_of_sip"
    EXPERTISE = "expertise"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Request:
    """`words` is what was asked, as people read it; of `KIND_OF_SIP` and `EXPERTISE` also what is compared. `met_by`
    holds the ids of the SIPs who meet it: of `NAMED_SIP` those who were named, of `OTHER` those whom the Trust Advisor
    ticked. One of `OTHER` that nobody was ticked for counts for nothing until they were."""

    kind: RequestKind
    words: str = ""
    met_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SchoolNeed:
    """What a school needs of its SIP. Phase, contexts, Ofsted position and focus areas are plain words, compared with
    the SIP's without regard to capitals and signs. `half_days` are those that a SIP gives it in the year (V2).
    `weight` says how much its match counts in the sum: a school in trouble more. `sip_id` is its SIP now. `open_work`
    says what bars a move, such as “the autumn report is open”; empty where nothing does."""

    urn: str
    name: str
    phase: str = ""
    contexts: tuple[str, ...] = ()
    ofsted_position: str = ""
    focus_areas: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()
    half_days: int = 10
    place: Place | None = None
    weight: int = 1
    sip_id: str = ""
    open_work: str = ""


@dataclass(frozen=True, slots=True)
class SipOffer:
    """What a SIP offers. `half_days` is all that they can give in the year, to the schools of this problem;
    `schools_at_most` how many schools, where that is limited as well. `barred` says why they may have no school at all
    (C1, T1). `place` is the middle of their home area."""

    sip_id: str
    name: str
    half_days: int
    schools_at_most: int | None = None
    kind: str = ""
    phases: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    ofsted_positions: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    appraisal_trained: bool = False
    place: Place | None = None
    barred: BarReason | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How many points each part of a match is worth at most, 100 together. `known` is for the school's SIP of now."""

    experience: int = 30
    known: int = 10
    capacity: int = 10
    focus: int = 25
    requests: int = 15
    personality: int = 10
    near_minutes: int = 25
    """A journey up to this long costs no points; one of `far_minutes` costs all that capacity is worth."""
    far_minutes: int = 90


@dataclass(frozen=True)
class AllocationProblem:
    """The whole trust at once. `proposed` is what was proposed last, SIP by URN: it is kept wherever keeping costs
    little, so that a small change moves few schools. `asked` are the URNs of schools that are being asked about the SIP
    to whom they are locked: nobody has settled that. Raises ValueError where a school or a SIP is in it twice, or
    a school needs or weighs less than nothing."""

    schools: tuple[SchoolNeed, ...]
    sips: tuple[SipOffer, ...]
    bars: tuple[Bar, ...] = ()
    locks: tuple[Lock, ...] = ()
    notes: tuple[PrivateNote, ...] = ()
    travel: Travel = field(default_factory=Travel)
    weights: Weights = field(default_factory=Weights)
    proposed: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.need) < len(self.schools) or len(self.offer) < len(self.sips):
            raise ValueError("a school or a SIP is in the problem twice")
        if any(one.half_days < 0 or one.weight < 0 for one in self.schools):
            raise ValueError("a school needs or weighs less than nothing")

    @cached_property
    def need(self) -> Mapping[str, SchoolNeed]:
        return {one.urn: one for one in self.schools}

    @cached_property
    def offer(self) -> Mapping[str, SipOffer]:
        return {one.sip_id: one for one in self.sips}

    @cached_property
    def locked(self) -> Mapping[str, str]:
        """Whom a school is locked to."""
        return {one.urn: one.sip_id for one in self.locks}

    def bar(self, urn: str, sip_id: str) -> Bar | None:
        """Why this SIP must not serve this school. Of several it is the one that is hardest to lift."""
        barred = self.offer[sip_id].barred
        return Bar(sip_id, urn, barred) if barred else self._bars.get((urn, sip_id))

    def note(self, urn: str, sip_id: str) -> PrivateNote | None:
        return self._notes.get((urn, sip_id))

    @cached_property
    def _bars(self) -> Mapping[tuple[str, str], Bar]:
        hardest_last = sorted(self.bars, key=lambda one: not one.reason.can_be_lifted)
        return {(one.urn, one.sip_id): one for one in hardest_last}

    @cached_property
    def _notes(self) -> Mapping[tuple[str, str], PrivateNote]:
        return {(one.urn, one.sip_id): one for one in self.notes}
