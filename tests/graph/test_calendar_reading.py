"""What Outlook says, read: above all that a time which could not be read is unknown and never free."""

from datetime import UTC, datetime
from typing import Any

import pytest

from graph import calendar_reading as reading
from handbook.core.calendars import Answer, Busy, Entry, EntryChanges, Invitee, Period, ShownAs, Unread
from handbook.core.external_errors import Unavailable

NINE, TWELVE = datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 10, 12, tzinfo=UTC)


def part(*items: tuple[str, datetime, datetime], view: str = "0220", **more: Any) -> dict[str, Any]:
    listed = [{"status": s, "start": reading.universal(a), "end": reading.universal(b)} for s, a, b in items]
    return {"scheduleId": "a@x.example", "availabilityView": view, "scheduleItems": listed, **more}


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
    found = reading.busy_times("a@x.example", [part(("busy", NINE, TWELVE)), unread])
    assert (found.times, found.known, found.unread) == (None, False, Unread.NOT_READABLE)


def test_an_address_without_a_mailbox_is_said_to_have_none() -> None:
    error = {"responseCode": "ErrorMailRecipientNotFound", "message": "Unable to resolve the mailbox."}
    assert reading.busy_times("a@x.example", [part(view="", error=error)]).unread is Unread.NO_MAILBOX


def test_an_entry_that_touches_two_windows_is_one_and_an_odd_status_blocks() -> None:
    both = ("busy", NINE, TWELVE)
    found = reading.busy_times("a@x.example", [part(both, ("asleep", TWELVE, TWELVE.replace(hour=13))), part(both)])
    assert found.times == (
        Busy(NINE, TWELVE, ShownAs.BUSY),
        Busy(TWELVE, TWELVE.replace(hour=13), ShownAs.UNKNOWN),
    )
    assert reading.busy_times("a@x.example", [part(view="0000")]).times == ()
    two = reading.busy_times("a@x.example", [part(both, both), part(both)])
    assert two.times == (Busy(NINE, TWELVE, ShownAs.BUSY),) * 2  # of which one may be ours, and the other is not


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
    with pytest.raises(Unavailable):
        reading.instant(given)


@pytest.mark.parametrize("day", ["2027-03-26", "2027-03-29", "2026-10-23", "2026-10-26"])
def test_nine_o_clock_is_written_as_nine_o_clock_on_both_sides_of_a_change_of_clocks(day: str) -> None:
    local = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=reading.LONDON)
    written = reading.british(local.astimezone(UTC))
    assert written == {"dateTime": f"{day}T09:00:00", "timeZone": "GMT Standard Time"}
    assert reading.instant(written) == local


BARE = {"id": "e1", "start": reading.universal(NINE), "end": reading.universal(TWELVE)}


def entry(**more: Any) -> Entry:
    return reading.entry(BARE | more)


def test_an_entry_that_says_little_is_read_carefully() -> None:
    found = entry(attendees=[{"status": {"response": "perhaps"}}], showAs="asleep", isOrganizer=None)
    assert (found.period, found.shown_as) == (Period(NINE, TWELVE), ShownAs.UNKNOWN)
    assert (found.organised_here, found.cancelled, found.visit) == (False, False, None)
    assert [(one.email, one.answer, one.answered_at) for one in found.invited] == [("", Answer.NONE, None)]


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
