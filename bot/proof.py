"""Whether an activity was sent by Teams: the token of the Bot Framework, checked against its signing keys.

botbuilder's own validation is not used: it answers 500 to a malformed, expired or unknown token, and its key cache
cannot be given from outside. PyJWT, which it stands on, does the arithmetic."""

from collections.abc import Mapping
from typing import Any

import jwt

from bot.keys import SigningKey, SigningKeys

ISSUER = "https://api.botframework.com"
_LEEWAY = 300  # seconds; the Bot Framework's specification allows five minutes of skew


class NotProven(Exception):
    """The token does not show who sent the activity. `reason` is a short word for log and audit."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Proof:
    """Checks the tokens that are meant for one bot."""

    def __init__(self, keys: SigningKeys, app_id: str) -> None:
        self._keys = keys
        self._app_id = app_id

    async def of_sender(self, authorization: str | None) -> "ProvenSender":
        """Raises NotProven, or KeysUnavailable where nothing can be checked yet."""
        token = _bearer(authorization)
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise NotProven("unknown_key")
        return ProvenSender(key, self._claims(token, key))

    def _claims(self, token: str, key: SigningKey) -> Mapping[str, Any]:
        try:
            return jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise NotProven(_WORDS.get(type(error), "malformed")) from None


class ProvenSender:
    """A sender whose token is good; what the token says of the activity is still to be compared with it."""

    def __init__(self, key: SigningKey, claims: Mapping[str, Any]) -> None:
        self._key = key
        self._claims = claims

    def check(self, channel: str, service_url: str) -> None:
        """Raises NotProven where the key does not speak for the channel, or the token was made for another service."""
        endorsements = self._key.endorsements
        if endorsements is not None and channel not in endorsements:
            raise NotProven("not_endorsed")
        if self._claims.get("serviceurl") != service_url:
            raise NotProven("wrong_service_url")


_WORDS: dict[type[Exception], str] = {
    jwt.ExpiredSignatureError: "expired",
    jwt.ImmatureSignatureError: "not_yet_valid",
    jwt.InvalidAudienceError: "wrong_audience",
    jwt.InvalidIssuerError: "wrong_issuer",
    jwt.InvalidSignatureError: "bad_signature",
}


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotProven("missing")
    if not token.isascii():  # a byte that is no UTF-8 comes as half a letter, which nothing can read on
        raise NotProven("malformed")
    return token


def _key_id(token: str) -> str:
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, RecursionError):  # a header of thousands of brackets is JSON too
        raise NotProven("malformed") from None
    if not isinstance(key_id, str):
        raise NotProven("malformed")
    return key_id
