"""How much one person may press, type, send and search: far more than anybody does by hand. Whoever sends more reads a
sentence, and nobody else waits for it."""

from automations.engine.command_bus import CommandBus
from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.inbound.log import InboundLog
from automations.engine.inbound.port import Answer, Click, InboundPort, MessageAnswer, Sender, SentFile
from automations.engine.notifications import send_text
from handbook.core.token_buckets import PersonRates, Taken, TokenBuckets
from store.audit import AuditEntry

NO_MORE = (
    "That is more than I can take from one person at a time, and nothing came of it. Please try again in a minute."
)


class LimitedInbound:
    """Keeps to `InboundPort`. What is over the limit reaches nobody, costs no write but one entry in the audit and one
    message for the whole flood, and is never half done."""

    def __init__(self, inner: InboundPort, bus: CommandBus, rates: PersonRates) -> None:
        self._inner = inner
        self._bus = bus
        self._log = InboundLog(bus)
        self._buckets = {
            "presses": TokenBuckets(rates.presses),
            "refreshes": TokenBuckets(rates.presses),
            "words": TokenBuckets(rates.words),
            "files": TokenBuckets(rates.files),
            "searches": TokenBuckets(rates.searches),
        }

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        taken = await self._taken("refreshes" if click.automatic else "presses", sender.person_id)
        if taken.is_given:
            return await self._inner.clicked(sender, click)
        if click.activity_id:  # it came as a message, and cannot be answered at once
            await self._say(sender, taken, click.activity_id)
        return MessageAnswer(NO_MORE)

    async def typed(self, sender: Sender, text: str, activity_id: str) -> str:
        taken = await self._taken("words", sender.person_id)
        return await self._inner.typed(sender, text, activity_id) if taken.is_given else _said_once(taken)

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> str:
        taken = await self._taken("files", sender.person_id)
        return await self._inner.sent_files(sender, files) if taken.is_given else _said_once(taken)

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> str:
        """Counted with what is typed: an empty message comes this way."""
        taken = await self._taken("words", sender.person_id)
        if not taken.is_given:
            return _said_once(taken)
        return await self._inner.met(sender, activity_id, first_time=first_time)

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        taken = await self._taken("searches", asker.person_id)
        return await self._inner.asked(asker, asks) if taken.is_given else MessageAnswer(NO_MORE)

    async def left(self, sender: Sender) -> None:
        """Always heard."""
        await self._inner.left(sender)

    async def turned_away(self, reason: str, detail: str) -> None:
        await self._inner.turned_away(reason, detail)

    async def _taken(self, kind: str, person_id: str) -> Taken:
        taken = self._buckets[kind].take(person_id, self._bus.now().timestamp())
        if taken.begins_flood:
            await self._log.audit(AuditEntry(person_id, "turned_away", "", {"reason": "flood", "detail": kind}))
        return taken

    async def _say(self, sender: Sender, taken: Taken, activity_id: str) -> None:
        if said := _said_once(taken):
            job = send_text(sender.person_id, said, f"flood:{activity_id}")
            await self._bus.record(lambda _: [job])


def _said_once(taken: Taken) -> str:
    """At once, and once in a flood."""
    return NO_MORE if taken.begins_flood else ""
