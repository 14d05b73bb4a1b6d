"""The Trust Advisor introduces two schools (W3). Neither learns who the other is unless both headteachers accept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.good_practice.line import PracticeLine, check_on_board, may_see_board
from handbook.good_practice.tags import shared

NO_SUCH_INTRODUCTION: Final = "I cannot find that introduction."
"""The answer to whoever has no part in it, and to an id that is none."""


class IntroductionStatus(StrEnum):
    ASKED = "asked"
    ONE_ACCEPTED = "one_accepted"
    INTRODUCED = "introduced"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ENDED = "ended"


class IntroductionMove(StrEnum):
    """What can happen to an introduction. `lapse` and some endings are the clock's doing, the rest a person's."""

    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    END = "end"


_S, _M = IntroductionStatus, IntroductionMove
MOVES: Final = {
    (_S.ASKED, _M.ACCEPT): _S.ONE_ACCEPTED,
    (_S.ONE_ACCEPTED, _M.ACCEPT): _S.INTRODUCED,
    (_S.ASKED, _M.DECLINE): _S.DECLINED,
    (_S.ONE_ACCEPTED, _M.DECLINE): _S.DECLINED,
    (_S.ASKED, _M.LAPSE): _S.LAPSED,
    (_S.ONE_ACCEPTED, _M.LAPSE): _S.LAPSED,
    (_S.ASKED, _M.END): _S.ENDED,
    (_S.ONE_ACCEPTED, _M.END): _S.ENDED,
}
TURN: Final = {
    _S.ASKED: "both headteachers",
    _S.ONE_ACCEPTED: "the other headteacher",
    _S.INTRODUCED: "the two headteachers",
    _S.DECLINED: "the Trust Advisor",
    _S.LAPSED: "the Trust Advisor",
    _S.ENDED: "the Trust Advisor",
}
"""Whose turn it is in each status."""


class EndReason(StrEnum):
    """Why an introduction ended before both had answered."""

    NONE = ""
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    CALLED_OFF = "called_off"

    @property
    def words(self) -> str:
        """As the Trust Advisor reads it."""
        return _REASONS[self]


_REASONS: Final = {
    EndReason.NONE: "",
    EndReason.WITHDRAWN: "One of the two lines is no longer on the board.",
    EndReason.LEFT: "One of the two headteachers has changed. If it still helps, introduce the schools again.",
    EndReason.CALLED_OFF: "You called it off.",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two schools: its line, its headteacher when they were asked, and when they accepted. `reminders`
    counts those that the clock has sent."""

    line_id: str
    urn: str
    headteacher_id: str
    accepted_at: datetime | None = None
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Introduction:
    """`topics` are what need and offer had in common when it was proposed; none is kept once a line was withdrawn.
    `declined_by` is the school that would rather not."""

    id: str
    need: Side
    offer: Side
    topics: tuple[str, ...]
    asked_by_id: str
    asked_at: datetime
    status: IntroductionStatus = IntroductionStatus.ASKED
    declined_by: str = ""
    ended: EndReason = EndReason.NONE
    over_at: datetime | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Somebody has still to answer."""
        return (self.status, IntroductionMove.ACCEPT) in MOVES

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.need, self.offer


@dataclass(frozen=True, slots=True)
class Introduce:
    """The Trust Advisor proposes that two schools meet, about a need and an offer."""

    need_id: str
    offer_id: str


@dataclass(frozen=True, slots=True)
class AnswerIntroduction:
    """A headteacher accepts, or would rather not."""

    introduction_id: str
    accepts: bool


@dataclass(frozen=True, slots=True)
class EndIntroduction:
    """The Trust Advisor calls it off; or the clock has found that somebody left."""

    introduction_id: str
    reason: EndReason


Schools = tuple[School | None, School | None]
"""Those of the need and of the offer, as the list has them now."""


def introduced(
    command: Introduce,
    lines: tuple[PracticeLine, PracticeLine],
    schools: Schools,
    person: Person,
    now: datetime,
    introduction_id: str,
) -> Introduction:
    """A new introduction; `lines` are the need and the offer. Raises Refused."""
    (need, offer), (asking, offering) = lines, schools
    check_on_board(need, asking, person)
    check_on_board(offer, offering, person)
    if asking is None or offering is None or need.is_offer or not offer.is_offer:
        raise Refused("stale", "Please choose a need, and an offer that may help with it.", "W3")
    if asking.urn == offering.urn or asking.headteacher_id == offering.headteacher_id:
        raise Refused("missing", "Both lines are of one school or one headteacher, who needs no introduction.", "W3")
    asks = Side(need.id, asking.urn, asking.headteacher_id)
    offers = Side(offer.id, offering.urn, offering.headteacher_id)
    return Introduction(introduction_id, asks, offers, shared(need.tags, offer.tags), person.id, now)


def standing(command: Introduce, before: Iterable[Introduction]) -> Introduction | None:
    """The introduction of these two lines that is open, or has brought them together: proposed twice, it is one. Raises
    Refused where one of the two would rather not: nobody is asked the same again."""
    same = [one for one in before if (one.need.line_id, one.offer.line_id) == (command.need_id, command.offer_id)]
    if any(one.status is IntroductionStatus.DECLINED for one in same):
        no = "These two were asked before, and it will not go ahead. Please look for another offer."
        raise Refused("taken", no, "W3")
    return next((one for one in same if one.is_open or one.status is IntroductionStatus.INTRODUCED), None)


def may_see(introduction: Introduction, schools: Schools, person: Person) -> bool:
    """The Trust Advisor, and each of the two headteachers while they lead their school."""
    return may_see_board(person) or _side(introduction, schools, person) is not None


def check_may_answer(introduction: Introduction, schools: Schools, person: Person) -> Side:
    """Raises Refused unless this headteacher has still to answer."""
    side = _side(introduction, schools, person)
    if side is None:
        raise Refused("not_yours", NO_SUCH_INTRODUCTION, "W3")
    if not introduction.is_open or side.accepted_at is not None:
        raise Refused("stale", "This was answered already. Here is how it stands now.", "W3")
    return side


def may_answer(introduction: Introduction, schools: Schools, person: Person) -> bool:
    return allows(lambda: check_may_answer(introduction, schools, person))


def answered(
    introduction: Introduction, command: AnswerIntroduction, schools: Schools, person: Person, now: datetime
) -> Introduction:
    """Where the other headteacher has left meanwhile, it ends, and nobody learns of anybody. Raises Refused."""
    side = check_may_answer(introduction, schools, person)
    if not command.accepts:
        status = MOVES[introduction.status, IntroductionMove.DECLINE]
        return replace(introduction, status=status, declined_by=side.urn, over_at=now)
    if somebody_left(introduction, schools):
        return _ended(introduction, EndReason.LEFT, now)
    moved = replace(introduction, status=MOVES[introduction.status, IntroductionMove.ACCEPT])
    accepted = replace(side, accepted_at=now)
    moved = replace(moved, need=accepted) if side == introduction.need else replace(moved, offer=accepted)
    return moved if moved.is_open else replace(moved, over_at=now)


def check_may_call_off(introduction: Introduction, person: Person) -> None:
    """Raises Refused unless the Trust Advisor may still end it."""
    if not may_see_board(person):
        raise Refused("not_yours", NO_SUCH_INTRODUCTION, "W3")
    _check_open(introduction)


def may_call_off(introduction: Introduction, person: Person) -> bool:
    return allows(lambda: check_may_call_off(introduction, person))


def ended(
    introduction: Introduction, command: EndIntroduction, schools: Schools, person: Person | None, now: datetime
) -> Introduction:
    """Called off by the Trust Advisor, or by the clock (None) because somebody left. Raises Refused."""
    if person is not None:
        check_may_call_off(introduction, person)
        return _ended(introduction, EndReason.CALLED_OFF, now)
    _check_open(introduction)
    if command.reason is not EndReason.LEFT or not somebody_left(introduction, schools):
        raise Refused("stale", "Both headteachers are in office.", "W3")
    return _ended(introduction, EndReason.LEFT, now)


def line_gone(introduction: Introduction, line_id: str, now: datetime) -> Introduction:
    """What becomes of it when one of its lines is withdrawn. Two who know each other are left alone, and nothing of a
    need is kept."""
    if line_id not in (side.line_id for side in introduction.sides):
        return introduction
    left = replace(introduction, topics=())
    return _ended(left, EndReason.WITHDRAWN, now) if introduction.is_open else left


def somebody_left(introduction: Introduction, schools: Schools) -> bool:
    """Whether one of the two is not the headteacher of their school any more."""
    heads = [school.headteacher_id if school else "" for school in schools]
    return heads != [side.headteacher_id for side in introduction.sides]


def _ended(introduction: Introduction, reason: EndReason, now: datetime) -> Introduction:
    status = MOVES[introduction.status, IntroductionMove.END]
    return replace(introduction, status=status, ended=reason, over_at=now)


def _check_open(introduction: Introduction) -> None:
    if not introduction.is_open:
        raise Refused("stale", "This introduction is over. Here is how it stands now.", "W3")


def _side(introduction: Introduction, schools: Schools, person: Person) -> Side | None:
    """Whose part somebody has, while they lead that school."""
    for side, school in zip(introduction.sides, schools, strict=True):
        if school is not None and person.id == side.headteacher_id == school.headteacher_id:
            return side
    return None
