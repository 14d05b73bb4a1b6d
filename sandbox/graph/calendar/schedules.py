"""Free and busy: everybody's time, without what it is filled with."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any, cast

from aiohttp import web

from sandbox.graph.calendar import prefer, shapes
from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.mailboxes import Hours, Shares
from sandbox.graph.calendar.opening import mailbox
from sandbox.graph.calendar.prefer import Preferences
from sandbox.graph.calendar.time_zones import lower_keys, read_moment
from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request

MAILBOXES = 20
WINDOW = timedelta(days=62)
ENTRIES = 1000
_DIGITS = {"free": "0", "tentative": "1", "busy": "2", "oof": "3", "workingElsewhere": "4", "unknown": "2"}
_WEIGHTS = "04123"
"""Where entries overlap, the overview shows the last of these."""
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
_OFFSET = {"time": "02:00:00.0000000", "dayOccurrence": 1, "dayOfWeek": "sunday", "year": 0}
_MADE_UP = {
    "@odata.type": "#microsoft.graph.customTimeZone",
    "bias": 0,
    "name": "Customized Time Zone",
    "standardOffset": {**_OFFSET, "month": 10},
    "daylightOffset": {**_OFFSET, "month": 3, "daylightBias": -60},
}


def get_schedule(call: Call) -> web.Response:
    asker = mailbox(call)
    wants, body = prefer.read(call.request), lower_keys(call.json())
    if unknown := set(body) - {"schedules", "starttime", "endtime", "availabilityviewinterval"}:
        raise _wrong(f"The parameter '{min(unknown)}' is not supported here.")
    start, end = read_moment(body.get("starttime"), "startTime").at, read_moment(body.get("endtime"), "endTime").at
    minutes = _minutes(body.get("availabilityviewinterval", 30), start, end)
    asked = [_schedule(call, asker.id, mail, start, end, minutes, wants) for mail in _schedules(body.get("schedules"))]
    return wants.mark(call.collection(asked, "Collection(microsoft.graph.scheduleInformation)"))


def _schedules(value: Any) -> list[str]:
    given = cast(list[Any], value) if isinstance(value, list) else []
    if not given or not all(isinstance(mail, str) and mail for mail in given):
        raise _wrong("schedules must be a list of SMTP addresses.")
    if len(given) > MAILBOXES:
        message = (
            "There are too many target users in the EmailAddress array."
            f" The allowed size = {MAILBOXES}; the actual size = {len(given)}."
        )
        raise GraphError(400, "ErrorMailboxDataArrayTooBig", message)
    return given


def _minutes(value: Any, start: datetime, end: datetime) -> int:
    if end <= start:
        raise _wrong("endTime must be later than startTime.")
    if end - start > WINDOW:
        raise bad_request("The requested time window is longer than 62 days.", "ErrorTimeIntervalTooBig")
    if not isinstance(value, int) or not 5 <= value <= 1440 or timedelta(minutes=value) > end - start:
        raise _wrong("availabilityViewInterval must be from 5 to 1440 minutes, and no longer than the window.")
    return value


def _schedule(
    call: Call, asker_id: str, mail: str, start: datetime, end: datetime, minutes: int, wants: Preferences
) -> dict[str, Any]:
    """Everybody decides what others see of their time; an application's scope is no matter here. One's own is seen."""
    mailboxes, person = call.stand_in.mailboxes, call.stand_in.tenant.person_by_mail(mail)
    if person is None or not mailboxes.has_one(person):
        return _unread(mail, "ErrorMailRecipientNotFound", "Unable to resolve the mailbox.")
    if mailboxes.state(person) == "away":
        return _unread(mail, "ErrorMailboxLogonFailed", "Unable to connect to the mailbox.")
    shares = "subjects" if person.id == asker_id else mailboxes.shares(person)
    if shares == "nothing":
        return _unread(mail, "ErrorNoFreeBusyAccess", "The caller has no access to free/busy data.")
    copies = call.stand_in.book.between(person.id, start, end)
    if len(copies) > ENTRIES:
        return _unread(mail, "5006", f"The result set contains too many calendar entries ({len(copies)}).")
    items = [_item(copy, wants, shares) for copy in copies]
    view, hours = _overview(copies, start, end, minutes), mailboxes.hours(person)
    return {"scheduleId": mail, "availabilityView": view, "scheduleItems": items, "workingHours": _hours(hours)}


def _hours(of: Hours) -> dict[str, Any]:
    """As Graph shows them, by the clock of whoever set them."""
    zones = {"made_up_zone": _MADE_UP, "far_away": {"name": "Pacific Standard Time"}}
    return {
        "daysOfWeek": list(_WEEK[1:4] if of == "part_week" else _WEEK),
        "startTime": "08:00:00.0000000",
        "endTime": f"{13 if of == 'mornings' else 17}:00:00.0000000",
        "timeZone": zones.get(of, {"name": "GMT Standard Time"}),
    }


def _unread(mail: str, code: str, message: str) -> dict[str, Any]:
    error = {"message": message, "responseCode": code}
    return {"scheduleId": mail, "availabilityView": "", "scheduleItems": [], "error": error}


def _item(copy: Copy, wants: Preferences, shares: Shares) -> dict[str, Any]:
    """Subject and place only where they are shared, and never of what is private."""
    item = {
        "isPrivate": copy.data["sensitivity"] == "private",
        "status": copy.data["showAs"],
        **shapes.times(copy, wants),
    }
    if shares == "subjects" and not item["isPrivate"]:
        item |= {"subject": copy.data["subject"], "location": copy.data["location"]}
    return item


def _overview(copies: list[Copy], start: datetime, end: datetime, minutes: int) -> str:
    slots = ["0"] * ceil((end - start) / timedelta(minutes=minutes))
    for copy in copies:
        digit = _DIGITS[copy.data["showAs"]]
        first = max(0, int((copy.start - start) / timedelta(minutes=minutes)))
        last = min(len(slots), ceil((copy.end - start) / timedelta(minutes=minutes)))
        for slot in range(first, last):
            slots[slot] = max(slots[slot], digit, key=_WEIGHTS.index)
    return "".join(slots)


def _wrong(message: str) -> GraphError:
    return bad_request(message, "ErrorInvalidParameter")
