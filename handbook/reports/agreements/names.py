"""Whether a name that somebody typed as their signature is the one that the list has for them (W5, D1). Forgiving in
how people write a name, and not in whose name it is: where it differs, they are asked once more."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_TITLES: Final = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame rev revd reverend father fr canon deacon sister sr brother br "  # noqa: SIM905 - a list of words is read best as one
    "monsignor mgr".split()
)
_LETTERS_AFTER: Final = frozenset(
    "jr jnr snr ii iii ba bed bsc ma med msc mba mphil phd edd mbe obe cbe npqh npq pgce qts nle lle frsa".split()  # noqa: SIM905 - the same
)
_SPELT: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES: Final = re.compile("['’‘`ʼ´]")
_BETWEEN: Final = re.compile(r"[\W\d_]+")


def is_full_name(typed: str, listed: str = "") -> bool:
    """At least a first name, or its initial, and a surname; a single word only where the list has that very one."""
    words = _words(typed)
    if len(words) == 1:
        return words == _words(listed)
    return len(words) > 1 and any(len(word) > 1 for word in words)


def is_same_name(typed: str, listed: str) -> bool:
    """Whether both are one person's name: accents, case, hyphens, titles, initials, letters after the name and middle
    names that only one of them has make no difference; another surname, or another first name, does."""
    one, other = _words(typed), _words(listed)
    if "".join(one) == "".join(other):
        return True
    if min(len(one), len(other)) < 2:
        return len(other) == 1 and one[-1:] == other
    if not _fits(one[0], other[0]):
        return False
    if "".join(one[1:]) == "".join(other[1:]):
        return True
    if one[-1] != other[-1]:
        return False
    fewer, more = sorted((one[1:-1], other[1:-1]), key=len)
    return _stand_in(fewer, more)


def _words(name: str) -> list[str]:
    """The name in small plain letters, first name first, without titles and letters after it."""
    before, comma, after = name.partition(",")
    said = [*_split(before)]
    if comma and not set(_split(after)) <= _LETTERS_AFTER:
        said = [*_split(after), *said]  # Tilling, Hanna
    while len(said) > 1 and said[0] in _TITLES:
        said = said[1:]
    while len(said) > 2 and said[-1] in _LETTERS_AFTER:
        said = said[:-1]
    return said


def _split(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_SPELT)
    return _BETWEEN.sub(" ", _APOSTROPHES.sub("", letters)).split()


def _fits(one: str, other: str) -> bool:
    """The same word, or the initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _stand_in(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether these stand among those, in their order."""
    rest = iter(more)
    return all(any(_fits(name, one) for one in rest) for name in fewer)
