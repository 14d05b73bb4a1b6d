"""Calendars of the stand-in for Microsoft 365, and what we hold of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from graph.calendars import OutlookCalendars
from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.limits import Limits
from graph.notices import notices
from handbook.core.british_time import LONDON
from handbook.core.calendars import (
    Appointment,
    Invitee,
    Notice,
    Period,
    ShownAs,
)
from tests.graph.conftest import Clock
from tests.sandbox.calendar_wire import HEAD
from tests.sandbox.graph_wire import serve
from tests.sandbox.whole_sandbox import Whole, whole_sandbox

YEAR = Period(datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC))


def half_day(day: str, start: int = 9, end: int = 12) -> Period:
    hours = (datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=LONDON) for hour in (start, end))
    return Period(*hours)


VISIT = Appointment(
    transaction="sip-visit-17-r1",
    visit="visit-17",
    period=half_day("2026-11-10"),
    subject="Autumn SIP visit",
    body_html="<ul><li>Summer data</li></ul>",
    location="St Joseph’s",
    invitees=(Invitee(HEAD.mail, HEAD.name),),
    reminder_minutes=60,
)
HOLD = replace(VISIT, transaction="hold-1", invitees=(), shown_as=ShownAs.TENTATIVE, reminder_minutes=None)


@dataclass
class Microsoft:
    """The stand-in, and what we hold of it."""

    whole: Whole
    clock: Clock
    client: GraphClient
    calendars: OutlookCalendars

    async def person(self, person: Any, act: str, **body: Any) -> None:
        """Somebody does something in Outlook with the one entry of their calendar."""
        [entry] = (await self.whole.ask("GET", f"/calendars/{person.id}")).body
        done = await self.whole.ask("POST", f"/calendars/{person.id}/{entry['id']}/{act}", body)
        assert done.status == 200, done.body

    async def enters(self, person: Any, start: str, end: str, **more: Any) -> None:
        body = {"subject": "Own", "start": start, "end": end, **more}
        assert (await self.whole.ask("POST", f"/calendars/{person.id}", body)).status == 201

    async def lever(self, path: str, /, **body: Any) -> None:
        assert (await self.whole.ask("POST", f"/control/{path}", body)).status < 300

    async def calls(self, method: str, part: str) -> int:
        calls = (await self.whole.ask("GET", "/control/calls")).body
        return sum(1 for call in calls if call["method"] == method and part in call["path"])


@pytest.fixture
async def ms(tmp_path: Path, clock: Clock) -> AsyncIterator[Microsoft]:
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]
        limits = Limits(clock.monotonic, clock.pause)
        client = GraphClient(StaticCredential(token), base_url=whole.addresses.graph, limits=limits)
        yield Microsoft(whole, clock, client, OutlookCalendars(client))
        await client.close()


@dataclass
class Ours:
    """Where Graph tells us; `deaf` does not give the token back."""

    url: str = ""
    deaf: bool = False
    got: asyncio.Queue[Notice] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        if (token := request.query.get("validationToken")) is not None:
            return web.Response(text="who is there?" if self.deaf else token)
        for one in notices(await request.read()):
            self.got.put_nowait(one)
        return web.Response(status=202)


@pytest.fixture
async def ours() -> AsyncIterator[Ours]:
    ours, app = Ours(), web.Application()
    app.router.add_post("/{path:.*}", ours.take)
    runner, ours.url = await serve(app)
    yield ours
    await runner.cleanup()
