"""Playing somebody whom Teams does not reach: their inbox in the sandbox, and a browser without script."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import aiohttp

from tests.support.house import House
from tests.support.people import Somebody

_TAG = re.compile(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]+>")


async def mails_to(house: House, somebody: Somebody) -> list[dict[str, Any]]:
    """Oldest first."""
    async with house.http.get(f"{house.sandbox}/mails", params={"to": somebody.person["mail"]}) as reply:
        return await reply.json()


async def link_to(house: House, somebody: Somebody) -> str:
    """The link of their newest letter."""
    found = [one for mail in await mails_to(house, somebody) for one in mail["links"]]
    return found[-1]["url"]


async def code_to(house: House, somebody: Somebody) -> str:
    """The newest code that came to them."""
    await house.kept()
    codes = [found[0] for mail in await mails_to(house, somebody) if (found := re.findall(r"\b\d{6}\b", mail["words"]))]
    return codes[-1]


@dataclass
class Page:
    """What a browser shows."""

    status: int
    url: str
    html: str
    headers: dict[str, str]

    @property
    def words(self) -> str:
        return re.sub(r"\s*\n\s*", "\n", unescape(_TAG.sub("\n", self.html))).strip()

    @property
    def buttons(self) -> dict[str, str]:
        """What each button of a card sends, by its title."""
        found = re.findall(r'<button name="press" value="([^"]*)"[^>]*>([^<]*)</button>', self.html)
        return {unescape(title): unescape(value) for value, title in found}


@dataclass
class Browser:
    """One browser of one person, which keeps cookies."""

    http: aiohttp.ClientSession
    page: Page = field(default_factory=lambda: Page(0, "", "", {}))

    async def open(self, url: str, method: str = "GET") -> Page:
        return await self._ask(method, url)

    async def send(self, url: str, **form: str) -> Page:
        return await self._ask("POST", url, data=form)

    async def press(self, url: str, title: str, **boxes: str) -> Page:
        """A button of the card that is shown."""
        return await self._ask("POST", url, data={"press": self.page.buttons[title], **boxes})

    async def prove(self, house: House, url: str, somebody: Somebody) -> Page:
        """Has a code sent, and enters it."""
        asked = await self.send(f"{url}/code")
        assert "A code is on its way to" in asked.words, asked.words
        return await self.send(f"{url}/enter", code=await code_to(house, somebody))

    async def _ask(self, method: str, url: str, **more: Any) -> Page:
        async with self.http.request(method, url, **more) as reply:
            self.page = Page(reply.status, str(reply.url), await reply.text(errors="replace"), dict(reply.headers))
            return self.page


@asynccontextmanager
async def a_browser() -> AsyncGenerator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Browser(http)
