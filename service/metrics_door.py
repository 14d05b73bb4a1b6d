"""`GET /metrics`, for Prometheus, where somebody watches: from inside only."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from aiohttp import web

from automations.operating.counting import counted
from service.readiness import is_from_inside
from service.wiring import Service

if TYPE_CHECKING:
    from service.telemetry.otel import OtelWatch

METRICS: Final = "/metrics"


def metrics_door(service: Service, watch: "OtelWatch") -> Callable[[web.Request], Awaitable[web.Response]]:
    from service.telemetry.prometheus import TYPE, exposition  # noqa: PLC0415 - only where somebody watches

    async def door(request: web.Request) -> web.Response:
        """To who asks through a proxy there is no such page."""
        if not is_from_inside(request):
            raise web.HTTPNotFound
        data = watch.measures(await service.bus.read(counted))
        return web.Response(text=exposition(data), headers={"Content-Type": TYPE})

    return door
