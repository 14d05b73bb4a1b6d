"""The message extension: what somebody anywhere in Teams looks for and puts into a chat, and the way to raise a
concern."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, TypeVar

from automations.cases.raising import RAISE, GoOnInPrivate
from automations.engine.command_bus import CommandBus
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.inbound.extension_port import (
    Asker,
    Asks,
    DialogCard,
    OpenedDialog,
    PastedLink,
    Results,
    Search,
    SentDialog,
)
from automations.engine.inbound.port import MessageAnswer
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.roster import known_person
from automations.search.finding import find, unfurl
from cards.cases import raising
from cards.kit.click_fields import Fields
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

T = TypeVar("T")

ROUTE: Final = "teams_extension"
PATIENCE: Final = 2.5
"""Seconds for a search: Teams waits five, and people do not."""
NOTED_EVERY: Final = 60.0
"""Seconds: a search is asked with every letter that is typed, and one entry tells of all that are refused."""
_TOO_SLOW: Final = "That took too long. Please type it once more."
_NOTHING: Final = "I found nothing that is open to you."
_NO_COMMAND: Final = "I do not know that command. An administrator may have to update the app in Teams."


class MessageExtension:
    """Answers what `InboundPort.asked` promises. Who asks may be among others: nothing is noted of where they
    are, and what is private is told them in their own chat."""

    def __init__(self, bus: CommandBus, clicks: ClicksFirst, patience: float = PATIENCE) -> None:
        self._bus = bus
        self._clicks = clicks
        self._patience = patience
        self._noted: dict[tuple[str, str], float] = {}

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        with self._clicks.click():
            try:
                return await self._answer(asker, asks)
            except Refused as refusal:
                return Results() if isinstance(asks, PastedLink) else MessageAnswer(refusal.reason)
            except TimeoutError:
                return Results() if isinstance(asks, PastedLink) else MessageAnswer(_TOO_SLOW)

    async def _answer(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        if isinstance(asks, Search):
            return await self._search(asker, asks)
        if isinstance(asks, PastedLink):
            url = asks.url
            return Results(await self._look(asker, lambda uow, who: unfurl(uow, who, url, asker.chat_url)))
        await self._look(asker, lambda _uow, _who: _check_known(asks.command))
        if isinstance(asks, OpenedDialog):
            return DialogCard(raising.TITLE, raising.dialog_card(asks.opening))
        return await self._go_on(asker, asks)

    async def _search(self, asker: Asker, search: Search) -> Results | MessageAnswer:
        now = self._bus.now()
        found = await self._look(asker, lambda uow, who: find(uow, who, search, asker.chat_url, now))
        return Results(found) if found or search.skip else MessageAnswer(_NOTHING)

    async def _go_on(self, asker: Asker, sent: SentDialog) -> MessageAnswer:
        try:
            opening = Fields("", sent.data).identity(raising.OPENED)
        except Refused as refusal:
            await self._note(asker, refusal.code)
            raise
        await self._bus.decide(GoOnInPrivate(opening), asker.person_id, ROUTE)
        return MessageAnswer(raising.SENT_ON)

    async def _look(self, asker: Asker, look: Callable[[UnitOfWork, Person], T]) -> T:
        """What somebody of the service sees in the database. Raises TimeoutError, or Refused after it was noted."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._bus.read(lambda uow: look(uow, known_person(uow, asker.person_id)))
        except Refused as refusal:
            await self._note(asker, refusal.code)
            raise

    async def _note(self, asker: Asker, code: str) -> None:
        """Writes into the audit that somebody asked for what is not theirs to ask."""
        attempt, now = (asker.person_id, code), time.monotonic()
        if now < self._noted.get(attempt, now):
            return
        self._noted[attempt] = now + NOTED_EVERY
        entry = AuditEntry(asker.person_id, "refused", "", {"code": code, "route": ROUTE})

        def write(uow: UnitOfWork) -> tuple[OutboxJob, ...]:
            uow.audit(entry, self._bus.now())
            return ()

        await self._bus.record(write)


def _check_known(command: str) -> None:
    """Raises Refused for an action that the app package does not have."""
    if command != RAISE:
        raise Refused("unknown", _NO_COMMAND)
