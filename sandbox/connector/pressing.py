"""Pressing a card's buttons as a person does, and seeing what comes of it."""

from typing import Any

from aiohttp import web

from sandbox.connector.card_actions import as_old_client, buttons, matching
from sandbox.connector.card_inputs import fill
from sandbox.connector.dialogs import fetch_dialog, opens_dialog
from sandbox.connector.invoke_replies import shown_for
from sandbox.connector.refusals import CannotPlay
from sandbox.connector.seats import Pressed, Seats, platform
from sandbox.connector.shapes import Object, a_list, an_object


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
        pressed = await self._seats.pressed(request)
        action, data = _press(pressed.card, pressed.body, "Action.Execute", "Action.OpenUrl")
        if action["type"] == "Action.OpenUrl":
            return web.json_response({"shows": "link", "url": action.get("url")})
        return await self._execute(pressed, _value(action, data, "manual"))

    async def press(self, request: web.Request) -> web.Response:
        """`{"activity_id", "action"}`: a client presses what it shows, which may be out of date. The action is taken as
        it comes, with the inputs merged into its `data`, as Teams takes it: the bot must check it."""
        pressed = await self._seats.pressed(request)
        action = an_object(pressed.body.get("action"))
        if action.get("type") == "Action.Submit":
            return await self._submit(pressed, action.get("data"))
        if action.get("type") != "Action.Execute":
            raise CannotPlay(422, "Only Action.Execute and Action.Submit reach the bot.")
        return await self._execute(pressed, _value(action, action.get("data"), "manual"))

    async def refresh(self, request: web.Request) -> web.Response:
        """`{"activity_id"}`: the person's client asks for the card's own refresh, as it does on seeing it."""
        pressed = await self._seats.pressed(request)
        wanted = an_object(pressed.card.get("refresh"))
        action, people = an_object(wanted.get("action")), wanted.get("userIds")
        named = people is None or self._seats.activities.names.of(pressed.person.id) in a_list(people)
        if action.get("type") != "Action.Execute" or not named:
            raise CannotPlay(409, "The card does not refresh itself for this person.")
        return await self._execute(pressed, _value(action, action.get("data"), "automatic"))

    async def _execute(self, pressed: Pressed, value: Object) -> web.Response:
        return await self._seats.ask_bot("adaptiveCard/action", pressed, value, shown_for)

    async def submit(self, request: web.Request) -> web.Response:
        """The same press in a client that does not know Action.Execute: its Action.Submit fallback, whose data comes
        to the bot as a message without text."""
        pressed = await self._seats.pressed(request)
        _, data = _press(as_old_client(pressed.card), pressed.body, "Action.Submit")
        return await self._submit(pressed, data)

    async def _submit(self, pressed: Pressed, data: Any) -> web.Response:
        if opens_dialog(data):
            return await fetch_dialog(self._seats, pressed, data)
        seats, message = self._seats, pressed.message
        where = (message.conversation_id, seats.chats.next_id(), platform(pressed.body))
        content = {"text": None, "value": data, "replyToId": message.id}
        return await seats.deliver(seats.activities.message(pressed.person, *where, **content))


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
