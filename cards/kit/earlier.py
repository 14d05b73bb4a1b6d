"""The line in the place of a card that another about the same matter came after, and its one button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cards.kit.click_fields import Fields
from cards.kit.elements import Json, buttons, execute
from cards.kit.lines import is_closed


class CardVerb(StrEnum):
    """The button of any card that is a line."""

    OPEN = "card.open"


OPEN: Final = CardVerb.OPEN
EARLIER: Final = "An earlier card."


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Somebody wants an earlier card to be the one that says all: the one on which the button stands."""


EARLIER_READERS: Final[Mapping[str, Callable[[Fields], OpenCard]]] = {OPEN: lambda _: OpenCard()}


def earlier_card(shown: Json) -> Json:
    """The heading of a card, and *Open*: nothing of how things stand, so that it need not be drawn again when they
    change. A card that says nothing stays one that says nothing."""
    if is_closed(shown):
        return shown
    heading = {key: value for key, value in shown["body"][0].items() if key not in ("size", "spacing")}
    opens = buttons([execute("Open", OPEN, {}, submits_inputs=False)])
    frame = {key: value for key, value in shown.items() if key not in ("refresh", "speak")}
    return {**frame, "fallbackText": EARLIER, "body": [heading, opens]}
