"""Dialogs: a card of its own that a button opens (`task/fetch`), and what is sent from it (`task/submit`)."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.connector.accepting import CARD, fault_of_card
from sandbox.connector.seats import Pressed, Seats
from sandbox.connector.shapes import Object, an_object, text_of

_SIZES = ("title", "height", "width")


def opens_dialog(data: Any) -> bool:
    """Whether an Action.Submit with this data asks for a dialog, instead of sending a message."""
    return text_of(an_object(an_object(data).get("msteams")), "type") == "task/fetch"


async def fetch_dialog(seats: Seats, pressed: Pressed, data: Any) -> web.Response:
    """Answers with the dialog (`shows` "dialog"), a text ("message"), or "error"."""
    return await seats.ask_bot("task/fetch", pressed, _value(pressed, data), dialog_reader(may_be_empty=False))


class Dialogs:
    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/play/{person}/dialog", self.submit)]

    async def submit(self, request: web.Request) -> web.Response:
        """`{"activity_id", "data"}`: an Action.Submit in the dialog that was opened from that message. Answers as for
        opening one; with "closed" where the bot has nothing more to show."""
        pressed = await self._seats.pressed(request)
        value = _value(pressed, pressed.body.get("data"))
        return await self._seats.ask_bot("task/submit", pressed, value, dialog_reader(may_be_empty=True))


def _value(pressed: Pressed, data: Any) -> Object:
    return {
        "data": {} if data is None else data,
        "context": {"theme": THEMES.get(text_of(pressed.body, "theme"), "default")},
    }


THEMES = {"dark": "dark", "contrast": "contrast"}


def dialog_reader(*, may_be_empty: bool) -> Callable[[int, Any], Object | None]:
    """Reads what the bot answers; None for what Teams cannot read, which it takes for no answer at all."""

    def shown(status: int, body: Any) -> Object | None:
        if status != 200:
            return None
        task = an_object(an_object(body).get("task"))
        if not task:
            return {"shows": "closed"} if may_be_empty else None
        if task.get("type") == "message" and isinstance(task.get("value"), str):
            return {"shows": "message", "text": task["value"]}
        return _continued(an_object(task.get("value"))) if task.get("type") == "continue" else None

    return shown


def _continued(value: Object) -> Object | None:
    sizes = {key: value.get(key) for key in _SIZES}
    if url := text_of(value, "url"):
        return {"shows": "dialog", "dialog": {**sizes, "url": url}}
    attached = an_object(value.get("card"))
    if attached.get("contentType") != CARD or fault_of_card(attached.get("content")) is not None:
        return None
    return {"shows": "dialog", "dialog": {**sizes, "card": attached["content"]}}
