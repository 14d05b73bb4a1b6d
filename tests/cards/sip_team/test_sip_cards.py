"""Records of SIPs on cards: who reads one, and what no card of ours sends is refused."""

from dataclasses import replace
from datetime import date

import pytest

from cards import actions
from cards.kit.lines import closed_card
from cards.sip_team.actions import ShowSips, SipForm
from cards.sip_team.forms import form_card
from cards.sip_team.record import capacity_words, checks_words, sip_card
from cards.sip_team.team import sips_card
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.sip_team.changes import ChangeCapacity, ChangeChecks
from handbook.sip_team.chase import ChecksState
from handbook.sip_team.record import Capacity
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, parts, words
from tests.support.sip_team import ADVISOR, CHECKS, MEMBER, OTHER_SIP, SIP, a_row, seen_by

CHECK_WORDS = ("1 July 2026", "Trust office", "enhanced with barred lists")


def test_who_keeps_the_list_reads_all_of_it_and_so_does_the_sip() -> None:
    for viewer in (ADVISOR, SIP):
        said = words(sip_card(seen_by(viewer)))
        assert all(one in said for one in (*CHECK_WORDS, "L18", "performance management", "outdoor learning"))
    assert "All SIPs" in buttons(sip_card(seen_by(ADVISOR)))
    assert "All SIPs" not in buttons(sip_card(seen_by(SIP)))


def test_nobody_else_reads_anything() -> None:
    for viewer in (OTHER_SIP, *(a.a_person(role) for role in Role if role not in (Role.SIP, Role.TRUST_ADVISOR))):
        assert sip_card(seen_by(viewer)) == closed_card()
        for form in SipForm:
            assert form_card(form, MEMBER, viewer, keeps=False) == closed_card()


def test_the_list_is_looked_in_above_it() -> None:
    found = list(parts(sips_card([a_row(1)], 1, ShowSips())))
    at = {part.get("title", part.get("id")): place for place, part in enumerate(found)}
    assert at["find"] < at["Show"] < at[a_row(1).member.person.name]


def test_how_checks_and_capacity_are_said() -> None:
    for state, left, said in (
        (ChecksState.RUNNING_OUT, 1, "are current until 31 August 2027: 1 school day left"),
        (ChecksState.RUNNING_OUT, 0, "are current until 31 August 2027: no school day is left after today"),
        (ChecksState.RUN_OUT, -1, "ran out after 31 August 2027, so no visit can be booked"),
        (ChecksState.MISSING, None, "are not complete, so no visit can be booked"),
    ):
        assert checks_words(CHECKS, state, left) == said
    assert capacity_words(Capacity(1, 1, 1)) == "1 half-day a year, 1 half-day a week, 1 school"
    assert capacity_words(Capacity()) == "not said"
    bare = seen_by(ADVISOR, member=replace(MEMBER, checks=replace(CHECKS, dbs_level=None, checked_by="")))
    assert "not said" in words(sip_card(bare))


def test_what_was_typed_stands_in_the_form_and_no_number_of_a_certificate() -> None:
    typed = ChangeCapacity(SIP.id, 0, "many", "2", "", "4 Mill Lane")
    form = form_card(SipForm.CAPACITY, MEMBER, SIP, keeps=False, typed=typed, no="Please give a number.")
    values = {name: str(one.get("value", "")) for name, one in inputs(form).items()}
    assert values == {"year": "many", "week": "2", "schools": "", "area": "4 Mill Lane"}
    wrong = ChangeChecks(SIP.id, "none", date(2026, 9, 1), None, None, None, "001234567890")
    form = form_card(SipForm.CHECKS, MEMBER, ADVISOR, keeps=True, typed=wrong, no="Its number is never kept here.")
    values = {name: str(one.get("value", "")) for name, one in inputs(form).items()}
    assert (values["recruitment_on"], values["dbs_on"], values["checked_by"]) == ("2026-09-01", "", "")


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("sip.form", {"sip": SIP.id, "form": "salary"}),
        ("sip.list", {"show": "everything"}),
        ("sip.checks", {"sip": SIP.id, "mark": "none", "level": "total"}),
        ("sip.kind", {"sip": SIP.id, "revision": 0, "kind": "king"}),
        ("sip.experience", {"sip": SIP.id, "revision": 0, "phases": "primary,university"}),
        ("sip.training", {"sip": SIP.id, "revision": -1}),
    ],
)
def test_what_no_card_sends_is_refused(verb: str, data: dict[str, str | int]) -> None:
    with pytest.raises(Refused) as no:
        actions.read(verb, data)
    assert no.value.code == "forged"
