"""A meeting between people: invitations, answers, proposals, and who may change what."""

from typing import Any

import pytest

from sandbox.graph import STAND_IN
from tests.sandbox.calendar_wire import (
    HEAD,
    NO_MAILBOX,
    OTHER_SIP,
    SIP,
    TERM,
    Calendars,
    at,
    response_of,
)
from tests.sandbox.test_graph_calendar_events import LATER


def letters(cal: Calendars, to: Any) -> list[str]:
    return [one["kind"] for one in cal.wire.graph[STAND_IN].letters.all(to.mail)]


async def test_a_meeting_stands_in_both_calendars_under_ids_of_their_own(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD, location={"displayName": "School"})
    theirs = await cal.one(HEAD)
    assert (event["isOrganizer"], theirs["isOrganizer"]) == (True, False)
    assert event["iCalUId"] == theirs["iCalUId"]
    assert event["id"] != theirs["id"]
    assert (event["showAs"], theirs["showAs"]) == ("busy", "tentative")
    assert (event["responseStatus"]["response"], theirs["responseStatus"]["response"]) == ("organizer", "notResponded")
    assert theirs["organizer"]["emailAddress"] == {"name": SIP.name, "address": SIP.mail}
    assert theirs["location"]["displayName"] == "School"
    assert "<p>Agenda</p>" in theirs["body"]["content"]
    assert (theirs["bodyPreview"], theirs["transactionId"]) == ("Agenda", None)
    assert event["start"] == {"dateTime": "2026-11-10T09:00:00.0000000", "timeZone": "UTC"}
    assert letters(cal, HEAD) == ["invitation"]


async def test_who_has_no_mailbox_is_invited_by_letter_alone(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", NO_MAILBOX)
    assert response_of(event, NO_MAILBOX) == "none"
    assert letters(cal, NO_MAILBOX) == ["invitation"]
    refused = await cal.wire.ask("GET", f"/users/{NO_MAILBOX.id}/calendarView?{TERM}")
    assert (refused.status, refused.code) == (404, "MailboxNotEnabledForRESTAPI")


@pytest.mark.parametrize(
    ("act", "response", "shown"),
    [("accept", "accepted", "busy"), ("tentativelyAccept", "tentativelyAccepted", "tentative")],
)
async def test_an_answer_shows_in_the_organisers_copy(cal: Calendars, act: str, response: str, shown: str) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD, OTHER_SIP)
    theirs = await cal.one(HEAD)
    assert (await cal.act(theirs, act, {"Comment": "Fine", "SendResponse": True}, HEAD)).status == 202
    mine, theirs = (await cal.get(event)).json, await cal.one(HEAD)
    assert (response_of(mine, HEAD), response_of(mine, OTHER_SIP)) == (response, "none")
    assert mine["changeKey"] != event["changeKey"]
    assert (theirs["responseStatus"]["response"], theirs["showAs"]) == (response, shown)
    assert letters(cal, SIP) == ["answer"]


async def test_an_answer_that_is_not_sent_is_not_seen(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    await cal.act(await cal.one(HEAD), "accept", {"sendResponse": "false"}, HEAD)
    assert response_of((await cal.get(event)).json, HEAD) == "none"


async def test_a_decline_takes_the_meeting_out_of_that_calendar_only(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    theirs = await cal.one(HEAD)
    assert (await cal.act(theirs, "decline", person=HEAD)).status == 202
    assert await cal.diary(HEAD) == []
    assert (await cal.get(theirs, HEAD)).code == "ErrorItemNotFound"
    assert response_of((await cal.get(event)).json, HEAD) == "declined"


async def test_another_time_can_be_proposed_and_is_seen_until_the_meeting_moves(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    proposed = {"proposedNewTime": {"Start": LATER["start"], "End": LATER["end"]}, "comment": "That day?"}
    theirs = await cal.one(HEAD)
    assert (await cal.act(theirs, "tentativelyAccept", proposed, HEAD)).status == 202
    [attendee] = (await cal.get(event)).json["attendees"]
    assert attendee["proposedNewTime"]["start"] == at("2026-11-11T13:00:00.0000000", "UTC")
    moved = (await cal.act(event, "PATCH", LATER)).json
    assert response_of(moved, HEAD) == "notResponded"
    assert "proposedNewTime" not in moved["attendees"][0]
    theirs = await cal.one(HEAD)
    assert theirs["start"] == moved["start"]
    assert theirs["responseStatus"]["response"] == "notResponded"
    assert letters(cal, HEAD) == ["invitation", "update"]


@pytest.mark.parametrize(
    ("act", "more", "allowed"),
    [("accept", {}, True), ("decline", {"sendResponse": False}, True), ("decline", {}, False)],
)
async def test_a_proposal_that_cannot_be_made_changes_nothing(
    cal: Calendars, act: str, more: dict[str, Any], allowed: bool
) -> None:
    await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD, allowNewTimeProposals=allowed)
    theirs = await cal.one(HEAD)
    refused = await cal.act(theirs, act, {"proposedNewTime": LATER, **more}, HEAD)
    assert refused.status == 400
    assert (await cal.one(HEAD))["changeKey"] == theirs["changeKey"]


async def test_only_the_organiser_calls_off_and_everybody_sees_it(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD, NO_MAILBOX)
    theirs = await cal.one(HEAD)
    assert (await cal.act(theirs, "cancel", {"comment": "No"}, HEAD)).status == 400
    assert (await cal.act(event, "accept")).status == 400
    assert (await cal.act(event, "cancel", {"Comment": "Ofsted called"})).status == 202
    assert (await cal.get(event)).status == 404
    theirs = await cal.one(HEAD)
    assert (theirs["isCancelled"], theirs["showAs"], theirs["subject"]) == (True, "free", "Canceled: SIP visit")
    for person in (HEAD, NO_MAILBOX):
        [_, last] = cal.wire.graph[STAND_IN].letters.all(person.mail)
        assert (last["kind"], last["comment"]) == ("cancellation", "Ofsted called")


async def test_the_organisers_changes_reach_everybody_who_is_still_invited(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    await cal.act(await cal.one(HEAD), "accept", person=HEAD)
    changed = await cal.act(
        event, "PATCH", {"subject": "Spring visit", "body": {"contentType": "text", "content": "a<b"}}
    )
    assert response_of(changed.json, HEAD) == "accepted", "nothing to answer anew"
    theirs = await cal.one(HEAD)
    assert (theirs["subject"], theirs["bodyPreview"], theirs["showAs"]) == ("Spring visit", "a<b", "busy")
    two = [{"emailAddress": {"address": one.mail, "name": one.name}} for one in (HEAD, OTHER_SIP)]
    await cal.act(event, "PATCH", {"attendees": two})
    assert response_of(await cal.one(OTHER_SIP), HEAD) == "none", "nobody sees what the others said"
    after = await cal.act(event, "PATCH", {"attendees": two[1:]})
    assert [one["emailAddress"]["address"] for one in after.json["attendees"]] == [OTHER_SIP.mail]
    theirs = await cal.one(HEAD)
    assert theirs["isCancelled"] is True
    assert (await cal.act(theirs, "accept", person=HEAD)).status == 400
    assert (await cal.one(OTHER_SIP))["isCancelled"] is False
    await cal.act(event, "PATCH", {"attendees": two})
    again = await cal.one(HEAD)
    assert (again["isCancelled"], again["subject"], again["showAs"]) == (False, "Spring visit", "tentative")


async def test_who_declined_is_asked_again_when_the_meeting_moves(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    await cal.act(await cal.one(HEAD), "decline", person=HEAD)
    await cal.act(event, "PATCH", {"subject": "Another name"})
    assert await cal.diary(HEAD) == []
    await cal.act(event, "PATCH", LATER)
    assert (await cal.one(HEAD))["responseStatus"]["response"] == "notResponded"


async def test_somebody_invited_changes_only_what_is_their_own_affair(cal: Calendars) -> None:
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    theirs = await cal.one(HEAD)
    assert (await cal.act(theirs, "PATCH", LATER, HEAD)).status == 400
    own = await cal.act(theirs, "PATCH", {"showAs": "oof", "categories": ["Red category"]}, HEAD)
    assert (own.json["showAs"], own.json["categories"]) == ("oof", ["Red category"])
    assert (await cal.get(event)).json["showAs"] == "busy"
