"""Entra, as far as a tab's sign-in goes: the published keys, and a token for somebody as Teams hands it to a page. The
key is made when it is first needed: many tests never do."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from sandbox.trust import Trust

KEY_ID: Final = "sandbox-entra"
_LASTS: Final = timedelta(minutes=75)
_CHANGED: Final = frozenset(("aud", "iss", "tid", "oid", "scp", "exp", "nbf"))


class Entra:
    """`origin` is the sandbox's own; the issuer stands below it as Microsoft's does."""

    def __init__(self, folder: Path, trust: Trust, origin: str, now: Callable[[], datetime]) -> None:
        self._file = folder / "entra.pem"
        self._trust = trust
        self._base = f"{origin}/entra"
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/entra/{tenant}/v2.0/.well-known/openid-configuration", self.metadata),
            web.get("/entra/{tenant}/discovery/v2.0/keys", self.keys),
            web.post("/play/{person}/tab-token", self.token),
        ]

    async def metadata(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"]
        issuer, keys = f"{self._base}/{tenant}/v2.0", f"{self._base}/{tenant}/discovery/v2.0/keys"
        return web.json_response({"issuer": issuer, "jwks_uri": keys})

    async def keys(self, _: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(self._key().public_key()))
        return web.json_response({"keys": [{**public, "kid": KEY_ID, "use": "sig"}]})

    async def token(self, request: web.Request) -> web.Response:
        """What Teams gives a page for this person. A JSON body changes claims, as those of another tenant or app."""
        person = self._trust.person(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        changed: Mapping[str, Any] = json.loads(await request.read() or b"{}")
        if not changed.keys() <= _CHANGED:
            raise web.HTTPBadRequest
        return web.json_response({"token": self._signed({**self._claims(person.id, person.name), **changed})})

    def _claims(self, person_id: str, name: str) -> dict[str, Any]:
        at = int(self._now().timestamp())
        return {
            "aud": self._trust.app_id,
            "iss": f"{self._base}/{self._trust.tenant_id}/v2.0",
            "iat": at,
            "nbf": at,
            "exp": at + int(_LASTS.total_seconds()),
            "name": name,
            "oid": person_id,
            "scp": "access_as_user",
            "tid": self._trust.tenant_id,
            "ver": "2.0",
        }

    def _signed(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self._key(), "RS256", headers={"kid": KEY_ID})

    def _key(self) -> rsa.RSAPrivateKey:
        if not self._file.exists():
            made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            pem = made.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            self._file.touch(mode=0o600)
            self._file.write_bytes(pem)
        key = serialization.load_pem_private_key(self._file.read_bytes(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("The sandbox's key is none of its own.")
        return key
