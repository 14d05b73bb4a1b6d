"""Levers of the calendar side: how notifications go, what happens to subscriptions, whose mailbox can be read."""

import json
from http import HTTPStatus
from typing import Any, cast

from aiohttp import web

from sandbox.events import Tell
from sandbox.graph.calendar import delta_tokens
from sandbox.graph.calendar.mailboxes import HOURS, SHARES, STATES
from sandbox.graph.notices import LIFECYCLES, Manners
from sandbox.graph.stand_in import StandIn


class OutlookLevers:
    def __init__(self, stand_in: StandIn, tell: Tell) -> None:
        self._stand_in = stand_in
        self._tell = tell

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/notifications", self.show),
            web.post("/control/notifications", self.set_manners),
            web.post("/control/notifications/release", self.release),
            web.get("/control/subscriptions", self.subscriptions),
            web.post("/control/subscriptions/{id}", self.lifecycle),
            web.get("/control/mailboxes", self.mailboxes),
            web.post("/control/mailboxes/{person}", self.set_mailbox),
            web.post("/control/delta/expire", self.expire),
        ]

    async def show(self, _: web.Request) -> web.Response:
        """How notifications go, and which are waiting."""
        return web.json_response(self._stand_in.notices.shown())

    async def set_manners(self, request: web.Request) -> web.Response:
        """As `sandbox.graph.notices.Manners`, for all that happens from now on; `{}` is as usual again."""
        try:
            given = await _body(request)
            self._stand_in.notices.manners = Manners.read(given)
        except ValueError as why:
            return _wrong(str(why))
        self._tell("levers", what="notifications", about=_in_words(given))
        return await self.show(request)

    async def release(self, request: web.Request) -> web.Response:
        """Lets go what was held; with `{"reverse": true}` the last first."""
        try:
            reverse = (await _body(request)).get("reverse") is True
        except ValueError as why:
            return _wrong(str(why))
        with self._stand_in.database.writing():
            released = self._stand_in.notices.release(reverse=reverse)
        return web.json_response({"released": released})

    async def subscriptions(self, _: web.Request) -> web.Response:
        """All of them, without their client state."""
        rows = self._stand_in.database.rows("SELECT * FROM subscription ORDER BY id")
        return web.json_response([{k: v for k, v in dict(row).items() if k != "client_state"} for row in rows])

    async def lifecycle(self, request: web.Request) -> web.Response:
        """`{"event": "reauthorizationRequired" | "subscriptionRemoved" | "missed"}` to a subscription's subscriber."""
        database = self._stand_in.database
        row = database.row("SELECT * FROM subscription WHERE id = :id", id=request.match_info["id"])
        if row is None:
            return _wrong("There is no such subscription.", HTTPStatus.NOT_FOUND)
        try:
            event: Any = (await _body(request)).get("event")
            if event not in LIFECYCLES:
                return _wrong(f"event must be one of {', '.join(LIFECYCLES)}.")
            with database.writing():
                self._stand_in.notices.lifecycle(row, event)
        except ValueError as why:
            return _wrong(str(why))
        return web.json_response({"sent": event})

    async def mailboxes(self, _: web.Request) -> web.Response:
        """Everybody's, by their id, as `set_mailbox` sets them; `at_first` is the state of the first day."""
        people, known = self._stand_in.tenant.trust.people, self._stand_in.mailboxes
        states = {"state": known.state, "shares": known.shares, "hours": known.hours, "at_first": known.at_first}
        return web.json_response({one.id: {name: tell(one) for name, tell in states.items()} for one in people})

    async def set_mailbox(self, request: web.Request) -> web.Response:
        """`{"state": "open" | "closed" | "away" | "none"}`: closed to the application, not to be opened by anybody for
        now, or no mailbox at all. `{"shares": "nothing" | "times" | "subjects"}`: what its owner lets everybody see of
        their time. `{"hours": "usual" | "part_week" | "mornings" | "made_up_zone" | "far_away"}`: when they work. One
        of them, or several."""
        person = self._stand_in.tenant.trust.person(request.match_info["person"])
        if person is None:
            return _wrong("The trust has no such person.", HTTPStatus.NOT_FOUND)
        try:
            given = await _body(request)
        except ValueError as why:
            return _wrong(str(why))
        known = {"state": STATES, "shares": SHARES, "hours": HOURS}
        if not given or any(value not in known.get(name, ()) for name, value in given.items()):
            return _wrong(". ".join(f"{name} is one of {', '.join(values)}" for name, values in known.items()))
        if "state" in given:
            self._stand_in.mailboxes.set(person, given["state"])
        if "shares" in given:
            self._stand_in.mailboxes.share(person, given["shares"])
        if "hours" in given:
            self._stand_in.mailboxes.work(person, given["hours"])
        self._tell("levers", what="mailbox", about=f"{person.name}: {_in_words(given)}")
        return web.json_response({"id": person.id, **given})

    async def expire(self, request: web.Request) -> web.Response:
        """All delta links given so far are forgotten: 410; with `{"invalid": true}` they are answered 400 instead."""
        try:
            invalid = (await _body(request)).get("invalid") is True
        except ValueError as why:
            return _wrong(str(why))
        delta_tokens.forget_all(self._stand_in, invalid=invalid)
        return web.json_response({"expired": True})


def _in_words(manners: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}".replace("_", " ") for name, value in manners.items()) or "as usual"


async def _body(request: web.Request) -> dict[str, Any]:
    found: Any = json.loads(await request.read() or b"{}")
    if not isinstance(found, dict):
        raise ValueError("The body must be a JSON object.")
    return cast(dict[str, Any], found)


def _wrong(why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> web.Response:
    return web.json_response({"error": why}, status=status)
