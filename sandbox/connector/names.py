"""The names that Teams gives: to the bot, and to each person as this one bot sees them."""

import base64
import hashlib
import secrets

from sandbox.trust import SandboxPerson, Trust

BOT_NAME = "SIP Desk"


class Names:
    """`29:…` names of people differ from bot to bot and never change for one; `28:…` is the bot's own."""

    def __init__(self, trust: Trust) -> None:
        self.bot = f"28:{trust.app_id}"
        self._trust = trust
        self._named = {person.id: _name(trust.app_id, person.id) for person in trust.people}
        self._people = {name: person_id for person_id, name in self._named.items()}

    def of(self, person_id: str) -> str:
        return self._named[person_id]

    def person(self, member_id: str) -> SandboxPerson | None:
        """The person that a member id means, be it an Entra object id or a `29:…` name."""
        return self._trust.person(self._people.get(member_id, member_id))


def _name(app_id: str, person_id: str) -> str:
    digest = hashlib.sha512(f"{app_id}/{person_id}".encode()).digest()
    return f"29:1{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def new_conversation_id() -> str:
    """An id as personal chats with a bot have it."""
    return f"a:1{secrets.token_urlsafe(66)}"
