"""Entries as Graph's JSON."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.prefer import Preferences
from sandbox.graph.calendar.time_zones import read_instant, shown, written

EVENT_PROPERTIES = (
    "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "categories", "transactionId",
    "originalStartTimeZone", "originalEndTimeZone",
    "iCalUId", "reminderMinutesBeforeStart", "isReminderOn", "hasAttachments", "subject",
    "bodyPreview", "importance", "sensitivity", "isAllDay", "isCancelled", "isOrganizer", "responseRequested",
    "seriesMasterId", "showAs", "type", "webLink", "onlineMeetingUrl", "isOnlineMeeting", "onlineMeetingProvider",
    "allowNewTimeProposals", "isDraft", "hideAttendees", "recurrence", "onlineMeeting", "responseStatus", "body",
    "start", "end", "location", "locations", "attendees", "organizer",
)  # fmt: skip
_PREVIEW = 255
_OUTLOOK = "https://outlook.office365.com/owa/?itemid={}&exvsurl=1&path=/calendar/item"


def event(copy: Copy, prefer: Preferences) -> dict[str, Any]:
    data, event_id = copy.data, copy.id(prefer.immutable)
    return {
        "@odata.etag": f'W/"{copy.change_key}"',
        "id": event_id,
        "createdDateTime": copy.created_at,
        "lastModifiedDateTime": copy.modified_at,
        "changeKey": copy.change_key,
        "transactionId": copy.transaction_id,
        "originalStartTimeZone": data["startZone"],
        "originalEndTimeZone": data["endZone"],
        "iCalUId": copy.uid,
        **{name: data[name] for name in _AS_KEPT},
        "bodyPreview": plain(data["body"]["content"])[:_PREVIEW],
        "hasAttachments": False,
        "isOrganizer": copy.is_organiser,
        "seriesMasterId": None,
        "type": "singleInstance",
        "webLink": _OUTLOOK.format(quote(event_id, safe="")),
        "onlineMeetingUrl": None,
        "onlineMeetingProvider": "teamsForBusiness" if data["isOnlineMeeting"] else "unknown",
        "onlineMeeting": {"joinUrl": _join(copy)} if data["isOnlineMeeting"] else None,
        "isDraft": False,
        "recurrence": None,
        "responseStatus": data["response"],
        "body": _body(data, prefer),
        **times(copy, prefer),
        "location": _location(data["location"]),
        "locations": [_location(data["location"])] if data["location"] else [],
        "attendees": [] if data["hideAttendees"] and not copy.is_organiser else _attendees(data, prefer),
        "organizer": {"emailAddress": data["organizer"]},
    }


def times(copy: Copy, prefer: Preferences) -> dict[str, Any]:
    data = copy.data
    return {
        "start": shown(copy.start, data["startZone"], prefer.zone, all_day=data["isAllDay"]),
        "end": shown(copy.end, data["endZone"], prefer.zone, all_day=data["isAllDay"]),
    }


_AS_KEPT = (
    "categories", "reminderMinutesBeforeStart", "isReminderOn", "subject", "importance", "sensitivity", "isAllDay",
    "isCancelled", "responseRequested", "showAs", "isOnlineMeeting", "allowNewTimeProposals", "hideAttendees",
)  # fmt: skip


def extended(copy: Copy, wanted: str) -> list[dict[str, str]]:
    """The extended property of this id, compared without regard to case."""
    kept: dict[str, str] = copy.data["singleValueExtendedProperties"]
    return [{"id": key, "value": value} for key, value in kept.items() if key.lower() == wanted.lower()]


def plain(html: str) -> str:
    """The words of a page without its marks."""
    inner = re.sub(r"(?is)^.*<body[^>]*>|</body>.*$", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def _body(data: dict[str, Any], prefer: Preferences) -> dict[str, str]:
    if prefer.text:
        return {"contentType": "text", "content": plain(data["body"]["content"])}
    return data["body"]


def _location(name: str) -> dict[str, str]:
    if not name:
        return {"displayName": "", "locationType": "default", "uniqueIdType": "unknown"}
    return {"displayName": name, "locationType": "default", "uniqueId": name, "uniqueIdType": "private"}


def _attendees(data: dict[str, Any], prefer: Preferences) -> list[dict[str, Any]]:
    return [_attendee(one, prefer) for one in data["attendees"]]


def _attendee(kept: dict[str, Any], prefer: Preferences) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": kept["type"],
        "status": {"response": kept["response"], "time": kept["time"]},
        "emailAddress": {"name": kept["name"], "address": kept["address"]},
    }
    if kept["proposed"]:
        slot = {name: read_instant(kept["proposed"][name], name) for name in ("start", "end")}
        shape["proposedNewTime"] = {name: written(at, prefer.zone) for name, at in slot.items()}
    return shape


def _join(copy: Copy) -> str:
    return f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{copy.uid[-32:]}%40thread.v2/0"
