"""Every activity with a card says in its `summary` what it is: without it, a notification reads “Sent a card”."""

from typing import Any

import pytest

from bot.messenger import message_with
from tests.support.card_gallery import every_card


def test_no_card_of_any_workflow_goes_without() -> None:
    """Sent or changed, and no two words of code: what it says is for people."""
    lacks = [one.name for one in every_card() if len(str(message_with(one.card)["summary"]).split()) < 2]
    assert lacks == []


@pytest.mark.parametrize("card", [{"type": "AdaptiveCard"}, {"type": "AdaptiveCard", "fallbackText": " "}])
def test_a_card_that_does_not_say_what_it_is_is_not_sent(card: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="says what it is"):
        message_with(card)
