"""What Exchange assigned opens the mailboxes of its scope; every other is shut, as in a new tenant."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.graph import STAND_IN, graph_app
from sandbox.keys import SCOPE
from tests.sandbox.calendar_wire import HEAD, LONDON, SIP, TERM, at, meeting
from tests.sandbox.graph_wire import MAILBOXES, TRUST, Answer, Wire, graph_sandbox
from tests.sandbox.whole_sandbox import whole_sandbox

SCHEDULE = {"schedules": [SIP.mail], "startTime": at("2026-11-10T09:00"), "endTime": at("2026-11-10T12:00")}
UNTIL = "2026-10-16T09:00:00Z"
CALLS: dict[str, tuple[str, str, Any]] = {
    "the calendar": ("GET", "calendar", None),
    "busy times, through it": ("POST", "calendar/getSchedule", SCHEDULE),
    "its events": ("GET", "events", None),
    "a new event": ("POST", "events", meeting()),
    "a window": ("GET", f"calendarView?{TERM}", None),
    "what changed": ("GET", f"calendarView/delta()?{TERM}", None),
    "an event": ("GET", "events/x", None),
    "a change": ("PATCH", "events/x", {}),
    "a deletion": ("DELETE", "events/x", None),
    "a cancellation": ("POST", "events/x/cancel", {}),
    "an answer": ("POST", "events/x/accept", {}),
}


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    """Everybody's mailbox is in the scope but the headteacher's; and "elsewhere" is another application's token."""
    async with graph_sandbox(tmp_path) as wire:
        wire.graph[STAND_IN].mailboxes.set(HEAD, "closed")
        yield wire


@pytest.mark.parametrize("call", CALLS)
async def test_no_call_opens_a_mailbox_outside_the_scope(wire: Wire, call: str) -> None:
    method, path, body = CALLS[call]

    async def asked(person: Any, token: str = "app") -> Answer:  # noqa: S107 - a name of a sandbox token
        return await wire.ask(method, f"/users/{person.id}/{path}", body, token=token)

    denied = await asked(HEAD)
    assert (denied.status, denied.code) == (403, "ErrorAccessDenied")
    assert (await asked(SIP)).status != 403
    wire.tokens.issue_app("consented", "x", MAILBOXES)
    assert (await asked(HEAD, "consented")).status != 403, "consent in Entra opens the whole tenant"


async def test_no_word_of_changes_comes_from_outside_the_scope(wire: Wire) -> None:
    order = {
        "changeType": "updated",
        "notificationUrl": f"{wire.origin}/nowhere",
        "resource": f"/users/{HEAD.id}/events",
        "expirationDateTime": UNTIL,
    }
    assert (await wire.ask("POST", "/subscriptions", order)).code == "ErrorAccessDenied"


async def test_an_order_is_not_renewed_for_a_mailbox_that_left_the_scope(wire: Wire) -> None:
    stand_in = wire.graph[STAND_IN]
    row = {
        "id": "0-1", "app": TRUST.app_id, "mailbox": SIP.id, "resource": f"/users/{SIP.id}/events",
        "change_type": "updated", "notification_url": "https://x.example", "lifecycle_url": None, "client_state": None,
        "expires_at": "2026-10-16T09:00:00.0000000Z", "immutable": True,
    }  # fmt: skip
    with stand_in.database.writing():
        stand_in.database.insert("subscription", **row)
    later = {"expirationDateTime": "2026-10-17T09:00:00Z"}
    assert (await wire.ask("PATCH", "/subscriptions/0-1", later)).status == 200
    stand_in.mailboxes.set(SIP, "closed")
    assert (await wire.ask("PATCH", "/subscriptions/0-1", later)).code == "ErrorAccessDenied"


async def test_who_is_in_no_scope_is_shut_from_the_first_day(tmp_path: Path, wire: Wire) -> None:
    closed = graph_app(folder=tmp_path / "new", trust=TRUST, tokens=wire.tokens, faults=wire.faults, public="")
    mailboxes = closed[STAND_IN].mailboxes
    assert {mailboxes.state(person) for person in TRUST.people if person.mailbox} == {"closed"}
    await closed[STAND_IN].close(closed)


async def test_the_whole_stand_in_opens_what_was_granted_and_nothing_else(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]
        for person in TRUST.people:
            path = f"{whole.addresses.graph}/users/{person.id}/calendar"
            answered = (await whole.ask("GET", path, token=token)).status
            assert answered == (404 if not person.mailbox else 200 if person.role in SCOPE else 403), person.role
        asked = {**SCHEDULE, "schedules": [HEAD.mail]}
        path = f"{whole.addresses.graph}/users/{SIP.id}/calendar/getSchedule"
        [found] = (await whole.ask("POST", path, asked, token=token)).body["value"]
        assert "error" not in found, "what a headteacher shares with everybody needs no scope"
        assert found["workingHours"]["timeZone"]["name"] == LONDON
