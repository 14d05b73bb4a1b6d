"""The app's message extension: looking for something from the message box and putting it into the chat, dialogs that it
opens, and links that become cards. All of it goes on wherever the person is: the bot need not be there."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from aiohttp import web

from sandbox.connector.accepting import check_message
from sandbox.connector.dialogs import THEMES, dialog_reader
from sandbox.connector.extension_answers import results_for, unfolded
from sandbox.connector.refusals import CannotPlay, read_object
from sandbox.connector.saying import say
from sandbox.connector.seats import Seats, platform
from sandbox.connector.shapes import Object, a_list, an_object, text_of
from sandbox.trust import SandboxPerson

COMMANDS = (
    {"id": "reports", "type": "query", "title": "Reports"},
    {"id": "visits", "type": "query", "title": "Visits"},
    {"id": "schools", "type": "query", "title": "Schools"},
    {"id": "faq", "type": "query", "title": "Questions and answers"},
    {"id": "raise", "type": "action", "title": "Raise a concern"},
)
"""As the app package has them that the trust's admin uploaded."""

PARAMETER = "words"
MOST = 25
"""As many results as Teams asks for at once."""
_LINK = re.compile(r"https://[^\s<>]+")

Read = Callable[[int, Any], Object | None]


class Extension:
    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def routes(self) -> list[web.RouteDef]:
        acts = (self.query, self.insert, self.open, self.submit)
        played = [web.post(f"/play/{{person}}/extension/{act.__name__}", act) for act in acts]
        return [web.get("/extension.json", self.commands), *played]

    async def commands(self, _: web.Request) -> web.Response:
        return web.json_response(COMMANDS)

    async def query(self, request: web.Request) -> web.Response:
        """`{"command", "words", "skip"}`: what is typed so far; nothing typed is the search that Teams makes by itself
        on opening. Answers with `results` (`title` and `text` to choose by, `sent` to insert) or a text."""
        person, chat, body = await self._seat(request)
        words = text_of(body, "words").strip()
        given = {"name": PARAMETER, "value": words} if words else {"name": "initialRun", "value": "true"}
        value = {
            "commandId": _command(body, "query"),
            "parameters": [given],
            "queryOptions": {"skip": body.get("skip", 0), "count": MOST},
        }
        return web.json_response(await self._ask("query", person, chat, body, value, results_for))

    async def insert(self, request: web.Request) -> web.Response:
        """`{"sent"}`: the person puts the card of a result into the chat, as a message of theirs."""
        person, chat, body = await self._seat(request)
        sent = an_object(body.get("sent"))
        check_message({"attachments": [sent]})
        return await say(self._seats, person, chat, platform(body), attachments=[sent])

    async def open(self, request: web.Request) -> web.Response:
        """`{"command"}`: the person chooses an action. Answers as for a dialog that a button opens."""
        person, chat, body = await self._seat(request)
        reader = dialog_reader(may_be_empty=False)
        return web.json_response(await self._ask("fetchTask", person, chat, body, _of_dialog(body), reader))

    async def submit(self, request: web.Request) -> web.Response:
        """`{"command", "data"}`: an Action.Submit in the dialog."""
        person, chat, body = await self._seat(request)
        value = {**_of_dialog(body), "data": an_object(body.get("data"))}
        reader = dialog_reader(may_be_empty=True)
        return web.json_response(await self._ask("submitAction", person, chat, body, value, reader))

    async def cards_for_links(self, person: SandboxPerson, chat: str, body: Object) -> list[Object]:
        """The card that stands below a message with a link to the trust's SharePoint, where the bot gives one."""
        hosts = (link for link in _LINK.findall(text_of(body, "text")) if link.startswith(f"https://{self._host}/"))
        link = next(hosts, None)
        if link is None or not self._seats.standings.of(person).installed:
            return []
        shown = await self._ask("queryLink", person, chat, body, {"url": link}, unfolded)
        return [one["sent"] for one in a_list(shown.get("results"))]

    @property
    def _host(self) -> str:
        return self._seats.trust.host

    async def _seat(self, request: web.Request) -> tuple[SandboxPerson, str, Object]:
        """Who asks, where they are, and what. Raises CannotPlay (409) for somebody without the app."""
        person, chat = self._seats.chat(request)
        if not self._seats.standings.of(person).installed:
            raise CannotPlay(409, "Without the app there is no message extension.")
        return person, chat, await read_object(request)

    async def _ask(
        self, name: str, person: SandboxPerson, chat: str, body: Object, value: Object, read: Read
    ) -> Object:
        invoke = self._seats.activities.composed(f"composeExtension/{name}", person, chat, platform(body), value)
        return await self._seats.ask(invoke, read)


def _of_dialog(body: Object) -> Object:
    return {
        "commandId": _command(body, "action"),
        "commandContext": "compose",
        "requestId": uuid4().hex,
        "context": {"theme": THEMES.get(text_of(body, "theme"), "default")},
    }


def _command(body: Object, kind: str) -> str:
    """Raises CannotPlay (422) for a command that the app package does not have."""
    named = text_of(body, "command")
    if not any((one["id"], one["type"]) == (named, kind) for one in COMMANDS):
        raise CannotPlay(422, "The app has no such command.")
    return named
