"""What Outlook says, read: above all that a time which could not be read is unknown and never free."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

import pytest

from graph import calendar_reading as reading
from handbook.core.british_time import LONDON
from handbook.core.calendars import (
    Answer,
    Busy,
    BusyTimes,
    CalendarEntry,
    EntryChanges,
    Invitee,
    Period,
    ShownAs,
    Unread,
    WorkingHours,
)
from handbook.core.external_errors import NotUnderstood
from handbook.core.half_days import HalfDay

NINE, TWELVE = datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 10, 12, tzinfo=UTC)


def part(*items: tuple[str, datetime, datetime], view: str = "0220", **more: Any) -> dict[str, Any]:
    listed = [{"status": s, "start": reading.universal(a), "end": reading.universal(b)} for s, a, b in items]
    return {"scheduleId": "a@x.example", "availabilityView": view, "scheduleItems": listed, **more}


EIGHT = Period(NINE - timedelta(hours=1), TWELVE)
CUSTOM = {"dateTime": "2026-11-10T09:00:00", "timeZone": "tzone://Microsoft/Custom"}


def read(*parts: Any, window: Period = EIGHT) -> BusyTimes:
    return reading.busy_times("a@x.example", [(window, one) for one in parts])


@pytest.mark.parametrize(
    "unread",
    [
        None,
        part(error={"responseCode": "5006", "message": "too many"}),
        part(view=""),
        part(view="0220"),
        {"availabilityView": "0000"},
    ],
    ids=["not mentioned", "failed", "no overview", "overview without entries", "no entries at all"],
)
def test_whoever_could_not_be_read_is_unknown_in_all_of_the_window(unread: Any) -> None:
    found = read(part(("busy", NINE, TWELVE)), unread)
    assert (found.times, found.known, found.unread) == (None, False, Unread.NOT_READABLE)


def test_an_address_without_a_mailbox_is_said_to_have_none() -> None:
    error = {"responseCode": "ErrorMailRecipientNotFound", "message": "Unable to resolve the mailbox."}
    assert read(part(view="", error=error)).unread is Unread.NO_MAILBOX


def test_an_entry_that_touches_two_windows_is_one_and_an_odd_status_blocks() -> None:
    both = ("busy", NINE, TWELVE)
    found = read(part(both, ("asleep", TWELVE, TWELVE.replace(hour=13))), part(both))
    assert found.times == (
        Busy(NINE, TWELVE, ShownAs.BUSY),
        Busy(TWELVE, TWELVE.replace(hour=13), ShownAs.UNKNOWN),
    )
    assert read(part(view="0000")).times == ()
    two = read(part(both, both), part(both))
    assert two.times == (Busy(NINE, TWELVE, ShownAs.BUSY),) * 2  # of which one may be ours, and the other is not


def made_up(bias: int, summer: int | None) -> dict[str, Any]:
    """A zone that somebody set by hand, as Microsoft publishes it."""
    offset = {"time": "02:00:00.0000000", "dayOccurrence": 1, "dayOfWeek": "sunday", "month": 3, "year": 0}
    zone = {"@odata.type": "#microsoft.graph.customTimeZone", "bias": bias, "name": "Customized Time Zone"}
    return zone | ({} if summer is None else {"daylightOffset": {**offset, "daylightBias": summer}})


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ({"name": "GMT Standard Time"}, LONDON),
        ({"name": "UTC"}, UTC),
        (made_up(0, -60), LONDON),
        (made_up(0, None), UTC),
        (made_up(480, -60), None),
        ({"name": "Pacific Standard Time"}, None),
    ],
)
def test_working_hours_are_read_by_a_clock_that_is_known(zone: dict[str, Any], expected: tzinfo | None) -> None:
    hours = {"daysOfWeek": ["tuesday", "Wednesday"], "startTime": "08:00:00.0000000", "endTime": "12:30:00.0000000"}
    found = read(part(view="0000", workingHours={**hours, "timeZone": zone})).hours
    assert found == (WorkingHours(frozenset((1, 2)), time(8, 0), time(12, 30), expected) if expected else None)


@pytest.mark.parametrize("hours", [{}, {"daysOfWeek": ["someday"]}, "always", None])
def test_working_hours_that_cannot_be_read_keep_nobody_from_anything(hours: Any) -> None:
    assert read(part(view="0000", workingHours=hours)).hours is None
    days = {"daysOfWeek": [], "startTime": "08:00:00", "endTime": "17:00:00", "timeZone": {"name": "UTC"}}
    assert read(part(view="0000", workingHours=days)).hours is None


@pytest.mark.parametrize(
    ("status", "view", "times"),
    [
        ("busy", "0220", [(9, ShownAs.UNKNOWN), (10, ShownAs.UNKNOWN)]),
        ("busy", "1120", [(10, ShownAs.UNKNOWN)]),  # what is tentative there is something else, of ours perhaps
        ("tentative", "1000", [(8, ShownAs.UNKNOWN)]),
        ("free", "0000", []),
        ("busy", "0000", None),
        (None, "1110", None),  # of what kind it is nobody knows, and the overview shows nothing that it could be
    ],
)
@pytest.mark.parametrize("start", [CUSTOM, {"dateTime": "soon"}, None])
def test_what_could_not_be_read_is_busy_where_the_overview_says_so(
    status: str | None, view: str, times: list[tuple[int, ShownAs]] | None, start: Any
) -> None:
    item = {"status": status, "start": start, "end": reading.universal(TWELVE)}
    found = read({"availabilityView": view, "scheduleItems": [item]})
    if times is None:
        assert (found.times, found.unread) == (None, Unread.NOT_READABLE)
    else:
        hours = [(NINE.replace(hour=hour), status) for hour, status in times]
        assert found.times == tuple(Busy(at, at + timedelta(hours=1), status) for at, status in hours)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"dateTime": "2026-11-10T09:00:00.0000000", "timeZone": "UTC"}, NINE),
        ({"dateTime": "2026-11-10T09:00:00.0000000", "timeZone": "GMT Standard Time"}, NINE),
        ({"dateTime": "2026-07-07T10:00:00", "timeZone": "Europe/London"}, datetime(2026, 7, 7, 9, tzinfo=UTC)),
        ({"dateTime": "2026-11-10T10:00:00", "timeZone": "Europe/Paris"}, NINE),
    ],
)
def test_a_time_is_read_in_its_own_zone(given: dict[str, str], expected: datetime) -> None:
    assert reading.instant(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"dateTime": "2026-11-10T09:00:00", "timeZone": "Lunar Standard Time"},
        {"dateTime": "soon", "timeZone": "UTC"},
        {"timeZone": "UTC"},
    ],
)
def test_a_time_that_cannot_be_read_is_not_guessed(given: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood):
        reading.instant(given)


@pytest.mark.parametrize("day", ["2027-03-26", "2027-03-29", "2026-10-23", "2026-10-26"])
def test_nine_o_clock_is_written_as_nine_o_clock_on_both_sides_of_a_change_of_clocks(day: str) -> None:
    local = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=reading.LONDON)
    written = reading.british(local.astimezone(UTC))
    assert written == {"dateTime": f"{day}T09:00:00", "timeZone": "GMT Standard Time"}
    assert reading.instant(written) == local


BARE = {"id": "e1", "start": reading.universal(NINE), "end": reading.universal(TWELVE)}


def entry(**more: Any) -> CalendarEntry:
    return reading.entry(BARE | more)


def test_an_entry_that_says_little_is_read_carefully() -> None:
    found = entry(attendees=[{"status": {"response": "perhaps"}}], showAs="asleep", isOrganizer=None)
    assert (found.period, found.shown_as) == (Period(NINE, TWELVE), ShownAs.UNKNOWN)
    assert (found.organised_here, found.cancelled, found.visit) == (False, False, None)
    assert [(one.email, one.answer, one.answered_at) for one in found.invited] == [("", Answer.NONE, None)]


@pytest.mark.parametrize("odd", [{"start": CUSTOM}, {"end": None}, {"attendees": [{"status": {"time": "soon"}}]}])
def test_an_entry_of_which_a_part_cannot_be_read_is_not_guessed(odd: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        entry(**odd)


@pytest.mark.parametrize("zone", ["UTC", "GMT Standard Time", "tzone://Microsoft/Custom"])
def test_a_whole_day_is_one_of_london_also_in_summer(zone: str) -> None:
    day = {"start": {"dateTime": "2026-07-07T00:00:00.0000000", "timeZone": zone}}
    day |= {"end": {"dateTime": "2026-07-08T00:00:00.0000000", "timeZone": zone}}
    found = entry(**day, isAllDay=True)
    assert found.period == Period(datetime(2026, 7, 6, 23, tzinfo=UTC), datetime(2026, 7, 7, 23, tzinfo=UTC))
    assert HalfDay.between(found.period.start, found.period.end).words == "Tuesday 7 July 2026, all day"
    if zone == "UTC":
        timed = entry(**day, isAllDay=False)
        assert timed.period.start == datetime(2026, 7, 7, tzinfo=UTC), "somebody's night"
    sent = reading.changed_body(EntryChanges(Period(NINE, TWELVE)), found)
    assert sent["isAllDay"] is False, "Exchange takes no other hours for a whole day"
    busy = read({"availabilityView": "2", "scheduleItems": [day | {"status": "busy"}]})
    assert busy.times == (Busy(found.period.start, found.period.end, ShownAs.BUSY),)


def test_only_what_differs_is_changed() -> None:
    standing = entry(subject="Visit", location={"displayName": "School"}, showAs="busy")
    same = EntryChanges(standing.period, "Visit", None, "School", ShownAs.BUSY)
    assert reading.changed_body(same, standing) == {}
    assert reading.changed_body(EntryChanges(), standing) == {}
    other = EntryChanges(Period(NINE, TWELVE.replace(hour=13)), "Spring", "<p>x</p>", "Hall", ShownAs.TENTATIVE)
    assert set(reading.changed_body(other, standing)) == {"start", "end", "subject", "body", "location", "showAs"}


def test_who_is_invited_is_sent_where_it_is_somebody_else() -> None:
    standing = entry(attendees=[{"emailAddress": {"address": "Head@school.example", "name": "Head"}}])
    head, dso = Invitee("head@school.example", "Head"), Invitee("dso@trust.example", "DSO")
    assert reading.changed_body(EntryChanges(invitees=(head,)), standing) == {}
    for invitees in ((head, dso), (dso,), ()):
        sent = reading.changed_body(EntryChanges(invitees=invitees), standing)
        assert [one["emailAddress"]["address"] for one in sent["attendees"]] == [one.email for one in invitees]
