"""Large files: in fragments, without a token, resumed where they stopped."""

import pytest
from aiohttp import web

from graph.libraries import SharePointLibraries
from graph.uploads import FRAGMENT, SMALL
from handbook.core.external_errors import Forbidden, NoRoom, Unavailable
from handbook.reports.library import FiledItem, Library
from tests.graph.fake_graph import FakeGraph, Item, error

LARGE = bytes(range(256)) * 40_000  # 10.2 MB: four fragments
COLUMNS = {"Sha256": "a" * 64}


async def place(libraries: SharePointLibraries, data: bytes = LARGE) -> FiledItem:
    return await libraries.place(Library.REPORTS, ["2026-27"], "a.docx", data, COLUMNS)


def arrived(fake_graph: FakeGraph) -> bytes | None:
    return fake_graph.items["2026-27/a.docx"].data


def spans(fake_graph: FakeGraph) -> list[str]:
    return [seen.headers["Content-Range"] for seen in fake_graph.seen if "Content-Range" in seen.headers]


async def test_a_large_file_goes_in_whole_fragments_without_a_token(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    item = await place(libraries)
    assert arrived(fake_graph) == LARGE
    assert item.size == len(LARGE)
    assert len(spans(fake_graph)) == 4
    assert spans(fake_graph)[0] == f"bytes 0-{FRAGMENT - 1}/{len(LARGE)}"
    assert FRAGMENT % 327_680 == 0
    assert not [seen for seen in fake_graph.seen if seen.origin == "elsewhere" and "Authorization" in seen.headers]


async def test_a_small_file_goes_in_one(libraries: SharePointLibraries, fake_graph: FakeGraph) -> None:
    await place(libraries, LARGE[: SMALL - 1])
    assert fake_graph.count("PUT", "/content") == 1
    assert not fake_graph.count("POST", "createUploadSession")


@pytest.mark.parametrize("after", [False, True])
async def test_a_broken_fragment_is_resumed_from_where_the_file_stands(
    libraries: SharePointLibraries, fake_graph: FakeGraph, after: bool
) -> None:
    fake_graph.will("PUT", "/upload/", error(503, Retry_After="1"), after=after)
    await place(libraries)
    assert arrived(fake_graph) == LARGE
    assert len(spans(fake_graph)) == (4 if after else 5)
    assert fake_graph.count("GET", "/upload/1") == 1


async def test_a_fragment_that_was_had_already_is_not_fatal(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/upload/", error(416, "invalidRange"), after=True)
    await place(libraries)
    assert arrived(fake_graph) == LARGE


async def test_a_last_fragment_answered_with_500_leaves_one_file(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    pieces = iter(range(4))

    def at_the_last() -> web.StreamResponse:
        if next(pieces) == 2:
            fake_graph.will("PUT", "/upload/", error(500), after=True)
        status = f"{fake_graph.elsewhere}"
        assert status
        return web.json_response(
            {"nextExpectedRanges": [f"{len(fake_graph.sessions['/upload/1']['data'])}-"]}, status=202
        )

    fake_graph.will("PUT", "/upload/", at_the_last, after=True, times=3)
    item = await place(libraries)
    assert arrived(fake_graph) == LARGE
    assert len(await libraries.versions(item)) == 2


async def test_a_session_that_is_gone_is_started_anew_by_the_next_try(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/upload/", error(500))
    fake_graph.will("GET", "/upload/", error(404, "itemNotFound"))
    with pytest.raises(Unavailable):
        await place(libraries)
    await place(libraries)
    assert arrived(fake_graph) == LARGE


async def test_a_session_that_names_no_next_range_is_not_trusted(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    fake_graph.will("PUT", "/upload/", lambda: web.json_response({"nextExpectedRanges": []}, status=202), times=1)
    fake_graph.will("GET", "/upload/", lambda: web.json_response({"nextExpectedRanges": ["x"]}), times=9)
    with pytest.raises(Unavailable, match="no next range"):
        await place(libraries)


async def test_a_name_that_was_taken_meanwhile_is_looked_at(
    libraries: SharePointLibraries, fake_graph: FakeGraph
) -> None:
    def taken() -> web.StreamResponse:
        fake_graph.items["2026-27/a.docx"] = Item("i9", "a.docx", b"PK ours from another worker")
        return error(409, "nameAlreadyExists")()

    fake_graph.will("PUT", "/upload/", taken)
    item = await place(libraries)
    assert item.item_id == "i9"


@pytest.mark.parametrize(("status", "kind"), [(403, Forbidden), (507, NoRoom)])
async def test_a_refusal_is_not_repeated(
    libraries: SharePointLibraries, fake_graph: FakeGraph, status: int, kind: type[Exception]
) -> None:
    fake_graph.will("PUT", "/upload/", error(status), times=9)
    with pytest.raises(kind):
        await place(libraries)
    assert len(spans(fake_graph)) == 1
