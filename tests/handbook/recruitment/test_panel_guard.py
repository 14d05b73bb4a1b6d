"""R4, whatever happens: an interview that is fixed has at least one member of the Trust Board and one DSO, who are two
people, are on the list and have not declined."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.recruitment import interview as i
from handbook.recruitment import writing as w
from handbook.recruitment.application import Application
from handbook.recruitment.moves import ApplicationStatus, Route
from tests.support import recruitment as r
from tests.support.examples import examples

S = ApplicationStatus
BOTH_OFFICES = replace(r.SECOND, also=(Role.DSO,))
PEOPLE = (r.MEMBER, r.CHAIR, BOTH_OFFICES, r.DSO, r.OTHER_DSO, r.ADVISOR, r.HEAD)
ACTS = st.one_of(
    st.tuples(st.just("fix"), st.lists(st.sampled_from(PEOPLE), max_size=4)),
    st.tuples(st.just("decline"), st.lists(st.sampled_from(PEOPLE), max_size=2)),
    st.tuples(st.just("leave"), st.lists(st.sampled_from(PEOPLE), max_size=2)),
    st.tuples(st.just("lose office"), st.lists(st.sampled_from(PEOPLE), max_size=1)),
    st.tuples(st.sampled_from(("look", "call off", "delete", "move", "withdraw")), st.just([])),
)
ELSEWHEN = replace(r.WHEN, on=r.WHEN.on.replace(day=19))


def done(one: Application, act: str, who: Sequence[Person], known: dict[str, Person]) -> Application:
    """What that comes to; `known` is the list of people, which is changed."""
    asked = [known[each.id] for each in who if each.id in known]
    panel = one.interview.panel if one.interview else ()
    left = [known[each] for each in panel if each in known]
    if act == "fix":
        command = i.FixInterview(one.id, one.version, r.WHEN, "", tuple(each.id for each in who))
        return i.fixed(one, command, r.ADVISOR, asked, r.NOBODY, r.NOW)
    if act in ("leave", "lose office"):
        for each in who:
            known.pop(each.id, None)
            if act == "lose office":
                known[each.id] = replace(each, role=Role.SIP, also=())
        left = [known[each] for each in panel if each in known]
        return i.looked_at(one, i.LookAtInterview(one.id, one.times), left, r.NOW)
    if act == "look":
        return i.looked_at(one, i.LookAtInterview(one.id, one.times), left, r.NOW)
    if act == "call off":
        return i.called_off(one, i.CallOffInterview(one.id, one.version, ""), r.ADVISOR, r.NOW)
    if act == "withdraw":
        return w.withdrawn(one, w.WithdrawApplication(one.id, ""), r.HEAD, r.NOW)
    stands = {"delete": None, "move": ELSEWHEN}.get(act, one.interview.when if one.interview else None)
    away = tuple(each.email for each in who)
    return i.noted(one, i.NoteInterviewEntry(one.id, one.times, stands, away), left, r.HEAD.email, r.NOW)


@examples(100)
@given(st.sampled_from(list(Route)), st.lists(ACTS, max_size=12))
def test_no_interview_stands_without_a_board_member_and_a_dso(
    route: Route, acts: list[tuple[str, list[Person]]]
) -> None:
    """It begins with one that is fixed, of the smallest panel that may be."""
    one = replace(r.an_application(S.INVITED, route), applicant_id=r.HEAD.id)
    known, declined = {each.id: each for each in PEOPLE}, set[str]()
    for act, who in acts:
        if act == "decline" and one.status is S.INVITED:
            declined |= {each.id for each in who}
        with suppress(Refused):
            one = done(one, act, who, known)
            declined = set[str]() if act == "fix" else declined
        if one.status is S.INVITED:
            assert one.interview is not None
            present = [known[each] for each in one.interview.panel if each in known and each not in declined]
            board = {each.id for each in present if each.is_a(Role.BOARD_MEMBER, Role.CHAIR_OF_TRUST_BOARD)}
            dsos = {each.id for each in present if each.is_a(Role.DSO)}
            assert board
            assert dsos
            assert len(board | dsos) > 1
            assert r.HEAD.id not in one.interview.panel
