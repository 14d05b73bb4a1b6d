"""How fast one conversation may be spoken to: one message after the other, and no more than Teams takes."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from handbook.core.external_errors import Unavailable

# Messages in seconds: Teams' limits for one bot in one conversation.
LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
LONGEST_WAIT = 1.0
LONGEST_QUEUE = 20.0
REMEMBERED = 2000


@dataclass(slots=True)
class _Conversation:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    sent_at: deque[float] = field(default_factory=lambda: deque(maxlen=1800))
    silent_until: float = 0.0


class Pace:
    """Kept in this process: several workers share Teams' limits, and its 429 has the last word."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._conversations: OrderedDict[str, _Conversation] = OrderedDict()

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncGenerator[None]:
        """Waits for the turn to speak, up to a second for the rate; raises Unavailable where it is longer. A
        conversation that Teams told to wait is left alone until then."""
        conversation = self._conversation(conversation_id)
        await _enter(conversation.turn)
        try:
            await self._wait(conversation)
            conversation.sent_at.append(self._clock())
            yield
        except Unavailable as error:
            if error.retry_after is not None:
                conversation.silent_until = max(conversation.silent_until, self._clock() + error.retry_after)
            raise
        finally:
            conversation.turn.release()

    async def _wait(self, conversation: _Conversation) -> None:
        now = self._clock()
        wait = max(conversation.silent_until - now, *(_over(conversation.sent_at, limit, now) for limit in LIMITS))
        if wait > LONGEST_WAIT:
            raise Unavailable("conversation: spoken to too fast", wait)
        if wait > 0:
            await self._sleep(wait)

    def _conversation(self, conversation_id: str) -> _Conversation:
        conversation = self._conversations.setdefault(conversation_id, _Conversation())
        self._conversations.move_to_end(conversation_id)
        if len(self._conversations) > REMEMBERED:
            oldest = next(iter(self._conversations))
            if not self._conversations[oldest].turn.locked():
                del self._conversations[oldest]
        return conversation


async def _enter(turn: asyncio.Lock) -> None:
    try:
        async with asyncio.timeout(LONGEST_QUEUE):
            await turn.acquire()
    except TimeoutError:
        raise Unavailable("conversation: busy", 1.0) from None


def _over(sent_at: deque[float], limit: tuple[int, float], now: float) -> float:
    """Seconds until one more message is within a limit."""
    count, span = limit
    return sent_at[-count] + span - now if len(sent_at) >= count else 0.0
