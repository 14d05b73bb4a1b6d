"""One sentence as a card, where there is nothing to press."""

from cards.kit.elements import Json, card, text


def note_card(words: str) -> Json:
    return card("SIP Desk", [text(words)], [], words)
