"""The list for celebration events (W3), and the link to it as a workbook."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cards.good_practice.here import BECAUSE, back_to_board
from cards.good_practice.verbs import PracticeVerb
from cards.kit.download import link_card
from cards.kit.elements import Json, card, execute, table, text
from cards.kit.fitting import fitting
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from handbook.core.british_time import moment_words
from handbook.core.people import Person
from handbook.good_practice.line import may_see_board
from handbook.good_practice.said import Part

ROWS_AT_MOST: Final = 10
_TITLE: Final = "For celebration events"


def celebration_card(rows: Sequence[Sequence[str]], viewer: Person) -> Json:
    """For the Trust Advisor: good practice whose schools agree to being named with it."""
    if not may_see_board(viewer):
        return closed_card()
    return fitting(lambda parts: _card(rows, parts))


def _card(rows: Sequence[Sequence[str]], parts: int) -> Json:
    file = execute("Download as a workbook", PracticeVerb.CELEBRATE_FILE, {}, submits_inputs=False)
    found = [
        (f"{school}, {town}" if town else school, capped(words, 120 // parts, " …"), topics)
        for school, town, words, topics in rows
    ]
    shown = table(("School", "Good practice", "Topics"), found, ROWS_AT_MOST)
    more = len(rows) - ROWS_AT_MOST
    body = [
        text("Good practice of schools that agree to being named with it at celebration events."),
        shown if found else text("No school has agreed to that yet."),
        *([text(f"{more} more are in the workbook.")] if more > 0 else []),
        why(BECAUSE),
    ]
    actions = [*([file] if found else []), back_to_board(Part.OFFER)]
    return card(_TITLE, body, actions, "The list for celebration events.")


def celebration_link_card(url: str, until: datetime) -> Json:
    words = f"The link is for you alone, and works until {moment_words(until)}. The list is made when you open it."
    return link_card(_TITLE, words, "Download (.xlsx)", url, BECAUSE)
