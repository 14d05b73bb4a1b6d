"""What comes from Teams is watched: what kind of thing it is, and never who sends it or what it says."""

from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.inbound.port import Answer, Click, InboundPort, MessageAnswer, Sender, SentFile
from automations.engine.watch import HANDLER, Watch

_TYPE = "handler.type"


class WatchedInbound:
    """Keeps to `InboundPort`."""

    def __init__(self, inner: InboundPort, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        with self._watch.step(HANDLER, {_TYPE: "refresh" if click.automatic else "press"}):
            return await self._inner.clicked(sender, click)

    async def typed(self, sender: Sender, text: str, activity_id: str) -> str:
        with self._watch.step(HANDLER, {_TYPE: "words"}):
            return await self._inner.typed(sender, text, activity_id)

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> str:
        with self._watch.step(HANDLER, {_TYPE: "files"}):
            return await self._inner.sent_files(sender, files)

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> str:
        with self._watch.step(HANDLER, {_TYPE: "met"}):
            return await self._inner.met(sender, activity_id, first_time=first_time)

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        with self._watch.step(HANDLER, {_TYPE: "search"}):
            return await self._inner.asked(asker, asks)

    async def left(self, sender: Sender) -> None:
        await self._inner.left(sender)

    async def turned_away(self, reason: str, detail: str) -> None:
        await self._inner.turned_away(reason, detail)
