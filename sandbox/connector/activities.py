"""The activities that Teams sends to a bot, word for word as the platform builds them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sandbox.connector.names import Names
from sandbox.connector.shapes import Object
from sandbox.trust import SandboxPerson, Trust


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

    def invoke(
        self, person: SandboxPerson, conversation_id: str, card_message_id: str, platform: str, value: Object
    ) -> Object:
        """A press of an Action.Execute button, or a card's own refresh."""
        base = self._from(person, conversation_id, f"f:{uuid4()}", platform)
        return {
            **base,
            "type": "invoke",
            "name": "adaptiveCard/action",
            "replyToId": card_message_id,
            "value": value,
            "channelData": {
                **base["channelData"],
                "source": {"name": "message"},
                "legacy": {"replyToId": card_message_id},
            },
        }

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
            "conversation": {
                "id": conversation_id,
                "conversationType": "personal",
                "tenantId": self.trust.tenant_id,
            },
            "recipient": {"id": self.names.bot, "name": "SIP Desk"},
            "locale": "en-GB",
            "localTimezone": "Europe/London",
            "entities": [{"type": "clientInfo", **client}],
            "channelData": {"tenant": {"id": self.trust.tenant_id}},
        }
