"""What stands behind the way in, for what is answered in ways of its own."""

from typing import Protocol

from automations.engine.inbound.extension_port import Asker, Asks, DialogCard, Results
from automations.engine.inbound.port import Answer, Click, MessageAnswer, Sender
from handbook.cases.case import Confidential


class ConfidentialReplies(Protocol):
    async def answer(self, sender: Sender, click: Click, command: Confidential) -> Answer:
        """Raises nothing but what is a bug."""
        ...


class Extension(Protocol):
    async def asked(self, asker: Asker, asks: Asks) -> Results | DialogCard | MessageAnswer: ...
