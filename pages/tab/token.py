"""Whom a token of Teams (`getAuthToken`) names: it is checked against Entra's published keys, and everything in it that
says for whom, for what and until when it was made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import jwt

SCOPE: Final = "access_as_user"
LONGEST: Final = 8_192
_SKEW: Final = 300
"""Seconds by which clocks may differ."""

FindKey = Callable[[str], Awaitable[jwt.PyJWK | None]]
"""The published key of an id; None where none is published under it. Raises KeysAway."""


class KeysAway(Exception):
    """Entra's keys could not be had yet: nobody can be told from anybody."""


class NotSignedIn(Exception):
    """`reason` is a word for log and audit. `person_id` is whom it names, where Entra did sign it."""

    def __init__(self, reason: str, person_id: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.person_id = person_id


@dataclass(frozen=True, slots=True)
class TabTokens:
    """Those that are made for one app in one tenant. `audiences` are the app's id and its URI."""

    find_key: FindKey
    audiences: frozenset[str]
    issuer: str
    tenant_id: str

    async def person_of(self, token: str, now: datetime) -> str:
        """The object id of who is signed in to Teams. Raises NotSignedIn, or KeysAway."""
        key = await self.find_key(_key_id(token))
        if key is None:
            raise NotSignedIn("unknown_key")
        claims = _signed(token, key)
        person_id = str(claims.get("oid", "")).lower()
        for reason, is_so in self._checks(claims, now.timestamp()):
            if not is_so:
                raise NotSignedIn(reason, person_id)
        return person_id

    def _checks(self, claims: Mapping[str, Any], now: float) -> tuple[tuple[str, bool], ...]:
        begins, ends = claims.get("nbf", claims.get("iat")), claims.get("exp")
        return (
            ("other_tenant", str(claims.get("tid", "")).lower() == self.tenant_id.lower()),
            ("wrong_issuer", claims.get("iss") == self.issuer),
            ("other_app", claims.get("aud") in self.audiences),
            ("expired", isinstance(ends, int | float) and now < ends + _SKEW),
            ("not_yet_valid", isinstance(begins, int | float) and now >= begins - _SKEW),
            ("no_scope", SCOPE in str(claims.get("scp", "")).split()),
            ("nobody", bool(claims.get("oid"))),
        )


def _signed(token: str, key: jwt.PyJWK) -> Mapping[str, Any]:
    """What stands in it, where the signature is that key's. Everything else is looked at by ourselves: time is that of
    the service, and each no has a word of its own."""
    alone = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
    try:
        return jwt.decode(token, key, ["RS256"], options=alone)  # pyright: ignore[reportArgumentType] - its types know no mapping built before
    except jwt.InvalidSignatureError:
        raise NotSignedIn("bad_signature") from None
    except (jwt.PyJWTError, RecursionError):
        raise NotSignedIn("malformed") from None


def _key_id(token: str) -> str:
    if not token:
        raise NotSignedIn("missing")
    if len(token) > LONGEST or not token.isascii():
        raise NotSignedIn("malformed")
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, RecursionError):  # a header of thousands of brackets is JSON too
        raise NotSignedIn("malformed") from None
    if not isinstance(key_id, str):
        raise NotSignedIn("malformed")
    return key_id
