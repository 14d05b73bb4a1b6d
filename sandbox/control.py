"""The stand-in's own pages: who is who, where everything is, what was called; and the handles for tests: faults,
closed accounts, the first day again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.calls import Calls
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

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/people.json", self.people),
            web.get("/tenant.json", self.tenant),
            web.get("/roster.json", self.roster),
            web.get("/control/calls", self.called),
            web.get("/control/faults", self.show_faults),
            web.post("/control/faults", self.add_fault),
            web.delete("/control/faults", self.clear_faults),
            web.post("/control/accounts/{person}", self.set_account),
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
                "graph": where.graph,
                "connector": where.connector,
                "content": where.content,
                "bot": where.bot,
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
        return web.json_response(self.faults.rules(), status=HTTPStatus.CREATED)

    async def clear_faults(self, _: web.Request) -> web.Response:
        self.faults.clear()
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

    async def reset(self, _: web.Request) -> web.Response:
        """The first day again: no files, no chats, no faults, no calls. Ids, tokens and addresses stay."""
        self.faults.clear()
        self.forget()
        self.calls.clear()
        return web.json_response({"reset": True})


def _wrong(why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> web.Response:
    return web.json_response({"error": why}, status=status)


_LINKS = {
    "/people.json": "The people, with their ids",
    "/tenant.json": "The tenant: ids, addresses and tokens",
    "/roster.json": "People, schools and term dates, as the service reads them",
    "/chats": "The chats, with what is unread",
    "/control/calls": "The last calls of Graph and of the connector",
    "/control/faults": "The faults that are set",
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
