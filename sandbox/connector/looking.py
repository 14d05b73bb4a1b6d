"""Looking into the chats: what each person sees now, and what stood there before."""

from aiohttp import web

from sandbox.connector.accepting import CARD
from sandbox.connector.chats import BOT, Message
from sandbox.connector.refusals import CannotPlay
from sandbox.connector.seats import Seats
from sandbox.connector.shapes import Object, a_list, an_object, text_of
from sandbox.trust import SandboxPerson


def cards_of(body: Object) -> list[Object]:
    """The Adaptive Cards of a message."""
    attachments = map(an_object, a_list(body.get("attachments")))
    return [an_object(one.get("content")) for one in attachments if one.get("contentType") == CARD]


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

    def _messages(self, person: SandboxPerson) -> list[Message]:
        conversation_id = self._chats.conversation_of(person.id)
        return [] if conversation_id is None else self._chats.messages(conversation_id)

    async def one(self, request: web.Request) -> web.Response:
        """A chat as this person sees it now."""
        person = self._seats.person(request)
        messages = [self.seen(message, person) for message in self._messages(person)]
        return web.json_response({**self._about(person), "messages": messages})

    def seen(self, message: Message, person: SandboxPerson) -> Object:
        """One message with the person's own view of its card. `personal` says whether it is theirs alone. Of a deleted
        message nothing is shown but that there was one."""
        body: Object = {} if message.deleted else message.body
        own = None if message.deleted else self._chats.shown(message, person.id)
        attachments = map(an_object, a_list(body.get("attachments")))
        return {
            "id": message.id,
            "at": message.at,
            "from": message.sender,
            "from_name": "SIP Desk" if message.sender == BOT else person.name,
            "text": text_of(body, "text"),
            "summary": text_of(body, "summary"),
            "cards": cards_of(body) if own is None else [own],
            "files": [text_of(one, "name") for one in attachments if one.get("contentType") != CARD],
            "personal": own is not None,
            "edits": message.edits,
            "deleted": message.deleted,
            "read": message.seen,
        }

    async def earlier(self, request: web.Request) -> web.Response:
        """What a message said before each of its edits, oldest first."""
        person, message_id = self._seats.person(request), request.match_info["message"]
        if message_id not in [message.id for message in self._messages(person)]:
            raise CannotPlay(404, "This chat has no such message.")
        return web.json_response(self._chats.earlier(message_id))

    async def read(self, request: web.Request) -> web.Response:
        """The person opens the chat: nothing in it is unread any more."""
        person = self._seats.person(request)
        conversation_id = self._chats.conversation_of(person.id)
        if conversation_id is not None:
            self._chats.mark_read(conversation_id)
        return web.json_response(self._summary(person))
