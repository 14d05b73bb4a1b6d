"""What is noted of everybody who writes to the service: where they can be reached, and what they tried in vain."""

import time
from typing import Final

from automations.engine.command_bus import Desk
from automations.engine.inbound_port import Click, Sender
from automations.engine.outbox import Promise
from store.audit import Entry
from store.ledger import Ledger
from store.whereabouts import Whereabouts

_NOTED_FOR: Final = 60.0
"""Seconds: meanwhile sending may show that somebody blocked the bot; their next words put it right."""


class InboundLog:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._noted: dict[str, tuple[Whereabouts, float]] = {}

    async def met(self, sender: Sender, state: str = "active") -> None:
        """Where a person can be answered from now on, or that they cannot be."""

        def note(books: Ledger) -> tuple[Promise, ...]:
            self._note(books, sender, state, lately=False)
            return ()

        await self._desk.record(note)

    def met_again(self, books: Ledger, sender: Sender) -> None:
        """The same within a click. What was noted lately need not be looked up then, for a click is in a hurry and is
        answered at once; for everything else it must, since sending may have failed meanwhile."""
        self._note(books, sender, "active", lately=True)

    async def tried(self, sender: Sender, click: Click, code: str) -> None:
        """Somebody asked for what is not theirs, or is nothing."""
        await self.audit(Entry(sender.person_id, "refused", "", {"code": code, "route": click.route}))

    async def audit(self, entry: Entry) -> None:
        def note(books: Ledger) -> tuple[Promise, ...]:
            books.audit(entry, self._desk.now())
            return ()

        await self._desk.record(note)

    def _note(self, books: Ledger, sender: Sender, state: str, *, lately: bool) -> None:
        seen = Whereabouts(sender.person_id, sender.conversation_id, sender.service_url, state)
        noted, until = self._noted.get(sender.person_id, (None, 0.0))
        if sender.personal and not (lately and noted == seen and time.monotonic() < until):
            books.whereabouts.note(seen)
            self._noted[sender.person_id] = (seen, time.monotonic() + _NOTED_FOR)
