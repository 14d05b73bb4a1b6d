"""Outlook's JSON and our own shapes, both ways. Times go out as people in Britain mean them, and come in as UTC."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.calendar_requests import VISIT
from handbook.core.british_time import LONDON
from handbook.core.calendars import (
    Answer,
    Appointment,
    Busy,
    BusyTimes,
    Entry,
    EntryChanges,
    Invited,
    Invitee,
    Period,
    ShownAs,
    Unread,
)
from handbook.core.external_errors import Unavailable

BRITISH = "GMT Standard Time"  # Windows' name for London, summer time included
_ZONES: dict[str, tzinfo] = {"UTC": UTC, "tzone://Microsoft/Utc": UTC, BRITISH: LONDON}
_SHOWN: dict[Any, ShownAs] = {one.value: one for one in ShownAs}
_ANSWERS: dict[Any, Answer] = {one.value: one for one in Answer}
_NO_MAILBOX = frozenset({"ErrorMailRecipientNotFound"})

Json = Mapping[str, Any]


def british(at: datetime) -> dict[str, str]:
    """The wall clock in London, so that the entry stays at its hour whatever the clocks do."""
    local = at.astimezone(LONDON).replace(tzinfo=None)
    return {"dateTime": local.isoformat(timespec="seconds"), "timeZone": BRITISH}


def universal(at: datetime) -> dict[str, str]:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def instant(value: Json) -> datetime:
    """Raises Unavailable for a zone that nobody knows: a wrong guess would be an hour or more out."""
    zone = str(value.get("timeZone") or "UTC")
    try:
        return (
            datetime.fromisoformat(value["dateTime"]).replace(tzinfo=_ZONES.get(zone) or ZoneInfo(zone)).astimezone(UTC)
        )
    except (ZoneInfoNotFoundError, ValueError, KeyError):
        raise Unavailable("a time that cannot be read") from None


def period(value: Json) -> Period:
    return Period(instant(value["start"]), instant(value["end"]))


def busy_times(email: str, parts: Sequence[Json | None]) -> BusyTimes:
    """One person's part of every reply. One that is missing, that failed, or whose entries contradict its own overview
    makes all of it unknown. What reaches over the end of a part stands in two of them; two entries of
    one time stay two."""
    found: Counter[Busy] = Counter()
    for part in parts:
        if part is None or part.get("error") or _contradicts_itself(part):
            return BusyTimes(email, None, _why(part))
        found |= Counter(map(_busy, part["scheduleItems"]))
    return BusyTimes(email, tuple(sorted(found.elements(), key=lambda one: (one.start, one.end, one.status))))


def _busy(item: Json) -> Busy:
    at = period(item)
    return Busy(at.start, at.end, _shown_as(item.get("status")))


def _contradicts_itself(part: Json) -> bool:
    view, items = part.get("availabilityView"), part.get("scheduleItems")
    return not view or items is None or (not items and set(view) != {"0"})


def _why(part: Json | None) -> Unread:
    error: Json = (part or {}).get("error") or {}
    return Unread.NO_MAILBOX if error.get("responseCode") in _NO_MAILBOX else Unread.NOT_READABLE


def _shown_as(value: Any) -> ShownAs:
    return _SHOWN.get(value, ShownAs.UNKNOWN)


def event_body(appointment: Appointment) -> dict[str, Any]:
    """An appointment as it is created."""
    invites = bool(appointment.invitees)
    body: dict[str, Any] = {
        "subject": appointment.subject,
        "body": _html(appointment.body_html),
        "start": british(appointment.period.start),
        "end": british(appointment.period.end),
        "location": {"displayName": appointment.location},
        "attendees": [_attendee(one) for one in appointment.invitees],
        "showAs": appointment.shown_as.value,
        "responseRequested": invites,
        "allowNewTimeProposals": invites,
        "transactionId": appointment.transaction,
        "singleValueExtendedProperties": [{"id": VISIT, "value": appointment.visit}],
        "isReminderOn": appointment.reminder_minutes is not None,
    }
    if appointment.reminder_minutes is not None:
        body["reminderMinutesBeforeStart"] = appointment.reminder_minutes
    return body


def changed_body(changes: EntryChanges, standing: Entry) -> dict[str, Any]:
    """What must be sent so that the entry is as wanted; empty where it is. A time that is sent again, although it is
    the same, could make everybody answer anew."""
    body: dict[str, Any] = {}
    if changes.period not in (None, standing.period):
        body |= {"start": british(changes.period.start), "end": british(changes.period.end)}
    if changes.subject not in (None, standing.subject):
        body["subject"] = changes.subject
    if changes.body_html is not None:  # Exchange dresses up what it is given: whether it is the same cannot be seen
        body["body"] = _html(changes.body_html)
    if changes.location not in (None, standing.location):
        body["location"] = {"displayName": changes.location}
    if changes.shown_as not in (None, standing.shown_as):
        body["showAs"] = changes.shown_as.value
    if changes.invitees is not None and _addresses(changes.invitees) != _addresses(standing.invited):
        body["attendees"] = [_attendee(one) for one in changes.invitees]
    return body


def _addresses(people: Iterable[Invitee | Invited]) -> set[str]:
    return {one.email.lower() for one in people}


def _html(content: str) -> dict[str, str]:
    return {"contentType": "html", "content": content}


def _attendee(invitee: Invitee) -> dict[str, Any]:
    return {"emailAddress": {"address": invitee.email, "name": invitee.name}, "type": "required"}


def entry(event: Json) -> Entry:
    properties: list[Json] = event.get("singleValueExtendedProperties") or []
    attendees: list[Json] = event.get("attendees") or []
    return Entry(
        id=str(event["id"]),
        change_key=str(event.get("changeKey") or ""),
        uid=str(event.get("iCalUId") or ""),
        period=period(event),
        subject=str(event.get("subject") or ""),
        body_html=str(_within(event, "body").get("content") or ""),
        location=str(_within(event, "location").get("displayName") or ""),
        shown_as=_shown_as(event.get("showAs")),
        organised_here=event.get("isOrganizer") is True,
        cancelled=event.get("isCancelled") is True,
        invited=tuple(_invited(one) for one in attendees),
        visit=next((str(one["value"]) for one in properties if str(one["id"]).lower() == VISIT.lower()), None),
        web_link=str(event.get("webLink") or ""),
        transaction=str(event.get("transactionId") or ""),
    )


def _invited(attendee: Json) -> Invited:
    address, status = _within(attendee, "emailAddress"), _within(attendee, "status")
    proposed = attendee.get("proposedNewTime")
    return Invited(
        email=str(address.get("address") or ""),
        name=str(address.get("name") or ""),
        answer=_ANSWERS.get(status.get("response"), Answer.NONE),
        answered_at=_answered_at(status.get("time")),
        proposed=period(proposed) if proposed else None,
    )


def _answered_at(value: Any) -> datetime | None:
    """Outlook's “never” is the first day of the first year."""
    if not value or str(value).startswith("0001-"):
        return None
    return datetime.fromisoformat(str(value))


def _within(value: Json, name: str) -> Json:
    return value.get(name) or {}
