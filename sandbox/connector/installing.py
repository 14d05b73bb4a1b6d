"""Installing the app for somebody by Graph: it is there at once, and the bot hears of it a moment later."""

import asyncio

from sandbox.connector.seats import Seats
from sandbox.connector.standing import Standing
from sandbox.trust import SandboxPerson


class Installing:
    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._telling: set[asyncio.Task[object]] = set()

    def has(self, person: SandboxPerson) -> bool:
        return self._seats.standings.of(person).installed

    def install(self, person: SandboxPerson) -> None:
        self._seats.standings.set(person, Standing(installed=True))
        chat = self._seats.chats.open(person.id)[0]
        telling: asyncio.Task[object] = asyncio.create_task(
            self._seats.deliver(*self._seats.activities.added(person, chat))
        )
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def close(self) -> None:
        for telling in tuple(self._telling):
            telling.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
