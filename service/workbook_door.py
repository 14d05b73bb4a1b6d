"""Where workbooks and pictures are fetched: by a signed link of one's own that expires, as the records stand then."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, TypeVar

from aiohttp import web

from automations.engine.command_bus import RenderContext
from handbook.core.refusal import Refused
from service.calendar_door import GONE, HEADERS
from service.wiring import Service
from store.unit_of_work import UnitOfWork

Claims = TypeVar("Claims")
Rows = TypeVar("Rows")
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_door(
    service: Service,
    name: str,
    claims_of: Callable[[str, datetime], Claims],
    read: Callable[[UnitOfWork, Claims, RenderContext], Rows],
    made: Callable[[Rows, Claims], bytes],
    kind: str = _EXCEL,
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The file of this name and `kind` as the records stand, or one sentence with 404, whatever was wrong with it."""

    async def door(request: web.Request) -> web.Response:
        context = service.bus.render_context
        try:
            claims = claims_of(request.match_info["token"], context.now)
            rows = await service.bus.read(lambda uow: read(uow, claims, context))
        except Refused:
            return web.Response(status=404, text=GONE, headers=HEADERS)
        data = await asyncio.to_thread(made, rows, claims)
        named = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=data, content_type=kind, headers=HEADERS | named)

    return door
