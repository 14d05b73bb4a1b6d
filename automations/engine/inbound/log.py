"""What is noted of everybody on the list who writes to the service: where they can be reached; and of everybody, what
they tried in vain."""

import time
from typing import Final

from automations.engine.command_bus import CommandBus
from automations.engine.inbound.port import Click, Sender
from automations.engine.jobs.outbox import OutboxJob
from handbook.core.conversation_reference import ConversationReference
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

_NOTED_FOR: Final = 60.0
"""Seconds: meanwhile sending may show that somebody blocked the bot; their next words put it right."""


class InboundLog:
    def __init__(self, bus: CommandBus) -> None:
        self._bus = bus
        self._noted: dict[str, tuple[ConversationReference, float]] = {}

    async def met(self, sender: Sender, state: str = "active") -> bool:
        """Where a person can be answered from now on, or that they cannot be; and whether they are on the list. Of
        somebody who is not, nothing is noted, and what was is forgotten: when they come onto it, Teams finds them."""
        known = await self.knows(sender)

        def note(uow: UnitOfWork) -> tuple[OutboxJob, ...]:
            if known:
                self._note(uow, sender, state, lately=False)
            else:
                uow.conversations.forget(sender.person_id)
            return ()

        if known or await self._bus.read(lambda uow: uow.conversations.of(sender.person_id)):
            await self._bus.record(note)
        return known

    async def knows(self, sender: Sender) -> bool:
        """Whether somebody is on the list of people, or the administrator."""
        if sender.person_id == self._bus.policy.administrator_id:
            return True
        return await self._bus.read(lambda uow: uow.roster.person(sender.person_id) is not None)

    def met_again(self, uow: UnitOfWork, sender: Sender) -> None:
        """The same within a click. What was noted lately need not be looked up then, for a click is in a hurry and is
        answered at once; for everything else it must, since sending may have failed meanwhile."""
        self._note(uow, sender, "active", lately=True)

    async def tried(self, sender: Sender, click: Click, code: str) -> None:
        """Somebody asked for what is not theirs, or is nothing."""
        await self.audit(AuditEntry(sender.person_id, "refused", "", {"code": code, "route": click.route}))

    async def turned_away(self, person_id: str, **detail: str | int) -> None:
        await self.audit(AuditEntry(person_id, "turned_away", "", detail))

    async def audit(self, entry: AuditEntry) -> None:
        def note(uow: UnitOfWork) -> tuple[OutboxJob, ...]:
            uow.audit(entry, self._bus.now())
            return ()

        await self._bus.record(note)

    def _note(self, uow: UnitOfWork, sender: Sender, state: str, *, lately: bool) -> None:
        seen = ConversationReference(sender.person_id, sender.conversation_id, sender.service_url, state)
        noted, until = self._noted.get(sender.person_id, (None, 0.0))
        if sender.personal and not (lately and noted == seen and time.monotonic() < until):
            uow.conversations.note(seen, self._bus.now())
            self._noted[sender.person_id] = (seen, time.monotonic() + _NOTED_FOR)
