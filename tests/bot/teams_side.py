"""What Teams sends: activities as JSON, and tokens signed with a key of our own."""

import time
from functools import cached_property
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

TENANT = "7e7e7e7e-0000-4000-8000-000000000001"
PERSON = "aaaaaaaa-0000-4000-8000-00000000000b"
APP_ID = "b0b0b0b0-0000-4000-8000-000000000002"
SERVICE_URL = "https://smba.trafficmanager.net/uk/"
LOCAL_SERVICE_URL = "http://localhost:56150/_connector"
ISSUER = "https://api.botframework.com"

Json = dict[str, Any]


def activity(kind: str = "message", *, service_url: str = LOCAL_SERVICE_URL, **changed: Any) -> Json:
    """One from the personal chat of PERSON; a field is left out where it is None."""
    whole: Json = {
        "type": kind,
        "id": "1700000000001",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:person", "name": "A. Person", "aadObjectId": PERSON.upper()},
        "recipient": {"id": f"28:{APP_ID}", "name": "SIP Desk"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:chat"},
        "channelData": {"tenant": {"id": TENANT}},
    } | changed
    return {name: value for name, value in whole.items() if value is not None}


def press(verb: object = "report.approve", data: object = None, **changed: Any) -> Json:
    """Action.Execute on a card."""
    action: Json = {"type": "Action.Execute", "verb": verb, "data": {"id": "r1"} if data is None else data}
    value = {"action": action, "trigger": changed.pop("trigger", "manual")}
    return activity(
        "invoke", **{"name": "adaptiveCard/action", "value": value, "replyToId": "1700000000000", **changed}
    )


class Signer:
    """A signing key of the Bot Framework."""

    def __init__(self, key_id: str = "key-1", endorsements: list[str] | None = None) -> None:
        self.key_id = key_id
        self._endorsements = ["msteams"] if endorsements is None else endorsements

    @cached_property
    def _private(self) -> rsa.RSAPrivateKey:
        """Made when a test asks for it, and not wherever tests are collected."""
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def published(self) -> Json:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._private.public_key(), as_dict=True)
        return {**public, "kid": self.key_id, "use": "sig", "endorsements": self._endorsements}

    def token(self, **changed: Any) -> str:
        """A good one, except for what is changed; a claim is left out where it is None."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": SERVICE_URL, "nbf": now - 60, "exp": now + 3600}
        said = {name: value for name, value in (claims | changed).items() if value is not None}
        return jwt.encode(said, self._private, algorithm="RS256", headers={"kid": self.key_id})
