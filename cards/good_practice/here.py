"""Buttons by which the Trust Advisor leafs through the board on one card."""

from collections.abc import Mapping

from cards.good_practice.actions import board_data
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import Json, execute
from handbook.good_practice.said import Part

BECAUSE = "you are the Trust Advisor, who collects good practice"


def here(title: str, verb: PracticeVerb, data: Mapping[str, str | int], tooltip: str = "") -> Json:
    """The answer stands on the same card, and nothing that was chosen is sent."""
    return execute(title, verb, data, submits_inputs=False, answered_here=True, tooltip=tooltip)


def back_to_board(part: Part) -> Json:
    return here("Back to the board", PracticeVerb.BOARD, board_data(part, ""))
