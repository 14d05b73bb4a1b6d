"""Tokens that somebody made, changed, or took from elsewhere: none of them shows who sent an activity."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any, Final, cast

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from bot.keys import SigningKey, SigningKeys
from bot.proof import NotProven, Proof
from tests.bot.teams_side import APP_ID, ISSUER, SERVICE_URL, Json, Signer

ONE: Final = Signer("key-1")


class Published:
    """The one key that is published, found by its id and by nothing else."""

    async def find(self, key_id: str) -> SigningKey | None:
        key = jwt.PyJWK(ONE.published(), algorithm="RS256")
        return SigningKey(key, frozenset(("msteams",)), 0.0) if key_id == "key-1" else None


PROOF: Final = Proof(cast("SigningKeys", Published()), APP_ID)


def private() -> rsa.RSAPrivateKey:
    return ONE._private  # pyright: ignore[reportPrivateUsage] - what only the Bot Framework has


@cache
def another() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def claims(**changed: Any) -> Json:
    whole = {"iss": ISSUER, "aud": APP_ID, "serviceurl": SERVICE_URL, "exp": 4_000_000_000}
    return {name: value for name, value in (whole | changed).items() if value is not None}


def part(said: object) -> str:
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def by(key: Any, algorithm: str, **header: Any) -> str:
    return jwt.encode(claims(), key, algorithm, headers={"kid": "key-1", **header})


def by_its_public_key(algorithm: str) -> str:
    """As if what is published were a secret: PyJWT does not sign like that, so it is put together here."""
    pem = private().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part({'alg': algorithm, 'kid': 'key-1', 'typ': 'JWT'})}.{part(claims())}"
    digest = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}[algorithm]
    return f"{signed}.{part(hmac.digest(pem, signed.encode(), digest))}"


def header(**changed: Any) -> str:
    """A good token with another header, its signature as it was."""
    return ".".join((part({"alg": "RS256", "kid": "key-1", **changed}), *ONE.token().split(".")[1:]))


def pieces(number: int, said: object) -> str:
    """A good token in which one of the three parts is another."""
    return ".".join(part(said) if at == number else one for at, one in enumerate(ONE.token().split(".")))


def signed_payload(payload: bytes) -> str:
    """Something that is no claims, rightly signed."""
    return jwt.api_jws.encode(payload, private(), algorithm="RS256", headers={"kid": "key-1"})


def with_own_key() -> Json:
    return RSAAlgorithm.to_jwk(another().public_key(), as_dict=True)


ODD_WORDS: Final[tuple[object, ...]] = ("none", "None", "NONE", "rs256", "RS256 ", "", None, 1, [])
ODD_IDS: Final[tuple[object, ...]] = ("../../dev/null", "key-1' OR '1'='1", "", " key-1", "key-1\x00", "KEY-1",
                                      "k" * 10_000, None, 1, [])  # fmt: skip
ALGORITHMS: Final[dict[str, Callable[[], str]]] = {
    **{one: lambda one=one: by(private(), one) for one in ("RS384", "RS512", "PS256", "PS384", "PS512")},
    "ES256": lambda: by(curve(), "ES256"),
    **{
        f"the public key as a secret, {one}": lambda one=one: by_its_public_key(one)
        for one in ("HS256", "HS384", "HS512")
    },
    "a guessed secret": lambda: by("secret" * 8, "HS256"),
    "an empty secret": lambda: pieces(2, b""),
    **{f"alg {one!r}": lambda one=one: header(alg=one) for one in ODD_WORDS},
    "no algorithm, no signature": lambda: f"{part({'alg': 'none', 'kid': 'key-1'})}.{part(claims())}.",
}
KEYS: Final[dict[str, Callable[[], str]]] = {
    "another key under its id": lambda: by(another(), "RS256"),
    "a key that it brings": lambda: by(another(), "RS256", jwk=with_own_key()),
    "an address of keys that it brings": lambda: by(another(), "RS256", jku="https://example.org/keys"),
    "a certificate that it brings": lambda: by(another(), "RS256", x5u="https://example.org/x.pem", x5c=["MIIB"]),
    "a header that must be understood": lambda: by(another(), "RS256", crit=["exp"], exp=1),
    **{
        f"kid {one!r}"[:40]: lambda one=one: header(kid=one)
        for one in ODD_IDS
    },
}  # fmt: skip
CLAIMS: Final[dict[str, Json]] = {
    "another app": {"aud": "11111111-0000-4000-8000-000000000001"},
    "our app in another case": {"aud": APP_ID.upper()},
    "our app and more": {"aud": f"{APP_ID} "},
    "a list without us": {"aud": ["11111111-0000-4000-8000-000000000001"]},
    "an audience that is a number": {"aud": 7},
    "an empty audience": {"aud": ""},
    "Entra’s issuer": {"iss": "https://login.microsoftonline.com/7e7e7e7e-0000-4000-8000-000000000001/v2.0"},
    "the issuer with a stroke": {"iss": f"{ISSUER}/"},
    "the issuer without https": {"iss": "http://api.botframework.com"},
    "the issuer of the government cloud": {"iss": "https://api.botframework.us"},
    "issuers in a list": {"iss": [ISSUER]},
    "an issuer that is nothing": {"iss": None},
    "expired": {"exp": 1_700_000_000},
    "expired since six minutes": {"exp": "now-360"},
    "expires never": {"exp": None},
    "expires in words": {"exp": "soon"},
    "expires before all time": {"exp": -1},
    "expires in a list": {"exp": [4_000_000_000]},
    "not yet valid": {"nbf": 4_000_000_000},
    "valid from in words": {"nbf": "soon"},
    "issued in the future": {"iat": 4_000_000_000},
    "issued in words": {"iat": "yesterday"},
}
SHAPES: Final[dict[str, Callable[[], str | None]]] = {
    "nothing": lambda: None,
    "the scheme alone": lambda: "Bearer",
    "the scheme twice": lambda: f"Bearer Bearer {ONE.token()}",
    "Basic": lambda: f"Basic {ONE.token()}",
    "a tabulator between": lambda: f"Bearer\t{ONE.token()}",
    "two parts": lambda: f"Bearer {'.'.join(ONE.token().split('.')[:2])}",
    "four parts": lambda: f"Bearer {ONE.token()}.x",
    "five parts, as if encrypted": lambda: (
        f"Bearer {part({'alg': 'RSA-OAEP', 'enc': 'A256GCM', 'kid': 'key-1'})}.x.x.x.x"
    ),
    "two tokens": lambda: f"Bearer {ONE.token()},{ONE.token()}",
    "claims of another": lambda: f"Bearer {pieces(1, claims(serviceurl='https://example.org/'))}",
    "no claims": lambda: f"Bearer {pieces(1, {})}",
    "claims that are a list": lambda: f"Bearer {signed_payload(b'[]')}",
    "claims that are a word": lambda: f"Bearer {signed_payload(b'admin')}",
    "claims in bytes": lambda: f"Bearer {signed_payload(bytes(range(128, 200)))}",
    "claims of brackets": lambda: f"Bearer {signed_payload(b'[' * 9_000)}",
    "a signature cut short": lambda: f"Bearer {ONE.token()[:-20]}",
    "a signature of nought": lambda: f"Bearer {pieces(2, bytes(256))}",
    "a megabyte": lambda: f"Bearer {'A' * 1_000_000}",
}


async def refused(authorization: str | None) -> str:
    with pytest.raises(NotProven) as no:
        await PROOF.of_sender(authorization)
    return no.value.reason


async def test_the_good_one_is_taken_so_that_the_others_are_refused_for_what_they_are() -> None:
    proven = await PROOF.of_sender(f"Bearer {ONE.token()}")
    proven.check("msteams", SERVICE_URL)
    proven = await PROOF.of_sender(f"Bearer {jwt.encode(claims(), private(), 'RS256', headers={'kid': 'key-1'})}")
    proven.check("msteams", SERVICE_URL)


@pytest.mark.parametrize("name", ALGORITHMS)
async def test_no_other_algorithm_is_taken(name: str) -> None:
    assert await refused(f"Bearer {ALGORITHMS[name]()}") in ("malformed", "bad_signature")


@pytest.mark.parametrize("name", KEYS)
async def test_no_key_is_taken_but_a_published_one_by_its_id(name: str) -> None:
    assert await refused(f"Bearer {KEYS[name]()}") in ("malformed", "bad_signature", "unknown_key")


@pytest.mark.parametrize("name", CLAIMS)
async def test_what_was_made_for_another_or_for_another_time_is_refused(name: str) -> None:
    changed = {key: time.time() - 360 if value == "now-360" else value for key, value in CLAIMS[name].items()}
    token = jwt.api_jws.encode(json.dumps(claims(**changed)).encode(), private(), "RS256", headers={"kid": "key-1"})
    assert await refused(f"Bearer {token}") in (
        "malformed",
        "expired",
        "not_yet_valid",
        "wrong_audience",
        "wrong_issuer",
    )


@pytest.mark.parametrize("name", SHAPES)
async def test_what_is_no_token_is_refused_and_not_an_error(name: str) -> None:
    assert await refused(SHAPES[name]()) in ("missing", "malformed", "bad_signature", "unknown_key")


@pytest.mark.parametrize("channel", ["webchat", "directline", "emulator", "email", "MSTEAMS", ""])
async def test_a_key_speaks_for_no_channel_that_it_is_not_published_for(channel: str) -> None:
    proven = await PROOF.of_sender(f"Bearer {ONE.token()}")
    with pytest.raises(NotProven, match="not_endorsed"):
        proven.check(channel, SERVICE_URL)


@pytest.mark.parametrize(
    "address",
    [
        SERVICE_URL.upper(),
        SERVICE_URL.rstrip("/"),
        f"{SERVICE_URL}../",
        SERVICE_URL.replace("https", "http"),
        "https://smba.trafficmanager.net.example.org/uk/",
        "https://example.org/",
        "",
    ],
)
async def test_a_token_is_good_for_the_one_service_that_it_names(address: str) -> None:
    proven = await PROOF.of_sender(f"Bearer {ONE.token()}")
    with pytest.raises(NotProven, match="wrong_service_url"):
        proven.check("msteams", address)
