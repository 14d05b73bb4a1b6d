"""Signing in: Teams' token is taken once, and a session is given for it."""

from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web

from automations.engine.roster import known_person
from handbook.core.refusal import Refused
from pages.kit.page import page
from pages.tab.later import Later
from pages.tab.set_up import NOT_SET_UP, WHO, TabSetUp
from pages.tab.token import KeysAway, NotSignedIn

_AWAY: Final = "Microsoft’s sign-in cannot be reached just now. Please try again in a minute."
_TITLE: Final = "Not signed in"
log = structlog.get_logger()


def shell(set_up: TabSetUp) -> web.Response:
    """What is shown to who has no session yet. It says nothing about anybody: its script asks Teams who they are."""
    if set_up.tokens is None:
        return set_up.sentence("Overview", (NOT_SET_UP,), 404)
    values = {"title": "Overview", "hosts": set_up.hosts}
    return page("tab/shell.html", values, framed_by=set_up.framed_by)


def session_door(set_up: TabSetUp, later: Later) -> Callable[[web.Request], Awaitable[web.Response]]:
    """`POST /tab/session` with Teams' token as a bearer: the session, in a cookie and for a header. Whoever is turned
    away reads the same words, whatever was wrong."""

    async def door(request: web.Request) -> web.Response:
        if set_up.tokens is None:
            return shell(set_up)
        now = set_up.bus.now()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        try:
            person_id = await set_up.tokens.person_of(token, now)
        except KeysAway:
            return set_up.sentence(_TITLE, (_AWAY,), 503)
        except NotSignedIn as no:
            log.info("tab_turned_away", reason=no.reason)
            if no.reason != "missing":  # nothing was tried
                later.do(set_up.attempts.turned_away(no.reason, no.person_id))
            return set_up.sentence(_TITLE, WHO, 403)
        try:
            await set_up.bus.read(lambda uow: known_person(uow, person_id))
        except Refused as no:
            later.do(set_up.attempts.turned_away(no.code, person_id))
            return set_up.sentence(_TITLE, (no.reason,), 403)
        session = set_up.sessions.begun(person_id, now)
        headers = {"Set-Cookie": set_up.sessions.cookie(session), "Cache-Control": "no-store"}
        return web.json_response({"session": session}, headers=headers)

    return door
