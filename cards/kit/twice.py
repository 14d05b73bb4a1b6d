"""What a message says that came twice, or may have."""

from typing import Final

from cards.kit.elements import Json, text
from cards.kit.lines import is_closed

COPY: Final = "A copy of another card."
_THE_OTHER: Final = "This message came twice. Please use the other one; this one will go."
_MAYBE: Final = "You may have had this message before. If so, there is nothing to do."


def copy_card(shown: Json) -> Json:
    """In the place of a card that stands in the same chat once more: its heading, and where to look."""
    if is_closed(shown):
        return shown
    frame = {key: value for key, value in shown.items() if key not in ("refresh", "speak")}
    return {**frame, "fallbackText": COPY, "body": [shown["body"][0], text(_THE_OTHER)]}


def maybe_twice(shown: Json) -> Json:
    """A message of which nobody knows whether it came already."""
    return {**shown, "body": [*shown["body"], text(_MAYBE, muted=True)]}
