"""Tokens as Entra signs them for a page in Teams, and the key that it publishes."""

from datetime import datetime
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from pages.tab.token import KeysAway, TabTokens
from tests.support import builders as a

APP: Final = "aaaaaaaa-0000-4000-8000-000000000001"
TENANT: Final = "bbbbbbbb-0000-4000-8000-000000000001"
ISSUER: Final = f"https://login.microsoftonline.com/{TENANT}/v2.0"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PUBLISHED: Final = {"entra-1": jwt.PyJWK(RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), algorithm="RS256")}


async def find(key_id: str) -> jwt.PyJWK | None:
    if key_id == "away":
        raise KeysAway
    return PUBLISHED.get(key_id)


TOKENS: Final = TabTokens(find, frozenset((APP, f"api://sip.trust.example/botid-{APP}")), ISSUER, TENANT)


def claims(person_id: str, now: datetime = a.MONDAY, **changed: Any) -> dict[str, Any]:
    at = int(now.timestamp())
    own = {"aud": APP, "iss": ISSUER, "tid": TENANT, "oid": person_id, "scp": "access_as_user"}
    return {**own, "iat": at, "nbf": at, "exp": at + 3600, **changed}


def a_token(person_id: str, *, key: Any = KEY, kid: str = "entra-1", now: datetime = a.MONDAY, **changed: Any) -> str:
    made = {name: value for name, value in claims(person_id, now, **changed).items() if value is not None}
    return jwt.encode(made, key, "RS256", headers={"kid": kid})
