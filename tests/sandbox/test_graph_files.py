""""""

import asyncio
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from sandbox.graph import service
from sandbox.graph.stand_in import utc_now
from tests.sandbox.graph_wire import REPORTS, TRUST, Wire, graph_sandbox

DRIVE = f"/drives/{REPORTS.drive_id}"
FOLDER = "2026-27/North Shore/900001 St Bede’s/Autumn"


async def children(wire: Wire, path: str = "root") -> list[str]:
    return [one["name"] for one in (await wire.ask("GET", f"{DRIVE}/items/{path}/children")).value]


async def test_an_upload_by_path_makes_the_folders_and_every_spelling_of_the_path_finds_it(wire: Wire) -> None:
    path = f"{FOLDER}/Report 50% #1 + more.txt"
    put = await wire.ask("PUT", f"{DRIVE}/items/{quote(f'root:/{path}:', safe='')}/content", data=b"one")
    assert put.status == 201
    spellings = [
        f"items/{quote(f'root:/{path}:', safe='')}",
        f"items/root:/{quote(path)}:",
        f"root:/{quote(path)}",
        f"root:/{quote(path.upper())}:",
        f"items/{put.json['id']}",
    ]
    for spelling in spellings:
        assert (await wire.ask("GET", f"{DRIVE}/{spelling}")).json["id"] == put.json["id"]
    folder = (await wire.ask("GET", f"{DRIVE}/root:/{quote(FOLDER)}")).json
    assert folder["folder"] == {"childCount": 1}
    assert put.json["parentReference"]["id"] == folder["id"]
    assert put.json["parentReference"]["path"] == f"{DRIVE}/root:/{FOLDER}"
    below = await wire.ask("GET", f"{DRIVE}/items/{folder['id']}:/{quote('Report 50% #1 + more.txt')}:/listItem")
    assert below.json["webUrl"] == put.json["webUrl"]
    assert put.json["webUrl"] == f"https://{TRUST.host}{TRUST.site_path}/Reports/{quote(path)}"


async def test_the_same_address_again_is_a_new_version_of_the_same_file(wire: Wire) -> None:
    first = await wire.ask("PUT", f"{DRIVE}/root:/a.txt:/content", data=b"one")
    second = await wire.ask("PUT", f"{DRIVE}/root:/a.txt:/content", data=b"number two")
    third = await wire.ask("PUT", f"{DRIVE}/items/{first.json['id']}/content", data=b"three")
    assert [first.status, second.status, third.status] == [201, 200, 200]
    assert first.json["id"] == second.json["id"] == third.json["id"]
    assert len({one.json["eTag"] for one in (first, second, third)}) == 3
    versions = (await wire.ask("GET", f"{DRIVE}/items/{first.json['id']}/versions")).value
    assert [(one["id"], one["size"]) for one in versions] == [("3.0", 5), ("2.0", 10), ("1.0", 3)]


async def test_earlier_versions_can_be_read_and_restored(wire: Wire) -> None:
    item = await wire.put("a.txt", b"one")
    path = f"{DRIVE}/items/{item['id']}"
    await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "Draft"})
    await wire.put("a.txt", b"two")
    await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "Approved", "Term": "Autumn"})
    assert (await wire.follow(f"{path}/versions/2.0/content")).data == b"one"
    assert (await wire.ask("POST", f"{path}/versions/2.0/restoreVersion")).status == 204
    assert (await wire.follow(f"{path}/content")).data == b"one"
    fields = (await wire.ask("GET", f"{path}/listItem/fields")).json
    assert fields["Status"] == "Draft"
    assert "Term" not in fields
    newest = (await wire.ask("GET", f"{path}/versions")).value[0]["id"]
    assert (await wire.ask("GET", f"{path}/versions/{newest}/content")).status == 400
    for missing in ("99.0", "x"):
        assert (await wire.ask("GET", f"{path}/versions/{missing}/content")).status == 404


async def test_restoring_a_version_with_the_same_columns_is_one_version(wire: Wire) -> None:
    item = await wire.put("a.txt", b"one")
    await wire.put("a.txt", b"two")
    await wire.ask("POST", f"{DRIVE}/items/{item['id']}/versions/1.0/restoreVersion")
    versions = (await wire.ask("GET", f"{DRIVE}/items/{item['id']}/versions")).value
    assert [one["size"] for one in versions] == [3, 3, 3]


async def test_conflict_behaviour(wire: Wire) -> None:
    await wire.put("a.txt", b"one")
    where = f"{DRIVE}/root:/A.txt:/content?@microsoft.graph.conflictBehavior="
    refused = await wire.ask("PUT", f"{where}fail", data=b"two")
    assert (refused.status, refused.code) == (409, "nameAlreadyExists")
    for name in ("A 1.txt", "A 2.txt"):
        renamed = await wire.ask("PUT", f"{where}rename", data=b"two")
        assert (renamed.status, renamed.json["name"]) == (201, name)
    assert (await wire.ask("PUT", f"{where}replace", data=b"two")).status == 200
    assert (await wire.ask("PUT", f"{where}perhaps", data=b"two")).status == 400
    assert (await wire.ask("PUT", f"{DRIVE}/root:/b.txt:/content?color=red", data=b"two")).status == 400
    assert await children(wire) == ["A 1.txt", "A 2.txt", "a.txt"]


async def test_a_file_does_not_take_a_folders_place_nor_a_folder_a_files(wire: Wire) -> None:
    await wire.put("a/b.txt")
    for path in ("root:/a:", "root:/a/b.txt/c.txt:", "root"):
        assert (await wire.ask("PUT", f"{DRIVE}/items/{path}/content", data=b"x")).status == 409
    body = {"name": "b.txt", "folder": {}, "@microsoft.graph.conflictBehavior": "replace"}
    assert (await wire.ask("POST", f"{DRIVE}/root:/a:/children", body)).status == 409
    assert (await wire.ask("POST", f"{DRIVE}/root:/a/b.txt:/children", body)).status == 400
    assert (await wire.ask("GET", f"{DRIVE}/root:/a:/content")).status == 400


async def test_if_match_guards_a_replacement(wire: Wire) -> None:
    item = await wire.put("a.txt", b"one")
    path = f"{DRIVE}/items/{item['id']}"
    current = await wire.ask("PUT", f"{path}/content", data=b"two", headers={"If-Match": item["eTag"]})
    assert current.status == 200
    for request in (("PUT", f"{path}/content"), ("DELETE", path), ("PUT", f"{DRIVE}/root:/new.txt:/content")):
        stale = await wire.ask(*request, data=b"three", headers={"If-Match": item["eTag"]})
        assert (stale.status, stale.code) == (412, "resourceModified")
    assert (await wire.ask("DELETE", path, headers={"If-Match": current.json["cTag"]})).status == 204


async def test_content_is_a_redirect_to_another_origin_that_knows_no_tokens(wire: Wire) -> None:
    item = await wire.put("Report.docx", b"not really")
    answer = await wire.ask("GET", f"{DRIVE}/items/{item['id']}/content")
    url = answer.headers["Location"]
    assert answer.status == 302
    assert not url.startswith(wire.origin)
    fetched = await wire.fetch(url)
    assert fetched.data == b"not really"
    assert "wordprocessingml" in fetched.headers["Content-Type"]
    part = await wire.fetch(url, Range="bytes=0-2")
    assert (part.status, part.data) == (206, b"not")
    with_token = await wire.ask("GET", url)
    assert (with_token.status, with_token.code) == (401, "InvalidAuthenticationToken")
    forged = url.replace("/download/", "/download/x")
    assert (await wire.fetch(forged)).status == 401
    assert (await wire.fetch(item["@microsoft.graph.downloadUrl"])).data == b"not really"
    wire.clock.pass_by(timedelta(hours=1))
    assert (await wire.fetch(url)).status == 401
    assert (await wire.ask("GET", url.partition("/download/")[0] + "/download/x", token=None)).status == 404


async def test_an_old_address_shows_what_lay_there_then(wire: Wire) -> None:
    item = await wire.put("a.txt", b"one")
    await wire.put("a.txt", b"two")
    assert (await wire.fetch(item["@microsoft.graph.downloadUrl"])).data == b"one"


async def test_two_uploads_at_once_to_one_name_leave_one_file(wire: Wire) -> None:
    where = f"{DRIVE}/root:/new/a.txt:/content?@microsoft.graph.conflictBehavior=fail"
    answers = await asyncio.gather(*(wire.ask("PUT", where, data=b"%d" % number) for number in range(4)))
    assert sorted(one.status for one in answers) == [201, 409, 409, 409]


async def test_a_person_can_open_a_files_web_address_at_the_sandbox(wire: Wire) -> None:
    item = await wire.put(quote("2026-27/Répört.txt"), b"hello")
    path = item["webUrl"].removeprefix(f"https://{TRUST.host}")
    opened = await wire.ask("GET", f"{wire.origin}{path}", token=None)
    assert (opened.data, opened.headers["Content-Type"]) == (b"hello", "text/plain")
    for missing in ("/sites/SIP/Reports/2026-27", "/sites/SIP/Reports/nothing.txt", "/sites/SIP/Other/x.txt"):
        assert (await wire.ask("GET", f"{wire.origin}{missing}", token=None)).status == 404


async def changes(wire: Wire, link: str) -> tuple[list[dict[str, object]], str]:
    found: list[dict[str, object]] = []
    while True:
        answer = await wire.ask("GET", link)
        assert answer.status == 200, answer.data
        found += answer.value
        if "@odata.deltaLink" in answer.json:
            return found, answer.json["@odata.deltaLink"]
        link = answer.json["@odata.nextLink"]


async def test_delta_tells_what_changed_since(wire: Wire) -> None:
    for number in range(5):
        await wire.put(f"a/{number}.txt")
    doomed = await wire.put("a/doomed.txt")
    await wire.ask("DELETE", f"{DRIVE}/items/{doomed['id']}")
    everything, link = await changes(wire, f"{DRIVE}/root/delta()?$top=2&$select=id,name")
    assert {one.get("name") for one in everything} == {"root", "a", *(f"{n}.txt" for n in range(5))}
    kept = await wire.put("a/0.txt", b"changed")
    await wire.ask("DELETE", f"{DRIVE}/root:/a/1.txt")
    changed, link = await changes(wire, link)
    assert kept["id"] in {one["id"] for one in changed}
    assert [one["deleted"] for one in changed if "deleted" in one] == [{"state": "deleted"}]
    assert not {"2.txt", "3.txt"} & {one.get("name") for one in changed}
    nothing, _ = await changes(wire, link)
    assert nothing == []


async def test_delta_from_now_on_and_with_a_token_that_is_no_more(wire: Wire) -> None:
    await wire.put("a.txt")
    nothing, link = await changes(wire, f"{DRIVE}/items/root/delta()?token=latest")
    assert nothing == []
    await wire.put("b.txt")
    token = link.partition("token=")[2]
    for path in (link, f"{DRIVE}/root/delta(token='{token}')", f"{DRIVE}/root/delta?token={token}"):
        found, _ = await changes(wire, path)
        assert "b.txt" in {one.get("name") for one in found}
    for wrong in ("nonsense", "!!", "bmV3Ojk5OTk5", "b2xkOjE="):
        gone = await wire.ask("GET", f"{DRIVE}/root/delta?token={wrong}")
        assert (gone.status, gone.code) == (410, "resyncRequired")
        assert gone.headers["Location"] == f"{wire.origin}/v1.0{DRIVE}/root/delta()"
    assert (await wire.ask("GET", f"{DRIVE}/root:/a.txt:/delta")).status == 400


async def test_everything_survives_a_restart(tmp_path: Path) -> None:
    async with graph_sandbox(tmp_path) as wire:
        item = await wire.put("a/one.txt", b"one")
        await wire.put("a/one.txt", b"two")
        await wire.ask("PATCH", f"{DRIVE}/items/{item['id']}/listItem/fields", {"Status": "Filed"})
        before = (await wire.ask("GET", f"{DRIVE}/root:/a:/permissions")).value
        _, link = await changes(wire, f"{DRIVE}/root/delta")
    async with graph_sandbox(tmp_path) as wire:
        path = f"{DRIVE}/root:/a/one.txt:"
        assert (await wire.follow(f"{path}/content")).data == b"two"
        assert (await wire.follow(f"{path}/versions/1.0/content")).data == b"one"
        assert (await wire.ask("GET", f"{path}/listItem/fields")).json["Status"] == "Filed"
        assert (await wire.ask("GET", f"{DRIVE}/root:/a:/permissions")).value == before
        token = link.partition("token=")[2]
        assert (await changes(wire, f"{DRIVE}/root/delta?token={token}"))[0] == []
        assert await children(wire) == ["a"]


async def test_a_body_over_the_limit_is_refused(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LARGEST_BODY", 1000)
    refused = await wire.ask("PUT", f"{DRIVE}/root:/a.txt:/content", data=b"x" * 1001)
    assert (refused.status, await children(wire)) == (413, [])


async def test_files_larger_than_an_apps_usual_limit_pass(wire: Wire) -> None:
    item = await wire.put("large.bin", b"x" * 3_000_000)
    assert item["size"] == 3_000_000


def test_times_are_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)
