"""People in their own calendars, and the levers of the calendar side."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.calendar_wire import HEAD, NO_MAILBOX, OTHER_SIP, PROPERTY, SIP, TERM, meeting
from tests.sandbox.graph_wire import serve
from tests.sandbox.teams_side import Reply
from tests.sandbox.whole_sandbox import Whole, whole_sandbox


class Outlook:
    """What a person sees and does, and what the service asks of Graph."""

    def __init__(self, whole: Whole, token: str) -> None:
        self.whole = whole
        self.token = token

    async def graph(self, method: str, path: str, body: Any = None) -> Reply:
        return await self.whole.ask(method, f"{self.whole.addresses.graph}{path}", body, self.token)

    async def book(self, *invited: Any) -> dict[str, Any]:
        body = meeting("2026-11-10T09:00", "2026-11-10T12:00", *invited)
        return (await self.graph("POST", f"/users/{SIP.id}/events", body)).body

    async def sees(self, person: Any, query: str = "") -> list[dict[str, Any]]:
        return (await self.whole.ask("GET", f"/calendars/{person.id}{query}")).body

    async def does(self, person: Any, act: str, body: Any = None) -> Reply:
        [entry] = await self.sees(person)
        return await self.whole.ask("POST", f"/calendars/{person.id}/{entry['id']}/{act}", body)

    async def lever(self, path: str, body: Any = None) -> Reply:
        return await self.whole.ask("POST", f"/control/{path}", body or {})


@pytest.fixture
async def outlook(tmp_path: Path) -> AsyncIterator[Outlook]:
    async with whole_sandbox(tmp_path) as whole:
        yield Outlook(whole, (await whole.tenant())["service_token"])


async def test_a_person_sees_an_invitation_and_answers(outlook: Outlook) -> None:
    await outlook.book(HEAD)
    [entry] = await outlook.sees(HEAD)
    assert (entry["start"], entry["end"]) == ("2026-11-10T09:00", "2026-11-10T12:00")
    assert (entry["mine"], entry["response"], entry["words"]) == (False, "notResponded", "Agenda")
    assert (await outlook.does(HEAD, "accept", {"comment": "Yes"})).status == 200
    [entry] = await outlook.sees(SIP)
    assert [(one["name"], one["response"]) for one in entry["invited"]] == [(HEAD.name, "accepted")]
    assert [one["kind"] for one in (await outlook.whole.ask("GET", f"/letters?to={SIP.mail}")).body] == ["answer"]
    assert len((await outlook.whole.ask("GET", "/letters")).body) == 2


async def test_a_body_is_read_as_words_a_line_for_each_paragraph(outlook: Outlook) -> None:
    html = "<p>First\r\nagenda</p><script>evil()</script><ul><li>Reading &amp; phonics</li></ul>One<br>Two<b>!</b>"
    for kind, content, words in (
        ("html", html, "First agenda\nReading & phonics\nOne\nTwo !"),
        ("text", "a < b\nand <p> stays", "a < b\nand <p> stays"),
    ):
        body = meeting(body={"contentType": kind, "content": content})
        await outlook.graph("POST", f"/users/{SIP.id}/events", body)
        assert (await outlook.sees(SIP))[-1]["words"] == words


@pytest.mark.parametrize("declines", [False, True])
async def test_a_person_proposes_another_time(outlook: Outlook, declines: bool) -> None:
    await outlook.book(HEAD)
    slot = {"start": "2027-04-13T13:00", "end": "2027-04-13T16:00"}
    assert (await outlook.does(HEAD, "propose", {**slot, "decline": declines})).status == 200
    [entry] = await outlook.sees(SIP)
    assert entry["invited"][0]["proposed"] == slot
    assert entry["invited"][0]["response"] == ("declined" if declines else "tentativelyAccepted")


async def test_the_organiser_moves_deletes_and_calls_off(outlook: Outlook) -> None:
    event = await outlook.book(HEAD)
    await outlook.does(SIP, "move", {"start": "2026-11-11T13:00", "end": "2026-11-11T16:00"})
    assert (await outlook.graph("GET", f"/users/{SIP.id}/events/{event['id']}")).body["start"]["dateTime"] == (
        "2026-11-11T13:00:00.0000000"
    )
    refused = await outlook.does(HEAD, "move", {"start": "2026-11-12T13:00", "end": "2026-11-12T16:00"})
    assert (refused.status, refused.body["error"]) == (400, "Only the organizer of a meeting can change that.")
    await outlook.does(SIP, "cancel", {"comment": "Ill"})
    assert await outlook.sees(SIP) == []
    assert [(one["cancelled"], one["show_as"]) for one in await outlook.sees(HEAD)] == [(True, "free")]
    await outlook.does(HEAD, "delete")
    assert await outlook.sees(HEAD) == []


async def test_a_person_enters_something_of_their_own(outlook: Outlook) -> None:
    body = {"subject": "Dentist", "start": "2026-07-07T09:00", "end": "2026-07-07T10:00", "show_as": "oof"}
    made = await outlook.whole.ask("POST", f"/calendars/{HEAD.id}", {**body, "invite": [SIP.mail]})
    assert made.status == 201
    assert made.body["mine"] is True
    assert [one["show_as"] for one in await outlook.sees(SIP)] == ["tentative"]
    await outlook.lever(f"mailboxes/{HEAD.id}", {"state": "open"})
    found = (await outlook.graph("GET", f"/users/{HEAD.id}/calendarView?{TERM.replace('2026-09', '2026-07')}")).body
    assert found["value"][0]["start"]["dateTime"] == "2026-07-07T08:00:00.0000000"
    assert await outlook.sees(HEAD, "?from=2026-07-08") == []
    assert len(await outlook.sees(HEAD, "?from=2026-07-07&to=2026-07-07T09:30")) == 1


async def test_what_a_person_cannot_do_is_answered_with_a_sentence(outlook: Outlook) -> None:
    await outlook.book(HEAD)
    slot = {"start": "2026-07-07T09:00", "end": "2026-07-07T08:00"}
    path = f"/calendars/{HEAD.id}"
    for method, where, body, status in (
        ("POST", path, {"subject": "x"}, 400),
        ("POST", path, slot, 400),
        ("POST", path, {**slot, "end": "2026-07-07T10:00", "show_as": "asleep"}, 400),
        ("POST", path, [1], 400),
        ("GET", f"{path}?from=someday", None, 400),
        ("POST", f"{path}/nonsense/accept", None, 400),
        ("POST", f"{path}/nonsense/forward", None, 404),
        ("GET", f"/calendars/{NO_MAILBOX.id}", None, 404),
        ("GET", "/calendars/nobody", None, 404),
    ):
        assert (await outlook.whole.ask(method, where, body)).status == status, (where, body)
    assert (await outlook.does(SIP, "accept")).status == 400
    [mine] = await outlook.sees(SIP)
    gone = await outlook.whole.ask("POST", f"/calendars/{HEAD.id}/{mine['id']}/accept")
    assert (gone.status, gone.body["error"]) == (404, "The specified object was not found in the store.")


async def test_who_has_no_mailbox_answers_the_letter(outlook: Outlook) -> None:
    event = await outlook.book(NO_MAILBOX)
    [letter] = (await outlook.whole.ask("GET", f"/letters?to={NO_MAILBOX.mail}")).body
    assert letter["words"] == "Agenda"
    slot = {"start": "2026-11-12T13:00", "end": "2026-11-12T16:00"}
    path = f"/letters/{letter['number']}"
    assert (await outlook.whole.ask("POST", f"{path}/propose", slot)).status == 200
    [entry] = await outlook.sees(SIP)
    assert entry["invited"][0]["proposed"] == slot
    assert (await outlook.whole.ask("POST", f"{path}/accept", {"comment": "After all"})).status == 200
    [entry] = await outlook.sees(SIP)
    assert (entry["invited"][0]["response"], entry["invited"][0]["proposed"]) == ("accepted", None)
    assert (await outlook.whole.ask("POST", f"{path}/propose", {"start": "soon"})).status == 400
    answers = (await outlook.whole.ask("GET", f"/letters?to={SIP.mail}")).body
    for wrong in (
        f"{path}/move",
        "/letters/999/accept",
        "/letters/x/accept",
        f"/letters/{answers[0]['number']}/accept",
    ):
        assert (await outlook.whole.ask("POST", wrong)).status == 404
    await outlook.graph("DELETE", f"/users/{SIP.id}/events/{event['id']}")
    assert (await outlook.whole.ask("POST", f"{path}/decline")).status == 200, "and nobody hears of it"
    assert len((await outlook.whole.ask("GET", f"/letters?to={SIP.mail}")).body) == len(answers)


@pytest.fixture
async def told() -> AsyncIterator[tuple[str, asyncio.Queue[Any]]]:
    got: asyncio.Queue[Any] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        if token := request.query.get("validationToken"):
            return web.Response(text=token)
        for one in (await request.json())["value"]:
            got.put_nowait(one)
        return web.Response(status=202)

    app = web.Application()
    app.router.add_post("/", take)
    runner, origin = await serve(app)
    yield f"{origin}/", got
    await runner.cleanup()


async def watched(outlook: Outlook, url: str, **more: Any) -> dict[str, Any]:
    body = {
        "changeType": "created,updated,deleted",
        "notificationUrl": url,
        "lifecycleNotificationUrl": url,
        "resource": f"/users/{SIP.id}/events",
        "expirationDateTime": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
        "clientState": "a secret",
    }
    sent = {key: value for key, value in (body | more).items() if value is not None}
    answer = await outlook.graph("POST", "/subscriptions", sent)
    assert answer.status == 201, answer.body
    return answer.body


async def test_what_people_do_is_told_late_twice_and_backwards(
    outlook: Outlook, told: tuple[str, asyncio.Queue[Any]]
) -> None:
    url, got = told
    await watched(outlook, url)
    assert (await outlook.lever("notifications", {"held": True, "copies": 2})).body["held"] is True
    await outlook.whole.ask(
        "POST", f"/calendars/{SIP.id}", {"start": "2026-11-10T09:00", "end": "2026-11-10T10:00", "subject": "x"}
    )
    await outlook.does(SIP, "delete")
    assert len((await outlook.whole.ask("GET", "/control/notifications")).body["waiting"]) == 4
    assert got.empty()
    assert (await outlook.lever("notifications/release", {"reverse": True})).body == {"released": 4}
    kinds = [(await asyncio.wait_for(got.get(), 20))["changeType"] for _ in range(4)]
    assert kinds == ["deleted", "deleted", "created", "created"]
    assert (await outlook.lever("notifications", {})).body["held"] is False
    assert (await outlook.lever("notifications", {"loud": True})).status == 400
    assert (await outlook.lever("notifications/release", [1])).status == 400


async def test_a_subscriber_is_told_of_its_subscriptions_life(
    outlook: Outlook, told: tuple[str, asyncio.Queue[Any]]
) -> None:
    url, got = told
    made = await watched(outlook, url)
    [shown] = (await outlook.whole.ask("GET", "/control/subscriptions")).body
    assert "client_state" not in shown
    for event in ("reauthorizationRequired", "missed", "subscriptionRemoved"):
        assert (await outlook.lever(f"subscriptions/{made['id']}", {"event": event})).status == 200
        said = await asyncio.wait_for(got.get(), 20)
        assert (said["lifecycleEvent"], said["clientState"], said["subscriptionId"]) == (event, "a secret", made["id"])
    assert (await outlook.lever(f"subscriptions/{made['id']}", {"event": "missed"})).status == 404
    deaf = await watched(outlook, url, lifecycleNotificationUrl=None)
    for wrong in ({"event": "missed"}, {"event": "party"}, [1]):
        assert (await outlook.lever(f"subscriptions/{deaf['id']}", wrong)).status == 400


async def test_a_mailbox_can_be_closed_and_links_forgotten(outlook: Outlook) -> None:
    path = f"/users/{SIP.id}/calendarView/delta()?{TERM}"
    link = (await outlook.graph("GET", path)).body["@odata.deltaLink"].removeprefix(outlook.whole.addresses.graph)
    assert (await outlook.lever("delta/expire")).status == 200
    assert (await outlook.graph("GET", link)).status == 410
    link = (await outlook.graph("GET", path)).body["@odata.deltaLink"].removeprefix(outlook.whole.addresses.graph)
    assert (await outlook.lever("delta/expire", {"invalid": True})).status == 200
    invalid = await outlook.graph("GET", link)
    assert (invalid.status, invalid.body["error"]["code"]) == (400, "InvalidDeltaToken")
    assert (await outlook.lever("delta/expire", [1])).status == 400
    assert (await outlook.lever(f"mailboxes/{SIP.id}", {"state": "closed", "shares": "nothing"})).status == 200
    assert (await outlook.graph("GET", path)).status == 403
    states = (await outlook.whole.ask("GET", "/control/mailboxes")).body
    assert states[SIP.id] == {"state": "closed", "shares": "nothing", "hours": "usual", "at_first": "open"}
    assert states[OTHER_SIP.id] == {"state": "open", "shares": "times", "hours": "usual", "at_first": "open"}
    assert [states[one.id]["state"] for one in (HEAD, NO_MAILBOX)] == ["closed", "none"]
    for person, wrong, status in (
        (HEAD.id, {"state": "ajar"}, 400),
        (HEAD.id, {"shares": "all"}, 400),
        (HEAD.id, {"open": "open"}, 400),
        (HEAD.id, {}, 400),
        (HEAD.id, [1], 400),
        ("nobody", {"state": "open"}, 404),
    ):
        assert (await outlook.lever(f"mailboxes/{person}", wrong)).status == status


async def test_an_entry_becomes_a_whole_day_and_no_whole_day_again(outlook: Outlook) -> None:
    await outlook.book(HEAD)
    day = {"start": "2026-07-07T09:00", "end": "2026-07-07T12:00"}
    assert (await outlook.does(SIP, "move", {**day, "all_day": True})).status == 200
    [entry] = await outlook.sees(SIP)
    assert (entry["start"], entry["end"], entry["all_day"]) == ("2026-07-07T00:00", "2026-07-08T00:00", True)
    assert [one["all_day"] for one in await outlook.sees(HEAD)] == [True]
    assert (await outlook.does(SIP, "move", day)).status == 200
    [entry] = await outlook.sees(SIP)
    assert (entry["start"], entry["all_day"]) == ("2026-07-07T09:00", False)


async def test_a_zone_that_somebody_made_up_is_named_and_not_explained(outlook: Outlook) -> None:
    event = await outlook.book(HEAD)
    moved = {"start": "2026-11-11T09:00", "end": "2026-11-11T12:00", "custom_zone": True}
    assert (await outlook.does(SIP, "move", moved)).status == 200
    told = (await outlook.graph("GET", f"/users/{SIP.id}/events/{event['id']}")).body
    assert told["start"] == {"dateTime": "2026-11-11T09:00:00.0000000", "timeZone": "tzone://Microsoft/Custom"}
    wrong = {"start": told["start"], "end": told["end"]}
    assert (await outlook.graph("PATCH", f"/users/{SIP.id}/events/{event['id']}", wrong)).status == 400


async def test_the_first_day_again_leaves_no_entry_and_no_lever(outlook: Outlook) -> None:
    await outlook.book(HEAD)
    await outlook.lever("notifications", {"lost": True})
    await outlook.lever(f"mailboxes/{HEAD.id}", {"state": "none"})
    path = f"/users/{SIP.id}/calendarView/delta()?{TERM}"
    link = (await outlook.graph("GET", path)).body["@odata.deltaLink"].removeprefix(outlook.whole.addresses.graph)
    await outlook.lever("reset")
    assert (await outlook.graph("GET", link)).status == 410
    assert await outlook.sees(SIP) == await outlook.sees(HEAD) == []
    assert (await outlook.whole.ask("GET", "/control/notifications")).body["lost"] is False
    assert (await outlook.whole.ask("GET", "/letters")).body == []
    kept = {**meeting(), "singleValueExtendedProperties": [{"id": PROPERTY, "value": "1"}]}
    assert (await outlook.graph("POST", f"/users/{SIP.id}/events", kept)).status == 201
