"""Ways in which people write somebody's name, and where a text holds one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

_LIKE: Final = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " "}
_TITLES: Final = r"(?:mr|mrs|ms|miss|mx|dr|sr|sister|fr|father|rev|canon|sir|dame)"
_TITLE: Final = re.compile(rf"^{_TITLES}\.?\s+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def folded(text: str) -> str:
    """Without accents, capitals and typographic signs, letter by letter: what stands at a place stays there."""
    return "".join(_plain(one) for one in text)


@cache
def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFD", _LIKE.get(letter, letter))[0].casefold()
    return bare if len(bare) == 1 else letter


def name_parts(name: str) -> tuple[str, ...]:
    """Of a name as a list writes it, without its title, folded: `Marsh, Helen` as `Helen Marsh`."""
    plain = " ".join(folded(name).split())
    family, comma, given = plain.partition(",")
    plain = f"{given.strip()} {family.strip()}" if comma and given.strip() else plain
    return tuple(_TITLE.sub("", plain).split())


def same_name(one: str, other: str) -> bool:
    return bool(name_parts(one)) and name_parts(one) == name_parts(other)


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """What is found in folded text: the name, with another given name between, with the initial or a title alone before
    the family name, or turned round."""
    parts = name_parts(name)
    if len(parts) == 1:
        return re.compile(rf"(?<!\w){re.escape(parts[0])}(?!\w)")
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    initial = re.escape(parts[0][0])
    whole = rf"{first}(?:\s+[\w.'-]+)??\s+{last}|{initial}\.?\s+{last}|{_TITLES}\.?\s+(?:{first}\s+)?{last}"
    return re.compile(rf"(?<!\w)(?:{whole}|{last},\s*(?:{first}|{initial}\.?))(?!\w)")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text holds something, and whose it is."""

    start: int
    end: int
    whose: str


class Names:
    """Names of many people, looked for in one go: by the family names that a text holds, and no more."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._by_family: dict[str, set[tuple[str, str]]] = {}
        for whose, written in names.items():
            for name in written:
                if parts := name_parts(name):
                    self._by_family.setdefault(_last_word(parts[-1]), set()).add((whose, name))

    def in_text(self, text: str) -> tuple[Found, ...]:
        """In order, none over another: of two that begin at one place the longer."""
        plain = folded(text)
        asked = {one for word in set(_WORD.findall(plain)) for one in self._by_family.get(word, ())}
        found: list[Found] = []
        for whose, name in asked:
            found += [Found(one.start(), one.end(), whose) for one in pattern_of(name).finditer(plain)]
        return apart(found)


def _last_word(part: str) -> str:
    return (_WORD.findall(part) or [part])[-1]


def addresses_in(text: str) -> tuple[Found, ...]:
    """The e-mail addresses of a text; whose one is: itself, folded."""
    return tuple(Found(one.start(), one.end(), one.group().casefold()) for one in _EMAIL.finditer(text))


def apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Those that do not overlap, the first and longest of each place."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.whose)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
