"""Entra's keys and tokens for a page in Teams, and the page that shows the tab as Teams does."""

from pathlib import Path

import jwt
import pytest

from tests.support.house import MONDAY, a_sandbox


async def test_a_token_for_a_page_is_signed_by_a_published_key(tmp_path: Path) -> None:
    async with a_sandbox(tmp_path, "http://127.0.0.1:9", lambda: MONDAY) as around:
        person = around.roster["people"][0]
        tenant, entra = around.tenant["tenant_id"], around.tenant["entra"]
        metadata = await (await around.http.get(f"{entra}/{tenant}/v2.0/.well-known/openid-configuration")).json()
        assert metadata["issuer"] == f"{entra}/{tenant}/v2.0"
        [key] = (await (await around.http.get(metadata["jwks_uri"])).json())["keys"]
        address = f"{around.origin}/play/{person['id']}/tab-token"
        token = (await (await around.http.post(address)).json())["token"]
        alone = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
        claims = jwt.decode(
            token,
            jwt.PyJWK(key, "RS256"),
            ["RS256"],
            audience=around.tenant["bot_app_id"],
            issuer=metadata["issuer"],
            options=alone,  # pyright: ignore[reportArgumentType] - its types know no mapping built before
        )
        assert (claims["oid"], claims["tid"], claims["scp"]) == (person["id"], tenant, "access_as_user")
        assert claims["exp"] > MONDAY.timestamp()
        other = await around.http.post(address, json={"tid": "another"})
        assert jwt.decode((await other.json())["token"], options={"verify_signature": False})["tid"] == "another"
        assert (await around.http.post(address, json={"name": "Somebody"})).status == 400
        assert (await around.http.post(f"{around.origin}/play/nobody/tab-token")).status == 404


@pytest.mark.parametrize(("number", "status"), [(0, 200), (None, 404)])
async def test_the_tab_is_shown_in_a_frame_of_the_service_alone(
    tmp_path: Path, number: int | None, status: int
) -> None:
    async with a_sandbox(tmp_path, "http://127.0.0.1:9", lambda: MONDAY) as around:
        who = "nobody" if number is None else around.roster["people"][number]["id"]
        async with around.http.get(f"{around.origin}/tab/{who}") as reply:
            assert reply.status == status
            if status == 200:
                assert "frame-src http://127.0.0.1:9;" in reply.headers["Content-Security-Policy"]
                assert 'data-service="http://127.0.0.1:9"' in await reply.text()
