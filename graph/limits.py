"""How often and how many at once: the one policy for every call to Microsoft 365. The SDK's own retry is off, because
it repeats POSTs and sleeps for as long as it is told."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

from handbook.core.external_errors import Unavailable

T = TypeVar("T")

REPEATS = 2
SHORT_S = 3.0  # a longer wait is the job queue's, which survives a restart and holds no place here


class GraphService(StrEnum):
    """Throttled apart from one another outside, so counted apart here."""

    SHAREPOINT = "sharepoint"
    DIRECTORY = "directory"
    CALENDARS = "calendars"
    SUBSCRIPTIONS = "subscriptions"
    TEAMS = "teams"
    MAIL = "mail"


# Outlook takes four calls at once of one application for one mailbox (by one of its pages: for all)
AT_ONCE = {
    GraphService.SHAREPOINT: 4,
    GraphService.DIRECTORY: 8,
    GraphService.CALENDARS: 4,
    GraphService.SUBSCRIPTIONS: 2,
    GraphService.MAIL: 4,
    GraphService.TEAMS: 4,  # it takes 30 installations a second of one application in a tenant
}


class Limits:
    """Counts calls per service and keeps a service's door closed while it has asked us to wait. Belongs to one event
    loop. `monotonic` and `pause` are the clock."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.monotonic = monotonic
        self._pause = pause
        self._places = {service: asyncio.Semaphore(places) for service, places in AT_ONCE.items()}
        self._closed_until = dict.fromkeys(GraphService, float("-inf"))

    async def attempt(
        self, call: Callable[[], Awaitable[T]], *, service: GraphService, deadline: float, repeatable: bool
    ) -> T:
        """Makes the call, and again at most twice where that does no harm (`repeatable`), the wait is short and ends
        before `deadline` (by the monotonic clock). Otherwise raises Unavailable, with `retry_after` where known. While
        a service has asked us to wait, raises that at once without a call."""
        for repeat in range(REPEATS if repeatable else 0):
            try:
                return await self._once(call, service, deadline)
            except Unavailable as unavailable:
                wait = _wait(unavailable, repeat)
                if wait > SHORT_S or self.monotonic() + wait >= deadline:
                    raise
            await self._pause(wait + random.uniform(0, 0.5))  # jitter, so that not all come back at once
        return await self._once(call, service, deadline)

    async def _once(self, call: Callable[[], Awaitable[T]], service: GraphService, deadline: float) -> T:
        self._check_open(service)
        try:
            async with asyncio.timeout(deadline - self.monotonic()), self._places[service]:
                self._check_open(service)  # it may have closed while we stood in the queue
                return await self._watched(call, service)
        except TimeoutError:
            raise Unavailable(f"{service}: no answer in time") from None

    async def _watched(self, call: Callable[[], Awaitable[T]], service: GraphService) -> T:
        try:
            return await call()
        except Unavailable as unavailable:
            if unavailable.retry_after is not None:
                opens = self.monotonic() + unavailable.retry_after
                self._closed_until[service] = max(self._closed_until[service], opens)
            raise

    def _check_open(self, service: GraphService) -> None:
        wait = self._closed_until[service] - self.monotonic()
        if wait > 0:
            raise Unavailable(f"{service}: asked to wait", wait)


def _wait(unavailable: Unavailable, repeat: int) -> float:
    """What the service asked for, or half a second doubling."""
    return 0.5 * 2**repeat if unavailable.retry_after is None else unavailable.retry_after
