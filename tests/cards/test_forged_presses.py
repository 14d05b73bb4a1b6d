"""Presses that no card of ours makes."""

import math
from typing import Any

import pytest

from cards.actions import read
from cards.kit.click_fields import FIELDS_AT_MOST
from handbook.reports.approval import ApproveReport
from tests.support.pressed import refused

REPORT = {"report": "r-1", "version": 3}


@pytest.mark.parametrize("verb", ["", "report.delete", "Report.Approve", "report.approve ", "__class__"])
def test_a_made_up_verb(verb: str) -> None:
    assert refused(verb, REPORT).code == "unknown"


@pytest.mark.parametrize("version", [3, 3.0, "3", "3.0", "03", "3.00"])
def test_a_version_may_be_spelt_as_some_clients_do(version: object) -> None:
    assert read("report.approve", {"report": "r-1", "version": version}) == ApproveReport("r-1", 3)


@pytest.mark.parametrize(
    "data", [{}, {"report": "r-1"}, {"version": 1}, {"report": "", "version": 1}, {"report": "r-1", "version": None}]
)
def test_a_card_that_does_not_say_what_it_is_about(data: dict[str, Any]) -> None:
    assert refused("report.approve", data).code == "missing"


@pytest.mark.parametrize(
    "changes",
    [
        {"version": True},
        {"version": 0},
        {"version": -1},
        {"version": 10**6 + 1},
        {"version": 3.5},
        {"version": math.inf},
        {"version": math.nan},
        {"version": "3.5"},
        {"version": "3."},
        {"version": "-3"},
        {"version": "٣"},
        {"version": "99999999"},
        {"version": [3]},
        {"version": {"n": 3}},
        {"report": 7},
        {"report": True},
        {"report": "r" * 65},
        {"report": "../r-1"},
        {"report": "r 1"},
        {"report": "r-1\n"},
        {"report": "-r"},
        {"report": "r'; drop"},
        {"report": ["r-1"]},
        {"comment": 3},
        {"comment": {"text": "x"}},
        {"own": {"nested": {"deep": {}}}},
        {"verb": "report.approve"},
        {f"key{number}": "x" for number in range(FIELDS_AT_MOST)},
    ],
)
def test_what_no_card_of_ours_sends(changes: dict[str, Any]) -> None:
    assert refused("report.ask_change", {**REPORT, "comment": "x", **changes}).code == "forged"


def test_a_made_up_card_cannot_be_shown() -> None:
    assert refused("report.refresh", {**REPORT, "card": "secrets"}).code == "forged"


def test_a_huge_text_is_asked_to_be_shortened() -> None:
    answer = refused("report.ask_change", {**REPORT, "comment": "x" * 20_001})
    assert answer.code == "missing"
    assert "shorten" in answer.reason
