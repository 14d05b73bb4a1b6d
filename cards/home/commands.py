"""What can be typed, as the card of `help` says it to each office: which words somebody knows, whose the others are,
and which are nearest to what was typed."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

from cards.home.welcome import commands, word_of
from handbook.core.people import Person, Role
from handbook.core.plain_words import and_list

_AS_LIKE: Final = 0.6
"""How like what was typed a word must be (difflib’s ratio): lower, and it is anything."""
_OFFERED_AT_MOST: Final = 3
_NAMED_AT_MOST: Final = 4
_MANY: Final = "people in other offices"


def words_of(viewer: Person) -> tuple[str, ...]:
    """What somebody can type, without what it does."""
    return tuple(word_of(line) for line in commands(viewer))


def is_word(typed: str) -> bool:
    """Whether somebody can type it, in any office."""
    return any(typed in _of_office(role) for role in Role)


def meant(typed: str, words: Sequence[str]) -> str:
    """Which of these words was typed, alone or with more after it; the longest. Empty where none was."""
    found = (word for word in words if typed == word or typed.startswith(f"{word} "))
    return max(found, key=len, default="")


def of_others(typed: str) -> tuple[str, str]:
    """A word that only other offices know, and whose it is. Empty where nobody knows it."""
    word = meant(typed, tuple({word for role in Role for word in _of_office(role)}))
    whose = [role.words for role in Role if word in _of_office(role)]
    return word, and_list(whose) if len(whose) <= _NAMED_AT_MOST else _MANY


def nearest(typed: str, viewer: Person) -> list[str]:
    """The words nearest to what was typed, the nearest first: those that stand in it, and those that are spelt like
    it."""
    own = words_of(viewer)
    said = set(typed.split())
    inside = [word for word in own if set(word.split()) <= said]
    return list(dict.fromkeys((*inside, *get_close_matches(typed, own, _OFFERED_AT_MOST, _AS_LIKE))))[:_OFFERED_AT_MOST]


@cache
def _of_office(role: Role) -> tuple[str, ...]:
    return words_of(Person("", "", "", role))
