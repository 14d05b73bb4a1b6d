"""What in a text looks like a pupil: a concern is about leadership and performance, and names none. It is a warning and
no ban, since only people can tell a pupil from a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handbook.cases.pupils_words import ADULTS, COMMON, LEADING, SCHOOL

UPN: Final = re.compile(r"\b[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)
"""A unique pupil number: a check letter, eleven digits, and a digit or letter; also in groups."""

_BIRTH: Final = re.compile(
    r"\b(?:born|d\.?o\.?b\.?|date of birth)\W+(?:on\W+)?(?:the\W+)?\d[\w/.-]*(?:\s+(?:of\s+)?[a-z]{3,}(?:\s+\d{4})?)?",
    re.IGNORECASE,
)
_CHILD: Final = re.compile(
    r"\b(?:(?i:pupil|child|boy|girl|student|son|daughter|twin)s?|(?i:children)|(?:brother|sister|mother|father|mum|dad)s?"
    r"|(?i:parent|carer)s?)"
    r"(?:(?:[ \t]+(?:called|named|of))?[\s,:(“\"-]+)(?:(?:Mr|Mrs|Ms|Miss)\.?\s+(?:and\s+)?)*"
)
"""A word for a child or a parent, and what may stand between it and a name."""
_INITIALS: Final = re.compile(r"(?:[A-Z]\.\s?){2,3}|[^\W\d_]{2,}\b")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AND: Final = re.compile(r"\s+and\s+|,\s+")


def pupils_in(texts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What looks like a pupil's name, number or date of birth, as it was written and in that order. `known` are names
    of the people and schools of the service, which are none."""
    ours = COMMON | {word.bare for name in known for word in _words(name)}
    return tuple(dict.fromkeys(one for text in texts for one in _in_one(text, ours)))


def strangers(found: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Those of them that are not only names of the people and schools of the service."""
    ours = COMMON | {word.bare for name in known for word in _words(name)}
    return tuple(
        one
        for one in found
        if not (words := _words(one)) or UPN.search(one) or any(word.bare not in ours for word in words)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Some words, and where they stand."""

    at: int
    words: str

    @property
    def end(self) -> int:
        return self.at + len(self.words)

    @property
    def bare(self) -> str:
        """To be compared: without a possessive."""
        return re.sub(r"[’']s?$", "", self.words.casefold())

    @property
    def is_capitalised(self) -> bool:
        """One that is all capitals is an abbreviation."""
        return self.words[0].isupper() and (len(self.words) == 1 or not self.words.isupper())


def _in_one(text: str, ours: frozenset[str]) -> list[str]:
    """What was found, in its order; of what overlaps, the first and longest."""
    numbers = [_Found(match.start(), match[0]) for pattern in (UPN, _BIRTH) for match in pattern.finditer(text)]
    runs = _runs(text)
    found = [*numbers, *_children(text, runs, ours), *_full_names(text, runs, ours)]
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.at, -one.end)):
        if not kept or one.at >= kept[-1].end:
            kept.append(one)
    return [one.words for one in kept]


def _children(text: str, runs: list[list[_Found]], ours: frozenset[str]) -> list[_Found]:
    """What stands after a word for a child: initials, a name, several."""
    begin = {run[number].at: run[number:] for run in runs for number in range(len(run))}
    found: list[_Found] = []
    for child in _CHILD.finditer(text):
        at = child.end()
        while (one := _initials_at(text, at, ours) or _name_of(begin.get(at, []), text, ours)) is not None:
            found.append(one)
            more = _AND.match(text, one.end)
            if more is None:
                break
            at = more.end()
    return found


def _initials_at(text: str, at: int, ours: frozenset[str]) -> _Found | None:
    """One letter alone is how people leave a name out."""
    match = _INITIALS.match(text, at)
    if match is None or not match[0].isupper() or match[0].casefold() in SCHOOL or match[0].casefold() in ours:
        return None
    return _Found(at, match[0].strip())


def _name_of(run: list[_Found], text: str, ours: frozenset[str]) -> _Found | None:
    names = [word for word in run[:3] if len(word.words) > 1]
    if not names or names[0].bare in SCHOOL | LEADING | ADULTS or all(one.bare in ours for one in names):
        return None
    return _Found(names[0].at, text[names[0].at : names[-1].end])


def _full_names(text: str, runs: list[list[_Found]], ours: frozenset[str]) -> list[_Found]:
    """Two or more names in a row, but for those of things at school, and of adults with their title or role."""
    found: list[_Found] = []
    for run in runs:
        last = max((number for number, word in enumerate(run) if word.bare in SCHOOL | ADULTS), default=-1)
        names = [word for word in run[last + 1 :] if len(word.words) > 1]
        while names and names[0].bare in LEADING:
            del names[0]
        of_an_adult = last >= 0 and run[last].bare in ADULTS
        if len(names) > 1 and not of_an_adult and not all(one.bare in ours for one in names):
            found.append(_Found(names[0].at, text[names[0].at : names[-1].end]))
    return found


def _runs(text: str) -> list[list[_Found]]:
    """Words with a capital letter that follow each other on a line."""
    runs: list[list[_Found]] = [[]]
    for word in _words(text):
        if not word.is_capitalised:
            runs.append([])
            continue
        if runs[-1] and text[runs[-1][-1].end : word.at].strip(" \t\u00a0"):
            runs.append([])
        runs[-1].append(word)
    return [run for run in runs if run]


def _words(text: str) -> list[_Found]:
    return [_Found(match.start(), match[0]) for match in _WORD.finditer(text)]
