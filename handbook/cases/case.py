"""A case: a concern about a school (E1-E5), or a complaint about the service (X1-X4). A record that only grows: what
was written is never changed, and each part says who may read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused

NO_SUCH_CASE: Final = "I cannot find that record."
"""The answer to whoever may not know of a case, and to an id that is nobody's: the same, so that neither tells."""


class Confidential:
    """A command about a case. What is noted of an attempt at one says nothing of what was attempted."""

    __slots__ = ()


class Ladder(StrEnum):
    CONCERN = "concern"
    COMPLAINT = "complaint"


class Seat(StrEnum):
    """What somebody is to a case. Not a role: the Trust Advisor complained about is in no seat of that case."""

    SIP = "sip"
    HEADTEACHER = "headteacher"
    TRUST_ADVISOR = "trust_advisor"
    DSO = "dso"
    DIRECTOR = "director"
    CHAIR = "chair"

    @property
    def words(self) -> str:
        return _SEATS[self]


_SEATS: Final = {
    Seat.SIP: "School Improvement Partner",
    Seat.HEADTEACHER: "headteacher",
    Seat.TRUST_ADVISOR: "Trust Advisor",
    Seat.DSO: "Diocesan Schools Officer",
    Seat.DIRECTOR: "Director for Schools and Colleges",
    Seat.CHAIR: "Chair of the Trust Board",
}


class Stage(StrEnum):
    """Where a case stands on its ladder. Whether it is closed is another matter: see `Case.closed_at`."""

    NOT_TALKED = "not_talked"  # concern: the conversation was not possible, and nobody has accepted that yet
    TO_TALK = "to_talk"  # concern: the Trust Advisor asks the SIP to talk all the same
    TALK_WAIVED = "talk_waived"  # concern: the Trust Advisor accepts that there was no conversation
    TALKED = "talked"  # step 1 of a concern (E1)
    PREPARING = "preparing"  # complaint: the headteacher prepares to talk to the SIP; nobody else knows
    TALKED_TO_SIP = "talked_to_sip"  # step 1 of a complaint (X1)
    WITH_TRUST_ADVISOR = "with_trust_advisor"  # step 2 (E2, X2)
    WITHOUT_DSO = "without_dso"  # concern: step 3 is written, and waits until the school has a DSO
    WITH_DSO = "with_dso"  # step 3 of a concern (E3)
    WITH_DIRECTOR = "with_director"  # step 4 of a concern (E4)
    WITH_CHAIR = "with_chair"  # step 3 of a complaint (X3)


class Deed(StrEnum):
    """What a part of a case records."""

    RAISED = "raised"
    TALKED = "talked"
    COULD_NOT_TALK = "could_not_talk"
    ASKED_TO_TALK = "asked_to_talk"
    TALK_WAIVED = "talk_waived"
    PREPARED = "prepared"
    TAKEN_ON = "taken_on"  # up a step
    REACHED = "reached"  # what waited for a DSO has reached one
    ACKNOWLEDGED = "acknowledged"
    TOLD_OF_STEP = "told_of_step"  # that a step was taken, and no word of what it says
    NOT_TOLD_OF_STEP = "not_told_of_step"
    OUTCOME = "outcome"  # of a step; the answer, in a complaint
    SUPPORT_ARRANGED = "support_arranged"
    MEETING_SET = "meeting_set"
    MEETING_OFF = "meeting_off"
    ON_AGENDA = "on_agenda"
    ADDED = "added"  # a correction among others
    REVIEW_SET = "review_set"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Words:
    """What people wrote, with facts, opinion and action apart. `response` is what the other side said."""

    facts: str = ""
    opinion: str = ""
    action: str = ""
    response: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(words for words in (self.facts, self.opinion, self.action, self.response) if words)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something; where a deputy stood in, for whom. Names as they were then: people leave."""

    person_id: str
    name: str
    for_id: str = ""
    for_name: str = ""

    @property
    def words(self) -> str:
        return f"{self.name} for {self.for_name}" if self.for_name else self.name


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a case: who, when, what, why. `stage` is the step that it belongs to. `readers` are the ids of those
    it was given to, its author among them; `opens` are numbers of earlier parts that they may read as well from then
    on. `adds_to` is the part that it corrects or adds to. `tells_headteacher` is a promise of step 3 that is kept once
    the step is taken. `on` is the day that it tells of."""

    number: int
    deed: Deed
    stage: Stage
    by: Signature
    at: datetime
    readers: tuple[str, ...]
    words: Words = field(default_factory=Words)
    why: str = ""
    on: date | None = None
    half_day: HalfDay | None = None
    review_on: date | None = None
    until: date | None = None
    with_whom: str = ""
    opens: tuple[int, ...] = ()
    adds_to: int = 0
    meeting_id: str = ""
    tells_headteacher: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Open with a review date or closed with a reason, never neither: `review_on` is None exactly when `closed_at` is
    not. `seats` are the people of the steps reached. `subject_id` is whom a complaint is about; empty where it is the
    service. A `forgotten` case is a tombstone: nothing of it is left but that it was."""

    id: str
    ladder: Ladder
    urn: str
    stage: Stage
    seats: Mapping[Seat, str]
    parts: tuple[Part, ...]
    opened_at: datetime
    review_on: date | None
    subject_id: str = ""
    closed_at: datetime | None = None
    forgotten_at: datetime | None = None
    chased_on: date | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def step(self) -> int:
        """The step of its ladder that was reached; 0 before the first is on record."""
        return STEPS[self.stage]

    def last(self, deed: Deed, *stages: Stage) -> Part | None:
        """The newest part that records such a deed (of one of these stages)."""
        found = (one for one in reversed(self.parts) if one.deed is deed and (not stages or one.stage in stages))
        return next(found, None)


PARTS_AT_MOST: Final = 200
"""A record of some years has a few dozen parts."""
_AGAIN_AND_AGAIN: Final = frozenset(
    (Deed.ADDED, Deed.REVIEW_SET, Deed.SUPPORT_ARRANGED, Deed.MEETING_SET, Deed.ON_AGENDA)
)

_TELLS_STAGE: Final = frozenset(
    (
        Deed.RAISED,
        Deed.TALKED,
        Deed.COULD_NOT_TALK,
        Deed.ASKED_TO_TALK,
        Deed.TALK_WAIVED,
        Deed.PREPARED,
        Deed.TAKEN_ON,
        Deed.REACHED,
        Deed.TOLD_OF_STEP,
    )
)

STEPS: Final[Mapping[Stage, int]] = {
    Stage.NOT_TALKED: 0,
    Stage.TO_TALK: 0,
    Stage.TALK_WAIVED: 1,
    Stage.TALKED: 1,
    Stage.PREPARING: 0,
    Stage.TALKED_TO_SIP: 1,
    Stage.WITH_TRUST_ADVISOR: 2,
    Stage.WITHOUT_DSO: 2,
    Stage.WITH_DSO: 3,
    Stage.WITH_DIRECTOR: 4,
    Stage.WITH_CHAIR: 3,
}


def readers_of(case: Case) -> frozenset[str]:
    """Everybody who may know that the case exists."""
    return frozenset(person_id for part in case.parts for person_id in part.readers)


def readers_of_parts(case: Case, given: Iterable[Part] | None = None) -> Mapping[int, frozenset[str]]:
    """Who may read each part, by its number: those whom it was given to, then or later, and of an addition those who
    may read what it adds to. `given` are the parts that are looked at for that: all, or what somebody knows of."""
    readers: dict[int, set[str]] = {part.number: set() for part in case.parts}
    for known in case.parts if given is None else given:
        for number in (known.number, *known.opens):
            readers[number].update(known.readers)
    for part in case.parts:  # an addition stands after what it adds to
        if part.adds_to:
            readers[part.number] |= readers[part.adds_to]
    return {number: frozenset(ids) for number, ids in readers.items()}


def readers_of_part(case: Case, number: int, given: Iterable[Part] | None = None) -> frozenset[str]:
    """The same of one part."""
    return readers_of_parts(case, given)[number]


def parts_for(case: Case, ids: Iterable[str]) -> tuple[Part, ...]:
    """What somebody may read, in order; `ids` are those that they read under. Empty: for them there is no such case."""
    own, readers = frozenset(ids), readers_of_parts(case)
    return tuple(part for part in case.parts if own & readers[part.number])


def root_of(case: Case, part: Part) -> Part:
    """What an addition adds to in the end; any other part itself."""
    while part.adds_to:
        part = case.parts[part.adds_to - 1]
    return part


def version_for(case: Case, ids: Iterable[str]) -> int:
    """What a reader answers to: how much of the case they may read. How much there is is not theirs to know."""
    return len(parts_for(case, ids))


def stage_for(case: Case, ids: Iterable[str]) -> Stage:
    """How far the case has come, as far as a reader knows. Raises IndexError for somebody who may read nothing."""
    parts = parts_for(case, ids)
    return ([part for part in parts if part.deed in _TELLS_STAGE] or parts)[-1].stage


def review_for(case: Case, ids: Iterable[str]) -> date | None:
    """When it is looked at again, as far as a reader knows; None where they know that it is closed, or no day."""
    parts = parts_for(case, ids)
    if any(part.deed is Deed.CLOSED for part in parts):
        return None
    return next((part.review_on for part in reversed(parts) if part.review_on), None)


def is_closed_for(case: Case, ids: Iterable[str]) -> bool:
    """Whether a reader knows that it is closed."""
    return any(part.deed is Deed.CLOSED for part in parts_for(case, ids))


def check_reads(case: Case, ids: Iterable[str]) -> None:
    """Raises Refused as for an id that is nobody's."""
    if not parts_for(case, ids):
        raise Refused("unknown", NO_SUCH_CASE)


def with_part(case: Case, part: Part, stage: Stage | None = None) -> Case:
    """The case with one part more, and further on its ladder where `stage` says so. The review date of an open one
    follows the part's, where that has one; then nobody has been chased about it yet. Raises Refused for what people
    could go on adding for ever, where there are PARTS_AT_MOST; a step and the closing always have their place."""
    if part.deed in _AGAIN_AND_AGAIN and len(case.parts) >= PARTS_AT_MOST:
        raise Refused("full", "This record is as long as it can be: nothing more can be added to it.")
    grown = replace(case, parts=(*case.parts, replace(part, number=len(case.parts) + 1)), stage=stage or case.stage)
    return replace(grown, review_on=part.review_on, chased_on=None) if part.review_on and case.is_open else grown
