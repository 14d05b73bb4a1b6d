"""E5, X4: who acts in a case, in whose name, and that one person does not take two steps of a ladder."""

from collections.abc import Callable

import pytest

from handbook.cases.case import NO_SUCH_CASE, Case, Seat, Signature, Stage
from handbook.cases.signing import SERVICE, Actor, given_to, ids_in, seats_in, signature, signed
from handbook.core.people import Person
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
    actor,
    deputy,
)

S = Stage


@pytest.mark.parametrize(
    ("somebody", "words"),
    [
        (actor(ADVISOR), ADVISOR.name),
        (deputy(ADVISOR), f"Deputy of {ADVISOR.name} for {ADVISOR.name}"),
        (actor(BOARD_MEMBER, CHAIR, ADVISOR), f"{BOARD_MEMBER.name} for {ADVISOR.name}"),
        (actor(ADVISOR, ADVISOR), ADVISOR.name),
        (actor(ADVISOR, CHAIR), ADVISOR.name),
    ],
)
def test_both_names_stand_in_the_record(somebody: Actor, words: str) -> None:
    assert c.waive_talk(b.a_concern(S.NOT_TALKED), somebody).parts[-1].by.words == words
    assert signature(ADVISOR.id, somebody).words == words


def test_a_part_is_read_by_its_author_by_a_deputy_under_their_cover_and_never_by_the_service() -> None:
    assert given_to(signature(ADVISOR.id, actor(ADVISOR)), SIP.id, ADVISOR.id) == (ADVISOR.id, SIP.id)
    assert given_to(signature(ADVISOR.id, deputy(ADVISOR)), SIP.id, ADVISOR.id) == (SIP.id, ADVISOR.id)
    assert given_to(SERVICE, SIP.id) == (SIP.id,)


@pytest.mark.parametrize(
    ("somebody", "seats"),
    [
        (actor(SIP), {Seat.SIP}),
        (actor(SIP, ADVISOR), {Seat.SIP}),
        (actor(OTHER_SIP), set()),
        (actor(OTHER_SIP, ADVISOR), {Seat.TRUST_ADVISOR}),
        (actor(BOARD_MEMBER, ADVISOR, DIRECTOR), {Seat.TRUST_ADVISOR, Seat.DIRECTOR}),
    ],
)
def test_whoever_has_a_seat_acts_for_no_other(somebody: Actor, seats: set[Seat]) -> None:
    assert seats_in(b.a_concern(S.WITH_DIRECTOR), somebody) == seats


@pytest.mark.parametrize("covered", [(), (HEAD, ADVISOR)])
def test_whom_a_complaint_is_about_acts_for_nobody_in_it(covered: tuple[Person, ...]) -> None:
    """X4: nor do they read anything, before there was a talk."""
    for stage in (S.PREPARING, S.WITH_TRUST_ADVISOR):
        case = b.a_complaint(stage, talked=False) if stage is not S.PREPARING else b.a_complaint(stage)
        assert ids_in(case, Actor(SIP, covered)) == {SIP.id}
        with pytest.raises(Refused, match=NO_SUCH_CASE):
            signed(case, Actor(SIP, covered), Seat.HEADTEACHER, Seat.TRUST_ADVISOR)


def test_who_can_do_it_is_said_in_the_words_of_the_handbook() -> None:
    case = b.a_concern(S.WITH_DIRECTOR)
    with pytest.raises(Refused, match="Only the Trust Advisor or the Diocesan Schools Officer can do that") as caught:
        signed(case, actor(HEAD), Seat.TRUST_ADVISOR, Seat.DSO)
    assert (caught.value.code, caught.value.rule) == ("not_yours", "E5")
    with pytest.raises(Refused, match="Only the service itself can do that"):
        signed(case, actor(ADVISOR))
    assert signed(case, actor(DSO), Seat.TRUST_ADVISOR, Seat.DSO) == Signature(DSO.id, DSO.name)


TO_ONESELF: dict[str, Callable[[], Case]] = {
    "the headteacher talks with themselves": lambda: c.raise_concern(actor(HEAD, SIP)),
    "so they do later": lambda: c.talk(b.a_concern(S.TO_TALK), actor(HEAD, SIP)),
    "the advisor takes it to themselves": lambda: c.take_to_advisor(b.a_concern(), actor(ADVISOR, SIP)),
    "so does the dso": lambda: c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), actor(DSO, ADVISOR)),
    "so does the director": lambda: c.take_to_director(b.a_concern(S.WITH_DSO), actor(DIRECTOR, ADVISOR)),
}


@pytest.mark.parametrize("way", TO_ONESELF)
def test_a_deputy_takes_no_step_to_themselves(way: str) -> None:
    with pytest.raises(Refused, match="This step passes it to you") as caught:
        TO_ONESELF[way]()
    assert caught.value.code == "not_yours"


def test_nobody_takes_a_complaint_on_for_its_headteacher() -> None:
    for take, case, somebody in (
        (c.take_on_to_advisor, b.a_complaint(S.TALKED_TO_SIP), ADVISOR),
        (c.take_on_to_chair, b.answer(b.a_complaint(S.WITH_TRUST_ADVISOR), S.WITH_TRUST_ADVISOR, ADVISOR), CHAIR),
    ):
        with pytest.raises(Refused, match=NO_SUCH_CASE):
            take(case, actor(somebody, HEAD))


@pytest.mark.parametrize("talked", [True, False])
def test_a_concern_is_raised_by_the_school_s_sip_or_who_stands_in_for_them(talked: bool) -> None:
    """E1."""
    assert c.raise_concern(actor(SIP), talked=talked).parts[0].by.words == SIP.name
    stand_in = c.raise_concern(deputy(SIP), talked=talked)
    assert stand_in.parts[0].by.words == f"Deputy of {SIP.name} for {SIP.name}"
    assert stand_in.seats[Seat.SIP] == SIP.id
    for somebody in (actor(OTHER_SIP), actor(HEAD), actor(ADVISOR), deputy(ADVISOR)):
        with pytest.raises(Refused, match="Only the School Improvement Partner of St Hilda’s"):
            c.raise_concern(somebody, talked=talked)


@pytest.mark.parametrize("talked", [True, False])
def test_the_trust_advisor_raises_none_in_a_sip_s_name(talked: bool) -> None:
    """E2: it would begin where it is taken to."""
    with pytest.raises(Refused, match="cannot begin with them"):
        c.raise_concern(actor(ADVISOR, SIP), talked=talked)


def test_a_talk_is_given_to_the_sip_with_whom_it_was_prepared() -> None:
    """X4: whoever is the school's SIP since has nothing to do with it."""
    for sip in (SIP, OTHER_SIP):
        case = c.talk_to_sip(c.prepare_talk(school=a_school(sip_id=sip.id)))
        assert (case.subject_id, case.seats[Seat.SIP]) == (sip.id, sip.id)
        assert case.parts[-1].readers == (HEAD.id, sip.id)


@pytest.mark.parametrize(
    ("seat", "to", "why"),
    [
        (Seat.DSO, OTHER_HEAD, "somebody who can take it"),
        (Seat.TRUST_ADVISOR, OTHER_SIP, "somebody who can take it"),
        (Seat.DIRECTOR, OTHER_SIP, "somebody who can take it"),
        (Seat.SIP, SIP, "has a place in this already"),
    ],
)
def test_a_seat_is_handed_to_somebody_who_can_take_it(seat: Seat, to: Person, why: str) -> None:
    with pytest.raises(Refused, match=why):
        c.hand_over(b.a_concern(S.WITH_DSO), seat=seat, to=to)


def test_a_seat_that_nobody_has_is_not_handed_over() -> None:
    untold = b.a_concern(S.WITH_TRUST_ADVISOR, talked=False, tell=False)
    with pytest.raises(Refused, match="choose whose place it is"):
        c.hand_over(untold, seat=Seat.HEADTEACHER, to=OTHER_HEAD)
