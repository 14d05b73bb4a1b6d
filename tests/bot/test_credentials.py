"""The bot signs in with a secret, a certificate or an identity of Azure's: what goes to Microsoft, and what is made of
its answer. Microsoft is played below the HTTP library."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bot import credentials
from bot.app_token import AppToken
from handbook.core.external_errors import NoToken

APP, TENANT = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f", "3b1d6a52-6a7b-4c0e-8c39-2f8e5f4b7a11"
LOGIN = f"https://login.microsoftonline.com/{TENANT}"
PEM = serialization.Encoding.PEM


@dataclass
class Microsoft:
    """The login service, and the address at which a machine in Azure asks for its identity's token."""

    answer: dict[str, Any] = field(default_factory=lambda: {"access_token": "t", "expires_in": 3600})
    status: int = 200
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        place, _, query = (request.url or "").partition("?")
        body = request.body.decode() if isinstance(request.body, bytes) else request.body or ""
        if place.endswith("/openid-configuration"):
            ways = {"authorization_endpoint": f"{LOGIN}/oauth2/v2.0/authorize", "issuer": f"{LOGIN}/v2.0"}
            return _response({**ways, "token_endpoint": f"{LOGIN}/oauth2/v2.0/token"})
        if place.endswith("/discovery/instance"):
            return _response({"metadata": []})
        given = {name: values[0] for name, values in parse_qs(query or body).items()}
        self.asked.append((place, given))
        return _response(self.answer, self.status)


def _response(body: dict[str, Any], status: int = 200) -> requests.Response:
    response = requests.Response()
    response.status_code, response._content = status, json.dumps(body).encode()
    return response


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Microsoft:
    played = Microsoft()
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", lambda _, request, **__: played.send(request))
    return played


def written(folder: Path) -> tuple[Path, x509.Certificate]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sip-desk")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256())
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "bot.pem").write_bytes(certificate.public_bytes(PEM) + private)
    return folder / "bot.pem", certificate


async def headers(credential: Any) -> dict[str, str]:
    token = AppToken(credential)
    try:
        return await token.headers()
    finally:
        token.close()


async def test_a_secret_is_sent_to_the_trusts_own_tenant(microsoft: Microsoft) -> None:
    assert await headers(credentials.secret(APP, "s3cret", TENANT)) == {"Authorization": "Bearer t"}
    [(place, given)] = microsoft.asked
    assert place == f"{LOGIN}/oauth2/v2.0/token"
    assert (given["client_id"], given["client_secret"]) == (APP, "s3cret")
    assert given["scope"] == "https://api.botframework.com/.default"


async def test_a_certificate_signs_and_its_key_stays_here(tmp_path: Path, microsoft: Microsoft) -> None:
    pem, certificate = written(tmp_path)
    assert await headers(credentials.certificate(APP, pem, TENANT)) == {"Authorization": "Bearer t"}
    [(place, given)] = microsoft.asked
    assert place == f"{LOGIN}/oauth2/v2.0/token"
    said = jwt.decode(given["client_assertion"], certificate.public_key(), ["RS256"], audience=place)
    assert said["iss"] == said["sub"] == APP
    assert "PRIVATE KEY" not in json.dumps(given)


async def test_an_identity_is_asked_of_the_machine(microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER"):
        monkeypatch.delenv(name, raising=False)
    assert await headers(credentials.managed_identity(APP)) == {"Authorization": "Bearer t"}
    [(place, given)] = microsoft.asked
    assert urlsplit(place).hostname == "169.254.169.254", "the machine's own address in Azure"
    assert (given["client_id"], given["resource"]) == (APP, "https://api.botframework.com")


async def test_a_refusal_is_one_that_no_repeat_mends(tmp_path: Path, microsoft: Microsoft) -> None:
    microsoft.answer, microsoft.status = {"error": "invalid_client", "error_description": "AADSTS700027"}, 401
    with pytest.raises(NoToken, match="app token: refused"):
        await headers(credentials.certificate(APP, written(tmp_path)[0], TENANT))


@pytest.mark.parametrize("wrong", ["none", "certificate alone", "key with a password", "garbage"])
def test_a_file_without_certificate_and_key_is_refused(tmp_path: Path, wrong: str) -> None:
    pem, certificate = written(tmp_path)
    key = serialization.load_pem_private_key(pem.read_bytes(), None)
    locked = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x"))
    public = certificate.public_bytes(PEM)
    pem.unlink()
    contents = {"certificate alone": public, "key with a password": public + locked, "garbage": b"no PEM"}
    if wrong != "none":
        pem.write_bytes(contents[wrong])
    with pytest.raises(
        credentials.UnusableCertificate, match=r"bot\.pem does not hold a certificate and its private key"
    ):
        credentials.certificate(APP, pem, TENANT)
