"""Days in whatever way people type them. What is not clear is not guessed."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from handbook.core.school_years import AcademicYear

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY: Final = re.compile(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?[ ]*(?:of[ ]+)?([a-z]{3,9})[ ,]*(20[0-9]{2})")
_DIGITS: Final = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:20)?[0-9]{2})(?![0-9])")
_ISO: Final = re.compile(r"(?<![0-9])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")
_SHORT: Final = re.compile(r"(?<![0-9./-])([0-9]{1,2})(?:st|nd|rd|th)?[ ]*(?:of[ ]+)?([a-z]{3,9})(?![a-z0-9])")
_TURNED: Final = re.compile(r"(?<![a-z])([a-z]{3,9})[ ]+([0-9]{1,2})(?:st|nd|rd|th)?(?:[ ,]+(20[0-9]{2}))?(?![0-9])")
_TWO: Final = re.compile(r"(?<![0-9./-])([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9./%-])")


def day_said(text: str) -> date | None:
    """12 October 2026, 12th Oct 2026, 12/10/2026, 12.10.26, 2026-10-12."""
    words = text.casefold()
    if match := _DAY.search(words):
        found = (int(match[3]), _month(match[2]), int(match[1]))
    elif match := _ISO.search(words):
        found = (int(match[1]), int(match[2]), int(match[3]))
    elif match := _DIGITS.search(words):
        found = (2000 + int(match[3][-2:]), int(match[2]), int(match[1]))
    else:
        return None
    with suppress(ValueError):
        return date(*found)
    return None


def day_in_year(text: str, year: AcademicYear | None) -> date | None:
    """The same, and without its year where the academic year is known: 16 October, Oct 16th, 16/10."""
    if said := day_said(text):
        return said
    words = text.casefold()
    for pattern, day, month in ((_SHORT, 1, 2), (_TURNED, 2, 1), (_TWO, 1, 2)):
        for match in pattern.finditer(words):
            number = int(match[month]) if match[month].isdigit() else _month(match[month])
            named = int(match[3]) if match.lastindex == 3 else None
            starts = year.starts_in + (number < 9) if year else None
            if (of := named or starts) and number:
                with suppress(ValueError):
                    return date(of, number, int(match[day]))
    return None


def _month(word: str) -> int:
    """Of a month's name, or of the letters that it begins with; 0 for any other word."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
