"""What is done about a concern beside its steps: support is brokered (E2), partners meet (O1), it is discussed in a SIP
team meeting (E5, T2), and somebody takes the place of who has left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from handbook.cases.audience import of_support
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
    stage_for,
    with_part,
)
from handbook.cases.concern_escalation import ConcernMove, check_may, headteacher_knows, keeper_of, meeting_of
from handbook.cases.signing import Actor, given_to, seated, seats_in
from handbook.cases.words import LINE_AT_MOST, TEXT_AT_MOST, check_own_words, needed, review_day
from handbook.core.british_time import day_words, london_date
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused

HANDED_ON: Final = {Seat.SIP: Role.SIP, Seat.DSO: Role.DSO, Seat.HEADTEACHER: Role.HEADTEACHER}
"""The places that the Trust Advisor can give to somebody else, and what such a person is."""


@dataclass(frozen=True, slots=True)
class ArrangeSupport(Confidential):
    """The Trust Advisor records which support was brokered, with whom, and until when."""

    case_id: str
    version: int
    action: str
    with_whom: str
    until: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class SetMeeting(Confidential):
    """A partnership meeting, with the DSO as its host. Another one that stands is replaced by it."""

    case_id: str
    version: int
    half_day: HalfDay
    invited: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CallOffMeeting(Confidential):
    """The partnership meeting does not take place."""

    case_id: str
    version: int
    why: str


@dataclass(frozen=True, slots=True)
class PutOnAgenda(Confidential):
    """A concern is discussed in a SIP team meeting; those who attend read these words."""

    case_id: str
    version: int
    meeting_id: str
    facts: str


@dataclass(frozen=True, slots=True)
class HandOver(Confidential):
    """Somebody takes a place in the case, and reads what the one before could read."""

    case_id: str
    version: int
    seat: Seat
    to_id: str
    why: str


def support_arranged(case: Case, command: ArrangeSupport, actor: Actor, now: datetime) -> Case:
    """It is for those of `audience.of_support`. Raises Refused."""
    by = check_may(case, actor, ConcernMove.ARRANGE_SUPPORT)
    today = london_date(now)
    words = Words(action=needed(command.action, "Please write which support was arranged.", TEXT_AT_MOST))
    with_whom = needed(command.with_whom, "Please write who it was arranged with.")
    if command.until is None or command.until <= today:
        raise Refused("no_date", "Please give a future date until which the support runs.", "E2")
    part = Part(
        0,
        Deed.SUPPORT_ARRANGED,
        Stage.WITH_TRUST_ADVISOR,  # brokering is of step 2: its readers need not know of a later one
        by,
        now,
        given_to(by, *_of_seats(case, *of_support(case))),
        words,
        review_on=review_day(command.review_on, today),
        until=command.until,
        with_whom=with_whom,
    )
    return with_part(case, part)


def may_be_invited(case: Case, school: School, actor: Actor) -> tuple[str, ...]:
    """Whom a partnership meeting can bring together, beside the Trust Advisor and the DSO: those in the case, and the
    local authority's officer. The headteacher only where they know that it came to the DSO, and the Director only by
    the Trust Advisor: whether it came so far is not for the DSO to know."""
    directors = (Seat.DIRECTOR,) if Seat.TRUST_ADVISOR in seats_in(case, actor) else ()
    headteachers = (Seat.HEADTEACHER,) if headteacher_knows(case, Stage.WITH_DSO, Stage.WITH_DIRECTOR) else ()
    found = (*_of_seats(case, Seat.SIP, *directors, *headteachers), school.la_officer_id)
    return tuple(dict.fromkeys(one for one in found if one))


def meeting_set(case: Case, command: SetMeeting, school: School, actor: Actor, now: datetime) -> Case:
    """All who are invited read when it is and what for, and nothing else of the case. Raises Refused."""
    by = check_may(case, actor, ConcernMove.SET_MEETING)
    if command.half_day.starts_at <= now or command.half_day.on.weekday() > 4:
        raise Refused(
            "no_date",
            f"{day_words(command.half_day.on)} is not a working day in the future. Please choose another.",
            "O1",
        )
    if not set(command.invited) <= set(may_be_invited(case, school, actor)):
        raise Refused("not_yours", "Please invite people of this case, or the local authority’s officer.", "O1")
    why = needed(command.why, "Please write what the meeting is for: everyone invited reads it.")
    readers = given_to(by, *_of_seats(case, Seat.TRUST_ADVISOR, Seat.DSO), *command.invited)
    half_day = command.half_day
    return with_part(case, Part(0, Deed.MEETING_SET, Stage.WITH_DSO, by, now, readers, why=why, half_day=half_day))


def meeting_called_off(case: Case, command: CallOffMeeting, actor: Actor, now: datetime) -> Case:
    """Those who were invited read why, and who would hold it now. Raises Refused."""
    by = check_may(case, actor, ConcernMove.CALL_OFF_MEETING)
    why = needed(command.why, "Please write why it will not take place: everyone invited reads it.")
    number = meeting_of(case) or 0
    standing = case.parts[number - 1]
    readers = given_to(by, *_of_seats(case, Seat.TRUST_ADVISOR, Seat.DSO), *standing.readers)
    return with_part(case, Part(0, Deed.MEETING_OFF, Stage.WITH_DSO, by, now, readers, why=why))


def put_on_agenda(case: Case, command: PutOnAgenda, attending: Iterable[str], actor: Actor, now: datetime) -> Case:
    """Those who attend read these words and nothing else of the case (E5, T2), not even how far it has come. Raises
    Refused."""
    by = check_may(case, actor, ConcernMove.PUT_ON_AGENDA)
    words = Words(facts=needed(command.facts, "Please write what those who attend will read.", LINE_AT_MOST))
    # the same words may stand on the agenda of another meeting
    check_own_words((part for part in case.parts if part.deed is not Deed.ON_AGENDA), words)
    readers, stage = given_to(by, case.seats[Seat.TRUST_ADVISOR], *attending), Stage.WITH_TRUST_ADVISOR
    return with_part(case, Part(0, Deed.ON_AGENDA, stage, by, now, readers, words, meeting_id=command.meeting_id))


def handed_over(case: Case, command: HandOver, to: Person, school: School, actor: Actor, now: datetime) -> Case:
    """Raises Refused, also for a SIP who leads the school."""
    by = check_may(case, actor, ConcernMove.HAND_OVER)
    if command.seat not in case.seats or command.seat not in HANDED_ON or not to.is_a(HANDED_ON[command.seat]):
        raise Refused("missing", "Please choose whose place it is, and somebody who can take it.", "E5")
    if to.id in case.seats.values():
        raise Refused("not_now", f"{to.name} has a place in this already.", "E5")
    if command.seat is not Seat.HEADTEACHER and to.id == school.headteacher_id:
        raise Refused("not_yours", f"{to.name} leads {school.full_name}. Please choose somebody else.", "E5")
    why = needed(command.why, "Please write why somebody else takes this place.")
    return succeeded(case, command.seat, to, by, why, now)


def succeeded(case: Case, seat: Seat, to: Person, by: Signature, why: str, now: datetime) -> Case:
    """Somebody else has a seat, and reads what whoever had it could read. Whose case it is hears of it: whoever
    minds a concern, or the headteacher who complains. It belongs to the step that whoever had the seat knew of."""
    before = (case.seats[seat],)
    after = seated(case, seat, to.id)
    owner = keeper_of(after) if case.ladder is Ladder.CONCERN else Seat.HEADTEACHER
    readers = given_to(by, *_of_seats(after, owner), to.id)
    opens = tuple(part.number for part in parts_for(case, before))
    stage = stage_for(case, before)
    return with_part(after, Part(0, Deed.HANDED_OVER, stage, by, now, readers, why=why, with_whom=to.name, opens=opens))


def _of_seats(case: Case, *seats: Seat) -> tuple[str, ...]:
    return tuple(case.seats[seat] for seat in seats if seat in case.seats)
