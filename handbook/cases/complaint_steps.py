"""The steps of a complaint: preparing to talk to the SIP and the talk (X1), the Trust Advisor (X2), the Chair of the
Trust Board (X3)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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
    root_of,
    with_part,
)
from handbook.cases.complaint_escalation import ComplaintMove, check_may
from handbook.cases.signing import Actor, given_to, seated
from handbook.cases.words import check_own_words, day_of_talk, needed, needed_words, review_day
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused

_HAPPENED: Final = "Please write what happened, and when."
_SAID: Final = "Please write what was said, and what the School Improvement Partner answered."
_WISH: Final = "Please write what you would like to be different."
_WHY: Final = "Please write why talking to the SIP is not appropriate, not possible or not enough."
_NOT_SATISFIED: Final = "Please write why the Trust Advisor’s answer does not satisfy you."


class About(StrEnum):
    """Whom or what a headteacher complains about."""

    SIP = "sip"
    SERVICE = "service"
    TRUST_ADVISOR = "trust_advisor"


@dataclass(frozen=True, slots=True)
class PrepareTalk(Confidential):
    """The headteacher prepares to talk to the SIP; nobody else reads it before the headteacher gives it to them."""

    urn: str
    words: Words
    review_on: date | None


@dataclass(frozen=True, slots=True)
class RecordTalkWithSip(Confidential):
    """The headteacher has talked to the SIP, who reads what is recorded of it; and what was prepared, where it is given
    to them (`with_notes`)."""

    case_id: str
    version: int
    talked_on: date
    words: Words
    review_on: date | None
    with_notes: bool = False


@dataclass(frozen=True, slots=True)
class Complain(Confidential):
    """The headteacher goes to the Trust Advisor at once, or to the Chair where it is about the Trust Advisor. `why` is
    why there was no talk before."""

    urn: str
    about: About
    words: Words
    why: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class TakeOnToTrustAdvisor(Confidential):
    """The talk was not appropriate, possible or enough."""

    case_id: str
    version: int
    words: Words
    why: str
    review_on: date | None
    with_notes: bool = False


@dataclass(frozen=True, slots=True)
class TakeOnToChair(Confidential):
    """The Trust Advisor's answer does not satisfy, or has not come by its day."""

    case_id: str
    version: int
    words: Words
    why: str
    review_on: date | None
    with_notes: bool = False


def notes_of(case: Case) -> tuple[Part, ...]:
    """What the headteacher has prepared, and has added to it: theirs until they give it to somebody with a step."""
    return tuple(part for part in case.parts if root_of(case, part).deed is Deed.PREPARED)


def prepared(command: PrepareTalk, school: School, actor: Actor, now: datetime, case_id: str) -> Case:
    """Raises Refused."""
    blank, by = _opened(school, actor, now, case_id, school.sip_id)
    words = needed_words(command.words, facts=_HAPPENED, action=_WISH)
    day = review_day(command.review_on, london_date(now))
    part = Part(0, Deed.PREPARED, Stage.PREPARING, by, now, (school.headteacher_id,), words, review_on=day)
    return with_part(blank, part)


def talked_to_sip(case: Case, command: RecordTalkWithSip, actor: Actor, now: datetime) -> Case:
    """Step 1 is on record (X1), for both to read: it was their talk. The SIP is who was the school's when it was
    prepared, whoever is now. Raises Refused."""
    today = london_date(now)
    by = check_may(case, actor, ComplaintMove.RECORD_TALK, today)
    sip_id = case.subject_id
    part = Part(
        0,
        Deed.TALKED,
        Stage.TALKED_TO_SIP,
        by,
        now,
        given_to(by, case.seats[Seat.HEADTEACHER], sip_id),
        needed_words(command.words, facts=_SAID, response=_SAID),
        on=day_of_talk(command.talked_on, today),
        review_on=review_day(command.review_on, today),
        opens=_notes(case, command.with_notes),
    )
    return with_part(seated(case, Seat.SIP, sip_id), part, Stage.TALKED_TO_SIP)


def complained(
    command: Complain, school: School, actor: Actor, trust_advisor: Person, chair: Person, now: datetime, case_id: str
) -> Case:
    """A new complaint at step 2 (X2), or at step 3 where it is about the Trust Advisor (X4). Raises Refused."""
    subjects = {About.SIP: school.sip_id, About.TRUST_ADVISOR: trust_advisor.id, About.SERVICE: ""}
    blank, by = _opened(school, actor, now, case_id, subjects[command.about])
    to_chair = command.about is About.TRUST_ADVISOR
    why = "" if to_chair else needed(command.why, _WHY)
    words = needed_words(command.words, facts=_HAPPENED, action=_WISH)
    seat, to, stage = (
        (Seat.CHAIR, chair, Stage.WITH_CHAIR)
        if to_chair
        else (Seat.TRUST_ADVISOR, trust_advisor, Stage.WITH_TRUST_ADVISOR)
    )
    return _taken_on(blank, by, words, why, review_day(command.review_on, london_date(now)), (seat, to, stage), now)


def taken_on_to_trust_advisor(
    case: Case, command: TakeOnToTrustAdvisor, actor: Actor, trust_advisor: Person, now: datetime
) -> Case:
    """Step 2 (X2). Raises Refused."""
    today = london_date(now)
    by = check_may(case, actor, ComplaintMove.TAKE_TO_TRUST_ADVISOR, today)
    words, why = _anew(case, command), needed(command.why, _WHY)
    to = (Seat.TRUST_ADVISOR, trust_advisor, Stage.WITH_TRUST_ADVISOR)
    return _taken_on(
        case, by, words, why, review_day(command.review_on, today), to, now, _notes(case, command.with_notes)
    )


def taken_on_to_chair(case: Case, command: TakeOnToChair, actor: Actor, chair: Person, now: datetime) -> Case:
    """Step 3 (X3). The Trust Advisor hears that it was taken on, and no word of it. Raises Refused."""
    today = london_date(now)
    by = check_may(case, actor, ComplaintMove.TAKE_TO_CHAIR, today)
    words, why = _anew(case, command), needed(command.why, _NOT_SATISFIED)
    to = (Seat.CHAIR, chair, Stage.WITH_CHAIR)
    notes = _notes(case, command.with_notes)
    taken = _taken_on(case, by, words, why, review_day(command.review_on, today), to, now, notes)
    readers = given_to(by, case.seats[Seat.HEADTEACHER], case.seats[Seat.TRUST_ADVISOR])
    return with_part(taken, Part(0, Deed.TOLD_OF_STEP, Stage.WITH_CHAIR, by, now, readers))


def _opened(school: School, actor: Actor, now: datetime, case_id: str, subject_id: str) -> tuple[Case, Signature]:
    person = actor.person
    if person.id != school.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {school.name} can do that.", "X1")
    seats = {Seat.HEADTEACHER: person.id}
    case = Case(case_id, Ladder.COMPLAINT, school.urn, Stage.PREPARING, seats, (), now, None, subject_id)
    return case, Signature(person.id, person.name)


def _anew(case: Case, command: TakeOnToTrustAdvisor | TakeOnToChair) -> Words:
    words = needed_words(command.words, facts=_HAPPENED, action=_WISH)
    check_own_words((part for part in case.parts if part.stage is not Stage.PREPARING), words)
    return words


def _notes(case: Case, are_given: bool) -> tuple[int, ...]:
    return tuple(part.number for part in notes_of(case)) if are_given else ()


def _taken_on(
    case: Case,
    by: Signature,
    words: Words,
    why: str,
    day: date,
    to: tuple[Seat, Person, Stage],
    now: datetime,
    notes: tuple[int, ...] = (),
) -> Case:
    """The next reader gets these words, and what the headteacher could read so far, but nothing of how they prepared
    for the talk other than these `notes`."""
    seat, person, stage = to
    headteacher_id = case.seats[Seat.HEADTEACHER]
    before = parts_for(case, (headteacher_id,))
    part = Part(
        0,
        Deed.TAKEN_ON,
        stage,
        by,
        now,
        given_to(by, headteacher_id, person.id),
        words,
        why,
        review_on=day,
        opens=(*notes, *(one.number for one in before if one.stage is not Stage.PREPARING)),
    )
    return with_part(seated(case, seat, person.id), part, stage)
