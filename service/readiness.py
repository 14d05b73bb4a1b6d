"""What `/readyz` says to who runs the service: whether it can work, what waits and since when, and what is wrong."""

import asyncio
import time
from collections.abc import Mapping
from typing import Final

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from automations.engine.jobs.far_ends import FAR_ENDS
from automations.operating.alerts import words_of
from automations.operating.counting import Count, counted
from service.wiring import Service
from store.unit_of_work import UnitOfWork

_KEYS_MISSING: Final = "concerns and complaints: their key is missing"
_KEPT_FOR_S: Final = 2.0
_NOTHING: Final[Mapping[str, object]] = {}


class Readiness:
    """Counts at most every two seconds, however often it is asked."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._said: Mapping[str, object] = {}
        self._until = 0.0
        self._turn = asyncio.Lock()

    async def answer(self, request: web.Request) -> web.Response:
        """To who asks through a proxy, from outside, only yes or no."""
        try:
            current = self._service.ready and await self._service.bus.read(lambda uow: uow.roster.schools()) != ()
            closed = current and not await self._service.bus.read(lambda uow: uow.cases.readable)
            more = await self._work() if current and is_from_inside(request) else _NOTHING
        except SQLAlchemyError:
            current, closed, more = False, False, _NOTHING
        shut = {"closed": _KEYS_MISSING} if closed else {}
        return web.json_response({"ready": current, **shut, **more}, status=200 if current else 503)

    async def _work(self) -> Mapping[str, object]:
        async with self._turn:
            if time.monotonic() >= self._until:
                self._said = await self._service.bus.read(_stands)
                self._until = time.monotonic() + _KEPT_FOR_S
            return self._said


def is_from_inside(request: web.Request) -> bool:
    """Whether it came straight from the machine or the network that the service runs in."""
    return not any(name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded"))


def _stands(uow: UnitOfWork) -> Mapping[str, object]:
    """Counts, kinds and times: no name, and nothing of a record."""
    stops = (one.kind.partition(":")[0] for one in uow.pauses.all())
    stopped = [f"{FAR_ENDS.get(kind, kind)}: stopped by somebody" for kind in stops]
    wrong = [*(words_of(one) for one in uow.alerts.open()), *stopped]
    return {"work": {one.kind: _counts(one) for one in counted(uow)}, "wrong": wrong}


def _counts(one: Count) -> Mapping[str, int]:
    own = {
        "waiting": one.waiting,
        "oldest_waiting_s": int(one.waited.total_seconds()),
        "failing": one.failing,
        "given_up": one.given_up,
        "stopped": one.stopped,
    }
    return {name: number for name, number in own.items() if number}
