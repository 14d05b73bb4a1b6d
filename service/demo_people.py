"""Playing the people of the demo through the sandbox's Teams."""

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import aiohttp

_PATIENCE = 90.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A card in somebody's chat."""

    activity_id: str
    card: dict[str, Any]

    @property
    def words(self) -> str:
        """All that the card says, in reading order."""
        return "\n".join(_words(self.card))

    @property
    def links(self) -> list[tuple[str, str]]:
        """What the card opens: titles and addresses."""
        return _links(self.card)


class Player:
    """One person at a Teams client."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: str, person: dict[str, Any]) -> None:
        self._http = http
        self._sandbox = sandbox
        self.person = person
        self._seen: set[str] = set()

    @property
    def name(self) -> str:
        return self.person["name"]

    async def send_file(self, name: str, data: bytes) -> None:
        url = f"{self._sandbox}/play/{self.person['id']}/file"
        async with self._http.post(url, params={"name": name}, data=data) as reply:
            reply.raise_for_status()

    async def press(self, card: Seen, verb: str, **inputs: str) -> dict[str, Any]:
        """Presses the button with this verb, where its part of the card lies folded after opening that, and twice where
        it asks once more; what the person then sees."""
        card = await self._opened_for(card, verb)
        if any(asked == verb for asked in _values(card.card, "asks")):
            shown = await self._click(card, {"verb": "sure.ask", "where": {"asks": verb}}, inputs)
            if not any(does == verb for does in _values(shown.get("card"), "verb")):
                return shown
            inputs = {}
        return await self._click(card, {"verb": verb}, inputs)

    async def _opened_for(self, card: Seen, verb: str) -> Seen:
        for part in ("", *map(str, _values(card.card, "opened"))):
            opened = Seen(card.activity_id, (await self._opens(card, part)) if part else card.card)
            if verb in (*_values(opened.card, "verb"), *_values(opened.card, "asks")):
                return opened
        return card

    async def _opens(self, card: Seen, part: str) -> dict[str, Any]:
        return (await self._click(card, {"where": {"opened": part}}, {}))["card"]

    async def _click(self, card: Seen, which: dict[str, Any], inputs: dict[str, str]) -> dict[str, Any]:
        url = f"{self._sandbox}/play/{self.person['id']}/click"
        body = {"activity_id": card.activity_id, **which, "inputs": inputs}
        async with self._http.post(url, json=body) as reply:
            shown = await reply.json()
            if reply.status != 200 or shown["shows"] == "error":
                raise SystemExit(f"{self.name} pressed {which} and saw: {shown}")
            return shown

    async def next_card(self, words: str = "") -> Seen:
        """The next card of the bot in this chat that was not looked at yet (and says these words), as soon as it is
        there."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                for message in await self.messages():
                    if message["id"] not in self._seen and message["cards"]:
                        found = Seen(message["id"], message["cards"][0])
                        if words in found.words:
                            self._seen.add(message["id"])
                            return found
                await asyncio.sleep(0.1)

    async def shows(self, card: Seen, words: str) -> Seen:
        """The same message, once it says these words."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                for message in await self.messages():
                    now = Seen(message["id"], message["cards"][0]) if message["cards"] else card
                    if message["id"] == card.activity_id and words in now.words:
                        return now
                await asyncio.sleep(0.1)

    async def messages(self) -> list[dict[str, Any]]:
        async with self._http.get(f"{self._sandbox}/chats/{self.person['id']}") as reply:
            return (await reply.json())["messages"]


def _words(part: object) -> list[str]:
    if isinstance(part, list):
        return [word for inner in cast(list[object], part) for word in _words(inner)]
    if not isinstance(part, dict):
        return []
    fields = cast(dict[str, object], part)
    own = [str(fields[key]) for key in ("text", "title", "value", "label") if isinstance(fields.get(key), str)]
    return own + [word for key, inner in fields.items() if key not in ("data", "fallback") for word in _words(inner)]


def _values(part: object, key: str) -> list[object]:
    """All that stands under this name anywhere in a card, but for what old clients show."""
    if isinstance(part, list):
        return [found for inner in cast(list[object], part) for found in _values(inner, key)]
    if not isinstance(part, dict):
        return []
    fields = cast(dict[str, object], part)
    own = [fields[key]] if key in fields else []
    return own + [found for name, inner in fields.items() if name != "fallback" for found in _values(inner, key)]


def _links(part: object) -> list[tuple[str, str]]:
    if isinstance(part, list):
        return [link for inner in cast(list[object], part) for link in _links(inner)]
    if not isinstance(part, dict):
        return []
    fields = cast(dict[str, object], part)
    own = [(str(fields["title"]), str(fields["url"]))] if fields.get("type") == "Action.OpenUrl" else []
    return own + [link for inner in fields.values() for link in _links(inner)]
