"""Subscriptions and what follows: the handshake, and notifications that really call."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from sandbox.graph import STAND_IN
from sandbox.graph.notices import Manners
from sandbox.graph.postman import Postman
from tests.sandbox.calendar_wire import HEAD, NO_MAILBOX, SIP, Calendars
from tests.sandbox.graph_wire import CHECK, TRUST, Answer, graph_sandbox, serve


@dataclass
class Webhook:
    """Our end. `answers` are the statuses of the next deliveries (then 202)."""

    url: str = ""
    echo: str | None = None
    content_type: str = "text/plain"
    answers: list[int] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    got: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    calls: int = 0

    async def take(self, request: web.Request) -> web.Response:
        token = request.query.get("validationToken")
        if token is not None:
            self.tokens.append(token)
            return web.Response(text=self.echo if self.echo is not None else token, content_type=self.content_type)
        self.calls += 1
        status = self.answers.pop(0) if self.answers else 202
        if status == 202:
            for one in (await request.json())["value"]:
                self.got.put_nowait(one)
        return web.Response(status=status)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.got.get(), 20)


@pytest.fixture
async def hook() -> AsyncIterator[Webhook]:
    hook, app = Webhook(), web.Application()
    app.router.add_post("/{path:.*}", hook.take)
    runner, origin = await serve(app)
    hook.url = f"{origin}/notifications?of=calendars"
    yield hook
    await runner.cleanup()


async def subscribe(cal: Calendars, hook: Webhook, person: Any = SIP, **more: Any) -> Answer:
    body = {
        "changeType": "created,updated,deleted",
        "notificationUrl": hook.url,
        "resource": f"/users/{person.id}/events",
        "expirationDateTime": (cal.wire.clock.at + timedelta(days=3)).isoformat(),
        "clientState": "a secret",
    } | more
    return await cal.wire.ask(
        "POST", "/subscriptions", {key: value for key, value in body.items() if value is not None}
    )


async def test_an_address_is_tried_before_anything_is_sent_there(cal: Calendars, hook: Webhook) -> None:
    made = await subscribe(cal, hook, lifecycleNotificationUrl=f"{hook.url}&lifecycle=1")
    assert made.status == 201, made.data
    assert made.json["clientState"] == "a secret"
    assert len(hook.tokens) == 2
    assert all(" " in token for token in hook.tokens), "it must be decoded to be given back"
    assert [one["id"] for one in (await cal.wire.ask("GET", "/subscriptions")).value] == [made.json["id"]]
    again = await subscribe(cal, hook)
    assert (again.status, again.code) == (409, "Conflict")


@pytest.mark.parametrize(("echo", "content_type"), [("something else", "text/plain"), (None, "text/html")])
async def test_an_address_that_gives_back_something_else_is_refused(
    cal: Calendars, hook: Webhook, echo: str | None, content_type: str
) -> None:
    hook.echo, hook.content_type = echo, content_type
    refused = await subscribe(cal, hook)
    assert (refused.status, refused.code) == (400, "ValidationError")
    assert (await cal.wire.ask("GET", "/subscriptions")).value == []


async def test_an_address_that_is_silent_or_not_there_is_refused(cal: Calendars, hook: Webhook) -> None:
    async def hang(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    app = web.Application()
    app.router.add_post("/", hang)
    runner, origin = await serve(app)
    stand_in = cal.wire.graph[STAND_IN]
    hasty = Postman(stand_in.database, handshake_s=0.05)
    hasty._http = stand_in.postman._http
    stand_in.postman = hasty
    for url in (origin + "/", "http://127.0.0.1:9/"):
        refused = await subscribe(cal, hook, notificationUrl=url)
        assert (refused.status, refused.code) == (400, "ValidationError")
    await runner.cleanup()


async def test_a_subscription_that_makes_no_sense_is_refused_without_a_call(cal: Calendars, hook: Webhook) -> None:
    now = cal.wire.clock.at
    for wrong in (
        {"resource": "/users"},
        {"resource": f"/users/{SIP.id}/messages"},
        {"resource": f"/users/{NO_MAILBOX.id}/events"},
        {"changeType": "renamed"},
        {"changeType": None},
        {"notificationUrl": "http://elsewhere.example/"},
        {"notificationUrl": "http://10.0.0.1/"},
        {"notificationUrl": None},
        {"clientState": "x" * 129},
        {"expirationDateTime": now.isoformat()},
        {"expirationDateTime": (now + timedelta(minutes=10_081)).isoformat()},
        {"expirationDateTime": "2026-11-01T00:00:00"},
        {"expirationDateTime": None},
        {"includeResourceData": True},
    ):
        assert (await subscribe(cal, hook, **wrong)).status in (400, 404), wrong
    assert hook.tokens == []
    cal.wire.tokens.issue_app("basic", "x", ["Calendars.ReadBasic"])
    assert (await cal.wire.ask("GET", "/subscriptions", token="basic")).status == 403


async def test_a_subscription_is_renewed_expires_and_ends(cal: Calendars, hook: Webhook) -> None:
    soon = await subscribe(cal, hook, expirationDateTime=(cal.wire.clock.at + timedelta(minutes=1)).isoformat())
    path, start = f"/subscriptions/{soon.json['id']}", cal.wire.clock.at
    assert datetime.fromisoformat(soon.json["expirationDateTime"]) == start + timedelta(minutes=45), "no shorter life"
    until = (start + timedelta(days=7)).isoformat()
    renewed = await cal.wire.ask("PATCH", path, {"expirationDateTime": until})
    assert datetime.fromisoformat(renewed.json["expirationDateTime"]) == start + timedelta(days=7)
    assert (await cal.wire.ask("PATCH", path, {"lifecycleNotificationUrl": hook.url})).status == 400
    assert (await cal.wire.ask("POST", f"{path}/reauthorize")).status == 204
    cal.wire.tokens.issue_app("another", "another", ["Calendars.Read"])
    assert (await cal.wire.ask("GET", path, token="another")).status == 404
    cal.wire.clock.pass_by(timedelta(days=8))
    assert (await cal.wire.ask("GET", path)).status == 404
    await cal.book()
    assert cal.wire.graph[STAND_IN].notices.shown()["waiting"] == []
    second = await subscribe(cal, hook)
    path = f"/subscriptions/{second.json['id']}"
    assert [(await cal.wire.ask("DELETE", path)).status for _ in range(2)] == [204, 404]


async def test_every_change_of_a_watched_calendar_is_told(cal: Calendars, hook: Webhook) -> None:
    subscription = (await subscribe(cal, hook)).json
    event = await cal.book("2026-11-10T09:00", "2026-11-10T12:00", HEAD)
    told = [await hook.next(), await hook.next()]
    assert [one["changeType"] for one in told] == ["created", "updated"], "several for one doing"
    for one in told:
        if CHECK is not None:
            assert CHECK.check(one, "changeNotification") == []
        assert (one["subscriptionId"], one["clientState"]) == (subscription["id"], "a secret")
        assert one["tenantId"] == TRUST.tenant_id
        assert one["resource"] == f"Users/{SIP.id}/Events/{event['id']}"
    assert told[1]["resourceData"]["@odata.etag"] == event["@odata.etag"]
    await cal.act(await cal.one(HEAD), "decline", person=HEAD)
    assert (await hook.next())["changeType"] == "updated"
    await cal.act(event, "DELETE")
    assert (await hook.next())["changeType"] == "deleted"
    assert hook.got.empty(), "the headteacher's own calendar is not watched"


async def test_only_what_was_asked_for_is_told_and_under_the_ids_asked_for(cal: Calendars, hook: Webhook) -> None:
    body = (await subscribe(cal, hook)).json
    await cal.wire.ask("DELETE", f"/subscriptions/{body['id']}")
    lasting = {"Prefer": 'IdType="ImmutableId"'}
    asked = {key: body[key] for key in ("notificationUrl", "resource", "expirationDateTime")}
    await cal.wire.ask("POST", "/subscriptions", {**asked, "changeType": "deleted"}, headers=lasting)
    event = await cal.book()
    event = (await cal.get(event, headers=lasting)).json
    await cal.act(event, "DELETE")
    told = await hook.next()
    assert (told["changeType"], told["resourceData"]["id"]) == ("deleted", event["id"])
    assert told["clientState"] is None


async def test_who_does_not_take_a_notification_is_asked_again(cal: Calendars, hook: Webhook) -> None:
    await subscribe(cal, hook)
    hook.answers = [503]
    await cal.book()
    assert (await hook.next())["changeType"] == "created"
    assert hook.calls == 2


async def test_notifications_come_twice_backwards_or_never_when_they_are_told_to(cal: Calendars, hook: Webhook) -> None:
    await subscribe(cal, hook)
    stand_in = cal.wire.graph[STAND_IN]
    stand_in.notices.manners = Manners(lost=True)
    event = await cal.book()
    stand_in.notices.manners = Manners(held=True, copies=2)
    await cal.act(event, "PATCH", {"subject": "Two"})
    await cal.act(event, "DELETE")
    with stand_in.database.writing():
        assert stand_in.notices.release(reverse=True) == 4
    told = [(await hook.next())["changeType"] for _ in range(4)]
    assert told == ["deleted", "deleted", "updated", "updated"]
    stand_in.notices.manners = Manners(delay_seconds=0.01)
    await cal.book("2026-11-12T09:00", "2026-11-12T12:00")
    assert (await hook.next())["changeType"] == "created"


async def test_notifications_that_were_not_delivered_survive_the_process(tmp_path: Path, hook: Webhook) -> None:
    async with graph_sandbox(tmp_path) as wire:
        cal = Calendars(wire)
        await subscribe(cal, hook)
        wire.graph[STAND_IN].notices.manners = Manners(held=True)
        await cal.book()
    async with graph_sandbox(tmp_path) as wire:
        stand_in = wire.graph[STAND_IN]
        with stand_in.database.writing():
            stand_in.notices.release(reverse=False)
        assert (await hook.next())["changeType"] == "created"


@pytest.mark.parametrize(
    "wrong", [{"copies": 0}, {"copies": True}, {"delay_seconds": -1}, {"held": 1}, {"lost": "yes"}, {"loud": True}]
)
def test_manners_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Manners.read(wrong)
