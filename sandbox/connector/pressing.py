"""Pressing a card's buttons as a person does, and seeing what comes of it."""

from typing import Any

from aiohttp import web

from sandbox.connector.card_actions import as_old_client, buttons, matching
from sandbox.connector.card_inputs import fill
from sandbox.connector.chats import BOT, Message
from sandbox.connector.invoke_replies import UNREACHABLE, shown_for
from sandbox.connector.looking import cards_of
from sandbox.connector.refusals import CannotPlay, read_object
from sandbox.connector.seats import Seats, platform
from sandbox.connector.shapes import Object, a_list, an_object
from sandbox.trust import SandboxPerson


class Pressing:
    """A button is named by `verb`, `title`, `id` or `where` (part of its data), so that exactly one is meant. The
    card is the one that this person sees now."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def routes(self) -> list[web.RouteDef]:
        acts = (self.click, self.submit, self.refresh, self.press)
        return [web.post(f"/play/{{person}}/{act.__name__}", act) for act in acts]

    async def click(self, request: web.Request) -> web.Response:
        """`{"activity_id", "verb", "inputs"}`: the person presses a button. Answers with what they see then; 422 where
        Teams does not let the inputs through."""
        person, message, card, body = await self._pressed(request)
        action, data = _press(card, body, "Action.Execute", "Action.OpenUrl")
        if action["type"] == "Action.OpenUrl":
            return web.json_response({"shows": "link", "url": action.get("url")})
        return await self._execute(person, message, _value(action, data, "manual"), platform(body))

    async def press(self, request: web.Request) -> web.Response:
        """`{"activity_id", "action"}`: a client presses what it shows, which may be out of date. The action is taken as
        it comes, with the inputs merged into its `data`, as Teams takes it: the bot must check it."""
        person, message, _, body = await self._pressed(request)
        action = an_object(body.get("action"))
        if action.get("type") == "Action.Submit":
            return await self._submit(person, message, action.get("data"), platform(body))
        if action.get("type") != "Action.Execute":
            raise CannotPlay(422, "Only Action.Execute and Action.Submit reach the bot.")
        return await self._execute(person, message, _value(action, action.get("data"), "manual"), platform(body))

    async def refresh(self, request: web.Request) -> web.Response:
        """`{"activity_id"}`: the person's client asks for the card's own refresh, as it does on seeing it."""
        person, message, card, body = await self._pressed(request)
        wanted = an_object(card.get("refresh"))
        action, people = an_object(wanted.get("action")), wanted.get("userIds")
        named = people is None or self._seats.activities.names.of(person.id) in a_list(people)
        if action.get("type") != "Action.Execute" or not named:
            raise CannotPlay(409, "The card does not refresh itself for this person.")
        return await self._execute(person, message, _value(action, action.get("data"), "automatic"), platform(body))

    async def _execute(self, person: SandboxPerson, message: Message, value: Object, client: str) -> web.Response:
        seats = self._seats
        invoke = seats.activities.invoke(person, message.conversation_id, message.id, client, value)
        heard = await seats.bot.send(invoke, accepted=lambda status, reply: shown_for(status, reply) is not None)
        read = None if heard.status is None else shown_for(heard.status, heard.body)
        shown = read or {"shows": "error", "code": None, "text": UNREACHABLE}
        if "card" in shown:
            seats.chats.show(message, person.id, shown["card"])
        return web.json_response({**shown, "bot_status": heard.status, "tries": heard.tries, "activity": invoke})

    async def submit(self, request: web.Request) -> web.Response:
        """The same press in a client that does not know Action.Execute: its Action.Submit fallback, whose data comes
        to the bot as a message without text."""
        person, message, card, body = await self._pressed(request)
        _, data = _press(as_old_client(card), body, "Action.Submit")
        return await self._submit(person, message, data, platform(body))

    async def _submit(self, person: SandboxPerson, message: Message, data: Any, client: str) -> web.Response:
        content = {"text": None, "value": data, "replyToId": message.id}
        seats = self._seats
        activity_id = seats.chats.next_id()
        return await seats.deliver(
            seats.activities.message(person, message.conversation_id, activity_id, client, **content)
        )

    async def _pressed(self, request: web.Request) -> tuple[SandboxPerson, Message, Object, Object]:
        """Who presses on which message, the card as they see it, and the request's body."""
        person, chat = self._seats.chat(request)
        body = await read_object(request)
        message = self._seats.chats.message(chat, str(body.get("activity_id")))
        if message is None or message.deleted or message.sender != BOT:
            raise CannotPlay(404, "The chat has no such message of the bot.")
        own = self._seats.chats.shown(message, person.id)
        cards = cards_of(message.body) if own is None else [own]
        if not cards:
            raise CannotPlay(409, "The message holds no card.")
        return person, message, cards[0], body


def _press(card: Object, wanted: Object, *kinds: str) -> tuple[Object, Any]:
    """The one button that is meant, and its data with the inputs merged in as Teams does it."""
    pressable = [one for one in buttons(card) if one.action["type"] in kinds and one.action.get("isEnabled", True)]
    found = matching(pressable, wanted)
    if len(found) != 1:
        titles = [one.action.get("title") for one in pressable]
        raise CannotPlay(409, f"{len(found)} buttons of the card are meant; one must be.", buttons=titles)
    values, wrong = fill(found[0].inputs, an_object(wanted.get("inputs")))
    if wrong:
        raise CannotPlay(422, "The card's inputs are not filled as it asks.", errors=wrong)
    data: Any = found[0].action.get("data")
    return found[0].action, data if isinstance(data, str) else {**an_object(data), **values}


def _value(action: Object, data: Any, trigger: str) -> Object:
    """An invoke's value. A data that is missing arrives as an empty object."""
    sent = {key: action[key] for key in ("type", "id", "title", "verb") if key in action}
    return {"action": {**sent, "data": {} if data is None else data}, "trigger": trigger}
