"""What in a text looks like a pupil: a concern is about leadership and performance, and names none. It is a warning and
no ban, since only people can tell a pupil from a place."""

import re
from collections.abc import Iterable
from typing import Final

UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)
"""A unique pupil number: a check letter, eleven digits, and a digit or letter."""

_BIRTH = re.compile(r"\b(?:born|d\.?o\.?b\.?)\W+(?:on\W+)?\d", re.IGNORECASE)
_CHILD = re.compile(r"\b(?:pupil|child|boy|girl|student|son|daughter)s?\W+((?-i:[A-Z])[\w’'-]*)", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:pupil|child|boy|girl|student)s?\W+((?:[A-Z]\.?\s?){2,3})(?![\w])")
_NAME = re.compile(r"\b[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)+")
_WORD = re.compile(r"[^\W\d_]+")

_COMMON: Final = """
a an the and or of in at on for to with by from this that it he she they we i his her our their when if after before
year reception nursery key stage class phase early years spring summer autumn monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november december school primary
catholic academy trust board chair governors governor headteacher head deputy assistant teacher teachers leader leaders
leadership middle senior senco sendco inspector ofsted diocesan schools officer director advisor improvement partner
local authority there development plan self evaluation pupil premium english maths mathematics reading writing
phonics science religious education st saint holy our lady sacred heart mr mrs ms miss dr father sister
"""
_NO_NAME: Final = frozenset(_COMMON.split())


def pupils_in(texts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What looks like a pupil's name, number or date of birth, as it was written and in that order. `known` are names
    of the people and schools of the service, which are none."""
    ours = _NO_NAME | {word.casefold() for name in known for word in _WORD.findall(name)}
    found = [one for text in texts for one in _in_one(text, ours)]
    return tuple(dict.fromkeys(found))


def _in_one(text: str, ours: frozenset[str]) -> list[str]:
    after_child = [match[1] for match in _CHILD.finditer(text)] + [
        match[1].strip() for match in _INITIALS.finditer(text)
    ]
    names = [one for one in (*after_child, *(match[0] for match in _NAME.finditer(text))) if _may_be_one(one, ours)]
    numbers = [match[0] for pattern in (UPN, _BIRTH) for match in pattern.finditer(text)]
    return [*numbers, *names]


def _may_be_one(name: str, ours: frozenset[str]) -> bool:
    """Whether a word of it is none that we know."""
    return any(word.casefold() not in ours for word in _WORD.findall(name))
