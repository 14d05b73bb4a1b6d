"""Where Microsoft Graph tells of changes in calendars. The answer is quick and says nothing; what comes of it is
promised."""

from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web

from automations.visits.calendar_notices import Notices
from bot.incoming import Unreadable, read_body
from graph.notices import notices
from service.wiring import Service

LONGEST_TOKEN: Final = 2048
log = structlog.get_logger()


def graph_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Gives back what Graph sends to see whether we are here; takes notifications, those that are not ours too: whoever
    guesses learns nothing."""

    taken = Notices(service.bus)

    async def door(request: web.Request) -> web.Response:
        token = request.query.get("validationToken")
        if token is not None:
            return _echo(token)
        if not service.ready:
            return web.Response(status=503)
        try:
            said = notices(await read_body(request))
        except Unreadable as refusal:
            return web.Response(status=refusal.status)
        except ValueError:
            return web.Response(status=400)
        with service.clicks.click():  # Graph gives up on whoever does not answer within three seconds
            refused = await taken.heard(said)
        if refused:
            log.warning("notifications_refused", count=refused)
        return web.Response(status=202)

    return door


def _echo(token: str) -> web.Response:
    """As plain text, so that no browser takes it for a page."""
    if len(token) > LONGEST_TOKEN:
        return web.Response(status=400)
    return web.Response(text=token, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})
