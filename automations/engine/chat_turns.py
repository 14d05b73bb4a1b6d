"""One thing after the other in one chat: a card that is drawn while another about the same is on its way there would be
drawn twice."""

import asyncio
from weakref import WeakValueDictionary


class ChatTurns:
    """Kept in this process, and of no more chats than wait now."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, person_id: str) -> asyncio.Lock:
        """In somebody's chat. Whoever asks first is first."""
        return self._locks.setdefault(person_id, asyncio.Lock())
