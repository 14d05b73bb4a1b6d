"""Whom a token of Teams names, and what is taken for none."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from pages.tab.token import KeysAway, NotSignedIn
from tests.pages.tab.entra import APP, OTHER_KEY, TOKENS, a_token, claims
from tests.support import builders as a

WHO = "00000000-0000-4000-8000-00000000000A"
AT = int(a.MONDAY.timestamp())


async def test_a_token_of_our_app_and_tenant_names_who_is_signed_in() -> None:
    for audience in (APP, f"api://sip.trust.example/botid-{APP}"):
        assert await TOKENS.person_of(a_token(WHO, aud=audience), a.MONDAY) == WHO.lower()
    late = a.MONDAY + timedelta(seconds=3600 + 299)
    assert await TOKENS.person_of(a_token(WHO, scp="openid access_as_user"), late) == WHO.lower()


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("other_tenant", {"tid": "cccccccc-0000-4000-8000-000000000001"}),
        ("other_tenant", {"tid": None}),
        ("wrong_issuer", {"iss": "https://sts.windows.net/x/"}),
        ("other_app", {"aud": "dddddddd-0000-4000-8000-000000000001"}),
        ("other_app", {"aud": None}),
        ("expired", {"exp": AT - 301}),
        ("expired", {"exp": None}),
        ("not_yet_valid", {"nbf": AT + 301}),
        ("not_yet_valid", {"nbf": None, "iat": None}),
        ("no_scope", {"scp": "User.Read"}),
        ("no_scope", {"scp": None}),
        ("nobody", {"oid": None}),
    ],
)
async def test_what_entra_made_for_something_else_is_not_taken(reason: str, changed: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn) as no:
        await TOKENS.person_of(a_token(WHO, **changed), a.MONDAY)
    assert (no.value.reason, no.value.person_id) == (reason, "" if reason == "nobody" else WHO.lower())


UNSIGNED = jwt.encode(claims(WHO), "", "none", headers={"kid": "entra-1"})
BY_WORD = jwt.encode(claims(WHO), "x" * 32, "HS256", headers={"kid": "entra-1"})


@pytest.mark.parametrize(
    ("reason", "token"),
    [
        ("missing", ""),
        ("malformed", "no token at all"),
        ("malformed", "é" * 20),
        ("malformed", "x" * 9_000),
        ("malformed", jwt.encode({"oid": WHO}, "x" * 32, "HS256")),
        ("malformed", UNSIGNED),
        ("malformed", BY_WORD),
        ("unknown_key", a_token(WHO, kid="entra-2")),
        ("bad_signature", a_token(WHO, key=OTHER_KEY)),
    ],
)
async def test_what_entra_did_not_sign_names_nobody(reason: str, token: str) -> None:
    with pytest.raises(NotSignedIn) as no:
        await TOKENS.person_of(token, a.MONDAY)
    assert (no.value.reason, no.value.person_id) == (reason, "")


async def test_without_keys_nobody_is_told_from_anybody() -> None:
    with pytest.raises(KeysAway):
        await TOKENS.person_of(a_token(WHO, kid="away"), a.MONDAY)
