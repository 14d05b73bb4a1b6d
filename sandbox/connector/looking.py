"""Looking into the chats: what each person sees now, and what stood there before."""

import re

from aiohttp import web

from sandbox.connector.accepting import CARD, cards_of
from sandbox.connector.channels import THREAD
from sandbox.connector.chats import Message
from sandbox.connector.names import BOT_NAME
from sandbox.connector.refusals import CannotPlay
from sandbox.connector.seats import Seats
from sandbox.connector.shapes import Object, a_list, an_object, text_of
from sandbox.trust import SandboxPerson

_AT = re.compile(r"</?at>")
"""Marks of a mention, which a client shows as the bare name."""


class Looking:
    """Read-only pages over the chats, apart from marking one as read."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._chats = seats.chats

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/chats", self.all),
            web.get("/chats/{person}", self.one),
            web.get("/chats/{person}/{message}/earlier", self.earlier),
            web.post("/chats/{person}/read", self.read),
            web.get("/channels", self.channels),
        ]

    async def all(self, request: web.Request) -> web.Response:
        """Everybody, with how many messages their chat holds and how many of the bot's they have not read."""
        return web.json_response([self._summary(person) for person in self._seats.trust.people])

    def _summary(self, person: SandboxPerson) -> Object:
        conversation_id = self._chats.conversation_of(person.id)
        messages, unread = (0, 0) if conversation_id is None else self._chats.counted(conversation_id)
        return {**self._about(person), "messages": messages, "unread": unread}

    def _about(self, person: SandboxPerson) -> Object:
        standing = self._seats.standings.of(person)
        return {
            "person_id": person.id,
            "name": person.name,
            "role": person.role,
            "installed": standing.installed,
            "blocked": standing.blocked,
            "mri": self._seats.activities.names.of(person.id),
            "conversation_id": self._chats.conversation_of(person.id),
        }

    async def one(self, request: web.Request) -> web.Response:
        """A chat as this person sees it now, or the channel (`?channel=`). All of it, or what the query asks for: the
        messages from one on (`since=` its id), or so many at the end (`newest=`), or before one of them (`before=`).
        `first` is the id of the chat's first message."""
        person, chat = self._seats.place(request)
        messages = [] if chat is None else self._asked(chat, request)
        first = None if chat is None else self._chats.first(chat)
        shown = [self.seen(message, person) for message in messages]
        return web.json_response({**self._about(person), "first": first, "messages": shown})

    def _asked(self, conversation_id: str, request: web.Request) -> list[Message]:
        asked = {key: _number(request.query[key]) for key in ("since", "newest", "before") if key in request.query}
        if "newest" in asked:
            return self._chats.newest(conversation_id, asked["newest"], asked.get("before"))
        return self._chats.messages(conversation_id, asked.get("since", 0))

    def seen(self, message: Message, person: SandboxPerson) -> Object:
        """One message with the person's own view of its card. `personal` says whether it is theirs alone, `mine` that
        they wrote it. Of a deleted message nothing is shown but that there was one."""
        body: Object = {} if message.deleted else message.body
        own = None if message.deleted else self._chats.shown(message, person.id)
        attachments = map(an_object, a_list(body.get("attachments")))
        return {
            "id": message.id,
            "at": message.at,
            "from": message.sender,
            "from_name": self._named(message.sender),
            "mine": message.sender == person.id,
            "in_reply_to": _reply(message),
            "text": _AT.sub("", text_of(body, "text")),
            "summary": text_of(body, "summary"),
            "cards": cards_of(body) if own is None else [own],
            "files": [text_of(one, "name") for one in attachments if one.get("contentType") != CARD],
            "personal": own is not None,
            "edits": message.edits,
            "deleted": message.deleted,
            "read": message.seen,
        }

    def _named(self, sender: str) -> str:
        person = self._seats.trust.person(sender)
        return BOT_NAME if person is None else person.name

    async def earlier(self, request: web.Request) -> web.Response:
        """What a message said before each of its edits, oldest first."""
        _, chat = self._seats.place(request)
        message_id = request.match_info["message"]
        if chat is None or self._chats.message(chat, message_id) is None:
            raise CannotPlay(404, "This chat has no such message.")
        return web.json_response(self._chats.earlier(message_id))

    async def channels(self, _: web.Request) -> web.Response:
        """The channels in which the bot is, each with its team and members."""
        team = self._seats.trust.team
        shown = {"id": team.channel_id, "name": team.channel_name, "team": team.name, "members": team.member_ids}
        return web.json_response([shown])

    async def read(self, request: web.Request) -> web.Response:
        """The person opens the chat: nothing in it is unread any more."""
        person = self._seats.person(request)
        conversation_id = self._chats.conversation_of(person.id)
        if conversation_id is not None:
            self._chats.mark_read(conversation_id)
        return web.json_response(self._summary(person))


def _reply(message: Message) -> str | None:
    """The first message of the thread that this one goes on with."""
    begins = message.conversation_id.partition(THREAD)[2]
    return begins if begins != message.id and begins else None


def _number(text: str) -> int:
    if not text.isdecimal():
        raise CannotPlay(422, "Messages are asked for by numbers.")
    return int(text)
