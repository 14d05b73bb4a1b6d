"""People first: while somebody waits for the answer to a click, outbox jobs wait a little; so they do while Microsoft
Graph waits for the answer to a notification."""

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

QUIET_FOR: Final = 0.05
"""Seconds without a click after which it counts as quiet."""
AT_MOST: Final = 2.0
"""Seconds that a job waits for quiet: clicks without end must not hold up jobs for ever."""


class ClicksFirst:
    """Knows whether clicks are being answered on this event loop."""

    def __init__(self) -> None:
        self._under_way = 0
        self._last_at = float("-inf")

    @contextmanager
    def click(self) -> Generator[None]:
        """Somebody waits for an answer."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._last_at = time.monotonic()

    async def quiet(self) -> None:
        """Returns when nobody has clicked for a moment, or after `AT_MOST` seconds."""
        began = time.monotonic()
        while self._is_busy() and time.monotonic() - began < AT_MOST:
            await asyncio.sleep(QUIET_FOR)

    def _is_busy(self) -> bool:
        return self._under_way > 0 or time.monotonic() - self._last_at < QUIET_FOR
