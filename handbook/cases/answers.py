"""What happens on each step of either ladder: it is acknowledged, has a day on which it is looked at again, ends in an
outcome; things are added to it; and the case is closed with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from handbook.cases.audience import ACKNOWLEDGES, CONCLUDES, minder, of_answer, of_closing, of_review
from handbook.cases.case import (
    Case,
    Confidential,
    Deed,
    Ladder,
    Part,
    Seat,
    Signature,
    Stage,
    Words,
    check_reads,
    is_closed_for,
    parts_for,
    readers_of_part,
    root_of,
    with_part,
)
from handbook.cases.complaint_escalation import ANSWERED, closers_of
from handbook.cases.concern_escalation import keeper_of
from handbook.cases.concern_telling import told_or_not
from handbook.cases.signing import Actor, given_to, ids_in, seats_in, signature, signed
from handbook.cases.words import changed_review_day, needed, needed_words, review_day
from handbook.core.british_time import london_date
from handbook.core.people import School
from handbook.core.refusal import Refused, allows

_RULES: Final = {Ladder.CONCERN: "E5", Ladder.COMPLAINT: "X4"}

_FOR_ALL: Final = frozenset((Deed.SUPPORT_ARRANGED, Deed.CLOSED))


@dataclass(frozen=True, slots=True)
class Acknowledge(Confidential):
    """Whom a step was taken to has read it. Of step 2 of a concern the Trust Advisor also says whether the headteacher
    is told. `review_on` changes the day, where it is given; a complaint's is the day of the answer."""

    case_id: str
    version: int
    stage: Stage
    review_on: date | None = None
    tell_headteacher: bool | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RecordOutcome(Confidential):
    """What came of a step."""

    case_id: str
    version: int
    stage: Stage
    words: Words
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddToCase(Confidential):
    """A reader adds to a part, or corrects it: nothing is overwritten. `place` is its place among those that this
    reader may read, from 1."""

    case_id: str
    version: int
    place: int
    words: Words


@dataclass(frozen=True, slots=True)
class SetReview(Confidential):
    """Another day on which it is looked at again."""

    case_id: str
    version: int
    review_on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class CloseCase(Confidential):
    """The reason also counts as the outcome of any step that has none."""

    case_id: str
    version: int
    why: str


def to_acknowledge(case: Case, actor: Actor) -> Stage | None:
    """The step that somebody has not acknowledged yet, as far as they know of steps. The latest comes first."""
    return _waits_for(case, actor, ACKNOWLEDGES, Deed.ACKNOWLEDGED)


def to_conclude(case: Case, actor: Actor) -> Stage | None:
    """The step whose outcome is somebody's to record, until they have."""
    return _waits_for(case, actor, CONCLUDES, Deed.OUTCOME)


def acknowledged(case: Case, command: Acknowledge, school: School, actor: Actor, now: datetime) -> Case:
    """Raises Refused."""
    _check_waits(case, actor, command.stage, to_acknowledge(case, actor))
    by = signed(case, actor, ACKNOWLEDGES[command.stage])
    review_on = _day_of_answer(case, command, now)
    part = Part(
        0,
        Deed.ACKNOWLEDGED,
        command.stage,
        by,
        now,
        _given(case, by, of_answer(case, command.stage)),
        review_on=review_on,
    )
    told = _answered(case, part)
    if case.ladder is Ladder.CONCERN and command.stage is Stage.WITH_TRUST_ADVISOR:
        return told_or_not(told, command.stage, school, by, command.tell_headteacher, command.why_not, now)
    return told


def concluded(case: Case, command: RecordOutcome, actor: Actor, now: datetime) -> Case:
    """The step has its outcome, for whoever took it and whoever brought it. Raises Refused."""
    _check_waits(case, actor, command.stage, to_conclude(case, actor))
    by = signed(case, actor, CONCLUDES[command.stage])
    words = needed_words(command.words, facts="Please write what came of it.")
    review_on = changed_review_day(command.review_on, london_date(now))
    if case.ladder is Ladder.COMPLAINT and command.stage in ANSWERED:
        review_on = review_day(command.review_on, london_date(now))
    readers = _given(case, by, of_answer(case, command.stage))
    return _answered(case, Part(0, Deed.OUTCOME, command.stage, by, now, readers, words, review_on=review_on))


def added(case: Case, command: AddToCase, actor: Actor, now: datetime) -> Case:
    """It stands beside what it adds to, for those who may read that; what is added to an addition, beside what that
    adds to. Raises Refused."""
    ids = ids_in(case, actor)
    check_reads(case, ids)
    own = parts_for(case, ids)
    if not 1 <= command.place <= len(own):
        raise Refused("missing", "Please choose which part you add to.")
    to = own[command.place - 1]
    if not may_add_to(case, to, ids):
        raise Refused("not_now", "Please add to a part that was written for you or by you.", _RULES[case.ladder])
    words = needed_words(command.words, facts="Please write what you add.")
    by = _reader(to, actor, ids)
    root = root_of(case, to).number
    return with_part(case, Part(0, Deed.ADDED, to.stage, by, now, to.readers, words, adds_to=root))


def may_add_to(case: Case, part: Part, ids: frozenset[str]) -> bool:
    """Whether whoever reads an addition would know anyway that its author reads what it adds to. A part that was opened
    to somebody later was written for others, who are not to learn of it from an addition; and what is given to all at
    once is given to people who need not know of each other."""
    first = root_of(case, part)
    if case.ladder is Ladder.CONCERN and first.deed in _FOR_ALL:
        return bool(ids & {first.by.for_id or first.by.person_id})
    return not ids.isdisjoint(part.readers)


def review_set(case: Case, command: SetReview, actor: Actor, now: datetime) -> Case:
    """Raises Refused."""
    by = check_may_mind(case, actor)
    why = needed(command.why, "Please write why the review date changes.")
    day = review_day(command.review_on, london_date(now))
    readers = _given(case, by, of_review(case))
    return with_part(case, Part(0, Deed.REVIEW_SET, case.stage, by, now, readers, why=why, review_on=day))


def closed(case: Case, command: CloseCase, actor: Actor, now: datetime) -> Case:
    """Closed with a reason, for those of `audience.of_closing`. Raises Refused."""
    by = check_may_close(case, actor, now)
    why = needed(command.why, "Please write why it is closed.")
    return shut(case, by, why, now)


def shut(case: Case, by: Signature, why: str, now: datetime) -> Case:
    """The case without a day on which it is looked at again."""
    readers = _given(case, by, of_closing(case))
    done = with_part(case, Part(0, Deed.CLOSED, case.stage, by, now, readers, why=why))
    return replace(done, closed_at=now, review_on=None, chased_on=None)


def check_may_mind(case: Case, actor: Actor) -> Signature:
    """In whose name somebody sets another day. Raises Refused."""
    return _open_to(case, actor, minder(case))


def check_may_close(case: Case, actor: Actor, now: datetime) -> Signature:
    """In whose name somebody closes the case. Raises Refused."""
    concern = case.ladder is Ladder.CONCERN
    return _open_to(case, actor, *((keeper_of(case),) if concern else closers_of(case, london_date(now))))


def may_mind(case: Case, actor: Actor) -> bool:
    return allows(lambda: check_may_mind(case, actor))


def may_close(case: Case, actor: Actor, now: datetime) -> bool:
    return allows(lambda: check_may_close(case, actor, now))


def known_readers(case: Case, part: Part, ids: frozenset[str]) -> tuple[str, ...]:
    """Who may read a part, as far as one of its readers knows."""
    return tuple(sorted(readers_of_part(case, part.number, parts_for(case, ids))))


def _open_to(case: Case, actor: Actor, *seats: Seat) -> Signature:
    by = signed(case, actor, *seats, only="the person it is with now")
    if not case.is_open:
        raise Refused("not_now", "This is closed. You can still add to it.", _RULES[case.ladder])
    return by


def _waits_for(case: Case, actor: Actor, whose: Mapping[Stage, Seat], deed: Deed) -> Stage | None:
    """Nothing, where somebody knows that it is closed. Whoever does not may answer: a refusal would tell them."""
    seats, known = seats_in(case, actor), parts_for(case, ids_in(case, actor))
    if is_closed_for(case, ids_in(case, actor)):
        return None
    reached = dict.fromkeys(part.stage for part in reversed(known) if whose.get(part.stage) in seats)
    return next((stage for stage in reached if case.last(deed, stage) is None), None)


def _check_waits(case: Case, actor: Actor, stage: Stage, waiting: Stage | None) -> None:
    if waiting is not stage:
        check_reads(case, ids_in(case, actor))
        raise Refused("not_now", "There is nothing of that kind for you to answer here.", _RULES[case.ladder])


def _answered(case: Case, part: Part) -> Case:
    """An answer to a step that the case has left moves no day of the case: that is for those of the step it is at."""
    grown = with_part(case, part)
    return grown if part.stage is case.stage else replace(grown, review_on=case.review_on, chased_on=case.chased_on)


def _given(case: Case, by: Signature, seats: Iterable[Seat]) -> tuple[str, ...]:
    return given_to(by, *(case.seats[seat] for seat in seats))


def _day_of_answer(case: Case, command: Acknowledge, now: datetime) -> date | None:
    if case.ladder is Ladder.COMPLAINT and command.stage in ANSWERED:
        return review_day(command.review_on, london_date(now))
    if command.stage in (Stage.TALKED, Stage.TALKED_TO_SIP):
        return None  # the day is set by whoever brought it up
    return changed_review_day(command.review_on, london_date(now))


def _reader(part: Part, actor: Actor, ids: frozenset[str]) -> Signature:
    """In whose name somebody was given a part, and adds to it."""
    own = actor.person.id
    return signature(own if own in part.readers else min(ids.intersection(part.readers)), actor)
