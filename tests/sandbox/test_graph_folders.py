"""Folders and what stands in them: names, pages, moving and deleting, as the stand-in for Graph plays them."""

from urllib.parse import quote

import pytest

from tests.sandbox.graph_wire import DRAFTS, REPORTS, Wire
from tests.sandbox.test_graph_files import DRIVE, children


@pytest.mark.parametrize(
    "name",
    [
        'a"b',
        "a*b",
        "a<b",
        "a?b",
        "a|b",
        "a\\b",
        " a",
        "a ",
        "a.",
        ".a",
        "~$a.docx",
        "x_vti_y",
        ".lock",
        "CON",
        "lpt1.txt",
    ],
)
async def test_names_that_sharepoint_refuses(wire: Wire, name: str) -> None:
    refused = await wire.ask("PUT", f"{DRIVE}/root:/{quote(name)}:/content", data=b"x")
    assert (refused.status, refused.code) == (400, "invalidRequest")
    body = {"name": name, "folder": {}}
    assert (await wire.ask("POST", f"{DRIVE}/root/children", body)).status == 400


async def test_a_path_may_be_400_characters_long(wire: Wire) -> None:
    long = "/".join(["x" * 99] * 4)
    await wire.put(f"{long}")
    refused = await wire.ask("PUT", f"{DRIVE}/root:/{long}y/z:/content", data=b"x")
    assert refused.status == 400
    assert await children(wire, f"root:/{'x' * 99}/{'x' * 99}/{'x' * 99}:") == ["x" * 99]


async def test_folders(wire: Wire) -> None:
    def body(behaviour: str) -> dict[str, object]:
        kind = "#microsoft.graph.driveItem"
        return {"@odata.type": kind, "name": "X", "folder": {}, "@microsoft.graph.conflictBehavior": behaviour}

    made = await wire.ask("POST", f"{DRIVE}/items/root/children", body("fail"))
    assert (made.status, made.json["folder"]) == (201, {"childCount": 0})
    again = await wire.ask("POST", f"{DRIVE}/root/children", body("fail"))
    assert (again.status, again.code) == (409, "nameAlreadyExists")
    assert (await wire.ask("POST", f"{DRIVE}/root/children", body("rename"))).json["name"] == "X 1"
    assert (await wire.ask("POST", f"{DRIVE}/root/children", body("replace"))).json["id"] == made.json["id"]
    assert (await wire.ask("POST", f"{DRIVE}/root/children", {"name": "Y", "file": {}})).status == 400
    assert (await wire.ask("POST", f"{DRIVE}/root/children", {"name": "Y"})).status == 400
    assert await children(wire) == ["X", "X 1"]


async def test_children_come_in_pages_with_their_list_items(wire: Wire) -> None:
    for number in range(5):
        await wire.put(f"{number}.txt")
    answer = await wire.ask("GET", f"{DRIVE}/root/children?$top=2&$select=name&$expand=listItem($expand=fields)")
    found = answer.value
    while link := answer.json.get("@odata.nextLink"):
        answer = await wire.ask("GET", link)
        found += answer.value
    assert [one["name"] for one in found] == [f"{number}.txt" for number in range(5)]
    assert {one["listItem"]["fields"]["FileLeafRef"] for one in found} == {f"{number}.txt" for number in range(5)}
    bare = (await wire.ask("GET", f"{DRIVE}/root:/1.txt?$expand=listItem")).json
    assert "fields" not in bare["listItem"]
    chosen = (await wire.ask("GET", f"{DRIVE}/root:/1.txt?$expand=listItem($expand=fields($select=id))")).json
    assert chosen["listItem"]["fields"]["id"] == bare["listItem"]["id"]
    assert "FileLeafRef" not in chosen["listItem"]["fields"]
    assert (await wire.ask("GET", f"{DRIVE}/root?$expand=children")).status == 400


async def test_facets_and_ids_come_as_graph_sends_them(wire: Wire) -> None:
    item = await wire.put("a.txt")
    assert "sharepointIds" not in item
    chosen = (await wire.ask("GET", f"{DRIVE}/items/{item['id']}?$select=id,file,folder,sharepointIds")).json
    assert "folder" not in chosen
    assert chosen["file"]["mimeType"] == "text/plain"
    assert chosen["sharepointIds"]["listId"] == REPORTS.list_id
    assert (await wire.ask("GET", f"{DRIVE}/items/{item['id']}?$select=shoes")).status == 400
    root = (await wire.ask("GET", f"{DRIVE}/root")).json
    assert root["root"] == {}
    assert root["parentReference"] == {"driveType": "documentLibrary", "driveId": REPORTS.drive_id}


async def test_rename_and_move_keep_the_item(wire: Wire) -> None:
    item = await wire.put("a/one.txt")
    await wire.put("b/two.txt")
    path = f"{DRIVE}/items/{item['id']}"
    target = (await wire.ask("GET", f"{DRIVE}/root:/b")).json["id"]
    renamed = await wire.ask("PATCH", path, {"name": "uno.txt"})
    assert renamed.json["name"] == "uno.txt"
    moved = await wire.ask("PATCH", path, {"parentReference": {"id": target}})
    assert moved.json["webUrl"].endswith("/b/uno.txt")
    assert (await wire.ask("PATCH", path, {"name": "two.txt"})).status == 409
    assert (await wire.ask("PATCH", path, {"name": "x"}, headers={"If-Match": item["eTag"]})).status == 412
    refused = [
        (path, {"name": "a:b"}),
        (path, {"name": 7}),
        (path, {"parentReference": 7}),
        (path, {"shoes": 1}),
        (path, {"parentReference": {"driveId": DRAFTS.drive_id, "id": target}}),
        (f"{DRIVE}/root", {"name": "x"}),
        (f"{DRIVE}/items/{target}", {"parentReference": {"id": target}}),
    ]
    for where, body in refused:
        assert (await wire.ask("PATCH", where, body)).status == 400


async def test_delete_takes_all_that_is_below(wire: Wire) -> None:
    item = await wire.put("a/b/one.txt")
    assert (await wire.ask("DELETE", f"{DRIVE}/root:/a:")).status == 204
    gone = await wire.ask("GET", f"{DRIVE}/items/{item['id']}")
    assert (gone.status, gone.code) == (404, "itemNotFound")
    assert (await wire.ask("GET", f"{DRIVE}/root:/a/b/one.txt")).code == "itemNotFound"
    again = await wire.put("a/b/one.txt")
    assert again["id"] != item["id"]
    assert (await wire.ask("DELETE", f"{DRIVE}/root")).status == 400
