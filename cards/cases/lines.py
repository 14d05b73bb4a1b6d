"""How a case stands on a card: one part as those read it who may, and all that a notification says."""

from collections.abc import Mapping
from typing import Final

from cards.kit.elements import Json, container, heading, text
from cards.kit.safe_text import capped
from handbook.cases.case import Ladder, Part
from handbook.cases.reading import told, what
from handbook.core.british_time import moment_words
from handbook.core.people import Person, Role

_LONG: Final = " …"


def is_long(part: Part, at_most: int) -> bool:
    """Whether some of it is left out."""
    return any(len(words) > at_most for _, words in told(part))


def part_lines(part: Part, place: Mapping[int, int], at_most: int) -> Json:
    """One part, as those read it who may, each text up to so many characters."""
    lines = [text(f"{name}: {capped(words, at_most, _LONG)}") for name, words in told(part)]
    when = text(f"{moment_words(part.at)}, {part.by.words}", muted=True)
    return container([heading(f"{place[part.number]}. {what(part, place)}"), when, *lines])


def notice_words(ladder: Ladder, viewer: Person) -> str:
    """All that a notification says: to a headteacher, not even that it is about a school."""
    if ladder is Ladder.COMPLAINT:
        return "Something about the SIP service needs you."
    if viewer.is_a(Role.HEADTEACHER):
        return "Your SIP service has something for you to read."
    return "A concern about a school you support needs you."
