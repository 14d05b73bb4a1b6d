"""Cards are short: each says one thing, and what is seldom needed lies behind its button."""

import json
import re
from collections import Counter

import pytest

from tests.cards.made_cards import cards
from tests.support.card_gallery import Shown
from tests.support.card_reading import parts, word_count, words

TROUBLE = re.compile(r"given up|trouble")
"""What does not work is told in full."""
TARGETS = {
    "approval · sent · v1": 90,
    "approval · sent again · v2": 90,
    "approval · filed · v1": 90,
    "reminder · sent · v1": 110,
    "visit · booked · Hanna Tilling": 60,
    "visit · booked · Samir Pell": 60,
    "governors · filed · v1": 140,
    "governors · pack made · v1": 140,
    "report · filed · v1": 120,
    "report · shared · v1": 120,
}
BYTES_AT_MOST = 12_000


@pytest.mark.parametrize(("begins", "at_most"), TARGETS.items())
def test_a_card_keeps_to_its_target(begins: str, at_most: int) -> None:
    shown = [one for one in cards() if one.name.startswith(begins) and not is_opened(one)]
    assert shown, begins
    for one in shown:
        assert word_count(one.card) <= at_most, f"{one.name}\n{words(one.card)}"


def is_opened(shown: Shown) -> bool:
    """Whether somebody opened a part of it."""
    return bool(shown.card.get("refresh", {}).get("action", {}).get("data", {}).get("opened"))


def test_no_two_buttons_of_a_card_are_called_the_same() -> None:
    """The name that is heard: the title, and the tooltip where there is one."""
    for shown in cards():
        actions = [part for part in parts(shown.card) if str(part.get("type")).startswith("Action.")]
        names = Counter((one["title"], one.get("tooltip", "")) for one in actions)
        assert [name for name, count in names.items() if count > 1] == [], shown.name


def test_nineteen_cards_of_twenty_are_small() -> None:
    sizes = sorted(len(json.dumps(shown.card, ensure_ascii=False).encode()) for shown in cards())
    assert sizes[len(sizes) * 95 // 100] <= BYTES_AT_MOST


def test_details_of_machines_lie_behind_more() -> None:
    """No fingerprint, file name or rule id is on a card before somebody asks for more."""
    for shown in cards():
        if is_opened(shown) or shown.name.startswith(("import", "file question", "handed file")):
            continue
        read = words(shown.card)
        assert "SHA-256" not in read, shown.name
        assert not re.search(r"\b[0-9a-f]{40,}\b", read), shown.name
