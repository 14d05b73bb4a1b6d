"""Academic years, terms and days of a visit, in whatever way people type them. What is not clear is not guessed."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from handbook.core.days_said import day_said
from handbook.core.school_years import AcademicYear, Term

_YEAR: Final = re.compile(r"(?<![0-9])(?:20)?([0-9]{2})[ ]*(?:[/–—‐‑−-]|to|)[ ]*(?:20)?([0-9]{2})(?![0-9])")
_SHORT: Final = re.compile(r"(?<![0-9])20([0-9]{2})[ ]*[/–—‐‑−-][ ]*([0-9])(?![0-9/])")
_ONE_YEAR: Final = re.compile(r"(?<![0-9/.-])20[0-9]{2}(?![0-9/.-])")
_TERM: Final = re.compile(r"(?<![a-z])(aut|autumn|spr|spring|sum|summer)(?![a-z])")
_NUMBERED: Final = re.compile(r"(?<![a-z])(?:half[ -]?term|ht|term)[ ]*([1-6])(?![0-9])")
_OF_NUMBER: Final = {1: Term.AUTUMN, 4: Term.SPRING, 5: Term.SUMMER, 6: Term.SUMMER}
"""Of three terms or of six: what 2 and 3 are, only the school knows."""


def year_typed(text: str) -> AcademicYear | None:
    """2026/27, 2026-2027, 26/27, 2026/7, Sept 2026 – July 2027."""
    for match in _YEAR.finditer(text):
        with suppress(ValueError):
            return AcademicYear.parse(f"20{match[1]}/{match[2]}")
    if (match := _SHORT.search(text)) and int(match[2]) == (int(match[1]) + 1) % 10:
        return AcademicYear(2000 + int(match[1]))
    both = [int(one) for one in _ONE_YEAR.findall(text)]
    return AcademicYear(both[0]) if len(both) == 2 and both[1] == both[0] + 1 else None


def term_typed(text: str) -> Term | None:
    """Autumn, Aut 1, Autumn Term 2, Term 1, HT5."""
    words = text.casefold()
    named = {next(term for term in Term if term.casefold().startswith(one[:3])) for one in _TERM.findall(words)}
    if named:
        return named.pop() if len(named) == 1 else None
    numbers = {int(one) for one in _NUMBERED.findall(words)}
    return _OF_NUMBER.get(numbers.pop()) if len(numbers) == 1 else None


def year_of_term(text: str, term: Term | None) -> AcademicYear | None:
    """Of a term that was written with its one year: Spring 2027 belongs to 2026/27."""
    years = {int(one) for one in _ONE_YEAR.findall(text)}
    if term is None or len(years) != 1:
        return None
    return AcademicYear(years.pop() - (term is not Term.AUTUMN))


def day_typed(text: str) -> date | None:
    """12 October 2026, 12th Oct 2026, 12/10/2026, 12.10.26, 2026-10-12."""
    return day_said(text)


def term_of_day(day: date) -> Term | None:
    """Easter lies where it likes: in April nobody can tell."""
    if day.month >= 9:
        return Term.AUTUMN
    return {1: Term.SPRING, 2: Term.SPRING, 3: Term.SPRING, 4: None}.get(day.month, Term.SUMMER)
