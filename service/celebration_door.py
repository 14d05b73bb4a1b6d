"""Where the list for celebration events is fetched: by a signed link of the Trust Advisor's own that expires."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.good_practice.celebration import celebration_list, celebration_rows
from service.wiring import Service
from service.workbook_door import workbook_door

CELEBRATIONS: Final = "/celebrations/{token:[^/]+}.xlsx"


def celebration_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    return workbook_door(
        service,
        "celebration events.xlsx",
        service.links.read_celebrations,
        lambda uow, person_id, _: celebration_rows(uow, person_id),
        lambda rows, _: celebration_list(rows),
    )
