"""Where the list for celebration events is fetched: by a signed link of the Trust Advisor's own that expires."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.good_practice.celebration import celebration_list, celebration_rows
from handbook.core.refusal import Refused
from service.calendar_door import GONE, HEADERS
from service.wiring import Service

CELEBRATIONS: Final = "/celebrations/{token:[^/]+}.xlsx"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def celebration_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The workbook as the records stand, or one sentence with 404, whatever was wrong with the link."""

    async def door(request: web.Request) -> web.Response:
        try:
            person_id = service.links.read_celebrations(request.match_info["token"], service.bus.now())
            rows = await service.bus.read(lambda uow: celebration_rows(uow, person_id))
        except Refused:
            return web.Response(status=404, text=GONE, headers=HEADERS)
        data = await asyncio.to_thread(celebration_list, rows)
        named = {"Content-Disposition": 'attachment; filename="celebration events.xlsx"'}
        return web.Response(body=data, content_type=_EXCEL, headers=HEADERS | named)

    return door
