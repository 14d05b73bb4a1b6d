"""A person's place at their Teams client: who they are, whether they have a chat to act in, and their line to the
bot."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.connector.accepting import cards_of
from sandbox.connector.activities import Activities
from sandbox.connector.bot_line import BotLine, Heard
from sandbox.connector.chats import BOT, Chats, Message
from sandbox.connector.invoke_replies import UNREACHABLE
from sandbox.connector.refusals import CannotPlay, read_object
from sandbox.connector.shapes import Object, text_of
from sandbox.connector.standing import Standings
from sandbox.trust import SandboxPerson, Trust


@dataclass(frozen=True, slots=True)
class Seats:
    trust: Trust
    chats: Chats
    standings: Standings
    activities: Activities
    bot: BotLine

    def person(self, request: web.Request) -> SandboxPerson:
        """The person in a request's path. Raises CannotPlay (404) for nobody."""
        person = self.trust.person(request.match_info["person"])
        if person is None:
            raise CannotPlay(404, "The trust has no such person.")
        return person

    def place(self, request: web.Request) -> tuple[SandboxPerson, str | None]:
        """The person, and the id of the chat that a request is about: of the channel that it names (`?channel=`), else
        of their own chat, where there is one. Raises CannotPlay (404) for a channel that they are not in."""
        person, channel = self.person(request), request.query.get("channel")
        if channel is None:
            return person, self.chats.conversation_of(person.id)
        if channel != self.trust.team.channel_id or person.id not in self.trust.team.member_ids:
            raise CannotPlay(404, "The person is in no such channel.")
        return person, channel

    def chat(self, request: web.Request) -> tuple[SandboxPerson, str]:
        """The person and the id of the chat to act in. Raises CannotPlay (409) where Teams would not let them write."""
        person, chat = self.place(request)
        if "channel" not in request.query and not self.standings.of(person).reachable:
            raise CannotPlay(409, "Without the app, or with the bot blocked, there is no chat to act in.")
        return person, self.chats.open(person.id)[0] if chat is None else chat

    async def pressed(self, request: web.Request) -> "Pressed":
        """What a request presses. Raises CannotPlay where there is no such card."""
        person, chat = self.chat(request)
        body = await read_object(request)
        message = self.chats.message(chat, str(body.get("activity_id")))
        if message is None or message.deleted or message.sender != BOT:
            raise CannotPlay(404, "The chat has no such message of the bot.")
        own = self.chats.shown(message, person.id)
        cards = cards_of(message.body) if own is None else [own]
        if not cards:
            raise CannotPlay(409, "The message holds no card.")
        return Pressed(person, message, cards[0], body)

    async def ask_bot(
        self, name: str, pressed: "Pressed", value: Object, shown_for: Callable[[int, Any], Object | None]
    ) -> web.Response:
        """Sends an invoke, until an answer can be shown or patience is at its end; answers with what is seen then."""
        invoke = self.activities.invoke(name, pressed.person, pressed.message, platform(pressed.body), value)
        shown = await self.ask(invoke, shown_for)
        if "card" in shown:
            self.chats.show(pressed.message, pressed.person.id, shown["card"])
        return web.json_response(shown)

    async def ask(self, invoke: Object, shown_for: Callable[[int, Any], Object | None]) -> Object:
        """What is seen once the bot has answered an invoke, or patience is at its end."""
        heard = await self.bot.send(invoke, accepted=lambda status, reply: shown_for(status, reply) is not None)
        read = None if heard.status is None else shown_for(heard.status, heard.body)
        shown = read or {"shows": "error", "code": None, "text": UNREACHABLE}
        return {**shown, "bot_status": heard.status, "tries": heard.tries, "activity": invoke}

    async def deliver(self, *activities: Object) -> web.Response:
        """Answers with how the bot took the last of them; what the person did stands, whatever the bot says."""
        heard = Heard(None, None, 0)
        for activity in activities:
            heard = await self.bot.send(activity, accepted=lambda status, _: status < HTTPStatus.INTERNAL_SERVER_ERROR)
        taken = heard.status is not None and heard.status < HTTPStatus.BAD_REQUEST
        told = {"delivered": taken, "bot_status": heard.status, "tries": heard.tries}
        return web.json_response({"id": activities[-1]["id"], **told, "activity": activities[-1]})


@dataclass(frozen=True, slots=True)
class Pressed:
    """Who presses on which message, its card as they see it, and the request's body."""

    person: SandboxPerson
    message: Message
    card: Object
    body: Object


def platform(body: Object) -> str:
    """The client that a request's body names: Web where it names none."""
    return text_of(body, "platform") or "Web"
