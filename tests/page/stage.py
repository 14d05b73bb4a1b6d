"""The page and the sandbox alone, with a bot that only says what it is told: in a fraction of a second."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser

from sandbox.connector.teams import Manners
from tests.page.browser import Windows
from tests.sandbox.teams_side import HEAD, FakeBot, message
from tests.sandbox.whole_sandbox import Whole, whole_sandbox


@dataclass
class Stage:
    whole: Whole
    windows: Windows
    conversation: str

    @property
    def bot(self) -> FakeBot:
        return self.whole.bot

    async def send(self, activity: dict[str, Any], conversation: str = "") -> str:
        """From the bot into the headteacher's chat, or another; the message's id."""
        path = f"/v3/conversations/{conversation or self.conversation}/activities"
        sent = await self.whole.ask("POST", path, activity)
        assert sent.status == 201, sent
        return sent.body["id"]

    async def show(self, card: dict[str, Any]) -> str:
        return await self.send(message(card))


@asynccontextmanager
async def a_stage(folder: Path, browser: Browser) -> AsyncIterator[Stage]:
    async with whole_sandbox(folder, manners=Manners(rate_limits=False)) as whole:
        body = {"members": [{"id": HEAD.id}], "tenantId": (await whole.tenant())["tenant_id"]}
        opened = await whole.ask("POST", "/v3/conversations", body)
        yield Stage(whole, Windows(browser, whole.origin), opened.body["id"])
