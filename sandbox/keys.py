"""The sandbox's tokens: made once for each state folder, so that a restart changes nothing for who holds one."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

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
        made = cls(_key(), _key(), _key(), {person.id: _key() for person in trust.people})
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / "keys.json.new"
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(asdict(made)), encoding="utf-8")
        unfinished.replace(file)
        return made

    def tokens(self, trust: Trust) -> Tokens:
        """What Graph lets each of them do."""
        tokens = Tokens()
        tokens.issue_app(self.looking_in, trust.looking_in_app_id, _READ_ALL)
        tokens.issue_app(self.service, trust.app_id, _SERVICE, {site_id(trust): "fullcontrol"})
        for person_id, token in self.people.items():
            tokens.issue_user(token, person_id)
        return tokens


_READ_ALL = ("Sites.Read.All", "Files.Read.All", "User.Read.All", "Calendars.Read")
_SERVICE = ("Sites.Selected", "User.Read.All", "Calendars.ReadWrite")


def _key() -> str:
    return secrets.token_urlsafe(32)
