"""Where calendar files are fetched. A link names its person and what it is for, is signed, and expires: it can be
neither guessed nor changed, and nothing of it is kept."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.membership.training import calendar_of_trainings
from automations.visits.calendar_file import file_of
from handbook.core.refusal import Refused
from service.wiring import Service

CALENDAR_FILES: Final = "/visits/{token:[^/]+}.ics"
TRAINING_FILES: Final = "/training/{token:[^/]+}.ics"
GONE: Final = "This link is not known here, or has expired: please ask SIP Desk in Teams for a new one."


def calendar_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The file, or one sentence with 404, whatever was wrong with the link."""

    async def door(request: web.Request) -> web.Response:
        context = service.bus.render_context
        try:
            person_id, visit_id = service.links.read(request.match_info["token"], context.now)
            data = await service.bus.read(lambda uow: file_of(uow, person_id, visit_id, context))
        except Refused:
            return web.Response(status=404, text=GONE, headers=HEADERS)
        named = {"Content-Disposition": 'attachment; filename="visits.ics"'}
        return web.Response(body=data, content_type="text/calendar", charset="utf-8", headers=HEADERS | named)

    return door


def training_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The same of the training that external SIPs may come to."""

    async def door(request: web.Request) -> web.Response:
        context = service.bus.render_context
        try:
            service.links.check_training(request.match_info["token"], context.now)
        except Refused:
            return web.Response(status=404, text=GONE, headers=HEADERS)
        data = await service.bus.read(lambda uow: calendar_of_trainings(uow, context))
        named = {"Content-Disposition": 'attachment; filename="training.ics"'}
        return web.Response(body=data, content_type="text/calendar", charset="utf-8", headers=HEADERS | named)

    return door


HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
