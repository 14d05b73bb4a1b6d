"""Names in what somebody is about to send (F1). A warning, and for what everybody will read a no: a question needs no
name. It finds names of the service's list, and what looks like a pupil's; a first name alone it does not find."""

import re
from collections.abc import Iterable
from typing import Final

from handbook.cases.pupils import pupils_in
from handbook.search.finding import plain_words

_OPENING: Final = re.compile(
    r"(?:^|(?<=[.!?\n])\s*)(?:Am|Are|Can|Could|Did|Do|Does|Had|Has|Have|Is|May|Might|Must|Shall|Should|Was|Were|Will"
    r"|Would)\b"
)
"""Words with which a question begins, which are no part of a name that follows."""


def listed_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Which of these names, whole, stand in a text."""
    said = f" {' '.join(plain_words(text))} "
    found = (name for name in names if (words := plain_words(name)) and f" {' '.join(words)} " in said)
    return tuple(dict.fromkeys(found))


def names_in(text: str, people: Iterable[str], places: Iterable[str]) -> tuple[str, ...]:
    """Names of people in a text: of the service's list, and what looks like a pupil's name, number or date of birth.
    `places` are names of schools and towns, which look like people's."""
    known = tuple(people)
    plain = _OPENING.sub(lambda begun: begun[0].lower(), text)
    return tuple(dict.fromkeys((*listed_in(text, known), *pupils_in([plain], (*known, *places)))))
