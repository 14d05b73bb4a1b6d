"""O1: who else supports a school, and the SIP's part in it: named by the two, agreed by the other."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.allocation.other_support import (
    BODIES_AT_MOST,
    AgreeRole,
    EndSupport,
    NameSupport,
    OtherSupport,
    SayRole,
    SupportKind,
    agreed,
    ended,
    may_agree,
    may_see,
    named,
    other_of,
    role_said,
    takes_part,
)
from handbook.core.done_by import DoneBy
from handbook.core.refusal import Refused
from tests.support.sip_choices import ADVISOR, HEAD, NEW_SIP, OTHER_HEAD, SCHOOL, SIP, TODAY

NOTHING = OtherSupport(SCHOOL.urn)
NAMED = NameSupport(SCHOOL.urn, 0, " English  Hub ", SupportKind.HUB, "literacy lead", date(2026, 9, 1))
WITH_HUB = named(NOTHING, SCHOOL, NAMED, HEAD, TODAY)
BY_HEAD, BY_SIP = DoneBy(HEAD.id), DoneBy(SIP.id)
WITH_ROLE = role_said(WITH_HUB, SCHOOL, SayRole(SCHOOL.urn, 0, " Joins the hub’s visits. "), HEAD, BY_HEAD)


def test_either_names_a_body_and_says_when_it_is_over() -> None:
    (hub,) = WITH_HUB.present
    assert (hub.name, hub.kind, hub.number) == ("English Hub", SupportKind.HUB, 1)
    over = ended(WITH_HUB, SCHOOL, EndSupport(SCHOOL.urn, 1, TODAY), SIP, TODAY)
    assert (over.present, over.bodies[0].ended_on) == ((), TODAY)
    again = named(over, SCHOOL, NAMED, SIP, TODAY)
    both = named(again, SCHOOL, replace(NAMED, name="The authority", since=None), SIP, TODAY)
    assert [one.number for one in both.present] == [2, 3]
    assert len(ended(both, SCHOOL, EndSupport(SCHOOL.urn, 3, TODAY), HEAD, TODAY).present) == 1


@pytest.mark.parametrize(
    ("changes", "person", "says"),
    [
        ({}, ADVISOR, "Only the school’s headteacher and its SIP"),
        ({"revision": 1}, HEAD, "has changed meanwhile"),
        ({"name": " "}, HEAD, "write the name"),
        ({"contact": "x" * 121}, HEAD, "shorten this to 120"),
        ({"since": date(2026, 11, 24)}, HEAD, "has not come yet"),
        ({"name": "english hub"}, HEAD, "is on the list already"),
    ],
)
def test_what_cannot_be_named(changes: dict[str, object], person: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        named(WITH_HUB, SCHOOL, replace(NAMED, **changes), person, TODAY)  # type: ignore[arg-type]


def test_a_list_that_is_full_and_what_is_over() -> None:
    full = NOTHING
    for number in range(BODIES_AT_MOST):
        full = named(full, SCHOOL, replace(NAMED, name=f"Body {number}"), HEAD, TODAY)
    with pytest.raises(Refused, match="end one first"):
        named(full, SCHOOL, NAMED, HEAD, TODAY)
    for number, day, says in (
        (9, TODAY, "over already"),
        (1, date(2026, 11, 24), "since it began"),
        (1, date(2026, 8, 31), "since it began"),
    ):
        with pytest.raises(Refused, match=says):
            ended(WITH_HUB, SCHOOL, EndSupport(SCHOOL.urn, number, day), HEAD, TODAY)


def test_one_writes_the_sips_part_and_the_other_agrees() -> None:
    assert (WITH_ROLE.role, WITH_ROLE.agreed_by) == ("Joins the hub’s visits.", None)
    assert [may_agree(WITH_ROLE, SCHOOL, one) for one in (HEAD, SIP, ADVISOR)] == [False, True, False]
    both = agreed(WITH_ROLE, SCHOOL, AgreeRole(SCHOOL.urn, 0), SIP, BY_SIP)
    assert both.agreed_by == BY_SIP
    anew = role_said(both, SCHOOL, SayRole(SCHOOL.urn, 0, "Nothing."), SIP, BY_SIP)
    assert anew.agreed_by is None
    by_successor = replace(WITH_ROLE, role_by=DoneBy(OTHER_HEAD.id))
    assert may_agree(by_successor, SCHOOL, HEAD)
    for support, revision, person, says in (
        (WITH_ROLE, 1, SIP, "has changed meanwhile"),
        (WITH_ROLE, 0, HEAD, "the other of you agrees"),
        (both, 0, SIP, "nothing to agree"),
        (NOTHING, 0, SIP, "nothing to agree"),
        (WITH_ROLE, 0, NEW_SIP, "Only the school’s headteacher"),
    ):
        with pytest.raises(Refused, match=says):
            agreed(support, SCHOOL, AgreeRole(SCHOOL.urn, revision), person, BY_SIP)
    for words, says in ((" ", "what the SIP does"), ("x" * 1001, "shorten")):
        with pytest.raises(Refused, match=says):
            role_said(NOTHING, SCHOOL, SayRole(SCHOOL.urn, 0, words), HEAD, BY_HEAD)


def test_who_sees_it_and_who_is_told() -> None:
    assert [may_see(SCHOOL, one) for one in (HEAD, SIP, ADVISOR, NEW_SIP)] == [True, True, True, False]
    assert [takes_part(SCHOOL, one) for one in (HEAD, SIP, ADVISOR)] == [True, True, False]
    assert (other_of(SCHOOL, HEAD), other_of(SCHOOL, SIP)) == (SIP.id, HEAD.id)
    assert len({one.words for one in SupportKind}) == len(SupportKind)
