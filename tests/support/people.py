"""Playing somebody at a Teams client, through the sandbox."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp

from cards.kit.earlier import EARLIER, OPEN
from cards.kit.folding import MORE, OPENED
from tests.support import card_reading

Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A message of the bot with a card, as it stands in somebody's chat now."""

    id: str
    card: Json
    summary: str = ""
    edits: int = 0

    @property
    def words(self) -> str:
        return card_reading.words(self.card)

    @property
    def verbs(self) -> set[str]:
        return card_reading.verbs(self.card)

    @property
    def parts(self) -> list[str]:
        """What lies folded on it."""
        found = (one["data"].get(OPENED) for one in card_reading.buttons(self.card).values())
        return [part for part in found if part]

    def has(self, verb: str, which: Json) -> bool:
        """Whether a button of this verb is on it, of this `title`, with this part of its data (`where`)."""
        where = which.get("where", {}).items()
        return any(
            verb in (one["verb"], card_reading.does(one))
            and which.get("title") in (None, one["title"])
            and where <= one["data"].items()
            for one in card_reading.parts(self.card)
            if one.get("type") == "Action.Execute"
        )

    @property
    def links(self) -> dict[str, str]:
        return card_reading.links(self.card)

    @property
    def is_line(self) -> bool:
        """Whether another about the same matter came after it."""
        return self.card["fallbackText"] == EARLIER

    @property
    def data(self) -> Json:
        """What its first button carries."""
        data = next(iter(card_reading.buttons(self.card).values()))["data"]
        return {key: value for key, value in data.items() if key != "asks"}


class Somebody:
    """One person; what they do is answered when the bot has answered."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: str, person: Json) -> None:
        self._http = http
        self._sandbox = sandbox
        self.person = person

    @property
    def id(self) -> str:
        return self.person["id"]

    @property
    def name(self) -> str:
        return self.person["name"]

    async def play(self, act: str, **body: Any) -> Json:
        """One of the sandbox's `/play/…` acts."""
        async with self._http.post(f"{self._sandbox}/play/{self.id}/{act}", json=body) as reply:
            answer = await reply.json()
            assert reply.status == 200, answer
            return answer

    async def type(self, text: str) -> None:
        assert (await self.play("message", text=text))["delivered"]

    async def send_file(self, name: str, data: bytes) -> Json:
        url = f"{self._sandbox}/play/{self.id}/file"
        async with self._http.post(url, params={"name": name}, data=BytesIO(data)) as reply:
            return await reply.json()

    async def press(self, card: Seen, verb: str, **inputs: str) -> Seen | str:
        """Presses a button; the card that stands there then, or the sentence beside it."""
        return await self.press_one(card, verb, {}, **inputs)

    async def press_one(self, card: Seen, verb: str, which: Json, **inputs: str) -> Seen | str:
        """The same for one of several buttons of a verb: `which` says its `title`, or part of its data (`where`). A
        card that is a line by now is opened first, and so is the part in which it lies folded; where it asks once more,
        it is pressed once more."""
        if verb != OPEN and any(one.id == card.id and one.is_line for one in await self.messages()):
            card = await self.again(card)
        card = await self._open_for(card, verb, which)
        if verb in card_reading.asked_about(card.card):
            asks = {**which, "where": {**which.get("where", {}), "asks": verb}}
            asked = await self.press_one(card, "sure.ask", asks, **inputs)
            if not isinstance(asked, Seen) or verb not in asked.verbs or verb in card_reading.asked_about(asked.card):
                return asked
            card, which, inputs = asked, {}, {}
        answer = await self.play("click", activity_id=card.id, verb=verb, inputs=inputs, **which)
        assert answer["shows"] != "error", answer
        assert answer["tries"] == 1, "Teams had to ask twice"
        return Seen(card.id, answer["card"]) if "card" in answer else answer["text"]

    async def _open_for(self, card: Seen, verb: str, which: Json) -> Seen:
        """Opens one part after the other until the button is there; the card as it came where it is nowhere."""
        if card.has(verb, which):
            return card
        for part in card.parts:
            opened = await self.open(card, part)
            if opened.has(verb, which):
                return opened
        return card

    async def open(self, card: Seen, part: str = MORE) -> Seen:
        """What it says with a part opened."""
        opened = await self.play("click", activity_id=card.id, where={OPENED: part})
        return Seen(card.id, opened["card"])

    async def post_as_shown(self, card: Seen, verb: str, **inputs: str) -> Json:
        """Presses a button of a card as it was seen, though it may be out of date, with whatever is put in."""
        button = next(one for one in card_reading.buttons(card.card).values() if card_reading.does(one) == verb)
        data = {key: value for key, value in button["data"].items() if key != "asks"}
        action = {**button, "verb": verb, "data": {**data, **inputs}}
        return await self.play("press", activity_id=card.id, action=action)

    async def refresh(self, card: Seen) -> Seen:
        answer = await self.play("refresh", activity_id=card.id)
        assert answer["shows"] == "card", answer
        return Seen(card.id, answer["card"])

    async def opens_chat(self) -> None:
        """Their client asks of each card how it stands, as it does when the chat is opened."""
        for one in await self.messages():
            if "refresh" in one.card:
                await self.play("refresh", activity_id=one.id)

    async def submit(self, card: Seen, verb: str, **inputs: str) -> None:
        """Presses in a client that does not know Action.Execute."""
        assert (await self.play("submit", activity_id=card.id, verb=verb, inputs=inputs))["delivered"]

    async def chat(self) -> Json:
        async with self._http.get(f"{self._sandbox}/chats/{self.id}") as reply:
            return await reply.json()

    async def cards(self) -> list[Seen]:
        """The bot's cards in this chat as they stand now, oldest first, without those that are a line by now."""
        return [one for one in await self.messages() if not one.is_line]

    async def messages(self) -> list[Seen]:
        """All the bot's cards in this chat, oldest first."""
        messages = (await self.chat())["messages"]
        cards = [(one, card_reading.unmarked(one["cards"][0])) for one in messages if one["cards"]]
        return [Seen(one["id"], card, one["summary"], one["edits"]) for one, card in cards]

    async def newest(self) -> Seen:
        return (await self.cards())[-1]

    async def again(self, card: Seen) -> Seen:
        """The same message as it stands now; opened, where it is a line by now."""
        found = next(one for one in await self.messages() if one.id == card.id)
        if not found.is_line:
            return found
        opened = await self.press(found, OPEN)
        assert isinstance(opened, Seen), opened
        return opened

    async def saw_at_first(self, card: Seen) -> str:
        """What a message said before it was ever changed."""
        async with self._http.get(f"{self._sandbox}/chats/{self.id}/{card.id}/earlier") as reply:
            earlier = await reply.json()
        bodies = [card_reading.words(one["body"]["attachments"][0]["content"]) for one in earlier]
        return (bodies or [card.words])[0]
