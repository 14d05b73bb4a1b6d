"""Half-days in words: when one is, and how many are left."""

from collections.abc import Sequence
from typing import Final

from handbook.core.half_days import HalfDay, SchoolHours
from handbook.half_days.entitlement import EntitlementLine

_DOTS_AT_MOST: Final = 12


def when(half_day: HalfDay) -> str:
    """Tuesday 9 March 2027, morning, 09:00 to 12:00."""
    day, hours = half_day.words.rsplit(", ", 1)
    return half_day.words if half_day.is_more_than_one else f"{day}, {half_day.half}, {hours}"


def short_when(half_day: HalfDay) -> str:
    """Tuesday 9 March, morning: short enough for a button on a phone."""
    half = "whole day" if half_day.is_more_than_one else half_day.half
    return f"{half_day.on:%A} {half_day.on.day} {half_day.on:%B}, {half}"


def gauge(line: EntitlementLine, held: str = "held") -> str:
    """2 of 6 half-days held, 1 planned, 3 left. Preparation is not held but done."""
    half_days = "half-day" if line.allowed == 1 else "half-days"
    return f"{line.held or 'none'} of {line.allowed} {half_days} {_rest(line, held)}"


def dots(line: EntitlementLine) -> str:
    """●◐○○○○ for one held, one planned, four left; nothing where they are too many to be seen at a glance."""
    if not 0 < line.allowed <= _DOTS_AT_MOST:
        return ""
    return f"{'●' * line.held}{'◐' * line.planned}{'○' * line.remaining} "


def counted(line: EntitlementLine, held: str = "held") -> str:
    """2 of 6 held, 1 planned, 3 left: the same where half-days are spoken of already."""
    return f"{line.held or 'none'} of {line.allowed} {_rest(line, held)}"


def _rest(line: EntitlementLine, held: str) -> str:
    return f"{held}, {line.planned or 'none'} planned, {line.remaining or 'none'} left"


def half_choices(hours: SchoolHours) -> Sequence[tuple[str, str]]:
    """Morning and afternoon to choose from; the hours travel, so that what was seen is what is done."""
    both = (("Morning", hours.morning), ("Afternoon", hours.afternoon))
    return [(f"{name}, {first:%H:%M} to {last:%H:%M}", f"{first:%H:%M}-{last:%H:%M}") for name, (first, last) in both]
