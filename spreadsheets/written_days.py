"""What would be right in place of a day that cannot be taken: as near as can be said to what stands there."""

import calendar
import re
from datetime import date
from typing import Final

from spreadsheets.row_places import day_of

EARLIEST: Final = date(1900, 1, 1)
A_DAY: Final = "a day from 1900 on, such as 02/09/2026"
_SERIAL: Final = re.compile(r"[2-6]\d{4}")
_PARTS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})")
_MONTHS: Final = 12


def right_day(text: str) -> str:
    """Of a cell that is no day from 1900 on."""
    if _SERIAL.fullmatch(text):
        return "the day itself, such as 02/09/2026: this is the number in which Excel keeps one"
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return _of_short_month(text)
    first, second, year = parts.groups()
    if len(year) == 2:
        return f"a year of four digits, such as {first}/{second}/20{year}"
    if int(second) > _MONTHS and (meant := day_of(f"{second}/{first}/{year}")):
        return f"the day before the month: {meant:%d/%m/%Y}"
    return _too_long(int(first), int(second), int(year))


def _of_short_month(text: str) -> str:
    """Of “31 April 2027”."""
    day, _, rest = text.partition(" ")
    begins = day_of(f"1 {rest}")
    return _too_long(int(day), begins.month, begins.year) if begins and day.isdecimal() else A_DAY


def _too_long(day: int, month: int, year: int) -> str:
    if not 1 <= month <= _MONTHS or year < EARLIEST.year:
        return A_DAY
    last = calendar.monthrange(year, month)[1]
    return f"a day that there is: {date(year, month, 1):%B %Y} has {last}" if day > last else A_DAY
