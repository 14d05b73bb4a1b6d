"""What the bot itself says in answer to an invoke. All answers travel with HTTP 200: any other status makes Teams say
“Unable to reach app” and press the button again."""

from typing import Any

from automations.engine.inbound.port import Answer, CardAnswer, Click
from bot.message_marks import marked
from cards.kit.folding import as_asked
from cards.kit.replies import card_reply, error_reply, message_reply

PERSONAL_ONLY = "This works in your personal chat with me only. Please open that chat and try again there."
NOBODY = "I cannot tell who you are from what Teams sent. Please sign in to Teams with your work account and try again."
OUR_FAULT = "Something went wrong on our side. Please check the card before you press again."
UNREADABLE = "This button sent something that cannot be read. Please type “my reports” for a fresh card."
UNREADABLE_REQUEST = "I could not read that. Please close this and try again."
NO_ANSWER = "Something went wrong on our side. Please try again in a moment."


def answered(answer: Answer, click: Click) -> dict[str, Any]:
    """A card that replaces the one shown, with the mark of its message, so that nothing is drawn anew under somebody's
    hands where nothing changed; or a sentence beside it."""
    if not isinstance(answer, CardAnswer):
        return message_reply(answer.text)
    return card_reply(marked(as_asked(answer.card, click.data), click.sending))


def said(text: str) -> dict[str, Any]:
    return message_reply(text)


def unreadable() -> dict[str, Any]:
    """For an invoke that no card of ours can have sent."""
    return error_reply(400, "BadRequest", UNREADABLE)
