"""What is read from the libraries: files as they are, as PDF, and neither half-written nor checked out ones."""

import pytest
from aiohttp import web

from graph.libraries import SharePointLibraries
from handbook.core.external_errors import Locked, NotFound, Rejected, TooBig, Unavailable
from handbook.reports.library import FiledItem, Library
from tests.graph.fake_graph import PDF, FakeGraph, error

FOLDER = ["2026-27", "Northshire", "123456 St Aidan’s C/E Primary", "Autumn"]
PLACE = "2026-27/Northshire/123456 St Aidan’s C-E Primary/Autumn"
NAME = "2026-27_Autumn_SIP-Report_123456_v1.0.docx"
DATA = b"PK the report"
COLUMNS = {"School": "St Aidan’s", "ApprovedAt": "2026-11-02T09:30:00+00:00", "Sha256": "a" * 64, "SharedWith": ""}


async def place(libraries: SharePointLibraries, data: bytes = DATA, **columns: str) -> FiledItem:
    return await libraries.place(Library.REPORTS, FOLDER, NAME, data, {**COLUMNS, **columns})


async def test_a_file_that_is_not_there_is_none(libraries: SharePointLibraries) -> None:
    assert await libraries.item(Library.REPORTS, FOLDER, NAME) is None


async def test_the_pdf_comes_from_another_origin_which_never_sees_the_token(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    assert await libraries.as_pdf(item) == PDF
    elsewhere = [seen for seen in fake_graph.seen if seen.origin == "elsewhere"]
    assert len(elsewhere) == 1
    assert "Authorization" not in elsewhere[0].headers
    assert fake_graph.count("GET", "content?$format=pdf") == 1


async def test_a_file_comes_back_as_it_is_and_never_a_larger_one(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    assert await libraries.content(item, 10_000) == PDF
    with pytest.raises(TooBig):
        await libraries.content(item, 1)
    fake_graph.will("GET", "/items/", error(404, "itemNotFound"))
    with pytest.raises(NotFound):
        await libraries.content(item, 10_000)


async def test_a_page_instead_of_a_pdf_is_not_taken_for_one(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    fake_graph.will("GET", "/pdf", lambda: web.Response(text="<html>please sign in</html>"))
    with pytest.raises(Unavailable, match="no PDF"):
        await libraries.as_pdf(item)


@pytest.mark.parametrize(("status", "times"), [(400, 1), (401, 3), (423, 3)])
async def test_a_converter_that_stumbles_is_asked_again_later(
    libraries: SharePointLibraries, fake_graph: FakeGraph, status: int, times: int
) -> None:
    item = await place(libraries)
    fake_graph.will("GET", "/pdf", error(status), times=times)
    with pytest.raises(Unavailable):
        await libraries.as_pdf(item)
    await libraries.as_pdf(item)


async def test_a_format_that_cannot_be_converted_is_refused(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    fake_graph.will("GET", "$format=pdf", error(406, "notSupported"))
    with pytest.raises(Rejected, match="406 notSupported"):
        await libraries.as_pdf(item)


async def test_a_file_that_changes_each_time_it_is_read_is_left_for_later(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    tags = [web.json_response({"id": item.item_id, "size": 1, "eTag": str(number)}) for number in range(6)]
    for answer in tags:
        fake_graph.will("GET", "cTag", lambda answer=answer: answer)
    with pytest.raises(Unavailable, match="changes while it is read"):
        await libraries.written(item, 1000)
    assert fake_graph.count("GET", "/content") == 3


async def test_what_is_checked_out_is_not_read(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    item = await place(libraries)
    out = {"id": item.item_id, "size": 1, "publication": {"level": "checkout"}}
    fake_graph.will("GET", "cTag", lambda: web.json_response(out))
    with pytest.raises(Locked):
        await libraries.written(item, 1000)
    assert fake_graph.count("GET", "/content") == 0
