from urllib.parse import quote

import pytest

from tests.sandbox.graph_wire import DRAFTS, REPORTS, SITE, TRUST, Wire

LIST = f"/sites/{SITE}/lists/{REPORTS.list_id}"


async def number_of(wire: Wire, item_id: str) -> str:
    found = await wire.ask("GET", f"/drives/{REPORTS.drive_id}/items/{item_id}?$select=sharepointIds")
    return found.json["sharepointIds"]["listItemId"]


async def test_the_site_is_found_by_address_in_every_spelling(wire: Wire) -> None:
    address = f"{TRUST.host}:{TRUST.site_path}"
    for path in (f"/sites/{address}", f"/sites/{quote(address, safe='')}", f"/sites/{SITE}", f"/sites/{address}:"):
        assert (await wire.ask("GET", path)).json["id"] == SITE
    through = await wire.ask("GET", f"/sites/{address}:/drives")
    assert [drive["name"] for drive in through.value] == ["SIP Reports", "SIP Drafts"]


async def test_another_site_is_denied_with_sites_selected_and_missing_for_who_sees_all(wire: Wire) -> None:
    wire.tokens.issue_app("all", "another", ["Sites.Read.All"])
    for path in (f"/sites/{TRUST.host}:/sites/Payroll", "/sites/a,b,c"):
        denied = await wire.ask("GET", path)
        assert (denied.status, denied.code) == (403, "accessDenied")
        missing = await wire.ask("GET", path, token="all")
        assert (missing.status, missing.code) == (404, "itemNotFound")


async def test_a_library_is_a_drive_and_a_list(wire: Wire) -> None:
    drives = (await wire.ask("GET", f"/sites/{SITE}/drives?$select=id,name,webUrl")).value
    assert [drive["id"] for drive in drives] == [REPORTS.drive_id, DRAFTS.drive_id]
    assert drives[0]["webUrl"] == f"https://{TRUST.host}{TRUST.site_path}/Reports"
    assert (await wire.ask("GET", f"/drives/{DRAFTS.drive_id}")).json["driveType"] == "documentLibrary"
    behind = (await wire.ask("GET", f"/drives/{DRAFTS.drive_id}/list")).json
    assert (behind["id"], behind["displayName"]) == (DRAFTS.list_id, "SIP Drafts")
    by_title = (await wire.ask("GET", f"/sites/{SITE}/lists/SIP%20Drafts")).json
    assert by_title["id"] == DRAFTS.list_id
    assert len((await wire.ask("GET", f"/sites/{SITE}/lists")).value) == 2
    assert (await wire.ask("GET", f"/sites/{SITE}/lists/Nothing")).status == 404
    assert (await wire.ask("GET", "/drives/b!nothing")).status == 404


async def test_columns_say_their_kind_and_whether_they_are_indexed(wire: Wire) -> None:
    found = {one["name"]: one for one in (await wire.ask("GET", f"{LIST}/columns")).value}
    assert set(found) - {"Title"} == {
        "School", "URN", "LocalAuthority", "AcademicYear", "Term", "SIP", "Status", "ApprovedBy", "ApprovedAt",
        "Sha256", "SharedWith", "RetainUntil",
    }  # fmt: skip
    assert found["ApprovedAt"]["dateTime"]["format"] == "dateTime"
    assert found["RetainUntil"]["dateTime"]["format"] == "dateOnly"
    assert found["URN"]["indexed"]
    assert not found["SharedWith"]["indexed"]


async def test_columns_are_written_in_one_patch_and_read_back(wire: Wire) -> None:
    item = await wire.put("a.docx")
    fields = f"{LIST}/items/{await number_of(wire, item['id'])}/fields"
    wish = {
        "@odata.type": "#microsoft.graph.fieldValueSet",
        "School": "St Bede’s",
        "ApprovedAt": "2026-10-15T10:30:00.123+01:00",
        "RetainUntil": "2033-08-31",
        "SharedWith": "one\ntwo " * 100,
    }
    written = (await wire.ask("PATCH", fields, wish)).json
    read = (await wire.ask("GET", f"{fields}?$select=School,ApprovedAt,RetainUntil,Term")).json
    assert written["School"] == read["School"] == "St Bede’s"
    assert (read["ApprovedAt"], read["RetainUntil"]) == ("2026-10-15T09:30:00Z", "2033-08-31T00:00:00Z")
    assert "Term" not in read
    cleared = (await wire.ask("PATCH", fields, {"School": None})).json
    assert "School" not in cleared
    assert cleared["RetainUntil"] == read["RetainUntil"]


@pytest.mark.parametrize(
    "wish",
    [
        {"Schol": "x"},
        {"id": "9"},
        {"School": 7},
        {"School": "x" * 256},
        {"School": "two\nlines"},
        {"ApprovedAt": "yesterday"},
        {"ApprovedAt": "2026-10-15T10:30:00"},
        [],
    ],
)
async def test_a_column_that_is_not_there_or_a_value_that_does_not_fit_changes_nothing(
    wire: Wire, wish: object
) -> None:
    item = await wire.put("a.docx")
    fields = f"/drives/{REPORTS.drive_id}/items/{item['id']}/listItem/fields"
    assert (await wire.ask("PATCH", fields, {"School": "St Bede’s"})).status == 200
    refused = await wire.ask("PATCH", fields, wish)
    assert refused.status == 400
    assert (await wire.ask("GET", fields)).json["School"] == "St Bede’s"


async def test_a_body_that_is_no_json_is_refused(wire: Wire) -> None:
    item = await wire.put("a.docx")
    fields = f"/drives/{REPORTS.drive_id}/items/{item['id']}/listItem/fields"
    assert (await wire.ask("PATCH", fields, data=b"{")).status == 400


async def test_each_patch_of_columns_makes_a_version_and_a_new_etag(wire: Wire) -> None:
    item = await wire.put("a.docx")
    path = f"/drives/{REPORTS.drive_id}/items/{item['id']}"
    await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "Approved"})
    after = (await wire.ask("GET", path)).json
    assert after["eTag"] != item["eTag"]
    assert after["cTag"] == item["cTag"]
    assert [one["id"] for one in (await wire.ask("GET", f"{path}/versions")).value] == ["2.0", "1.0"]
    stale = await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "x"}, headers={"If-Match": item["eTag"]})
    assert stale.status == 412
    held = (await wire.ask("GET", f"{path}/listItem")).json["@odata.etag"]
    fresh = await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "x"}, headers={"If-Match": held})
    assert fresh.status == 200


async def test_a_folder_has_columns_but_no_versions(wire: Wire) -> None:
    await wire.put("2026-27/a.docx")
    path = f"/drives/{REPORTS.drive_id}/root:/2026-27:"
    assert (await wire.ask("PATCH", f"{path}/listItem/fields", {"Status": "Open"})).json["ContentType"] == "Folder"
    assert (await wire.ask("GET", f"{path}/versions")).status == 400


async def test_items_are_found_by_an_indexed_column(wire: Wire) -> None:
    for name, school in (("a.docx", "St Bede’s"), ("b.docx", "Holy Family")):
        item = await wire.put(name)
        path = f"/drives/{REPORTS.drive_id}/items/{item['id']}/listItem/fields"
        await wire.ask("PATCH", path, {"School": school, "ApprovedBy": school})
    query = f"$expand=fields($select=School)&$filter={quote('fields/School eq ')}'{quote('St Bede’s')}'"
    found = (await wire.ask("GET", f"{LIST}/items?{query}")).value
    assert [one["fields"] for one in found] == [{"@odata.etag": found[0]["eTag"], "School": "St Bede’s"}]
    by_other = f"{LIST}/items?$filter={quote('fields/ApprovedBy eq ')}'{quote('Holy Family')}'&$expand=driveItem"
    refused = await wire.ask("GET", by_other)
    assert (refused.status, refused.code) == (400, "invalidRequest")
    allowed = await wire.ask("GET", by_other, headers={"Prefer": "HonorNonIndexedQueriesWarningMayFailRandomly"})
    assert [one["driveItem"]["name"] for one in allowed.value] == ["b.docx"]


@pytest.mark.parametrize(
    "query",
    [
        "$filter=fields/Schol%20eq%20'x'",
        "$filter=School%20eq%20'x'",
        "$expand=shoes",
        "$expand=fields($top=1)",
        "$expand=fields($select=Schol)",
        "$expand=(",
        "$orderby=id",
    ],
)
async def test_what_the_list_does_not_know_is_refused(wire: Wire, query: str) -> None:
    await wire.put("a.docx")
    assert (await wire.ask("GET", f"{LIST}/items?{query}")).status == 400


async def test_items_come_in_pages_and_alone(wire: Wire) -> None:
    for number in range(5):
        await wire.put(f"{number}.docx")
    answer = await wire.ask("GET", f"{LIST}/items?$top=2&$expand=fields")
    names = [one["fields"]["FileLeafRef"] for one in answer.value]
    while link := answer.json.get("@odata.nextLink"):
        answer = await wire.ask("GET", link)
        names += [one["fields"]["FileLeafRef"] for one in answer.value]
    assert names == [f"{number}.docx" for number in range(5)]
    alone = (await wire.ask("GET", f"{LIST}/items/1?expand=fields,driveItem")).json
    assert alone["fields"]["FileLeafRef"] == alone["driveItem"]["name"] == "0.docx"
    for missing in ("99", "0", "x"):
        assert (await wire.ask("GET", f"{LIST}/items/{missing}")).status == 404


async def test_an_id_cannot_be_an_address_by_path(wire: Wire) -> None:
    for path in ("/drives/a:/b:/root", f"{LIST}/items/a:/b:"):
        assert (await wire.ask("GET", path)).status == 400
    assert (await wire.ask("GET", f"/sites/{SITE}/lists/a:/b:", token="sip")).status == 403
