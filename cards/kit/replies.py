"""The bodies that answer an `adaptiveCard/action` invoke; the HTTP status beside them is always 200. The spelling of
each type is Teams' own, and another one makes the client show an error and ask again."""

from typing import Any, Final

from cards.kit.safe_text import plain

CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"
MESSAGE_TYPE: Final = "application/vnd.microsoft.activity.message"
ERROR_TYPE: Final = "application/vnd.microsoft.error"


def card_reply(card: dict[str, Any]) -> dict[str, Any]:
    """Shows this card in place of the one that was clicked."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}


def message_reply(text: str) -> dict[str, Any]:
    """Shows one sentence beside the card, which stays. Raises ValueError for an empty one: Teams would ask again."""
    words = plain(text)
    if not words:
        raise ValueError("a message says something")
    return {"statusCode": 200, "type": MESSAGE_TYPE, "value": words}


def error_reply(status: int, code: str, message: str) -> dict[str, Any]:
    """Says that the request was wrong (400) or that we failed (500). Raises ValueError for another status."""
    if status not in (400, 500):
        raise ValueError(f"{status} is not a status of an error reply")
    return {"statusCode": status, "type": ERROR_TYPE, "value": {"code": code, "message": plain(message)}}
