"""Instants as people in Britain read them. Instants are aware; people read Europe/London."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(at: datetime) -> date:
    """The day it is in London at an instant."""
    return at.astimezone(LONDON).date()


def date_words(day: date) -> str:
    """23 November 2026."""
    return f"{day.day} {day:%B %Y}"


def day_words(day: date) -> str:
    """Monday 23 November 2026."""
    return f"{day:%A} {date_words(day)}"


def moment_words(at: datetime) -> str:
    """Monday 23 November 2026 at 16:42."""
    local = at.astimezone(LONDON)
    return f"{day_words(local.date())} at {local:%H:%M}"


def time_words(at: datetime) -> str:
    """16:42."""
    return f"{at.astimezone(LONDON):%H:%M}"
