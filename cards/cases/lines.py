"""How a case stands on a card: one part as those read it who may, and all that a notification says."""

from typing import Final

from cards.kit.elements import Json, container, heading, text
from cards.kit.safe_text import capped
from handbook.cases.case import Part
from handbook.cases.reading import Reading, told, what
from handbook.core.british_time import moment_words

_LONG: Final = " …"
NOTICE: Final = "Your SIP service has something for you to read."
"""All that a notification says, whoever it is for and whatever it is about: it lights up screens."""


def is_long(part: Part, reading: Reading, at_most: int) -> bool:
    """Whether some of it is left out."""
    return any(len(words) > at_most for _, words in told(part, reading))


def part_lines(part: Part, reading: Reading, at_most: int) -> Json:
    """One part, as those read it who may, each text up to so many characters."""
    lines = [text(f"{name}: {capped(words, at_most, _LONG)}") for name, words in told(part, reading)]
    when = text(f"{moment_words(part.at)}, {part.by.words}", muted=True)
    return container([heading(f"{what(part, reading)} (item {reading.number(part)})"), when, *lines])
