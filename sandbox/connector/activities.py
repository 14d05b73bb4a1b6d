"""The activities that Teams sends to a bot, word for word as the platform builds them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sandbox.connector.channels import channel_of
from sandbox.connector.chats import Message
from sandbox.connector.names import BOT_NAME, Names
from sandbox.connector.shapes import Object
from sandbox.trust import SandboxPerson, Trust

MENTION = f"@{BOT_NAME}"
"""What somebody types in a channel for the bot to hear of it."""


@dataclass(frozen=True, slots=True)
class Activities:
    """Builds what Teams posts to the bot's address. `platform` is the client that the person sits at: Web, Windows,
    Mac, iOS or Android."""

    trust: Trust
    names: Names
    service_url: str
    clock: Callable[[], datetime]

    def message(
        self, person: SandboxPerson, conversation_id: str, message_id: str, platform: str, **content: object
    ) -> Object:
        """A message as typed (`text`), with a file (`attachments`), or with the data of a button (`value`)."""
        base = self._from(person, conversation_id, message_id, platform)
        return {**base, "type": "message", "textFormat": "plain", "attachments": [], **content}

    def post(
        self,
        person: SandboxPerson,
        conversation_id: str,
        message_id: str,
        platform: str,
        text: str,
        attachments: list[Object],
    ) -> Object:
        """A message in a channel. Where it mentions the bot by `@SIP Desk`, that is marked as Teams marks it."""
        mention = f"<at>{BOT_NAME}</at>"
        content = {"text": text.replace(MENTION, mention), "attachments": attachments}
        made = self.message(person, conversation_id, message_id, platform, **content)
        if MENTION in text:
            mentioned = {"id": self.names.bot, "name": BOT_NAME}
            made["entities"].append({"type": "mention", "mentioned": mentioned, "text": mention})
        return made

    def invoke(self, name: str, person: SandboxPerson, message: Message, platform: str, value: Object) -> Object:
        """What is done on a message's card and wants an answer: `adaptiveCard/action` (a press of an Action.Execute
        button, or the card's own refresh), `task/fetch`, `task/submit`, `application/search`."""
        base = self._from(person, message.conversation_id, f"f:{uuid4()}", platform)
        return {
            **base,
            "type": "invoke",
            "name": name,
            "replyToId": message.id,
            "value": value,
            "channelData": {
                **base["channelData"],
                "source": {"name": "message"},
                "legacy": {"replyToId": message.id},
            },
        }

    def composed(self, name: str, person: SandboxPerson, conversation_id: str, platform: str, value: Object) -> Object:
        """What is done in the message box and wants an answer (`composeExtension/…`): on no message, and wherever the
        person is."""
        base = self._from(person, conversation_id, f"f:{uuid4()}", platform)
        channel_data = {**base["channelData"], "source": {"name": "compose"}}
        return {**base, "type": "invoke", "name": name, "value": value, "channelData": channel_data}

    def added(self, person: SandboxPerson, conversation_id: str) -> list[Object]:
        """What the bot hears when a person gets the app: that there is a chat, then that the app is in it."""
        base = self._from(person, conversation_id, f"f:{uuid4()}", "Web")
        members = [{"id": self.names.of(person.id), "aadObjectId": person.id}, {"id": self.names.bot}]
        update = {**base, "type": "conversationUpdate", "membersAdded": members}
        return [update, self._installation(person, conversation_id, "add")]

    def removed(self, person: SandboxPerson, conversation_id: str) -> list[Object]:
        """What the bot hears when a person takes the app out."""
        return [self._installation(person, conversation_id, "remove")]

    def _installation(self, person: SandboxPerson, conversation_id: str, action: str) -> Object:
        base = self._from(person, conversation_id, f"f:{uuid4()}", "Web")
        return {**base, "type": "installationUpdate", "action": action}

    def _from(self, person: SandboxPerson, conversation_id: str, activity_id: str, platform: str) -> Object:
        now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        client = {"locale": "en-GB", "country": "GB", "platform": platform, "timezone": "Europe/London"}
        return {
            "id": activity_id,
            "timestamp": now,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": self.names.of(person.id), "name": person.name, "aadObjectId": person.id},
            "conversation": self._conversation(conversation_id),
            "recipient": {"id": self.names.bot, "name": BOT_NAME},
            "locale": "en-GB",
            "localTimezone": "Europe/London",
            "entities": [{"type": "clientInfo", **client}],
            "channelData": {"tenant": {"id": self.trust.tenant_id}, **self._within(conversation_id)},
        }

    def _conversation(self, conversation_id: str) -> Object:
        where: Object = {"id": conversation_id, "conversationType": "personal", "tenantId": self.trust.tenant_id}
        return where if channel_of(conversation_id) is None else {**where, **_OF_A_CHANNEL}

    def _within(self, conversation_id: str) -> Object:
        """Where a channel's activity belongs; a personal chat has no such data."""
        if (channel_id := channel_of(conversation_id)) is None:
            return {}
        team = {"id": self.trust.team.channel_id}  # a team's own name in Teams is that of its first channel
        return {"teamsChannelId": channel_id, "teamsTeamId": team["id"], "channel": {"id": channel_id}, "team": team}


_OF_A_CHANNEL = {"conversationType": "channel", "isGroup": True}
