"""Who calls: static bearer tokens, each standing for an application with its permissions or for a person."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal


class Unauthorised(Exception):
    """No usable token: every service answers 401. `str()` is the sentence for the answer's body."""


@dataclass(frozen=True)
class Caller:
    """`roles` are application permissions ("Sites.Selected", "User.Read.All"), which hold in the whole tenant; `sites`
    says, for Sites.Selected, which role (read, write, owner, fullcontrol) the application was given on which site id;
    `assigned` are permissions that Exchange assigned, for the mailboxes of its scope alone. A person has none of them:
    what they may do follows from how items are shared."""

    kind: Literal["app", "user"]
    id: str
    roles: frozenset[str] = frozenset()
    sites: Mapping[str, str] = field(default_factory=dict[str, str])
    assigned: frozenset[str] = frozenset()


class Tokens:
    def __init__(self) -> None:
        self._callers: dict[bytes, Caller] = {}

    def issue_app(
        self,
        token: str,
        app_id: str,
        roles: Iterable[str],
        sites: Mapping[str, str] | None = None,
        assigned: Iterable[str] = (),
    ) -> None:
        caller = Caller("app", app_id, frozenset(roles), dict(sites or {}), frozenset(assigned))
        self._callers[token.encode()] = caller

    def issue_user(self, token: str, person_id: str) -> None:
        self._callers[token.encode()] = Caller("user", person_id)

    def caller(self, authorization_header: str | None) -> Caller:
        """Raises Unauthorised where the header is missing, is no bearer token or holds an unknown one."""
        scheme, _, token = (authorization_header or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthorised("Access token is empty.")
        found: Caller | None = None
        for known, caller in self._callers.items():  # all of them, so that the time taken tells nothing
            if hmac.compare_digest(known, token.strip().encode()):
                found = caller
        if found is None:
            raise Unauthorised("CompactToken parsing failed with error code: 80049217")
        return found
