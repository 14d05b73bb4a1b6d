"""Each call counts against what SharePoint gives in a minute: a file is placed and shared with as few as are safe."""

import pytest

from graph.client import GraphClient
from graph.libraries import SharePointLibraries
from graph.uploads import SMALL
from handbook.core.external_errors import Unavailable
from handbook.reports.library import FiledItem, Library
from tests.graph.conftest import NAMES
from tests.graph.fake_graph import SITE, FakeGraph, error, grant

FOLDER = ["2026-27", "Northshire", "123456 St Aidan’s", "Autumn"]
COLUMNS = {"School": "St Aidan’s", "Sha256": "a" * 64}


@pytest.fixture
async def known(libraries: SharePointLibraries, fake_graph: FakeGraph) -> SharePointLibraries:
    """It has found its library already."""
    await libraries.item(Library.REPORTS, [], "x.docx")
    fake_graph.seen.clear()
    return libraries


def asked(fake_graph: FakeGraph) -> list[str]:
    return [f"{seen.method} {seen.path.partition('?')[0].rpartition('/')[2]}" for seen in fake_graph.seen]


async def place(libraries: SharePointLibraries, name: str = "a.docx", data: bytes = b"PK") -> FiledItem:
    return await libraries.place(Library.REPORTS, FOLDER, name, data, COLUMNS)


async def test_a_new_file_is_put_and_gets_its_columns_and_nothing_else_is_asked(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(known)
    assert asked(fake_graph) == ["PUT content", "PATCH fields"]
    assert await known.item(Library.REPORTS, FOLDER, "a.docx") == item
    assert (await known.columns(item))["Sha256"] == "a" * 64


async def test_where_an_answer_does_not_say_it_all_it_is_read(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.tells_list_ids = False
    item = await place(known)
    assert item.list_item_id == item.item_id  # as the stand-in numbers them
    assert fake_graph.count("PATCH") == 1


async def test_folders_that_sharepoint_does_not_make_by_itself_are_made(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.makes_folders = False
    await place(known)
    await place(known, "b.docx")
    assert fake_graph.count("POST", "/children") == 4
    assert "/".join([*FOLDER, "b.docx"]) in fake_graph.items


async def test_a_folder_that_was_made_and_answered_with_500_is_not_made_twice(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.makes_folders = False
    fake_graph.will("POST", "/children", error(500), after=True)
    with pytest.raises(Unavailable):
        await place(known)
    await place(known)
    assert sum(item.data is None for item in fake_graph.items.values()) == 4


async def test_a_folder_that_was_taken_away_is_made_anew(known: SharePointLibraries, fake_graph: FakeGraph) -> None:
    await place(known)
    fake_graph.items.clear()
    await place(known)
    assert sum(item.data is None for item in fake_graph.items.values()) == 4


async def test_a_library_that_is_not_where_it_was_is_looked_up_anew(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/content", error(404, "itemNotFound"))
    fake_graph.will("GET", "/drives/b!2/items/", error(404, "itemNotFound"))
    fake_graph.will("POST", "/children", error(404, "itemNotFound"))
    with pytest.raises(Unavailable, match="not where it was"):
        await place(known)
    assert fake_graph.count("GET", f"/sites/{SITE}/drives") == 0
    await place(known)
    assert fake_graph.count("GET", f"/sites/{SITE}/drives") == 2  # in two pages


async def test_a_large_file_that_stands_there_is_not_sent_again(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    large = b"x" * SMALL
    first = await place(known, data=large)
    fake_graph.seen.clear()
    assert await place(known, data=large) == first
    assert {seen.method for seen in fake_graph.seen} == {"GET"}


async def test_of_a_new_file_it_is_not_asked_who_can_read_it(known: SharePointLibraries, fake_graph: FakeGraph) -> None:
    item = await place(known)
    fake_graph.seen.clear()
    await known.share(item, ["head@school.example", "sip@trust.example"])
    assert asked(fake_graph) == ["POST invite"]
    await known.share(item, ["head@school.example", "sip@trust.example"])
    assert asked(fake_graph) == ["POST invite", "GET permissions"]


async def test_after_an_invitation_that_broke_off_it_is_asked(
    known: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(known)
    fake_graph.will("POST", "/invite", error(500), after=True)
    with pytest.raises(Unavailable):
        await known.share(item, ["head@school.example"])
    await known.share(item, ["head@school.example"])
    assert fake_graph.count("POST", "/invite") == 1


async def test_a_file_that_another_worker_made_is_asked_for(
    known: SharePointLibraries, client: GraphClient, fake_graph: FakeGraph
) -> None:
    other = SharePointLibraries(client, "trust.example:/sites/SIP", NAMES)
    item = await place(known)
    await other.share(item, ["head@school.example"])
    assert fake_graph.count("GET", "/permissions") == 1


async def test_only_so_many_new_files_are_remembered(
    known: SharePointLibraries, fake_graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.libraries.REMEMBERED", 1)
    first, second = await place(known), await place(known, "b.docx")
    for item, asks in ((first, 1), (second, 1)):
        await known.share(item, ["head@school.example"])
        assert fake_graph.count("GET", "/permissions") == asks
    assert fake_graph.items["/".join([*FOLDER, "a.docx"])].permissions == [grant("p1", "head@school.example")]
