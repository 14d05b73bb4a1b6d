"""The sandbox's tokens: made once for each state folder, so that a restart changes nothing for who holds one."""

import base64
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sandbox.graph import site_id
from sandbox.tokens import Tokens
from sandbox.trust import Trust


@dataclass(frozen=True, slots=True)
class Keys:
    """`looking_in` may read everything; `service` is what the service itself holds; `connector` is what the bot sends
    where a token is required; `people` has one for each person's own eyes, by their id."""

    looking_in: str
    service: str
    connector: str
    people: dict[str, str]

    @classmethod
    def kept_in(cls, folder: Path, trust: Trust) -> "Keys":
        """Reads the keys of a folder, or makes them; only the owner can read the file."""
        file = folder / "keys.json"
        if file.exists():
            return cls(**json.loads(file.read_text(encoding="utf-8")))
        people = {person.id: _key() for person in trust.people}
        looking_in, service = app_token(trust, trust.looking_in_app_id, READ_ALL), app_token(trust, trust.app_id, ROLES)
        made = cls(looking_in, service, _key(), people)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / "keys.json.new"
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(asdict(made)), encoding="utf-8")
        unfinished.replace(file)
        return made

    def tokens(self, trust: Trust) -> Tokens:
        """What Graph lets each of them do."""
        tokens = Tokens()
        tokens.issue_app(self.looking_in, trust.looking_in_app_id, READ_ALL)
        tokens.issue_app(self.service, trust.app_id, ROLES, {site_id(trust): SITE_ROLE}, ASSIGNED)
        for person_id, token in self.people.items():
            tokens.issue_user(token, person_id)
        return tokens


READ_ALL = ("Sites.Read.All", "Files.Read.All", "User.Read.All", "Calendars.Read")
ROLES = ("Sites.Selected", "User.Read.All")
SITE_ROLE = "fullcontrol"
ASSIGNED = ("Calendars.ReadWrite", "Mail.Send")
SCOPE = ("sip", "trust_advisor", "dso")
"""What an administrator who did all that is asked has given the service: consent, a role on the site, and two in
Exchange, which no token names: for the mailboxes of people of these roles, and for sending from the service's own. It
is what the set-up script gives, and no more: a test holds the two together."""


def in_scope(trust: Trust) -> frozenset[str]:
    """Whose mailboxes lie in the scope, by their ids."""
    return frozenset(person.id for person in trust.people if person.role in SCOPE)


def app_token(trust: Trust, app_id: str, roles: Iterable[str], tenant_id: str = "") -> str:
    """A token of an application as Entra gives them: it says whose it is and what was consented to. Its signature is no
    signature, but nobody guesses it."""
    head = {"typ": "JWT", "alg": "none", "kid": "sandbox"}
    claims = {
        "aud": "https://graph.microsoft.com",
        "tid": tenant_id or trust.tenant_id,
        "appid": app_id,
        "roles": sorted(roles),
    }
    return ".".join((_encoded(head), _encoded(claims), _key()))


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def _key() -> str:
    return secrets.token_urlsafe(32)
