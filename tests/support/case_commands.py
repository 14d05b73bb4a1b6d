"""Every command of a concern and of a complaint as its person would give it, or as somebody else would try to."""

from datetime import date, datetime, timedelta

from handbook.cases.answers import (
    Acknowledge,
    AddToCase,
    CloseCase,
    RecordOutcome,
    SetReview,
    acknowledged,
    added,
    closed,
    concluded,
    may_add_to,
    review_set,
)
from handbook.cases.case import Case, Seat, Stage, parts_for
from handbook.cases.complaint_steps import (
    About,
    Complain,
    PrepareTalk,
    RecordTalkWithSip,
    TakeOnToChair,
    TakeOnToTrustAdvisor,
    complained,
    prepared,
    taken_on_to_chair,
    taken_on_to_trust_advisor,
    talked_to_sip,
)
from handbook.cases.concern_steps import (
    AskToTalk,
    RaiseConcern,
    RecordTalk,
    SayCouldNotTalk,
    TakeToDirector,
    TakeToDso,
    TakeToTrustAdvisor,
    WaiveTalk,
    could_not_talk,
    dso_reached,
    raised,
    taken_to_director,
    taken_to_dso,
    taken_to_trust_advisor,
    talk_asked_for,
    talk_recorded,
    talk_waived,
)
from handbook.cases.concern_support import (
    ArrangeSupport,
    CallOffMeeting,
    HandOver,
    PutOnAgenda,
    SetMeeting,
    handed_over,
    meeting_called_off,
    meeting_set,
    put_on_agenda,
    support_arranged,
)
from handbook.cases.signing import Actor, ids_in
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, School
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    MEETING,
    NOW,
    OTHER_DSO,
    OTHER_SIP,
    REVIEW_ON,
    SCHOOL,
    SIP,
    actor,
    in_two_weeks,
    key,
    some_reason,
    some_words,
)

# A concern


def raise_concern(
    by: Actor | None = None, *, talked: bool = True, now: datetime = NOW, school: School = SCHOOL
) -> Case:
    said = some_words(None, "raised")
    why_not = "" if talked else "The headteacher is away until the new term."
    command = RaiseConcern(school.urn, said, in_two_weeks(now), now.date() if talked else None, why_not)
    return raised(command, school, by or actor(SIP), ADVISOR, now, "case-1")


def talk(case: Case, by: Actor | None = None, *, now: datetime = NOW, school: School = SCHOOL) -> Case:
    who = by or actor(SIP)
    command = RecordTalk(*key(case, who), now.date(), some_words(case, "talked"), in_two_weeks(now))
    return talk_recorded(case, command, school, who, now)


def say_could_not_talk(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(SIP)
    return could_not_talk(case, SayCouldNotTalk(*key(case, who), some_reason(case)), who, now)


def waive_talk(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(ADVISOR)
    return talk_waived(case, WaiveTalk(*key(case, who), some_reason(case)), who, now)


def ask_to_talk(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(ADVISOR)
    return talk_asked_for(case, AskToTalk(*key(case, who), some_reason(case)), who, now)


def take_to_advisor(case: Case, by: Actor | None = None, *, now: datetime = NOW, to: Person = ADVISOR) -> Case:
    who = by or actor(SIP)
    command = TakeToTrustAdvisor(*key(case, who), some_words(case, "significant"), some_reason(case), in_two_weeks(now))
    return taken_to_trust_advisor(case, command, who, to, now)


def take_to_dso(
    case: Case, by: Actor | None = None, *, tell: bool | None = True, now: datetime = NOW, school: School = SCHOOL
) -> Case:
    who = by or actor(ADVISOR)
    why_not = "" if tell else "It would hurt more than it helps now."
    command = TakeToDso(*key(case, who), some_words(case, "support"), in_two_weeks(now), tell, why_not)
    return taken_to_dso(case, command, school, who, now)


def reach_dso(case: Case, *, now: datetime = NOW, school: School = SCHOOL) -> Case:
    return dso_reached(case, school, now)


def take_to_director(
    case: Case,
    by: Actor | None = None,
    *,
    tell: bool | None = True,
    now: datetime = NOW,
    school: School = SCHOOL,
    to: Person = DIRECTOR,
) -> Case:
    who = by or actor(ADVISOR)
    why_not = "" if tell else "It would hurt more than it helps now."
    command = TakeToDirector(*key(case, who), some_words(case, "director"), in_two_weeks(now), tell, why_not)
    return taken_to_director(case, command, school, who, to, now)


def arrange_support(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(ADVISOR)
    until = (now + timedelta(days=120)).date()
    command = ArrangeSupport(*key(case, who), "Six coaching days.", "The English hub", until, in_two_weeks(now))
    return support_arranged(case, command, who, now)


def set_meeting(
    case: Case,
    by: Actor | None = None,
    *,
    invited: tuple[str, ...] = (),
    now: datetime = NOW,
    half_day: HalfDay = MEETING,
    school: School = SCHOOL,
) -> Case:
    who = by or actor(DSO)
    command = SetMeeting(*key(case, who), half_day, invited, "To bring all who support the school together.")
    return meeting_set(case, command, school, who, now)


def call_off_meeting(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(DSO)
    return meeting_called_off(case, CallOffMeeting(*key(case, who), some_reason(case)), who, now)


def place_on_agenda(
    case: Case, by: Actor | None = None, *, attending: tuple[Person, ...] = (OTHER_SIP, OTHER_DSO), now: datetime = NOW
) -> Case:
    who = by or actor(ADVISOR)
    command = PutOnAgenda(*key(case, who), "team-meeting-1", f"Agenda of part {len(case.parts)}.")
    return put_on_agenda(case, command, [one.id for one in attending], who, now)


def hand_over(
    case: Case, by: Actor | None = None, *, seat: Seat = Seat.SIP, to: Person = OTHER_SIP, now: datetime = NOW
) -> Case:
    who = by or actor(ADVISOR)
    return handed_over(case, HandOver(*key(case, who), seat, to.id, some_reason(case)), to, SCHOOL, who, now)


# A complaint


def prepare_talk(by: Actor | None = None, *, now: datetime = NOW, school: School = SCHOOL) -> Case:
    command = PrepareTalk(school.urn, some_words(None, "prepared"), in_two_weeks(now))
    return prepared(command, school, by or actor(HEAD), now, "case-1")


def talk_to_sip(case: Case, by: Actor | None = None, *, now: datetime = NOW) -> Case:
    who = by or actor(HEAD)
    command = RecordTalkWithSip(*key(case, who), now.date(), some_words(case, "talked"), in_two_weeks(now))
    return talked_to_sip(case, command, who, now)


def complain(
    about: About = About.SIP, by: Actor | None = None, *, now: datetime = NOW, school: School = SCHOOL
) -> Case:
    command = Complain(school.urn, about, some_words(None, "complained"), "It is about how we talk.", in_two_weeks(now))
    return complained(command, school, by or actor(HEAD), ADVISOR, CHAIR, now, "case-1")


def take_on_to_advisor(case: Case, by: Actor | None = None, *, now: datetime = NOW, to: Person = ADVISOR) -> Case:
    who = by or actor(HEAD)
    command = TakeOnToTrustAdvisor(*key(case, who), some_words(case, "on"), some_reason(case), in_two_weeks(now))
    return taken_on_to_trust_advisor(case, command, who, to, now)


def take_on_to_chair(case: Case, by: Actor | None = None, *, now: datetime = NOW, to: Person = CHAIR) -> Case:
    who = by or actor(HEAD)
    command = TakeOnToChair(*key(case, who), some_words(case, "on"), some_reason(case), in_two_weeks(now))
    return taken_on_to_chair(case, command, who, to, now)


# Either


def acknowledge(
    case: Case,
    by: Actor,
    stage: Stage,
    *,
    tell: bool | None = True,
    review_on: date | None = REVIEW_ON,
    now: datetime = NOW,
    school: School = SCHOOL,
) -> Case:
    why_not = "" if tell else "It would hurt more than it helps now."
    command = Acknowledge(*key(case, by), stage, review_on, tell, why_not)
    return acknowledged(case, command, school, by, now)


def conclude(case: Case, by: Actor, stage: Stage, *, review_on: date | None = REVIEW_ON, now: datetime = NOW) -> Case:
    command = RecordOutcome(*key(case, by), stage, some_words(case, "outcome"), review_on)
    return concluded(case, command, by, now)


def add(case: Case, by: Actor, *, place: int | None = None, now: datetime = NOW) -> Case:
    """To the newest part that they may add to, unless told otherwise."""
    ids = ids_in(case, by)
    own = parts_for(case, ids)
    fit = [number for number, part in enumerate(own, 1) if may_add_to(case, part, ids)]
    to = place if place is not None else max(fit, default=1)
    return added(case, AddToCase(*key(case, by), to, some_words(case, "added")), by, now)


def set_review(case: Case, by: Actor, *, review_on: date | None = REVIEW_ON, now: datetime = NOW) -> Case:
    return review_set(case, SetReview(*key(case, by), review_on, some_reason(case)), by, now)


def close(case: Case, by: Actor, *, now: datetime = NOW) -> Case:
    return closed(case, CloseCase(*key(case, by), some_reason(case)), by, now)
