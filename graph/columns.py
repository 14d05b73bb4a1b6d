"""Whether SharePoint's columns say what we wrote: it gives dates, numbers and empty text back in its own form."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def unlike(wanted: Mapping[str, str], found: Mapping[str, Any]) -> list[str]:
    """The names of the columns that say something else, in the order wanted."""
    return [name for name, value in wanted.items() if not _same(value, found.get(name))]


def _same(wanted: str, found: Any) -> bool:
    if found is None:
        return not wanted
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return _number(wanted) == Decimal(str(found))
    return wanted == found or bool(_instants(wanted) & _instants(str(found)))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _instants(text: str) -> set[datetime]:
    """The instant a text means; for a plain date both midnights, since a date column holds its site's midnight and a
    site may keep London time or UTC."""
    try:
        if len(text) == len("2026-10-15"):
            day = date.fromisoformat(text)
            return {datetime.combine(day, time(), zone).astimezone(UTC) for zone in (UTC, LONDON)}
        instant = datetime.fromisoformat(text)
    except ValueError:
        return set()
    return {instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)}
