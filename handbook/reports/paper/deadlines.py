"""By when something is due, in whatever way people write it. A time of the school year (Easter, the next visit) is a
date as good as any other; a day that no calendar has is none."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class Deadline(StrEnum):
    NONE = "none"
    IMPOSSIBLE = "impossible"
    PAST = "past"
    TO_COME = "to come"


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_SEASON: Final = (
    r"\b(autumn|aut|christmas|xmas|advent|spring|spr|lent|easter|summer|sum(?= ?[1-6])|whitsun|whit|pentecost)\b"
)
_ENDS_IN: Final = {"aut": 12, "chr": 12, "xma": 12, "adv": 12, "spr": 4, "len": 4, "eas": 4}
"""The last month of a season; of all others August."""
_ACADEMIC: Final = r"(?<!\d)20(\d\d)\s*[/–-]\s*(?:20)?(\d\d)(?!\d)"
_YEAR: Final = r"(?<!\d)(20\d\d)(?!\d)"
_SOON: Final = (
    r"\b(?:half[ -]?term|term [1-6]|ht ?[1-6]|year[ -]end|mid[ -]?year|"
    r"end of (?:the |this |next |each )?(?:(?:school|academic) )?(?:year|term|week|month|half[ -]term|key stage|"
    r"ks ?[12]|y(?:ear)? ?[1-6])|"
    r"(?:this|next|following|coming) (?:\w+ )?(?:visit|meeting|term|half|week|month|year|review|inspection|time)|"
    r"(?:within|in) (?:a|an|one|two|three|four|five|six|eight|ten|twelve|\d+) (?:school )?"
    r"(?:days?|weeks?|months?|terms?)|"
    r"week (?:of|beginning|commencing|ending|\d+)|w/[bce]|sats|phonics (?:screening )?check|census|"
    r"(?:mon|tues|wednes|thurs|fri)day)\b"
)


def deadline(text: str, on: date) -> Deadline:
    """What a text says of the time by which something is due, looked at on that day. Of several times the latest
    counts; one without a year is the next of its kind, and so never past."""
    found = _Found(text.casefold())
    if found.without_year or any(day >= on for day in found.ends):
        return Deadline.TO_COME
    if found.ends:
        return Deadline.PAST
    return Deadline.IMPOSSIBLE if found.impossible else Deadline.NONE


def without_times(text: str) -> str:
    """What is left of a sentence without its days, months and years."""
    return _Found(text.casefold()).rest


@dataclass(slots=True)
class _Found:
    """The times in a text, each taken out of it once it is read, so that the month of “32 March” is not read alone."""

    rest: str
    ends: list[date] = field(default_factory=list[date])
    without_year: bool = False
    impossible: bool = False

    def __post_init__(self) -> None:
        self.rest = " ".join(self.rest.split())
        year = r"(?:[ ,./-]{0,3}(?:(20\d\d)|['’](\d\d))(?!\d))?"
        season = rf"{_SEASON}(?:[ -]{{0,3}}(?:term|holiday|half))?(?:[ -]{{0,3}}[1-6](?!\d))? ?"
        self._take(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)", lambda one: self._day(one[3], int(one[2]), one[1]))
        self._take(
            r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d|\d\d)(?!\d)",
            lambda one: self._day(one[1], int(one[2]), one[3]),
        )
        self._take(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{{0,3}}{_MONTH}{year}", self._day_and_month)
        self._take(rf"\b{_MONTH} ?(\d{{1,2}})(?:st|nd|rd|th)\b{year}", self._month_and_day)
        self._take(rf"\b{_MONTH}(?:[ ,'’-]{{0,3}}(20\d\d|\d\d)(?!\d))?", self._month)
        self._take(season + _ACADEMIC, self._season_of_school_year)
        self._take(rf"{season}(?:{_YEAR})?", self._season)
        self._take(_ACADEMIC, lambda one: self._until(2000 + int(one[2]), 8))
        self._take(_YEAR, lambda one: self._until(int(one[1]), 12))
        self._take(_SOON, lambda _: self._next())

    def _take(self, pattern: str, read: Callable[[re.Match[str]], None]) -> None:
        def taken(match: re.Match[str]) -> str:
            read(match)
            return " "

        self.rest = re.sub(pattern, taken, self.rest)

    def _day_and_month(self, one: re.Match[str]) -> None:
        self._day(one[1], _number(one[2]), one[3] or one[4] or "")

    def _month_and_day(self, one: re.Match[str]) -> None:
        self._day(one[2], _number(one[1]), one[3] or one[4] or "")

    def _month(self, one: re.Match[str]) -> None:
        """“Sept 27” is a day of September or the September of 2027: either is to come."""
        if one[2] and len(one[2]) == 4:
            self._until(int(one[2]), _number(one[1]))
        elif one[2] or one[1] != "may" or self._is_alone(one):
            self._next()

    def _is_alone(self, one: re.Match[str]) -> bool:
        """“Pupils may read” names no month."""
        before = one.string[: one.start()].split()
        return not before or before[-1] in ("by", "in", "of", "until", "till", "before", "end", "mid", "early", "late")

    def _season_of_school_year(self, one: re.Match[str]) -> None:
        month = _ENDS_IN.get(one[1][:3], 8)
        self._until(2000 + int(one[2]) + (month < 9), month)

    def _season(self, one: re.Match[str]) -> None:
        if one[2]:
            self._until(int(one[2]), _ENDS_IN.get(one[1][:3], 8))
        else:
            self._next()

    def _day(self, day: str, month: int, year: str) -> None:
        """A 29 February without a year is that of some year."""
        number = int(year) % 100 + 2000 if year else 2000
        if not 1 <= month <= 12 or not 1 <= int(day) <= monthrange(number, month)[1]:
            self.impossible = True
        elif year:
            self.ends.append(date(number, month, int(day)))
        else:
            self._next()

    def _until(self, year: int, month: int) -> None:
        self.ends.append(date(year, month, monthrange(year, month)[1]))

    def _next(self) -> None:
        self.without_year = True


def _number(month: str) -> int:
    return _MONTHS.index(month[:3]) + 1
