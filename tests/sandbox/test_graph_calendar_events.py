"""Events as Outlook keeps them: one meeting, a copy for everybody, and what each may do with theirs."""

from typing import Any
from urllib.parse import quote

import pytest

from sandbox.graph import STAND_IN
from tests.sandbox.calendar_wire import (
    HEAD,
    LONDON,
    OTHER_SIP,
    PROPERTY,
    SIP,
    Calendars,
    at,
    meeting,
    response_of,
)

WRONG: list[dict[str, Any]] = [
    {"recurrence": {}},
    {"attachments": []},
    {"subject": 1},
    {"start": at("2026-11-10T13:00")},
    {"start": at("2026-11-10T09:00:00Z")},
    {"start": {"timeZone": "UTC"}},
    {"start": "tomorrow"},
    {"start": at("yesterday")},
    {"start": at("2026-11-10T09:00", "Lunar Standard Time")},
    {"end": None},
    {"showAs": "asleep"},
    {"isReminderOn": "yes"},
    {"reminderMinutesBeforeStart": "ten"},
    {"attendees": {}},
    {"attendees": [{"emailAddress": {"address": "nobody"}}]},
    {"attendees": [{"emailAddress": {"address": f"p{n}@x.example"}} for n in range(501)]},
    {"body": {"contentType": "markdown", "content": "x"}},
    {"categories": [1]},
    {"isAllDay": True},
    {"isAllDay": True, "start": at("2026-11-10T00:00"), "end": at("2026-11-10T00:00")},
    {"singleValueExtendedProperties": [{"id": "SipVisitId", "value": "1"}]},
    {"singleValueExtendedProperties": [{"id": PROPERTY, "value": 1}]},
]
LATER = {"start": at("2026-11-11T13:00"), "end": at("2026-11-11T16:00")}


async def test_deleting_is_calling_off_for_the_organiser_and_nothing_for_others(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    assert (await cal.act(await cal.one(HEAD), "DELETE", person=HEAD)).status == 204
    assert response_of((await cal.get(event)).json, HEAD) == "none"
    second = await cal.book("2026-11-12T09:00", "2026-11-12T12:00", HEAD)
    assert (await cal.act(second, "DELETE")).status == 204
    assert (await cal.one(HEAD))["isCancelled"] is True
    assert (await cal.act(second, "DELETE")).status == 404


async def test_the_same_transaction_is_one_event_and_another_content_is_refused(cal: Calendars) -> None:
    body = meeting("2026-11-10T09:00", "2026-11-10T12:00", HEAD, transactionId="sip-visit-1-r1")
    first, second = await cal.post(body), await cal.post(body)
    assert (first.status, second.status, first.json["id"]) == (201, 201, second.json["id"])
    assert len(await cal.diary()) == len(await cal.diary(HEAD)) == 1
    other = await cal.post({**body, "subject": "Another"})
    assert (other.status, other.code) == (400, "ErrorDuplicateTransactionId")
    assert (await cal.post(body, OTHER_SIP)).status == 201, "it is counted by mailbox"
    await cal.act(first.json, "DELETE")
    assert (await cal.post(body)).code == "ErrorDuplicateTransactionId"
    assert (await cal.act(second.json, "PATCH", {"transactionId": "x"})).status == 404


async def test_our_property_is_shown_when_asked_for_and_finds_the_event(cal: Calendars) -> None:
    named = {"singleValueExtendedProperties": [{"id": PROPERTY, "value": "visit 1's"}]}
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD, **named)
    await cal.book("2026-11-12T09:00", "2026-11-12T12:00")
    assert "singleValueExtendedProperties" not in event
    expand = "?$expand=" + quote(f"singleValueExtendedProperties($filter=id eq '{PROPERTY}')")
    assert (await cal.get(event, query=expand)).json["singleValueExtendedProperties"] == [
        {"id": PROPERTY, "value": "visit 1's"}
    ]
    assert (await cal.get(event, query=expand + "&$select=subject")).json["singleValueExtendedProperties"]
    assert "singleValueExtendedProperties" not in (await cal.get(await cal.one(HEAD), HEAD, expand)).json
    clause = f"singleValueExtendedProperties/Any(ep: ep/id eq '{PROPERTY}' and ep/value eq 'visit 1''s')"
    found = await cal.wire.ask("GET", f"/users/{SIP.id}/events?$filter={quote(clause)}&{expand[1:]}")
    assert [one["id"] for one in found.value] == [event["id"]]
    assert found.value[0]["singleValueExtendedProperties"][0]["value"] == "visit 1's"
    by_uid = await cal.wire.ask("GET", f"/users/{HEAD.id}/events?$filter={quote('iCalUId eq ')}'{event['iCalUId']}'")
    assert len(by_uid.value) == 1


async def test_an_event_has_a_default_id_and_one_that_outlives_moves(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00")
    lasting = (await cal.get(event, headers={"Prefer": 'IdType="ImmutableId"'})).json
    assert lasting["id"] != event["id"]
    assert (await cal.get(lasting)).json["id"] == event["id"]
    for wrong, status in ((event["id"], 404), ("AAMkADRmx", 400), ("nonsense", 400)):
        assert (await cal.get({"id": wrong}, HEAD)).status == status


async def test_a_change_can_ask_that_nothing_else_was_changed(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00")
    etag = {"If-Match": event["@odata.etag"]}
    assert (await cal.act(event, "PATCH", {"subject": "One"}, headers=etag)).status == 200
    for act in ("PATCH", "DELETE"):
        late = await cal.act(event, act, {"subject": "Two"}, headers=etag)
        assert (late.status, late.code) == (412, "ErrorIrresolvableConflict")
    assert (await cal.act(event, "DELETE", headers={"If-Match": "*"})).status == 204


async def test_an_online_meeting_has_a_link_and_stays_one(cal: Calendars) -> None:
    online = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", **online)
    assert event["onlineMeeting"]["joinUrl"].startswith("https://teams.microsoft.com/")
    assert (await cal.act(event, "PATCH", {"isOnlineMeeting": False})).status == 400


async def test_what_makes_no_sense_or_is_not_played_is_refused_and_nothing_is_written(cal: Calendars) -> None:
    for wrong in WRONG:
        assert (await cal.post(meeting() | wrong)).status == 400, wrong
    assert await cal.diary() == []


async def test_an_event_without_times_is_refused_and_one_of_all_day_is_not(cal: Calendars) -> None:
    assert (await cal.post({"subject": "Some time"})).status == 400
    event = await cal.book("2026-11-10T00:00", "2026-11-11T00:00", isAllDay=True)
    assert event["isAllDay"] is True


IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}


@pytest.mark.parametrize("act", ["DELETE", "cancel"])
async def test_what_is_deleted_can_still_be_read_by_its_immutable_id_and_is_not_deleted_twice(
    cal: Calendars, act: str
) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    lasting = (await cal.get(event, headers=IMMUTABLE)).json
    assert (await cal.act(lasting, act)).status in (202, 204)
    assert await cal.diary() == []
    read = await cal.get(lasting)
    assert (read.status, read.json["id"], read.json["isCancelled"]) == (200, event["id"], False)
    assert (await cal.get(event)).code == "ErrorItemNotFound", "the other kind of id changed"
    for again in ("DELETE", "cancel"):
        no = await cal.act(lasting, again)
        assert (no.status, no.code) == (403, "ErrorCannotDeleteObject")
    assert (await cal.act(lasting, "PATCH", {"subject": "Two"})).status == 404


@pytest.mark.parametrize("day", ["2026-11-10", "2027-07-07"])
@pytest.mark.parametrize("zone", ["UTC", LONDON, "Tokyo Standard Time"])
async def test_a_whole_day_is_that_day_in_whatever_zone_it_is_read(cal: Calendars, day: str, zone: str) -> None:
    await cal.book(f"{day}T00:00", f"{day[:-2]}{int(day[-2:]) + 1:02}T00:00", isAllDay=True)
    prefer = {"Prefer": f'outlook.timezone="{zone}"'}
    event = (await cal.get(await cal.one(SIP), headers=prefer)).json
    assert event["start"] == at(f"{day}T00:00:00.0000000", zone)
    assert event["end"]["dateTime"].endswith("T00:00:00.0000000")
    [busy] = (await cal.schedule([SIP.mail], f"{day}T08:00", f"{day}T17:00", headers=prefer)).value
    assert busy["scheduleItems"][0]["start"] == event["start"]


async def test_a_mailbox_that_is_away_is_opened_by_nobody(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    cal.wire.graph[STAND_IN].mailboxes.set(SIP, "away")
    away = await cal.get(event)
    assert (away.status, away.code) == (404, "MailboxNotEnabledForRESTAPI")
    cal.wire.graph[STAND_IN].mailboxes.set(SIP, "open")
    cal.wire.graph[STAND_IN].mailboxes.set(HEAD, "away")
    [head] = (await cal.schedule([HEAD.mail], "2026-11-10T00:00", "2026-11-11T00:00")).value
    assert head["error"]["responseCode"] == "ErrorMailboxLogonFailed"
    assert (await cal.get(event)).status == 200


@pytest.mark.parametrize(
    ("prefer", "status"),
    [
        (f'outlook.timezone="{LONDON}", IdType="ImmutableId"', 200),
        ('outlook.timezone="Europe/London"; outlook.body-content-type="text"', 200),
        ('outlook.timezone="Lunar Standard Time"', 400),
        ('IdType="Whatever"', 400),
        ("odata.maxpagesize=0", 400),
        ("respond-async", 400),
        ("respond=async", 400),
    ],
)
async def test_a_preference_is_followed_or_refused(cal: Calendars, prefer: str, status: int) -> None:
    event = await cal.book("2026-07-07T09:00", "2026-07-07T12:00")
    answer = await cal.get(event, headers={"Prefer": prefer})
    assert answer.status == status
    if status == 200:
        assert answer.json["start"]["dateTime"] == "2026-07-07T09:00:00.0000000"
        assert "outlook.timezone" in answer.headers["Preference-Applied"]
        assert ("<" in answer.json["body"]["content"]) is ("text" not in prefer)


@pytest.mark.parametrize(
    ("before", "after"), [("2027-03-26T09:00", "2027-03-29T09:00"), ("2026-10-23T09:00", "2026-10-26T09:00")]
)
@pytest.mark.parametrize("zone", ["GMT Standard Time", "Europe/London"])
async def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change_of_clocks(
    cal: Calendars, before: str, after: str, zone: str
) -> None:
    hours = set()
    for day in (before, after):
        body = meeting() | {"start": at(day, zone), "end": at(day.replace("09:00", "12:00"), zone)}
        event = (await cal.post(body)).json
        hours.add(event["start"]["dateTime"][11:16])
        local = (await cal.get(event, headers={"Prefer": f'outlook.timezone="{zone}"'})).json
        assert local["start"] == at(f"{day}:00.0000000", zone)
    assert hours == {"08:00", "09:00"}


async def test_who_may_not_open_a_calendar_is_told_so(cal: Calendars) -> None:
    wire, path = cal.wire, f"/users/{SIP.id}/events"
    wire.tokens.issue_app("reader", "x", ["Calendars.Read"])
    wire.tokens.issue_app("basic", "x", ["Calendars.ReadBasic"])
    wire.tokens.issue_app("files", "x", ["Sites.ReadWrite.All"])
    assert (await wire.ask("GET", path, token="reader")).status == 200
    assert (await wire.ask("GET", f"/users/{SIP.id}/calendar", token="basic")).json["isDefaultCalendar"] is True
    for method, token in (("POST", "reader"), ("GET", "basic"), ("GET", "files")):
        denied = await wire.ask(method, path, meeting() if method == "POST" else None, token=token)
        assert (denied.status, denied.code) == (403, "ErrorAccessDenied")
    assert (await wire.ask("GET", path, token="sip")).status == 200, "one's own"
    assert (await wire.ask("GET", f"/users/{HEAD.id}/events", token="sip")).code == "ErrorAccessDenied"
    wire.graph[STAND_IN].mailboxes.set(SIP, "closed")
    assert (await wire.ask("GET", path)).code == "ErrorAccessDenied"
    assert (await wire.ask("GET", path, token="reader")).status == 200, "consent opens what the scope would not"
    assert (await wire.ask("GET", path, token="sip")).status == 200
    assert (await wire.ask("GET", "/users/nobody/events")).code == "ErrorInvalidUser"


async def test_an_action_with_a_parameter_that_it_does_not_have_is_refused(cal: Calendars) -> None:
    await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    theirs = await cal.one(HEAD)
    for wrong in (
        {"remark": "x"},
        {"sendResponse": "perhaps"},
        {"proposedNewTime": {"start": LATER["end"], "end": LATER["start"]}},
    ):
        assert (await cal.act(theirs, "tentativelyAccept", wrong, HEAD)).status == 400
