"""Outlook's JSON and our own shapes, both ways. Times go out as people in Britain mean them, and come in as UTC."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.calendar_requests import VISIT
from handbook.core.british_time import LONDON
from handbook.core.calendars import (
    Answer,
    Appointment,
    Busy,
    BusyTimes,
    CalendarEntry,
    EntryChanges,
    Invited,
    Invitee,
    Period,
    ShownAs,
    Unread,
    WorkingHours,
)
from handbook.core.external_errors import NotUnderstood

BRITISH = "GMT Standard Time"  # Windows' name for London, summer time included
PRIVATE = "private"
_ZONES: dict[str, tzinfo] = {"UTC": UTC, "tzone://Microsoft/Utc": UTC, BRITISH: LONDON, "Europe/London": LONDON}
_SHOWN: dict[Any, ShownAs] = {one.value: one for one in ShownAs}
_ANSWERS: dict[Any, Answer] = {one.value: one for one in Answer}
_ODD = (ValueError, LookupError, TypeError, AttributeError, OSError)
"""What Python raises where something is not of the shape that it has in all other replies."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OVERVIEW_MINUTES = (5, 60)  # at least and at most, and not longer than the window
_FREE, _TENTATIVE = "0", "1"
_NO_MAILBOX = frozenset({"ErrorMailRecipientNotFound"})

Json = Mapping[str, Any]


def british(at: datetime) -> dict[str, str]:
    """The wall clock in London, so that the entry stays at its hour whatever the clocks do."""
    local = at.astimezone(LONDON).replace(tzinfo=None)
    return {"dateTime": local.isoformat(timespec="seconds"), "timeZone": BRITISH}


def universal(at: datetime) -> dict[str, str]:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def instant(value: Json) -> datetime:
    """Raises NotUnderstood for a zone that nobody knows: a wrong guess would be an hour or more out."""
    zone = str(value.get("timeZone") or "UTC")
    try:
        return (
            datetime.fromisoformat(value["dateTime"]).replace(tzinfo=_ZONES.get(zone) or ZoneInfo(zone)).astimezone(UTC)
        )
    except (ZoneInfoNotFoundError, *_ODD):
        raise NotUnderstood("a time that cannot be read") from None


def period(value: Json) -> Period:
    """Whole days float: they come as midnights of whatever zone is preferred, and mean those of people in Britain.
    Where nothing says whether it is one, two midnights are."""
    start, end = value["start"], value["end"]
    all_day = value.get("isAllDay")
    if all_day or (all_day is None and _is_midnight(start) and _is_midnight(end)):
        return Period(_british_midnight(start), _british_midnight(end))
    return Period(instant(start), instant(end))


def _is_midnight(value: Json) -> bool:
    return datetime.fromisoformat(value["dateTime"]).time() == time()


def _british_midnight(value: Json) -> datetime:
    return datetime.combine(datetime.fromisoformat(value["dateTime"]).date(), time(), LONDON).astimezone(UTC)


def overview_minutes(window: Period) -> int:
    """For how long each digit of an overview of this window stands."""
    least, most = _OVERVIEW_MINUTES
    return max(least, min(most, int((window.end - window.start) / timedelta(minutes=1))))


def busy_times(email: str, parts: Sequence[tuple[Period, Json | None]]) -> BusyTimes:
    """One person's part of every reply, with the window asked about. One that is missing, that failed, or whose entries
    contradict its own overview makes all of it unknown. What reaches over the end of a part stands in two of them; two
    entries of one time stay two. Where an entry cannot be read, the overview says when there is no time."""
    found: Counter[Busy] = Counter()
    hours: WorkingHours | None = None
    for window, part in parts:
        if part is None or part.get("error") or _contradicts_itself(part):
            return BusyTimes(email, None, _why(part))
        read = [(_shown_as(item.get("status")), _busy(item)) for item in part["scheduleItems"]]
        found |= Counter(busy for _, busy in read if busy is not None)
        unread = {status for status, busy in read if busy is None} - {ShownAs.FREE}
        blocked = _by_overview(window, str(part["availabilityView"]), unread) if unread else []
        if unread and not blocked:
            return BusyTimes(email, None, Unread.NOT_READABLE)
        found |= Counter(blocked)
        hours = _working_hours(part.get("workingHours"))
    times = tuple(sorted(found.elements(), key=lambda one: (one.start, one.end, one.status)))
    return BusyTimes(email, times, hours=hours)


def _working_hours(value: Any) -> WorkingHours | None:
    """None for what cannot be read, such as hours by a clock that nobody knows: a wrong guess would be hours out."""
    try:
        weekdays = frozenset(_WEEKDAYS.index(str(day).lower()) for day in value["daysOfWeek"])
        starts, ends = (time.fromisoformat(value[name]) for name in ("startTime", "endTime"))
        zone = _zone_of_hours(value["timeZone"])
    except _ODD:
        return None
    return WorkingHours(weekdays, starts, ends, zone) if weekdays and zone else None


def _zone_of_hours(value: Json) -> tzinfo | None:
    """One that somebody made up is Britain's where it stands an hour ahead in summer alone."""
    if "bias" not in value:
        return _ZONES.get(str(value["name"]))
    if value["bias"] != 0:
        return None
    return LONDON if _within(value, "daylightOffset").get("daylightBias") else UTC


def _busy(item: Json) -> Busy | None:
    """None for what cannot be read."""
    try:
        at = period(item)
    except (NotUnderstood, *_ODD):
        return None
    return Busy(at.start, at.end, _shown_as(item.get("status")))


def _by_overview(window: Period, view: str, unread: set[ShownAs]) -> list[Busy]:
    """Whatever the overview does not show as free; what it shows as tentative only where something of that kind could
    not be read, for our own holds stand so."""
    step = timedelta(minutes=overview_minutes(window))
    nothing = _FREE if ShownAs.TENTATIVE in unread else _FREE + _TENTATIVE
    starts = (window.start + number * step for number, digit in enumerate(view) if digit not in nothing)
    return [Busy(start, start + step, ShownAs.UNKNOWN) for start in starts]


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
        "sensitivity": PRIVATE if appointment.private else "normal",
        "responseRequested": invites,
        "allowNewTimeProposals": invites,
        "transactionId": appointment.transaction,
        "singleValueExtendedProperties": [{"id": VISIT, "value": appointment.visit}],
        "isReminderOn": appointment.reminder_minutes is not None,
    }
    if appointment.reminder_minutes is not None:
        body["reminderMinutesBeforeStart"] = appointment.reminder_minutes
    return body


def changed_body(changes: EntryChanges, standing: CalendarEntry) -> dict[str, Any]:
    """What must be sent so that the entry is as wanted; empty where it is. A time that is sent again, although it is
    the same, could make everybody answer anew."""
    body: dict[str, Any] = {}
    if changes.period not in (None, standing.period):
        body |= {"start": british(changes.period.start), "end": british(changes.period.end)}
        if standing.all_day:
            body["isAllDay"] = False
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


def entry(event: Json) -> CalendarEntry:
    """Raises NotUnderstood where a part of it cannot be read."""
    try:
        return _entry(event)
    except _ODD:
        raise NotUnderstood("an entry that cannot be read") from None


def _entry(event: Json) -> CalendarEntry:
    properties: list[Json] = event.get("singleValueExtendedProperties") or []
    attendees: list[Json] = event.get("attendees") or []
    return CalendarEntry(
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
        all_day=event.get("isAllDay") is True,
        private=event.get("sensitivity") == PRIVATE,
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
