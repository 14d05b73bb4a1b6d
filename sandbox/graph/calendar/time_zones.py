"""Times as Outlook writes them: a wall clock and the name of a zone, Windows' or the IANA's."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.graph.errors import GraphError, bad_request

_WINDOWS = {
    "UTC": "UTC",
    "GMT Standard Time": "Europe/London",
    "Greenwich Standard Time": "Atlantic/Reykjavik",
    "W. Europe Standard Time": "Europe/Berlin",
    "Central Europe Standard Time": "Europe/Budapest",
    "Central European Standard Time": "Europe/Warsaw",
    "Romance Standard Time": "Europe/Paris",
    "GTB Standard Time": "Europe/Bucharest",
    "FLE Standard Time": "Europe/Kiev",
    "Eastern Standard Time": "America/New_York",
    "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver",
    "Pacific Standard Time": "America/Los_Angeles",
    "Arabian Standard Time": "Asia/Dubai",
    "India Standard Time": "Asia/Calcutta",
    "China Standard Time": "Asia/Shanghai",
    "Tokyo Standard Time": "Asia/Tokyo",
    "AUS Eastern Standard Time": "Australia/Sydney",
    "New Zealand Standard Time": "Pacific/Auckland",
}
NEVER = "0001-01-01T00:00:00Z"
CUSTOM = "tzone://Microsoft/Custom"
"""How the service names a zone that somebody made up in Outlook. It says nothing of what that zone is."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, and the zone in which somebody meant it."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        return self.at.astimezone(zone_named(self.zone))


def zone_named(name: str) -> tzinfo:
    """Raises 400 for a name that neither Windows nor the IANA has."""
    try:
        return UTC if name == "UTC" else ZoneInfo(_WINDOWS.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'."
        raise bad_request(message, "TimeZoneNotSupportedException") from None


def read_moment(value: Any, what: str) -> Moment:
    """A dateTimeTimeZone. Its time has no offset of its own; keys are taken in any case, as the service does."""
    given = lower_keys(value)
    text, zone = given.get("datetime"), given.get("timezone", "UTC")
    if not isinstance(text, str) or not isinstance(zone, str):
        raise _invalid(what)
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise _invalid(what) from None
    if local.tzinfo is not None:
        raise _invalid(what)
    return Moment(local.replace(tzinfo=zone_named(zone)).astimezone(UTC), zone)


def lower_keys(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    return {str(key).lower(): one for key, one in cast(dict[str, Any], value).items()}


def written(at: datetime, zone: str) -> dict[str, str]:
    local = at.astimezone(zone_named(zone))
    return {"dateTime": f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond:06d}0", "timeZone": zone}


def shown(at: datetime, meant: str, zone: str, *, all_day: bool) -> dict[str, str]:
    """A time of an entry that was `meant` in one zone, for who prefers another. A whole day is that day for everybody,
    from midnight to midnight of whatever zone; and what was meant in a zone of somebody's own stays in it."""
    if meant == CUSTOM:
        return written(at, "GMT Standard Time") | {"timeZone": CUSTOM}
    if all_day:
        return {"dateTime": f"{at.astimezone(zone_named(meant)):%Y-%m-%d}T00:00:00.0000000", "timeZone": zone}
    return written(at, zone)


def utc(at: datetime) -> str:
    """An Edm.DateTimeOffset, which also is how instants are kept: they sort as text."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}0Z"


def read_instant(text: str | None, what: str) -> datetime:
    """An instant of a query or body: without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        message = f"The value '{text}' of parameter '{what}' is invalid."
        raise bad_request(message, "ErrorInvalidParameter") from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _invalid(what: str) -> GraphError:
    return bad_request(f"The value of '{what}' is no time with a time zone.", "ErrorInvalidRequest")
