"""Which school a name means, in whatever way people write it: with its town, in short, with “&”, “RC” or “CPS”."""

import re
import unicodedata
from typing import Final

from handbook.core.people import School

_IN_FULL: Final = {
    "saint": "st",
    "saints": "st",
    "ss": "st",
    "rc": "catholic",
    "cps": "catholic primary school",
    "rcps": "catholic primary school",
    "jmi": "primary",
    "prim": "primary",
    "sch": "school",
    "jnr": "junior",
    "inf": "infant",
}
_TELLS_NOTHING: Final = frozenset(
    (
        *("the", "and", "of", "a", "at", "roman", "catholic", "school", "academy", "urn"),
        *("voluntary", "aided", "va", "controlled", "vc"),
    )
)
_KINDS: Final = frozenset(
    ("nursery", "infant", "junior", "primary", "middle", "secondary", "high", "college", "sixth", "form")
)
_APOSTROPHES: Final = re.compile(r"['’‘`´]")
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def names(text: str, school: School) -> bool:
    """Whether a text names the school, alone or with its town. A word that fits neither, or another kind of school (an
    infant school is no junior school), is another school's name; a text that says nothing of its own names none."""
    typed, own, town = _words(text), _words(school.name), _telling(_words(school.town))
    said, called = _telling(typed), _telling(own)
    if not called:
        return bool(typed) and typed in (own, [*own, *town])
    kinds = _KINDS.intersection(typed) <= _KINDS.intersection(own)
    return kinds and sorted(said) in (sorted(called), sorted([*called, *town]))


def contradicts(text: str, school: School) -> bool:
    """Whether a text names some other school: beside a URN, a few general words do no harm."""
    kinds = _KINDS.intersection(_words(text)) <= _KINDS.intersection(_words(school.name))
    return not names(text, school) and not (kinds and not _telling(_words(text)))


def says_nothing(text: str) -> bool:
    return not _words(text)


def is_spelt_out(text: str, school: School) -> bool:
    """Whether it is the name to the letter, but for signs and capitals."""
    return _words(text) == _words(school.name)


def same_place(text: str, place: str) -> bool:
    return bool(_words(text)) and _words(text) == _words(place)


def _words(text: str) -> list[str]:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = _NO_WORD.sub(" ", _APOSTROPHES.sub("", bare.casefold()).replace("&", " and ")).split()
    return [one for word in words for one in _IN_FULL.get(word, word).split()]


def _telling(words: list[str]) -> list[str]:
    """Those that tell one school from another. “St Joseph Primary” is St Joseph’s."""
    own = (word for word in words if word not in _TELLS_NOTHING | _KINDS and not re.fullmatch("[0-9]{6}", word))
    return [word.removesuffix("s") if len(word) > 3 else word for word in own]
