"""The Bot Connector's REST interface under `/v3`, as a bot in Teams meets it: personal chats, and a team's channel."""

from http import HTTPStatus

from aiohttp import web

from sandbox.connector.accepting import check_message, check_tenant
from sandbox.connector.channels import channel_of, thread_of
from sandbox.connector.chats import BOT, Chats, Message
from sandbox.connector.limits import READING_MEMBERS, SENDING, Limits
from sandbox.connector.names import Names
from sandbox.connector.refusals import Refused, read_object
from sandbox.connector.shapes import Object, a_list, an_object, text_of
from sandbox.connector.standing import Standings
from sandbox.events import Tell, tell_nobody
from sandbox.trust import SandboxPerson, Trust


class Conversations:
    """What the bot may do in its chats. Every refusal has the status and code that Teams gives."""

    def __init__(
        self,
        trust: Trust,
        names: Names,
        chats: Chats,
        standings: Standings,
        limits: Limits,
        service_url: str,
        tell: Tell = tell_nobody,
    ) -> None:
        self._tell = tell
        self._trust = trust
        self._names = names
        self._chats = chats
        self._standings = standings
        self._limits = limits
        self._service_url = service_url

    def routes(self) -> list[web.RouteDef]:
        chat = "/conversations/{conversation}"
        return [
            web.post("/conversations", self.create),
            web.post(f"{chat}/activities", self.send),
            web.post(f"{chat}/activities/{{activity}}", self.send),
            web.put(f"{chat}/activities/{{activity}}", self.update),
            web.delete(f"{chat}/activities/{{activity}}", self.delete),
            web.get(f"{chat}/members", self.members),
            web.get(f"{chat}/pagedmembers", self.paged_members),
            web.get(f"{chat}/members/{{member}}", self.member),
        ]

    async def create(self, request: web.Request) -> web.Response:
        """Opens a person's chat, or finds it: 201 the first time, 200 later."""
        body = await read_object(request)
        if (channel := an_object(an_object(body.get("channelData")).get("channel"))) or body.get("isGroup"):
            return self._begin_thread(text_of(channel, "id"), body)
        person = self._addressed(body)
        self._limits.take(f"create {person.id}", SENDING)
        self._check_may_open(person)
        first = body.get("activity")
        if first is not None:
            check_message(an_object(first))
        conversation_id, made = self._chats.open(person.id)
        answer: Object = {"id": conversation_id, "serviceUrl": self._service_url}
        if first is not None:
            answer["activityId"] = self._add(conversation_id, an_object(first))
        return web.json_response(answer, status=HTTPStatus.CREATED if made else HTTPStatus.OK)

    def _begin_thread(self, channel_id: str, body: Object) -> web.Response:
        """A new thread in the channel, with its first message."""
        check_tenant(body, self._trust.tenant_id)
        if not channel_id:
            raise Refused(
                400, "BadArgument", "A bot can open a chat with exactly one member, or a thread in a channel."
            )
        if channel_id != self._trust.team.channel_id:
            raise Refused(404, "ConversationNotFound", "Conversation not found.")
        self._limits.take(channel_id, SENDING)
        check_message(an_object(body.get("activity")))
        message_id = self._add(channel_id, an_object(body["activity"]))
        answer = {"id": thread_of(channel_id, message_id), "activityId": message_id, "serviceUrl": self._service_url}
        return web.json_response(answer, status=HTTPStatus.CREATED)

    def _addressed(self, body: Object) -> SandboxPerson:
        check_tenant(body, self._trust.tenant_id)
        if not body.get("tenantId") and not an_object(body.get("channelData")).get("tenant"):
            raise Refused(400, "BadArgument", "The tenant is missing: set tenantId or channelData.tenant.id.")
        members = a_list(body.get("members"))
        if len(members) != 1:
            raise Refused(400, "BadArgument", "A bot can open a chat with exactly one member.")
        member = text_of(an_object(members[0]), "id")
        person = self._names.person(member)
        if person is None and member.startswith("29:"):
            raise Refused(400, "BadArgument", "Failed to decrypt pairwise id.")
        if person is None:
            raise Refused(403, "ForbiddenOperationException", "The bot is not installed in user's personal scope.")
        return person

    def _check_may_open(self, person: SandboxPerson) -> None:
        standing = self._standings.of(person)
        if not standing.installed:
            raise Refused(403, "ForbiddenOperationException", "The bot is not installed in user's personal scope.")
        if standing.blocked:
            raise Refused(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")

    async def send(self, request: web.Request) -> web.Response:
        """Puts a message into a chat, or into a thread of the channel, whose own id begins a thread. An activity id in
        the path (a reply) changes nothing."""
        conversation_id = self._writable(request)
        body = await read_object(request)
        check_tenant(body, self._trust.tenant_id)
        if body.get("type") == "typing":
            who = {"person": self._chats.person_in(conversation_id), "channel": channel_of(conversation_id)}
            self._tell("typing", **who)
            return web.json_response({"id": self._chats.next_id()}, status=HTTPStatus.CREATED)
        _check_is_message(body)
        return web.json_response({"id": self._add(conversation_id, body)}, status=HTTPStatus.CREATED)

    def _add(self, conversation_id: str, body: Object) -> str:
        message_id = self._chats.next_id()
        if conversation_id == self._trust.team.channel_id:
            conversation_id = thread_of(conversation_id, message_id)
        self._chats.add(conversation_id, BOT, message_id, body)
        return message_id

    async def update(self, request: web.Request) -> web.Response:
        """Replaces one of the bot's own messages for everybody."""
        conversation_id = self._writable(request)
        body = await read_object(request)
        check_tenant(body, self._trust.tenant_id)
        _check_is_message(body)
        message = self._own(conversation_id, request)
        self._chats.change(message, body)
        return web.json_response({"id": message.id})

    async def delete(self, request: web.Request) -> web.Response:
        """Takes back one of the bot's own messages."""
        self._chats.delete(self._own(self._writable(request), request))
        return web.Response()

    def _writable(self, request: web.Request) -> str:
        """The chat of a request that wants to write into it, once for each call."""
        conversation_id, person = self._chat(request)
        self._limits.take(conversation_id, SENDING)
        if person is not None:
            self._check_may_write(person)
        return conversation_id

    def _check_may_write(self, person: SandboxPerson) -> None:
        standing = self._standings.of(person)
        if not standing.installed:
            raise Refused(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        if standing.blocked:
            blocked = "MessageWritesBlocked"
            raise Refused(403, blocked, "Message writes are blocked for the thread.", errorCode=209, subCode=blocked)

    def _chat(self, request: web.Request) -> tuple[str, SandboxPerson | None]:
        """The chat that a path names, and whose it is; the channel and its threads are nobody's own."""
        conversation_id = request.match_info["conversation"]
        if channel_of(conversation_id) == self._trust.team.channel_id and self._chats.has(conversation_id):
            return conversation_id, None
        person = self._trust.person(self._chats.person_in(conversation_id) or "")
        if person is None:
            raise Refused(404, "ConversationNotFound", "Conversation not found.")
        return conversation_id, person

    def _own(self, conversation_id: str, request: web.Request) -> Message:
        message = self._chats.message(conversation_id, request.match_info["activity"])
        if message is None or message.deleted:
            raise Refused(404, "ActivityNotFoundInConversation", "Activity not found in the conversation.")
        if message.sender != BOT:
            raise Refused(403, "NotEnoughPermissions", "The message is not the bot's own.")
        return message

    async def members(self, request: web.Request) -> web.Response:
        return web.json_response([self._member(person) for person in self._roster(request)])

    async def paged_members(self, request: web.Request) -> web.Response:
        return web.json_response({"members": [self._member(person) for person in self._roster(request)]})

    async def member(self, request: web.Request) -> web.Response:
        person = self._names.person(request.match_info["member"])
        if person is None or person not in self._roster(request):
            raise Refused(404, "MemberNotFoundInConversation", "Member not found in the conversation.")
        return web.json_response(self._member(person))

    def _roster(self, request: web.Request) -> list[SandboxPerson]:
        conversation_id, person = self._chat(request)
        self._limits.take(conversation_id, READING_MEMBERS)
        if person is None:
            return [one for one in self._trust.people if one.id in self._trust.team.member_ids]
        if not self._standings.of(person).installed:
            raise Refused(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        return [person]

    def _member(self, person: SandboxPerson) -> Object:
        return {
            "id": self._names.of(person.id),
            "name": person.name,
            "aadObjectId": person.id,
            "objectId": person.id,
            "givenName": person.given_name,
            "surname": person.surname,
            "email": person.mail,
            "userPrincipalName": person.upn,
            "tenantId": self._trust.tenant_id,
            "userRole": "user",
        }


def _check_is_message(body: Object) -> None:
    if body.get("type", "message") != "message":
        raise Refused(400, "BadArgument", f"Unknown activity type {body['type']!r}.")
    check_message(body)
