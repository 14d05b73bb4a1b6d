"""Filing: once, in the right place, with its columns, whatever the external service does on the way."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from automations.engine import ports
from graph.client import GraphClient
from graph.libraries import SharePointLibraries
from graph.names import names_in_turn
from handbook.core.external_errors import Conflict, Rejected, Unavailable
from handbook.reports.library import FiledItem, Library
from tests.graph.fake_graph import FakeGraph, Item, error

FOLDER = ["2026-27", "Northshire", "123456 St Aidan’s C/E Primary", "Autumn"]
PLACE = "2026-27/Northshire/123456 St Aidan’s C-E Primary/Autumn"
NAME = "2026-27_Autumn_SIP-Report_123456_v1.0.docx"
DATA = b"PK the report"
COLUMNS = {"School": "St Aidan’s", "ApprovedAt": "2026-11-02T09:30:00+00:00", "Sha256": "a" * 64, "SharedWith": ""}


async def place(libraries: SharePointLibraries, data: bytes = DATA, **columns: str) -> FiledItem:
    return await libraries.place(Library.REPORTS, FOLDER, NAME, data, {**COLUMNS, **columns})


def filed(fake_graph: FakeGraph) -> Item:
    return fake_graph.items[f"{PLACE}/{NAME}"]


def test_the_libraries_are_what_automations_ask_for(libraries: SharePointLibraries) -> None:
    promised: ports.Libraries = libraries  # checked by the type checker, and by name here
    for name in ("place", "write_columns", "as_pdf", "share", "unshare"):
        assert callable(getattr(promised, name))


async def test_a_file_is_placed_with_all_its_columns_in_one_patch(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    assert filed(fake_graph).data == DATA
    assert filed(fake_graph).columns == COLUMNS
    assert fake_graph.count("PATCH") == 1
    assert (item.library, item.name, item.size) == (Library.REPORTS, NAME, len(DATA))
    assert await libraries.item(Library.REPORTS, FOLDER, NAME) == item


async def test_placing_again_does_nothing_twice(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    first = await place(libraries)
    assert await place(libraries) == first
    assert filed(fake_graph).data == DATA
    assert fake_graph.count("PATCH") == 1
    assert len(await libraries.versions(first)) == 2  # the upload and the columns


async def test_a_file_of_ours_without_columns_is_kept_and_gets_them(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.items[f"{PLACE}/{NAME}"] = Item("i9", NAME, b"PK as SharePoint rewrote it")
    await place(libraries)
    assert filed(fake_graph).data == b"PK as SharePoint rewrote it"
    assert filed(fake_graph).columns["Sha256"] == "a" * 64


A_PERSON: dict[str, Any] = {"user": {"id": "p1", "displayName": "A Person", "email": "a@school.example"}}
THEIRS = {
    "another report": Item("i9", NAME, b"PK other", {"Sha256": "b" * 64}),
    "a person's own": Item("i9", NAME, b"PK other", by=A_PERSON),
    "a person's own, empty": Item("i9", NAME, b"", by=A_PERSON),
    "a person's own, by an application of theirs": Item("i9", NAME, b"PK", by={"application": {"id": "x"}, **A_PERSON}),
    "nobody knows whose": Item("i9", NAME, b"PK other", by={}),
    "a folder": Item("i9", NAME, None),
}


@pytest.mark.parametrize("theirs", THEIRS.values(), ids=THEIRS)
async def test_a_file_of_somebody_elses_is_never_touched_and_ours_has_another_name(
    libraries: SharePointLibraries, fake_graph: FakeGraph, theirs: Item
) -> None:
    standing = fake_graph.items[f"{PLACE}/{NAME}"] = replace(theirs)
    for _ in range(2):  # also after a crash
        item = await place(libraries)
        assert item.name == NAME.replace(".docx", " (2).docx")
    assert standing == theirs
    ours = fake_graph.items[f"{PLACE}/{item.name}"]
    assert (ours.columns, ours.versions) == (COLUMNS, 2)
    assert fake_graph.count("PATCH") == 1


async def test_where_every_name_is_taken_it_is_a_conflict(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    for name in names_in_turn(NAME):
        fake_graph.items[f"{PLACE}/{name}"] = Item(name, name, b"PK other", by=A_PERSON)
    with pytest.raises(Conflict):
        await place(libraries)
    assert fake_graph.count("PATCH") == 0
    assert {item.data for item in fake_graph.items.values() if item.data is not None} == {b"PK other"}


async def test_columns_that_are_not_there_yet_are_waited_for(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PATCH", "/fields", error(404, "itemNotFound"))
    fake_graph.will("GET", "expand=fields", error(404, "itemNotFound"))
    with pytest.raises(Unavailable, match="not in its list yet"):
        await place(libraries)
    await place(libraries)


async def test_an_upload_that_was_done_and_answered_with_500_is_not_done_twice(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/content", error(500), after=True)
    item = await place(libraries)
    assert filed(fake_graph).data == DATA
    assert len(await libraries.versions(item)) == 2


async def test_after_a_crash_in_the_middle_of_a_filing_the_repeat_finishes_it(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/content", error(500), after=True)
    fake_graph.will("PUT", "/content", error(500), times=2)
    with pytest.raises(Unavailable):
        await place(libraries)
    item = await place(libraries)
    assert filed(fake_graph).columns == COLUMNS
    assert len(await libraries.versions(item)) == 2


async def test_columns_that_were_written_and_answered_with_500_are_not_written_twice(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PATCH", "/fields", error(500), after=True)
    with pytest.raises(Unavailable):
        await place(libraries)
    await place(libraries)
    assert fake_graph.count("PATCH") == 1


async def test_two_tries_at_once_file_one_file(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    first, second = await asyncio.gather(place(libraries), place(libraries))
    assert first == second
    assert filed(fake_graph).versions <= 3
    assert sum(1 for item in fake_graph.items.values() if item.data is not None) == 1


async def test_what_a_broken_upload_left_empty_is_filled(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    fake_graph.items[f"{PLACE}/{NAME}"] = Item("i9", NAME, b"")
    await place(libraries)
    assert filed(fake_graph).data == DATA


async def test_an_upload_that_arrives_empty_is_not_taken_for_filed(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    def empty() -> web.Response:
        fake_graph.items[f"{PLACE}/{NAME}"] = Item("i9", NAME, b"")
        return web.json_response({"id": "i9"}, status=201)

    fake_graph.will("PUT", "/content", empty, times=2)
    with pytest.raises(Unavailable, match="empty"):
        await place(libraries)
    await place(libraries)
    assert filed(fake_graph).data == DATA


async def test_an_upload_that_vanishes_is_not_taken_for_filed(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/content", lambda: web.json_response({}, status=201))
    with pytest.raises(Unavailable, match="not there yet"):
        await place(libraries)


async def test_a_file_that_is_not_in_its_list_yet_is_waited_for(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.items[f"{PLACE}/{NAME}"] = Item("i9", NAME, DATA)
    fake_graph.will("GET", NAME, lambda: web.json_response({"id": "i9", "name": NAME, "size": 9}))
    with pytest.raises(Unavailable, match="list"):
        await place(libraries)


async def test_an_empty_file_is_refused(libraries: SharePointLibraries) -> None:
    with pytest.raises(Rejected):
        await place(libraries, data=b"")


async def test_columns_that_did_not_stick_are_said(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    fake_graph.keeps_columns = False
    with pytest.raises(Unavailable, match="written: School, ApprovedAt, Sha256"):
        await place(libraries)


async def test_writing_columns_again_makes_no_new_version(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    await libraries.write_columns(item, {"Status": "shared"})
    await libraries.write_columns(item, {"Status": "shared"})
    assert (await libraries.columns(item))["Status"] == "shared"
    assert [version.id for version in await libraries.versions(item)] == ["3.0", "2.0", "1.0"]


async def test_folders_that_stand_already_are_used(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    await libraries.place(Library.REPORTS, FOLDER[:2], "a.docx", DATA, COLUMNS)
    await place(libraries)
    await libraries.place(Library.REPORTS, FOLDER, "b.docx", DATA, COLUMNS)
    assert sum(1 for item in fake_graph.items.values() if item.data is None) == 4


async def test_a_file_may_lie_at_the_top(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    await libraries.place(Library.REPORTS, [], "a.docx", DATA, COLUMNS)
    assert fake_graph.items["a.docx"].data == DATA


async def test_the_site_and_its_ids_are_looked_up_once(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    await place(libraries)
    await place(libraries)
    assert fake_graph.count("GET", "sites/trust.example:/sites/SIP") == 1
    assert fake_graph.count("GET", "/list?") == 1


@pytest.mark.parametrize("site", ["trust.example:/sites/Elsewhere", "trust.example:/sites/SIP"])
async def test_a_site_or_library_that_is_not_there_is_a_fault_of_set_up(client: GraphClient, site: str) -> None:
    libraries = SharePointLibraries(client, site, {Library.REPORTS: "No Such Library"})
    with pytest.raises(Rejected):
        await place(libraries)


async def test_a_path_too_long_for_sharepoint_is_refused_before_anything_is_made(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    with pytest.raises(Rejected, match="400"):
        await libraries.place(Library.REPORTS, ["x" * 200, "y" * 190], NAME, DATA, COLUMNS)
    assert not fake_graph.items
