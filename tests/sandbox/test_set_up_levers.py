"""What an administrator may have forgotten: consents, roles, columns."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.whole_sandbox import Whole, whole_sandbox

CALENDAR = "users/{sip}/calendar"


async def asked(whole: Whole, path: str, token: str) -> int:
    tenant = await whole.tenant()
    people = (await whole.ask("GET", "/people.json")).body
    sip = next(one["id"] for one in people if one["role"] == "sip")
    where = path.format(sip=sip, site=tenant["site"]["id"])
    return (await whole.ask("GET", f"{tenant['graph']}/{where}", token=token)).status


@pytest.mark.parametrize(
    ("given", "directory", "site", "calendar"),
    [
        ({}, 200, 200, 200),
        ({"roles": ["Sites.Selected"]}, 403, 200, 200),
        ({"roles": ["User.Read.All"]}, 200, 403, 200),
        ({"site_role": ""}, 200, 403, 200),
        ({"assigned": []}, 200, 200, 403),
        ({"assigned": [], "roles": ["Calendars.ReadWrite"]}, 403, 403, 200),
    ],
)
async def test_a_token_opens_what_was_given_and_no_more(
    tmp_path: Path, given: dict[str, Any], directory: int, site: int, calendar: int
) -> None:
    async with whole_sandbox(tmp_path) as whole:
        answer = await whole.ask("POST", "/control/consent", given)
        assert answer.status == 201
        token = answer.body["token"]
        assert await asked(whole, "users/{sip}", token) == directory
        assert await asked(whole, "sites/{site}", token) == site
        assert await asked(whole, CALENDAR, token) == calendar


async def test_a_token_says_what_was_consented_to_and_nothing_of_exchange(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await whole.tenant()
        said = json.loads(base64.urlsafe_b64decode(tenant["service_token"].split(".")[1] + "=="))
        assert (said["tid"], said["appid"]) == (tenant["tenant_id"], tenant["bot_app_id"])
        assert said["roles"] == ["Sites.Selected", "User.Read.All"]


async def test_columns_go_and_come_back(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        token = (await whole.tenant())["service_token"]

        async def columns() -> dict[str, Any]:
            tenant = await whole.tenant()
            place = f"{tenant['graph']}/sites/{tenant['site']['id']}/lists/SIP%20Reports/columns"
            return {one["name"]: one for one in (await whole.ask("GET", place, token=token)).body["value"]}

        changes = {"Sha256": None, "URN": "unindexed", "RetainUntil": "text"}
        assert (
            await whole.ask("POST", "/control/columns", {"library": "SIP Reports", "columns": changes})
        ).status == 200
        found = await columns()
        assert "Sha256" not in found
        assert not found["URN"]["indexed"]
        assert "text" in found["RetainUntil"]
        assert (await whole.ask("POST", "/control/columns", {"library": "SIP Reports"})).status == 200
        assert (await columns())["URN"]["indexed"]
        assert "Sha256" in await columns()


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("consent", {"role": "x"}, 400),
        ("consent", {"roles": "User.Read.All"}, 400),
        ("consent", {"roles": [1]}, 400),
        ("consent", {"site_role": "all"}, 400),
        ("consent", ["x"], 400),
        ("columns", {"library": "None"}, 404),
        ("columns", {"library": "SIP Reports", "columns": {"None": None}}, 404),
        ("columns", {"library": "SIP Reports", "columns": {"URN": "number"}}, 400),
        ("columns", {"library": "SIP Reports", "columns": ["URN"]}, 400),
    ],
)
async def test_what_makes_no_sense_is_refused(tmp_path: Path, path: str, body: Any, status: int) -> None:
    async with whole_sandbox(tmp_path) as whole:
        answer = await whole.ask("POST", f"/control/{path}", body)
        assert answer.status == status
        assert answer.body["error"]


async def test_accounts_are_deleted_lose_their_address_or_are_not_found_and_come_back(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await whole.tenant()
        token, graph = tenant["service_token"], tenant["graph"]
        one = next(one for one in (await whole.ask("GET", "/people.json")).body if one["upn"] != one["mail"])
        lever, account = f"/control/people/{one['id']}", f"{graph}/users/{one['id']}"
        own = {"library": "SIP Drafts", "path": "a.docx", "person": one["id"]}
        assert (await whole.ask("POST", "/control/files", own)).status == 201
        drives = (await whole.ask("GET", f"{graph}/sites/{tenant['site']['id']}/drives", token=token)).body["value"]
        drive = next(known["id"] for known in drives if known["name"] == "SIP Drafts")

        async def invited(address: str) -> bool:
            body = {"recipients": [{"email": address}], "roles": ["read"], "requireSignIn": True}
            place = f"{graph}/drives/{drive}/items/root:/a.docx:/invite"
            return (await whole.ask("POST", place, body, token=token)).status == 200

        assert (await whole.ask("POST", lever, {"gone": True})).status == 200
        assert (await whole.ask("GET", account, token=token)).status == 404
        assert not await invited(one["mail"])
        assert (await whole.ask("POST", lever, {"mail": False})).status == 200
        assert (await whole.ask("GET", account, token=token)).body["mail"] is None
        assert [await invited(one["mail"]), await invited(one["upn"])] == [False, True]
        assert (await whole.ask("POST", lever, {"resolved": False})).status == 200
        assert [await invited(one["mail"]), await invited(one["upn"])] == [False, False]
        assert (await whole.ask("POST", "/control/reset")).status == 200
        assert (await whole.ask("GET", account, token=token)).body["mail"] == one["mail"]


@pytest.mark.parametrize(
    ("lever", "body", "status"),
    [
        ("/control/people/nobody", {}, 404),
        ("/control/people/{sip}", {"odd": True}, 400),
        ("/control/files", {}, 400),
        ("/control/files", {"library": "No", "path": "a", "person": "{sip}"}, 404),
    ],
)
async def test_what_makes_no_sense_is_said(tmp_path: Path, lever: str, body: dict[str, Any], status: int) -> None:
    async with whole_sandbox(tmp_path) as whole:
        sip = next(one["id"] for one in (await whole.ask("GET", "/people.json")).body if one["role"] == "sip")
        body = {key: value.format(sip=sip) if isinstance(value, str) else value for key, value in body.items()}
        assert (await whole.ask("POST", lever.format(sip=sip), body)).status == status
