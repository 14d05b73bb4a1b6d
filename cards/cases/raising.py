"""Raising a concern from wherever somebody is in Teams. Others may look over their shoulder or sit in the same chat,
so the dialog only leads on: all that follows stands in their private chat."""

from typing import Final

from cards.kit.elements import Json, bullets, card, heading, status, submit_in_dialog, text
from cards.kit.lines import why
from handbook.core.people import Person

TITLE: Final = "Raise a concern"
OPENED: Final = "opened"
"""The name under which the dialog sends back which opening it is of."""

SENT_ON: Final = "I have written to you in your private chat with me. Please go on there. Nothing was said here."


def dialog_card(opening: str) -> Json:
    """The dialog: one sentence and the way on."""
    words = "Nothing confidential belongs here, so this goes on in your private chat with SIP Desk."
    return card(TITLE, [text(words)], [submit_in_dialog("Go on in my private chat", {OPENED: opening})], words)


def begin_card(viewer: Person) -> Json:
    """Where raising a concern begins, in the private chat: whom to speak to, and what cannot wait."""
    body = [
        status(
            "If a child is at risk",
            "do not wait for SIP Desk. Tell the school’s designated safeguarding lead at once, and in an emergency "
            "call 999",
            "warning",
        ),
        heading("Who to speak to"),
        bullets(
            (
                "About a school: its headteacher first. If it is significant, the Trust Advisor.",
                "About a SIP or this service: the SIP first, if you can. Otherwise, or if that is not enough, the "
                "Trust Advisor, and then the Chair of the Trust Board.",
            )
        ),
        text("In SIP Desk a concern begins with the school’s SIP, and a complaint with its headteacher."),
        why(f"the service knows you as {viewer.office_words}, and you asked to raise a concern"),
    ]
    return card(TITLE, body, [], "About raising a concern: please look in your private chat.")
