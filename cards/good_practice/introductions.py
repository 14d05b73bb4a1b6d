"""The introductions that were made, for the Trust Advisor: those that wait for an answer first."""

from collections.abc import Mapping, Sequence
from typing import Final

from cards.good_practice.actions import introduction_data
from cards.good_practice.here import BECAUSE, back_to_board, here
from cards.good_practice.introduction import state_words
from cards.good_practice.verbs import PracticeVerb
from cards.kit.elements import Json, buttons, card, container, text
from cards.kit.lines import closed_card, why
from handbook.core.people import Person
from handbook.good_practice.introduction import Introduction
from handbook.good_practice.line import may_see_board
from handbook.good_practice.said import Part

LISTED_AT_MOST: Final = 10


def introductions_card(found: Sequence[Introduction], schools: Mapping[str, str], viewer: Person) -> Json:
    """`schools` are the names of those concerned, by URN."""
    if not may_see_board(viewer):
        return closed_card()
    ordered = sorted(found, key=lambda one: (one.is_open, one.asked_at, one.id), reverse=True)
    waiting = sum(one.is_open for one in found)
    more = len(ordered) - LISTED_AT_MOST
    body = [
        text(f"{waiting or 'None'} of {len(found)} wait{'s' if waiting == 1 else ''} for an answer."),
        *(_one(one, schools) for one in ordered[:LISTED_AT_MOST]),
        *([text(f"{more} older ones are not shown.")] if more > 0 else []),
        why(BECAUSE),
    ]
    return card("Introductions", body, [back_to_board(Part.NEED)], "Introductions of two schools, and how they stand.")


def _one(introduction: Introduction, schools: Mapping[str, str]) -> Json:
    both = f"{schools[introduction.need.urn]} and {schools[introduction.offer.urn]}"
    opened = here("Open it", PracticeVerb.INTRODUCTION, introduction_data(introduction), both)
    return container([text(both, bold=True), text(state_words(introduction, schools)), buttons([opened])])
