"""Stories of concerns and complaints, each played to its end by the handbook's own functions."""

from handbook.cases.case import Case, Seat, Stage
from handbook.cases.complaint_steps import About
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    LATE,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
    actor,
)

S = Stage


def step_1_answered() -> Case:
    case = c.acknowledge(b.a_concern(S.TALKED), actor(HEAD), S.TALKED)
    return c.close(c.conclude(case, actor(SIP), S.TALKED), actor(SIP))


def all_the_way(tell: bool) -> Case:
    case = c.acknowledge(b.a_concern(S.WITH_DSO, tell=tell), actor(DSO), S.WITH_DSO)
    case = c.conclude(case, actor(DSO), S.WITH_DSO)
    case = c.take_to_director(c.arrange_support(case), tell=tell)
    case = c.acknowledge(case, actor(DIRECTOR), S.WITH_DIRECTOR)
    case = c.conclude(case, actor(DIRECTOR), S.WITH_DIRECTOR)
    return c.close(c.set_review(case, actor(ADVISOR)), actor(ADVISOR))


def waived() -> Case:
    """No talk: the headteacher is told by and by."""
    return c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR, talked=False, tell=False), tell=True)


def asked_to_talk() -> Case:
    """Asked to talk, not possible, waived, and possible after all."""
    return c.talk(c.waive_talk(c.say_could_not_talk(b.a_concern(S.TO_TALK))))


def waiting(tell: bool) -> Case:
    return c.reach_dso(b.a_concern(S.WITHOUT_DSO, tell=tell))


def reached_under_another_advisor() -> Case:
    case = b.a_concern(S.WITHOUT_DSO, tell=True)
    return c.reach_dso(b.followed_by(case, {Seat.TRUST_ADVISOR: OTHER_ADVISOR}))


def met() -> Case:
    case = c.set_meeting(b.a_concern(S.WITH_DSO), invited=(SIP.id, HEAD.id, LA_OFFICER.id))
    case = c.hand_over(case, seat=Seat.DSO, to=OTHER_DSO)
    return c.close(c.call_off_meeting(case, actor(OTHER_DSO)), actor(ADVISOR))


def discussed() -> Case:
    case = c.place_on_agenda(b.a_concern(S.WITH_DIRECTOR, tell=False), attending=(SIP, OTHER_SIP, OTHER_DSO))
    return c.close(c.add(case, actor(OTHER_SIP)), actor(ADVISOR))


def added_to() -> Case:
    """The headteacher corrects the talk before and after it went on; so do others what was written for them."""
    case = c.take_to_advisor(c.add(b.a_concern(S.TALKED), actor(HEAD)))
    case = c.add(c.add(case, actor(HEAD), place=1), actor(SIP), place=2)
    return c.add(c.add(case, actor(ADVISOR)), actor(SIP))


def handed_over() -> Case:
    case = c.hand_over(c.add(b.a_concern(S.WITH_DSO), actor(HEAD), place=1))
    return c.conclude(c.add(case, actor(HEAD), place=1), actor(OTHER_SIP), S.TALKED)


def new_headteacher() -> Case:
    case = c.take_to_director(b.a_concern(S.WITH_DSO), tell=False)
    return c.hand_over(case, seat=Seat.HEADTEACHER, to=OTHER_HEAD)


def prepared() -> Case:
    return c.add(b.a_complaint(S.PREPARING), actor(HEAD))


def talked_with_the_sip() -> Case:
    case = c.acknowledge(c.talk_to_sip(prepared()), actor(SIP), S.TALKED_TO_SIP)
    return c.close(c.conclude(case, actor(HEAD), S.TALKED_TO_SIP), actor(HEAD))


def to_the_chair() -> Case:
    case = c.add(b.answer(b.a_complaint(S.WITH_TRUST_ADVISOR), S.WITH_TRUST_ADVISOR, ADVISOR), actor(SIP))
    case = c.add(c.add(c.take_on_to_chair(case), actor(HEAD), place=2), actor(HEAD), place=1)
    return c.close(b.answer(case, S.WITH_CHAIR, CHAIR), actor(CHAIR))


def about_the_advisor() -> Case:
    case = b.answer(b.a_complaint(S.WITH_CHAIR, About.TRUST_ADVISOR), S.WITH_CHAIR, CHAIR)
    return c.add(c.set_review(case, actor(CHAIR)), actor(HEAD))


def not_answered_in_time() -> Case:
    """The Trust Advisor answers after all, to whom they owe it."""
    case = c.take_on_to_chair(b.a_complaint(S.WITH_TRUST_ADVISOR, About.SERVICE), now=LATE)
    return c.conclude(c.close(case, actor(HEAD)), actor(ADVISOR), S.WITH_TRUST_ADVISOR)


def another_chair() -> Case:
    return b.followed_by(b.a_complaint(S.WITH_CHAIR), {Seat.CHAIR: OTHER_CHAIR})
