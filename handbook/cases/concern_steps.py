"""The steps of a concern: the talk with the headteacher (E1), the Trust Advisor (E2), the Diocesan Schools Officer
(E3), the Director (E4). Each is written for whom it is taken to, who reads that and what it opens, and nothing else
(E5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

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
    parts_for,
    with_part,
)
from handbook.cases.concern_escalation import MOVES, ConcernMove, check_may, check_stands
from handbook.cases.concern_telling import told_or_not
from handbook.cases.signing import SERVICE, Actor, check_goes_on, given_to, seated, signature
from handbook.cases.words import check_own_words, day_of_talk, needed, needed_words, review_day
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused

_FACTS: Final = "Please write the facts: what you have seen or heard."
_SAID: Final = "Please write what was said, and what the headteacher answered."
_AGREED: Final = "Please write which actions were agreed, or “none”."
_SUPPORT: Final = "Please write the support for the headteacher that you ask for."
_ASKED: Final = "Please write what you ask the Director to do."


@dataclass(frozen=True, slots=True)
class RaiseConcern(Confidential):
    """A SIP opens a concern: with the talk on `talked_on`, or with why it was not possible."""

    urn: str
    words: Words
    review_on: date | None
    talked_on: date | None = None
    why_not_talked: str = ""


@dataclass(frozen=True, slots=True)
class RecordTalk(Confidential):
    """The SIP has talked with the headteacher after all."""

    case_id: str
    version: int
    talked_on: date
    words: Words
    review_on: date | None


@dataclass(frozen=True, slots=True)
class SayCouldNotTalk(Confidential):
    """Asked to talk, the SIP could not, and says why."""

    case_id: str
    version: int
    why: str


@dataclass(frozen=True, slots=True)
class WaiveTalk(Confidential):
    """The Trust Advisor accepts that there was no conversation."""

    case_id: str
    version: int
    why: str


@dataclass(frozen=True, slots=True)
class AskToTalk(Confidential):
    """The Trust Advisor asks the SIP to talk with the headteacher first."""

    case_id: str
    version: int
    why: str


@dataclass(frozen=True, slots=True)
class TakeToTrustAdvisor(Confidential):
    """The SIP takes a significant concern to the Trust Advisor. `why` is what makes it significant."""

    case_id: str
    version: int
    words: Words
    why: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class TakeToDso(Confidential):
    """The Trust Advisor asks the DSO to support the headteacher. `tell_headteacher` is None where it was left open."""

    case_id: str
    version: int
    words: Words
    review_on: date | None
    tell_headteacher: bool | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class TakeToDirector(Confidential):
    """The Trust Advisor takes it to the Director for Schools and Colleges."""

    case_id: str
    version: int
    words: Words
    review_on: date | None
    tell_headteacher: bool | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ReachDso(Confidential):
    """Of the service: the school has a DSO now, for whom step 3 has waited."""

    case_id: str


def raised(
    command: RaiseConcern, school: School, actor: Actor, trust_advisor: Person, now: datetime, case_id: str
) -> Case:
    """A new concern: talked about with the headteacher (E1), or waiting for the Trust Advisor to accept that it was
    not. Raises Refused."""
    by = _signed_for_school(school, actor)
    check_goes_on(by, school.headteacher_id, "E1")
    today = london_date(now)
    review_on = review_day(command.review_on, today)
    blank = Case(case_id, Ladder.CONCERN, school.urn, Stage.NOT_TALKED, {Seat.SIP: school.sip_id}, (), now, review_on)
    if command.talked_on is not None:
        return _talked(blank, command.words, command.talked_on, review_on, by, school.headteacher_id, now)
    why = needed(command.why_not_talked, "Please write why it was not possible to talk with the headteacher first.")
    words = needed_words(command.words, facts=_FACTS)
    begun = with_part(
        blank, Part(0, Deed.RAISED, Stage.NOT_TALKED, by, now, given_to(by, school.sip_id), words, review_on=review_on)
    )
    return _not_talked(begun, why, by, trust_advisor.id, now)


def talk_recorded(case: Case, command: RecordTalk, school: School, actor: Actor, now: datetime) -> Case:
    """Step 1 is on record (E1). Raises Refused."""
    by = check_may(case, actor, ConcernMove.RECORD_TALK)
    check_goes_on(by, school.headteacher_id, "E1")
    review_on = review_day(command.review_on, london_date(now))
    return _talked(case, command.words, command.talked_on, review_on, by, school.headteacher_id, now)


def could_not_talk(case: Case, command: SayCouldNotTalk, actor: Actor, now: datetime) -> Case:
    """It is for the Trust Advisor to accept that, or not. Raises Refused."""
    by = check_may(case, actor, ConcernMove.SAY_COULD_NOT_TALK)
    why = needed(command.why, "Please write why it was not possible to talk.")
    return _not_talked(case, why, by, case.seats[Seat.TRUST_ADVISOR], now)


def talk_waived(case: Case, command: WaiveTalk, actor: Actor, now: datetime) -> Case:
    """Step 1 counts as done, without a conversation (E1). Raises Refused."""
    return _answered_the_sip(case, ConcernMove.WAIVE_TALK, Deed.TALK_WAIVED, command.why, actor, now)


def talk_asked_for(case: Case, command: AskToTalk, actor: Actor, now: datetime) -> Case:
    """Raises Refused."""
    return _answered_the_sip(case, ConcernMove.ASK_TO_TALK, Deed.ASKED_TO_TALK, command.why, actor, now)


def taken_to_trust_advisor(
    case: Case, command: TakeToTrustAdvisor, actor: Actor, trust_advisor: Person, now: datetime
) -> Case:
    """Step 2 (E2): the Trust Advisor reads it, with what is on record so far. Raises Refused."""
    by = check_may(case, actor, ConcernMove.TAKE_TO_TRUST_ADVISOR)
    check_goes_on(by, trust_advisor.id, "E2")
    why = needed(command.why, "Please write why this is significant: only a significant concern goes further.")
    words = needed_words(command.words, facts=_FACTS)
    check_own_words(case.parts, words)
    sip_id = case.seats[Seat.SIP]
    part = Part(
        0,
        Deed.TAKEN_ON,
        Stage.WITH_TRUST_ADVISOR,
        by,
        now,
        given_to(by, sip_id, trust_advisor.id),
        words,
        why,
        review_on=review_day(command.review_on, london_date(now)),
        opens=tuple(one.number for one in parts_for(case, (sip_id,))),
    )
    return with_part(seated(case, Seat.TRUST_ADVISOR, trust_advisor.id), part, Stage.WITH_TRUST_ADVISOR)


def taken_to_dso(case: Case, command: TakeToDso, school: School, actor: Actor, now: datetime) -> Case:
    """Step 3 (E3), or, for a school without a DSO, the same words waiting for one. Raises Refused."""
    by = check_may(case, actor, ConcernMove.TAKE_TO_DSO)
    check_goes_on(by, school.dso_id, "E3")
    words, review_on = _asked_for(case, command, _SUPPORT, now)
    advisor = case.seats[Seat.TRUST_ADVISOR]
    stage = MOVES[case.stage, ConcernMove.TAKE_TO_DSO if school.dso_id else ConcernMove.WAIT_FOR_DSO]
    part = Part(
        0,
        Deed.TAKEN_ON,
        stage,
        by,
        now,
        given_to(by, advisor, *((school.dso_id,) if school.dso_id else ())),
        words,
        review_on=review_on,
        tells_headteacher=bool(command.tell_headteacher),
    )
    taken = with_part(seated(case, Seat.DSO, school.dso_id), part, stage)
    if stage is Stage.WITHOUT_DSO and command.tell_headteacher:
        return taken  # there is no step yet to tell of
    return told_or_not(taken, stage, school, by, command.tell_headteacher, command.why_not, now)


def dso_reached(case: Case, school: School, now: datetime) -> Case:
    """What waited reaches the DSO, and the headteacher hears of it where that was wished. Raises Refused."""
    check_stands(case, ConcernMove.REACH_DSO)
    waiting = case.last(Deed.TAKEN_ON, Stage.WITHOUT_DSO)
    if waiting is None or not school.dso_id:
        raise Refused("not_now", f"{school.name} has no Diocesan Schools Officer on the service’s list.", "E3")
    # whoever is Trust Advisor now reads that it arrived; another one may have written what waited
    readers = given_to(SERVICE, case.seats[Seat.TRUST_ADVISOR], school.dso_id)
    part = Part(0, Deed.REACHED, Stage.WITH_DSO, SERVICE, now, readers, opens=(waiting.number,))
    reached = with_part(seated(case, Seat.DSO, school.dso_id), part, Stage.WITH_DSO)
    if not waiting.tells_headteacher:
        return reached
    return told_or_not(reached, Stage.WITH_DSO, school, SERVICE, True, "", now)


def taken_to_director(
    case: Case, command: TakeToDirector, school: School, actor: Actor, director: Person, now: datetime
) -> Case:
    """Step 4 (E4). Raises Refused."""
    by = check_may(case, actor, ConcernMove.TAKE_TO_DIRECTOR)
    check_goes_on(by, director.id, "E4")
    words, review_on = _asked_for(case, command, _ASKED, now)
    readers = given_to(by, case.seats[Seat.TRUST_ADVISOR], director.id)
    stage = Stage.WITH_DIRECTOR
    part = Part(0, Deed.TAKEN_ON, stage, by, now, readers, words, review_on=review_on)
    taken = with_part(seated(case, Seat.DIRECTOR, director.id), part, stage)
    return told_or_not(taken, stage, school, by, command.tell_headteacher, command.why_not, now)


def _signed_for_school(school: School, actor: Actor) -> Signature:
    """The school's SIP, or who stands in for them. Raises Refused."""
    ids = (actor.person.id, *(one.id for one in actor.covered))
    if school.sip_id not in ids or school.urn in actor.leads:
        raise Refused("not_yours", f"Only the School Improvement Partner of {school.name} can raise this here.", "E1")
    if actor.person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "A concern goes to the Trust Advisor, so it cannot begin with them.", "E2")
    return signature(school.sip_id, actor)


def _talked(
    case: Case, words: Words, on: date, review_on: date, by: Signature, headteacher_id: str, now: datetime
) -> Case:
    checked = needed_words(words, facts=_SAID, response=_SAID, action=_AGREED)
    day = day_of_talk(on, london_date(now))
    readers = given_to(by, case.seats[Seat.SIP], headteacher_id)
    part = Part(0, Deed.TALKED, Stage.TALKED, by, now, readers, checked, on=day, review_on=review_on)
    return with_part(seated(case, Seat.HEADTEACHER, headteacher_id), part, Stage.TALKED)


def _not_talked(case: Case, why: str, by: Signature, trust_advisor_id: str, now: datetime) -> Case:
    readers = given_to(by, case.seats[Seat.SIP], trust_advisor_id)
    part = Part(0, Deed.COULD_NOT_TALK, Stage.NOT_TALKED, by, now, readers, why=why)
    return with_part(seated(case, Seat.TRUST_ADVISOR, trust_advisor_id), part, Stage.NOT_TALKED)


def _answered_the_sip(case: Case, move: ConcernMove, deed: Deed, why: str, actor: Actor, now: datetime) -> Case:
    by = check_may(case, actor, move)
    words = needed(why, "Please write why, for the School Improvement Partner to read.")
    stage = MOVES[case.stage, move]
    readers = given_to(by, case.seats[Seat.TRUST_ADVISOR], case.seats[Seat.SIP])
    return with_part(case, Part(0, deed, stage, by, now, readers, why=words), stage)


def _asked_for(case: Case, command: TakeToDso | TakeToDirector, please: str, now: datetime) -> tuple[Words, date]:
    words = needed_words(command.words, facts=_FACTS, action=please)
    check_own_words(case.parts, words)
    return words, review_day(command.review_on, london_date(now))
