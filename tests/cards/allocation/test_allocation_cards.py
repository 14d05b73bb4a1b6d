"""A1 to A3, O1: what the buttons of an allocation send, and what no card of ours does."""

import pytest

from cards.actions import read
from cards.allocation.actions import ShowPlacement, ShowRun
from cards.allocation.listing import Looking
from cards.allocation.needs_actions import ShowNeedsList
from cards.allocation.support import support_lines
from handbook.allocation.choices.confirming import DeclineChoice
from handbook.allocation.needs import Answers, SayNeeds, Wish
from handbook.allocation.other_support import OtherSupport
from handbook.allocation.personality import WritePersonality
from handbook.core.school_years import AcademicYear
from tests.support.allocation_gallery import allocation_cards
from tests.support.card_reading import words
from tests.support.pressed import refused

YEAR = AcademicYear(2026)
NEEDS = {"urn": "900001", "year": 2026}


def test_what_is_typed_and_ticked_comes_as_it_was_meant() -> None:
    typed = {**NEEDS, "revision": 0, "focus": "maths,send", "own_focus": "oracy", "wishes": "keep_sip", "phase": ""}
    answers = Answers(("Maths", "SEND", "oracy"), (Wish.KEEP_SIP,))
    assert read("needs.say", typed) == SayNeeds("900001", YEAR, 0, answers)
    looking = {"show": "all", "find": "x" * 99}
    assert read("needs.list", {"year": 2026, **looking}) == ShowNeedsList(YEAR, Looking(find="x" * 60))
    assert read("allocation.show", {"run": "r", "show": "moves", "page": 3}) == ShowRun("r", Looking("moves", "", 3))
    assert read("allocation.why_not", {"run": "r", "urn": "1", "sip": "s"}) == ShowPlacement("r", "1", "s")
    note = {"run": "r", "urn": "1", "about": "s", "leaning": "-2", "private": "x"}
    assert read("allocation.private", note) == WritePersonality("r", "s", "1", -2, "x")
    assert read("allocation.private", {**note, "leaning": "?"}) == WritePersonality("r", "s", "1", 0, "x")
    no = {"choice": "c", "revision": 1, "decline_reason": "No.", "declines": "chair", "declines_for": "conflict"}
    assert read("choice.decline", no) == DeclineChoice("c", 1, "No.", is_conflict=True, of_chair=True)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("needs.say", {**NEEDS, "revision": 0, "wishes": "a_pony"}),
        ("needs.say", {**NEEDS, "revision": 0, "position": "perfect"}),
        ("conflict.declare", {"sip": "s", "urn": "900001", "kind": "dislike"}),
        ("support.name", {"urn": "900001", "revision": 0, "body_kind": "magic"}),
        ("allocation.raise", {"run": "r", "sip": "s", "half_days": -1, "schools": 0}),
    ],
)
def test_what_no_card_of_ours_sends(verb: str, data: dict[str, str | int]) -> None:
    assert refused(verb, data).code == "forged"


@pytest.mark.parametrize(
    ("verb", "data", "said"),
    [
        ("needs.show", {"year": 2026}, "the school"),
        ("allocation.school", {"run": "r", "urn": ""}, "the school"),
        ("allocation.why_not", {"run": "r", "urn": "900001"}, "the SIP"),
        ("allocation.lock", {"run": "r", "urn": "900001", "sip": ""}, "the SIP"),
        ("allocation.propose", {"run": "r", "urn": "900001"}, "the SIP"),
        ("conflict.of_sip", {}, "the SIP"),
        ("conflict.declare", {"sip": "s", "kind": "family"}, "the school"),
        ("conflict.declare", {"sip": "s", "urn": "900001"}, "what ties you to the school"),
        ("conflict.end", {"over_on": "2026-11-01"}, "the conflict"),
        ("conflict.lift", {"lift_reason": "x"}, "the conflict"),
        ("conflict.restore", {}, "the conflict"),
        ("choice.show", {}, "the proposal"),
        ("choice.name_chair", {"choice": "c"}, "your Chair of Governors"),
        ("support.end", {"urn": "900001", "ended_on": "2026-11-01"}, "who it is"),
    ],
)
def test_a_button_beside_a_box_says_what_is_to_be_chosen(verb: str, data: dict[str, str | int], said: str) -> None:
    no = refused(verb, data)
    assert (no.code, no.reason.startswith(f"Please choose {said}")) == ("missing", True), no.reason


def test_a_pack_says_nothing_where_nobody_else_supports_the_school() -> None:
    assert support_lines(OtherSupport("900001")) == []


def test_no_school_reads_a_conflict_or_a_number_of_a_match() -> None:
    for name, card, viewer in allocation_cards("zygomorphic temperaments of both people"):
        if viewer.role.value in ("headteacher", "chair_of_governors") and not name.startswith(
            ("SIP proposed", "other")
        ):
            assert "of 100" not in words(card), name
            if not name.startswith("wishes"):
                assert "Not open to you" in words(card), name
        if name.startswith("SIP proposed"):
            assert "of 100" not in words(card), name
