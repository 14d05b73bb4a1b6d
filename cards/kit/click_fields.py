"""The values that come back with a click, checked for their form."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from cards.kit.safe_text import visible
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear

FIELDS_AT_MOST: Final = 60
TEXT_AT_MOST: Final = 20_000
NUMBER_AT_MOST: Final = 10**6
FRESH: Final = "Please type “my reports” to me for a fresh card."
SCHOOL_FIRST: Final = "Please choose the school first."

_LAST_YEAR: Final = 2098
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_DIGITS = re.compile(r"([0-9]{1,7})(\.0{1,7})?")
_DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class Fields:
    """The flat values of a click. A client merges the card's inputs into them and adds keys of its own, which are left
    alone; what could not come from any card is refused."""

    def __init__(self, verb: str, data: Mapping[str, Any]) -> None:
        if len(data) > FIELDS_AT_MOST:
            raise forged()
        self._values = {key: value for key, value in data.items() if key != "msteams"}
        for value in self._values.values():
            if not isinstance(value, str | int | float | None):
                raise forged()
            if isinstance(value, str) and len(value) > TEXT_AT_MOST:
                raise Refused("missing", "That text is too long for me. Please shorten it and press the button again.")
        self.written: set[str] = set()
        """The names of what a person wrote, as far as it has been read."""
        if self._values.get("verb", verb) != verb:
            raise forged()

    def identity(self, key: str) -> str:
        return identity(self._given(key))

    def number(self, key: str, least: int, please: str = "") -> int:
        """Some clients turn numbers into texts, or whole numbers into fractions (`2.0`). Raises Refused, with `please`
        where one was to be chosen in a box, and none was."""
        value = self._given(key, please)
        if isinstance(value, str) and (digits := _DIGITS.fullmatch(value)):
            value = int(digits[1])
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or not least <= value <= NUMBER_AT_MOST:  # a bool is an int to isinstance
            raise forged()
        return value

    def year(self, key: str) -> AcademicYear:
        """Of this century, as days are: no calendar can be asked about any other."""
        year = self.number(key, 2000)
        if year > _LAST_YEAR:
            raise forged()
        return AcademicYear(year)

    def words(self, key: str) -> str:
        """What a person wrote; an input that was left alone may be absent."""
        self.written.add(key)
        return self._text(key)

    def lines(self, key: str) -> tuple[str, ...]:
        """What a person wrote, one thing on each line."""
        return tuple(self.words(key).splitlines())

    def some(self, keys: Sequence[str]) -> dict[str, str | int]:
        """Those of these values that came, as they came."""
        found = ((key, self._values.get(key)) for key in keys)
        return {key: value for key, value in found if isinstance(value, str | int)}

    def rest(self, *without: str) -> dict[str, str | int | float]:
        """All that came besides these, as it came."""
        left = {key: value for key, value in self._values.items() if key not in ("verb", *without)}
        return {key: value for key, value in left.items() if isinstance(value, str | int | float)}

    def several(self, key: str) -> tuple[str, ...]:
        """The ids that were chosen, any number of them: Teams puts commas between."""
        return tuple(identity(one) for one in self._text(key).split(",") if one)

    def was_sent(self, key: str) -> bool:
        return self._values.get(key) is not None

    def day(self, key: str) -> date | None:
        """The day that was chosen, if any. Raises Refused for one that no calendar has."""
        words = self._text(key)
        if not words:
            return None
        try:
            return date.fromisoformat(words if _DAY.fullmatch(words) else "")
        except ValueError:
            raise Refused("no_date", "I could not read that day. Please choose it again.") from None

    def needed_day(self, key: str, please: str) -> date:
        """The day that was chosen. Raises Refused, with `please` where none was."""
        day = self.day(key)
        if day is None:
            raise Refused("missing", please)
        return day

    def chosen(self, key: str, please: str) -> str:
        """The id that was chosen in a box. Raises Refused, with `please` where none was."""
        return identity(self._given(key, please))

    def half_day(self, on: date, key: str) -> HalfDay:
        """A half-day on that day, at the hours that the card offered (`09:00-12:00`)."""
        hours = _HOURS.fullmatch(self._text(key))
        if hours is None:
            raise forged()
        first, last = (time(int(hours[at]), int(hours[at + 1])) for at in (1, 3))
        if first >= last:
            raise forged()
        return HalfDay(on, first, last)

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise forged()
        return visible(value)

    def _given(self, key: str, please: str = "") -> str | int | float:
        value = self._values.get(key)
        if value is None or value == "":
            raise Refused("missing", please or f"This card does not say what it is about. {FRESH}")
        return value


def identity(value: object) -> str:
    """An id of ours. Raises Refused for what cannot be one."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise forged()
    return value


def forged() -> Refused:
    return Refused("forged", f"I could not read that card, so nothing was changed. {FRESH}")
