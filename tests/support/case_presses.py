"""All that anybody can press in a case, ways in, and what usually follows: for sequences of commands."""

from collections.abc import Callable
from functools import partial

from hypothesis import strategies as st

from handbook.cases.case import Case, Seat, Stage
from handbook.cases.complaint_steps import About
from handbook.core.people import Role
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    CHAIR_OF_GOVERNORS,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DIRECTOR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
    actor,
    another,
    deputy,
)

S = Stage
THIRD_SIP = another(Role.SIP, "Saul Ingram", 9)
HOLDERS = (SIP, HEAD, ADVISOR, DSO, DIRECTOR, CHAIR)
OTHERS = (OTHER_SIP, OTHER_HEAD, OTHER_ADVISOR, OTHER_DSO, OTHER_DIRECTOR, OTHER_CHAIR)
PEOPLE = (*HOLDERS, *OTHERS, THIRD_SIP, BOARD_MEMBER, LA_OFFICER, CHAIR_OF_GOVERNORS)
STAND_INS = (
    *map(deputy, (*HOLDERS, *OTHERS)),
    *(actor(one, ADVISOR, OTHER_ADVISOR) for one in (SIP, DSO, DIRECTOR, OTHER_SIP, OTHER_DSO)),
    *(actor(one, DIRECTOR) for one in (DSO, OTHER_DSO)),
    actor(BOARD_MEMBER, CHAIR, ADVISOR),
    actor(ADVISOR, SIP, DSO, DIRECTOR, CHAIR),
)
"""Whoever may stand in for somebody; also who has a seat of their own, for several, or should never have been named."""
ANYBODY = st.sampled_from((*map(actor, PEOPLE), *STAND_INS))

SEATED = st.sampled_from(tuple(map(actor, HOLDERS)))

Press = Callable[..., Case]
TELLING: dict[str, Press] = {
    f"{name}{' and tell' if tell else ''}": partial(press, tell=tell)
    for tell in (True, False)
    for name, press in {
        "take to the dso": c.take_to_dso,
        "take to the director": c.take_to_director,
        "acknowledge step 2": partial(c.acknowledge, stage=S.WITH_TRUST_ADVISOR),
    }.items()
}
PRESSES: dict[str, Press] = {
    "talk": c.talk,
    "say could not": c.say_could_not_talk,
    "waive": c.waive_talk,
    "ask": c.ask_to_talk,
    "take to the advisor": c.take_to_advisor,
    **TELLING,
    "arrange": c.arrange_support,
    "meet": partial(c.set_meeting, invited=(SIP.id, LA_OFFICER.id)),
    "meet with the headteacher": partial(c.set_meeting, invited=(HEAD.id,)),
    "meet with the director": partial(c.set_meeting, invited=(DIRECTOR.id,)),
    "call off": c.call_off_meeting,
    "put on an agenda": partial(c.place_on_agenda, attending=(SIP, OTHER_SIP, THIRD_SIP, DSO)),
    "hand over to a sip": c.hand_over,
    "hand over to a dso": partial(c.hand_over, seat=Seat.DSO, to=OTHER_DSO),
    "hand over to a headteacher": partial(c.hand_over, seat=Seat.HEADTEACHER, to=OTHER_HEAD),
    **{f"acknowledge {stage}": partial(c.acknowledge, stage=stage, tell=True) for stage in S},
    **{f"conclude {stage}": partial(c.conclude, stage=stage) for stage in S},
    **{f"add to {place}": partial(c.add, place=place) for place in (1, 2, 4)},
    "add": c.add,
    "review": c.set_review,
    "close": c.close,
    "talk to the sip": c.talk_to_sip,
    "take on to the advisor": c.take_on_to_advisor,
    "take on to the chair": c.take_on_to_chair,
}
BEGINNINGS: dict[str, Callable[[], Case]] = {
    **{f"concern {stage}": partial(b.a_concern, stage) for stage in b.OF_CONCERNS},
    "concern without a talk": partial(b.a_concern, S.WITH_TRUST_ADVISOR, talked=False, tell=False),
    "untold concern": partial(b.a_concern, S.WITH_DSO, tell=False),
    **{f"complaint {stage}": partial(b.a_complaint, stage) for stage in b.OF_COMPLAINTS},
    **{f"complaint about {about}": partial(c.complain, about) for about in About},
}
NEXT: dict[Stage, tuple[tuple[str, Seat], ...]] = {
    S.NOT_TALKED: (("ask", Seat.TRUST_ADVISOR), ("waive", Seat.TRUST_ADVISOR)),
    S.TO_TALK: (("say could not", Seat.SIP), ("talk", Seat.SIP)),
    S.TALK_WAIVED: (("take to the advisor", Seat.SIP),),
    S.TALKED: (("acknowledge talked", Seat.HEADTEACHER), ("take to the advisor", Seat.SIP)),
    S.WITH_TRUST_ADVISOR: (
        ("acknowledge step 2", Seat.TRUST_ADVISOR),
        ("take to the dso", Seat.TRUST_ADVISOR),
        ("take to the dso and tell", Seat.TRUST_ADVISOR),
        ("put on an agenda", Seat.TRUST_ADVISOR),
        ("conclude with_trust_advisor", Seat.TRUST_ADVISOR),
        ("take on to the chair", Seat.HEADTEACHER),
    ),
    S.WITHOUT_DSO: (("arrange", Seat.TRUST_ADVISOR),),
    S.WITH_DSO: (
        ("acknowledge with_dso", Seat.DSO),
        ("meet with the headteacher", Seat.DSO),
        ("take to the director", Seat.TRUST_ADVISOR),
        ("take to the director and tell", Seat.TRUST_ADVISOR),
    ),
    S.WITH_DIRECTOR: (("conclude with_director", Seat.DIRECTOR), ("meet", Seat.DSO), ("call off", Seat.DSO)),
    S.PREPARING: (("talk to the sip", Seat.HEADTEACHER),),
    S.TALKED_TO_SIP: (("take on to the advisor", Seat.HEADTEACHER),),
    S.WITH_CHAIR: (("acknowledge with_chair", Seat.CHAIR), ("conclude with_chair", Seat.CHAIR)),
}
"""What usually follows, so that sequences come far."""
