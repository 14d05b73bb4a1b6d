"""The real rates of Teams: how often one bot may call, per conversation and altogether."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from sandbox.connector.refusals import Refused

Rates = tuple[tuple[int, int], ...]
"""Pairs of seconds and how many calls may fall into any stretch of that length."""

SENDING: Rates = ((1, 7), (2, 8), (30, 60), (3600, 1800))
READING_MEMBERS: Rates = ((1, 14), (2, 16), (30, 120), (3600, 3600))
APP: Rates = ((1, 50),)


class Limits:
    """Counts calls in sliding windows. A call that was turned down does not count. `now` is in seconds, from any
    beginning; `enforced=False` lets everything through."""

    def __init__(self, now: Callable[[], float], *, enforced: bool = True) -> None:
        self._now = now
        self._enforced = enforced
        self._calls: defaultdict[tuple[str, Rates], deque[float]] = defaultdict(deque)

    def take(self, key: str, rates: Rates) -> None:
        """Counts one call, or raises Refused (429) with the seconds until it would be let through."""
        if not self._enforced:
            return
        now = self._now()
        calls = self._calls[key, rates]
        while calls and calls[0] <= now - rates[-1][0]:
            calls.popleft()
        wait = max(_wait(calls, now, seconds, most) for seconds, most in rates)
        if wait > 0:
            raise Refused(429, "TooManyRequests", "The request has been throttled.", retry_after=math.ceil(wait))
        calls.append(now)

    def forget(self) -> None:
        self._calls.clear()


def _wait(calls: deque[float], now: float, seconds: int, most: int) -> float:
    return 0 if len(calls) < most else calls[-most] + seconds - now
