"""Where a year's memberships are fetched as a sheet, by a signed link of the Trust Advisor's own (M2, M3)."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.membership.sheet import sheet_file, sheet_rows
from service.wiring import Service
from service.workbook_door import workbook_door

MEMBERSHIPS: Final = "/memberships/{token:[^/]+}.xlsx"


def membership_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    return workbook_door(
        service,
        "membership.xlsx",
        service.links.read_memberships,
        lambda uow, claims, context: sheet_rows(uow, *claims, context),
        lambda rows, claims: sheet_file(rows, claims[1]),
    )
