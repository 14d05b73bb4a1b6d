"""The stand-in's own pages: who is who, where everything is, what was called; and the handles for tests: faults,
closed accounts, the first day again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.calls import Calls
from sandbox.clock import Clock, next_half_term, next_school_day
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.graph import site_id
from sandbox.graph.stand_in import StandIn
from sandbox.keys import Keys
from sandbox.trust import SandboxPerson, Trust


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are: `graph` is Graph's base URL, `connector` the connector's service URL, `content` the origin of
    downloads and uploads, `bot` where activities are sent."""

    graph: str
    connector: str
    content: str
    bot: str


@dataclass(frozen=True, slots=True)
class Control:
    trust: Trust
    addresses: Addresses
    keys: Keys
    faults: Faults
    calls: Calls
    stand_in: StandIn
    forget: Callable[[], None]
    clock: Clock
    events: Events

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/about", self.page),
            web.get("/people.json", self.people),
            web.get("/tenant.json", self.tenant),
            web.get("/roster.json", self.roster),
            web.get("/control/calls", self.called),
            web.get("/control/faults", self.show_faults),
            web.post("/control/faults", self.add_fault),
            web.delete("/control/faults", self.clear_faults),
            web.post("/control/accounts/{person}", self.set_account),
            web.get("/control/clock", self.show_clock),
            web.post("/control/clock", self.move_clock),
            web.post("/control/reset", self.reset),
        ]

    async def page(self, _: web.Request) -> web.Response:
        links = "".join(f'<li><a href="{path}">{escape(what)}</a></li>' for path, what in _LINKS.items())
        html = _PAGE.format(name=escape(self.trust.name), bot=escape(self.addresses.bot), links=links)
        return web.Response(text=html, content_type="text/html")

    async def people(self, _: web.Request) -> web.Response:
        return web.json_response([self._person(person) for person in self.trust.people])

    def _person(self, person: SandboxPerson) -> dict[str, Any]:
        keys = ("name", "role", "id", "upn", "mail", "job_title")
        school = self.trust.school_of(person.id)
        of_school = {} if school is None else {"school": f"{school['name']}, {school['town']}", "urn": school["urn"]}
        return {**{key: getattr(person, key) for key in keys}, **of_school}

    async def tenant(self, _: web.Request) -> web.Response:
        """Ids, addresses and tokens. `token` may read everything, `tokens` are the people's own, by id."""
        trust, where, keys = self.trust, self.addresses, self.keys
        return web.json_response(
            {
                "name": trust.name,
                "tenant_id": trust.tenant_id,
                "bot_app_id": trust.app_id,
                "teams_app_id": trust.catalogue_app_id,
                "graph": where.graph,
                "connector": where.connector,
                "mailbox": trust.service_mailbox,
                "content": where.content,
                "bot": where.bot,
                "entra": f"{where.connector}entra",
                "site": {"host": trust.host, "path": trust.site_path, "id": site_id(trust)},
                "token": keys.looking_in,
                "tokens": keys.people,
                "service_token": keys.service,
                "connector_token": keys.connector,
            }
        )

    async def roster(self, _: web.Request) -> web.Response:
        return web.json_response(self.trust.roster())

    async def called(self, request: web.Request) -> web.Response:
        """The last calls, oldest first; `?after=` leaves out those up to a number."""
        after = request.query.get("after", "0")
        if not after.isdecimal():
            return _wrong("after must be the number of a call.")
        return web.json_response(self.calls.listed(int(after)))

    async def show_faults(self, _: web.Request) -> web.Response:
        return web.json_response(self.faults.rules())

    async def add_fault(self, request: web.Request) -> web.Response:
        """A rule as `sandbox.faults.Rule` describes it. Answers with all rules, or 400 and what is wrong."""
        try:
            rule = json.loads(await request.read())
        except ValueError:
            return _wrong("A fault rule is JSON.")
        if not isinstance(rule, dict):
            return _wrong("A fault rule is a JSON object.")
        try:
            self.faults.add(rule)  # pyright: ignore[reportUnknownArgumentType] -- JSON objects have text keys
        except ValueError as why:
            return _wrong(str(why))
        rules = self.faults.rules()
        self.events.tell("levers", what="fault", about=f"{rules[-1]['service']}: {rules[-1]['kind']}")
        return web.json_response(rules, status=HTTPStatus.CREATED)

    async def clear_faults(self, _: web.Request) -> web.Response:
        self.faults.clear()
        self.events.tell("levers", what="faults cleared", about="")
        return web.json_response([])

    async def set_account(self, request: web.Request) -> web.Response:
        """`{"enabled": false}` closes a person's account, as when they have left; true opens it again."""
        person = self.trust.person(request.match_info["person"])
        if person is None:
            return _wrong("The trust has no such person.", HTTPStatus.NOT_FOUND)
        body = await request.read()
        wanted = {b'{"enabled":false}': False, b'{"enabled":true}': True}.get(b"".join(body.split()))
        if wanted is None:
            return _wrong('The body is {"enabled": true} or {"enabled": false}.')
        self.stand_in.set_enabled(person.id, wanted)
        return web.json_response({"id": person.id, "enabled": wanted})

    async def show_clock(self, _: web.Request) -> web.Response:
        return web.json_response(self.clock.shown())

    async def move_clock(self, request: web.Request) -> web.Response:
        """`{"offset_seconds": n}` from the machine's time, or `{"to": "next_school_day"}`, or `"next_half_term"`."""
        try:
            self._move_clock(json.loads(await request.read()))
        except (ValueError, TypeError, KeyError) as why:
            return _wrong(str(why) or "The clock cannot be moved so.")
        self.events.tell("levers", what="clock", about=self.clock.now().isoformat(timespec="minutes"))
        return web.json_response(self.clock.shown())

    def _move_clock(self, wanted: dict[str, Any]) -> None:
        if "to" not in wanted:
            self.clock.move(timedelta(seconds=float(wanted["offset_seconds"])))
            return
        self.clock.move_to(_DAYS[wanted["to"]](self.trust, self.clock.now()))

    async def reset(self, _: web.Request) -> web.Response:
        """The first day again: no files, no entries in calendars, no chats, no faults, no calls, the machine's time.
        Ids, tokens and addresses stay."""
        self.faults.clear()
        self.forget()
        self.calls.clear()
        self.clock.move(timedelta())
        self.events.clear()
        self.events.tell("reset")
        return web.json_response({"reset": True})


def _wrong(why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> web.Response:
    return web.json_response({"error": why}, status=status)


_DAYS = {"next_school_day": next_school_day, "next_half_term": next_half_term}
_LINKS = {
    "/": "The page on which the people are played",
    "/people.json": "The people, with their ids",
    "/tenant.json": "The tenant: ids, addresses and tokens",
    "/roster.json": "People, schools and term dates, as the service reads them",
    "/chats": "The chats, with what is unread",
    "/control/calls": "The last calls of Graph and of the connector",
    "/control/faults": "The faults that are set",
    "/control/clock": "The stand-in's time",
    "/libraries": "The document libraries",
    "/letters": "The post that calendars sent",
    "/mails": "The e-mail that the service sent",
    "/control/mailboxes": "Who has a mailbox, whether the application may look into it, and what it shares",
    "/control/notifications": "How change notifications go",
    "/control/subscriptions": "Who is told of changes",
    "/timeline": "What happened",
}
_PAGE = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Stand-in for Microsoft 365</title>
<h1>This is a stand-in, not Microsoft 365</h1>
<p>It plays Microsoft Graph and Teams for {name}, a trust that does not exist, so that SIP Desk can be tried out and
tested on one machine. Nothing here is secured: put no real data into it.</p>
<p>Activities go to the bot at {bot}.</p>
<ul>{links}</ul>
</html>
"""
