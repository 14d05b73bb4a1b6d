"""A front door that writes down who came and answers as it is told."""

import asyncio
from dataclasses import dataclass, field

from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.inbound.port import Answer, Click, MessageAnswer, Sender, SentFile


@dataclass
class RecordedDoor:
    answer: Answer = field(default_factory=lambda: MessageAnswer("Noted."))
    shows: Results | DialogCard | MessageAnswer = field(default_factory=Results)
    fails_with: Exception | None = None
    waits_for: asyncio.Event | None = None
    says: str = ""
    calls: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def _note(self, *call: object) -> None:
        self.calls.append(call)
        if self.fails_with is not None:
            raise self.fails_with

    async def clicked(self, sender: Sender, click: Click) -> Answer:
        self._note("clicked", sender, click)
        return self.answer

    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer:
        self._note("asked", asker, asks)
        return self.shows

    async def typed(self, sender: Sender, text: str, activity_id: str) -> str:
        self._note("typed", sender, text, activity_id)
        return self.says

    async def sent_files(self, sender: Sender, files: tuple[SentFile, ...]) -> str:
        self._note("sent_files", sender, files)
        return self.says

    async def met(self, sender: Sender, activity_id: str, *, first_time: bool) -> str:
        self._note("met", sender, activity_id, first_time)
        return self.says

    async def left(self, sender: Sender) -> None:
        self._note("left", sender)

    async def turned_away(self, reason: str, detail: str) -> None:
        if self.waits_for is not None:
            await self.waits_for.wait()
        self._note("turned_away", reason, detail)
