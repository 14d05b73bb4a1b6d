"""What callers may say of an event, read strictly: a property that is not played here is refused, never ignored."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from html import escape
from typing import Any, Final

from sandbox.graph.calendar.time_zones import Moment, lower_keys, read_moment
from sandbox.graph.errors import GraphError, bad_request

MOST_ATTENDEES = 500
SHOW_AS = ("free", "tentative", "busy", "oof", "workingElsewhere", "unknown")
_PROPERTY = re.compile(
    r"(String|Integer|Boolean|SystemTime) \{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\} (Name \S.*|Id 0x[0-9a-f]+)",
    re.I,
)

Values = dict[str, Any]


def read(body: Mapping[str, Any]) -> Values:
    """The properties that were given, each as it will be kept; `start` and `end` as moments. Raises 400."""
    return {name: READERS[name](name, value) for name, value in body.items() if not name.startswith("@")}


def checked(values: Values, start: Moment, end: Moment) -> None:
    """Raises 400 where the times make no sense together."""
    if end.at < start.at:
        raise _failed("end", "The end of an event comes before its start.")
    if values.get("isAllDay") and any(one.local.time().isoformat() != "00:00:00" for one in (start, end)):
        raise _failed("isAllDay", "The Event.Start property for an all-day event needs to be set to midnight.")
    if values.get("isAllDay") and end.at - start.at < timedelta(hours=23):
        raise _failed("isAllDay", "The duration of an event marked as All day must be at least 24 hours.")


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _unreadable(name)
    return value


def _yes_or_no(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _unreadable(name)
    return value


def _minutes(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unreadable(name)
    return value


def _one_of(*known: str) -> Callable[[str, Any], str]:
    def read_one(name: str, value: Any) -> str:
        if value not in known:
            raise _unreadable(name)
        return value

    return read_one


def _words(name: str, value: Any) -> list[str]:
    return [_text(name, one) for one in _list(name, value)]


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _unreadable(name)
    return value  # pyright: ignore[reportUnknownVariableType] -- JSON has no types


def _body(name: str, value: Any) -> dict[str, str]:
    """Exchange keeps HTML, and puts its own page around what it is given."""
    given = lower_keys(value)
    kind, content = str(given.get("contenttype", "text")).lower(), _text(name, given.get("content"))
    if kind not in ("text", "html"):
        raise _unreadable(name)
    inner = content if kind == "html" else escape(content).replace("\n", "<br>\r\n")
    return {"contentType": "html", "content": inner if "<body" in inner.lower() else _PAGE.format(inner)}


def _location(name: str, value: Any) -> str:
    return _text(name, lower_keys(value).get("displayname"))


def _transaction(name: str, value: Any) -> str | None:
    return None if value is None else _text(name, value)


def _attendees(name: str, value: Any) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in _list(name, value):
        given = lower_keys(one)
        address, kind = lower_keys(given.get("emailaddress")), given.get("type", "required")
        mail = address.get("address")
        if not isinstance(mail, str) or "@" not in mail or kind not in ("required", "optional", "resource"):
            raise _failed(name, "An attendee has no valid e-mail address or type.")
        found[mail.lower()] = {"address": mail, "name": str(address.get("name") or mail), "type": kind}
    if len(found) > MOST_ATTENDEES:
        raise _failed(name, f"An event takes at most {MOST_ATTENDEES} attendees.")
    return list(found.values())


def _extended(name: str, value: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _list(name, value):
        given = lower_keys(one)
        key, text = given.get("id"), given.get("value")
        if not isinstance(key, str) or not _PROPERTY.fullmatch(key) or not isinstance(text, str):
            raise bad_request("The property Id of an extended property is invalid.", "ErrorInvalidProperty")
        found[key] = text
    return found


def _provider(name: str, value: Any) -> str:
    return _one_of("teamsForBusiness", "unknown")(name, value)


def _unreadable(name: str) -> GraphError:
    return bad_request(f"The value of '{name}' cannot be read.", "UnableToDeserializePostBody")


def _failed(name: str, message: str) -> GraphError:
    return bad_request(f"At least one property failed validation: {name}. {message}", "ErrorPropertyValidationFailure")


_PAGE: Final = (
    '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n'
    "{}\r\n</body>\r\n</html>\r\n"
)
READERS: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "subject": _text,
    "body": _body,
    "start": lambda name, value: read_moment(value, name),
    "end": lambda name, value: read_moment(value, name),
    "location": _location,
    "attendees": _attendees,
    "transactionId": _transaction,
    "isOnlineMeeting": _yes_or_no,
    "onlineMeetingProvider": _provider,
    "allowNewTimeProposals": _yes_or_no,
    "responseRequested": _yes_or_no,
    "isReminderOn": _yes_or_no,
    "reminderMinutesBeforeStart": _minutes,
    "showAs": _one_of(*SHOW_AS),
    "sensitivity": _one_of("normal", "personal", "private", "confidential"),
    "importance": _one_of("low", "normal", "high"),
    "categories": _words,
    "hideAttendees": _yes_or_no,
    "isAllDay": _yes_or_no,
    "singleValueExtendedProperties": _extended,
}
"""What may be written of an event here. Not: recurrence, attachments, several locations."""
