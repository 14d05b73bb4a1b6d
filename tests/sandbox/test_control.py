"""The sandbox's own pages: who is who, where things are, what was called; faults, closed accounts, the first day."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.teams_side import HEAD, OTHER, TRUST, card, message
from tests.sandbox.whole_sandbox import Whole, whole_sandbox


async def said(whole: Whole, text: str = "Good morning") -> str:
    """The bot writes to the headteacher; returns the path of the chat."""
    body = {"members": [{"id": HEAD.id}], "tenantId": TRUST.tenant_id, "activity": {"type": "message", "text": text}}
    return f"/v3/conversations/{(await whole.ask('POST', '/v3/conversations', body)).body['id']}"


async def file_a_report(whole: Whole) -> dict[str, Any]:
    """The service puts a file into the first library of the site."""
    tenant = await whole.tenant()
    drives = await whole.ask(
        "GET", f"{tenant['graph']}/sites/{tenant['site']['id']}/drives", token=tenant["service_token"]
    )
    place = f"{tenant['graph']}/drives/{drives.body['value'][0]['id']}/root:/2026-27/note.txt"
    put = await whole.ask("PUT", f"{place}:/content", token=tenant["service_token"], data=b"kept")
    assert put.status == 201, put
    return {**tenant, "place": place}


async def test_everybody_is_listed_with_their_ids(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        people = (await whole.ask("GET", "/people.json")).body
        roster = (await whole.ask("GET", "/roster.json")).body
    assert len(people) == len(TRUST.people)
    (head,) = [one for one in people if one["id"] == HEAD.id]
    school = TRUST.schools[0]
    assert head == {
        "name": HEAD.name,
        "role": "headteacher",
        "id": HEAD.id,
        "upn": HEAD.upn,
        "mail": HEAD.mail,
        "job_title": HEAD.job_title,
        "school": f"{school['name']}, {school['town']}",
        "urn": school["urn"],
    }
    assert "school" not in next(one for one in people if one["role"] == "sip")
    assert roster == TRUST.roster()


async def test_the_tenant_page_opens_every_door(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await file_a_report(whole)
        assert tenant["tenant_id"] == TRUST.tenant_id
        assert tenant["bot_app_id"] == TRUST.app_id
        assert (tenant["connector"], tenant["content"]) == (whole.addresses.connector, whole.addresses.content)
        user = f"{tenant['graph']}/users/{HEAD.id}"
        assert (await whole.ask("GET", user)).status == 401
        for token in (tenant["token"], tenant["service_token"]):
            assert (await whole.ask("GET", user, token=token)).body["displayName"] == HEAD.name
            assert (await whole.ask("GET", tenant["place"], token=token)).status == 200
        looking_in = await whole.ask("PUT", f"{tenant['place']}:/content", token=tenant["token"], data=b"x")
        assert looking_in.status == 403, "looking in is not writing"
        advisor = next(one for one in TRUST.people if one.role == "trust_advisor")
        seen = {
            person.id: (await whole.ask("GET", tenant["place"], token=tenant["tokens"][person.id])).status
            for person in (advisor, OTHER)
        }
        assert seen[advisor.id] == 200
        assert seen[OTHER.id] in (403, 404)


async def test_the_front_page_says_what_this_is(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        page = await whole.ask("GET", "/about")
        text = page.body.decode()
        assert page.headers["Content-Type"].startswith("text/html")
        assert "This is a stand-in, not Microsoft 365" in text
        assert TRUST.name in text
        for link in ("/people.json", "/tenant.json", "/roster.json", "/chats", "/control/calls", "/control/faults"):
            assert f'href="{link}"' in text
            assert (await whole.ask("GET", link)).status == 200
        assert (await whole.ask("GET", "/nothing")).status == 404


async def test_calls_of_every_service_are_logged_and_pages_are_not(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        await said(whole)
        tenant = await file_a_report(whole)
        content = await whole.ask("GET", f"{tenant['place']}:/content", token=tenant["service_token"])
        assert content.body == b"kept", "the redirect led to the content origin"
        await whole.ask("GET", f"{tenant['graph']}/users/nobody", token=tenant["token"])
        calls = (await whole.ask("GET", "/control/calls")).body
        assert [call["number"] for call in calls] == list(range(1, len(calls) + 1))
        assert [(call["service"], call["method"], call["status"]) for call in calls] == [
            ("connector", "POST", 201),
            ("graph", "GET", 200),
            ("graph", "PUT", 201),
            ("graph", "GET", 302),
            ("download", "GET", 200),
            ("graph", "GET", 404),
        ]
        assert all(call["ms"] >= 0 and call["at"] for call in calls)
        assert calls[0]["path"] == "/v3/conversations"
        assert (await whole.ask("GET", "/control/calls?after=5")).body == calls[5:]
        assert (await whole.ask("GET", "/control/calls?after=-1")).status == 400


async def test_faults_hit_graph_and_connector_until_cleared(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        chat = await said(whole)
        busy = {"service": "connector", "kind": "status", "status": 429, "retry_after": 7, "method": "POST"}
        set_one = await whole.ask("POST", "/control/faults", busy)
        assert (set_one.status, len(set_one.body)) == (201, 1)
        refused = await whole.ask("POST", f"{chat}/activities", message(card()))
        assert (refused.status, refused.headers["Retry-After"]) == (429, "7")
        assert (await whole.ask("GET", "/control/faults")).body[0]["hits"] == 1
        assert (await whole.ask("DELETE", "/control/faults")).body == []
        assert (await whole.ask("POST", f"{chat}/activities", message(card()))).status == 201

        await whole.ask(
            "POST", "/control/faults", {"service": "connector", "kind": "applied_then_500", "path": "activities"}
        )
        assert (await whole.ask("POST", f"{chat}/activities", message(card()))).status == 500
        stands = (await whole.ask("GET", f"/chats/{HEAD.id}")).body["messages"]
        assert len(stands) == 3, "it was applied all the same"

        await whole.ask("POST", "/control/faults", {"service": "graph", "kind": "status", "status": 503})
        tenant = await whole.tenant()
        user = f"{tenant['graph']}/users/{HEAD.id}"
        assert [(await whole.ask("GET", user, token=tenant["token"])).status for _ in range(2)] == [503, 200]
        assert 429 in [call["status"] for call in (await whole.ask("GET", "/control/calls")).body]


async def test_a_fault_hits_files_sent_in_chat(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        await whole.ask("POST", f"/play/{HEAD.id}/file?name=a.docx", data=BytesIO(b"x" * 3_000_000))
        url = whole.bot.heard[0]["attachments"][0]["content"]["downloadUrl"]
        assert url.startswith(whole.addresses.content)
        await whole.ask("POST", "/control/faults", {"service": "download", "kind": "status", "status": 503})
        assert [(await whole.ask("GET", url)).status for _ in range(2)] == [503, 200]
        assert (await whole.ask("GET", f"{url}x")).status == 404
        calls = (await whole.ask("GET", "/control/calls")).body
        assert [(call["service"], call["status"]) for call in calls] == [
            ("download", 503),
            ("download", 200),
            ("download", 404),
        ]


@pytest.mark.parametrize("rule", [b"{", b"[]", b'{"service": "graph"}', b'{"service": "graph", "kind": "made up"}'])
async def test_a_fault_that_makes_no_sense_is_refused_with_a_reason(tmp_path: Path, rule: bytes) -> None:
    async with whole_sandbox(tmp_path) as whole:
        refused = await whole.ask("POST", "/control/faults", data=rule)
        assert refused.status == 400
        assert refused.body["error"]
        assert (await whole.ask("GET", "/control/faults")).body == []


async def test_an_account_can_be_closed_and_opened(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await whole.tenant()
        user = f"{tenant['graph']}/users/{HEAD.id}?$select=accountEnabled"
        for enabled in (False, True):
            assert (await whole.ask("POST", f"/control/accounts/{HEAD.id}", {"enabled": enabled})).status == 200
            assert (await whole.ask("GET", user, token=tenant["token"])).body["accountEnabled"] is enabled
        assert (await whole.ask("POST", f"/control/accounts/{HEAD.id}", {"enabled": 1})).status == 400
        assert (await whole.ask("POST", "/control/accounts/nobody", {"enabled": True})).status == 404


async def test_a_reset_is_the_first_day_again(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        chat = await said(whole)
        before = await file_a_report(whole)
        await whole.ask("POST", f"/play/{OTHER.id}/uninstall")
        await whole.ask("POST", "/control/faults", {"service": "graph", "kind": "slow", "times": None})
        assert (await whole.ask("POST", "/control/reset")).body == {"reset": True}

        assert (await whole.ask("GET", "/control/calls")).body == []
        assert (await whole.ask("GET", "/control/faults")).body == []
        assert sum(one["messages"] for one in (await whole.ask("GET", "/chats")).body) == 0
        assert (await whole.ask("POST", f"{chat}/activities", message(card()))).status == 404
        assert (await whole.ask("GET", before["place"], token=before["token"])).status == 404
        assert {**await whole.tenant(), "place": before["place"]} == before, "ids and tokens stay"
        assert (await whole.ask("POST", f"/play/{OTHER.id}/message", {"text": "still here"})).status == 200
        again = await file_a_report(whole)
        advisor = next(one for one in TRUST.people if one.role == "trust_advisor")
        assert (await whole.ask("GET", again["place"], token=again["tokens"][advisor.id])).status == 200
