"""The whole room against the stand-in for Microsoft 365, started as its own process: a second opinion on what Graph
asks for and answers, by people who read its pages and not our code."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
import pytest
from docx import Document

from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.directory import EntraDirectory
from graph.libraries import SharePointLibraries
from graph.limits import Limits
from graph.names import legal_name
from handbook.core.external_errors import Forbidden, Locked, NotFound, Rejected, TooBig, Unavailable
from handbook.reports.library import FiledItem, Library
from tests.graph.conftest import NAMES, Clock

FOLDER = ["2026-27", "Northshire", "123456 St Aidan's C/E Primary.", "Autumn"]
NAME = "2026-27_Autumn_SIP-Report_123456_v1.0.docx"
DATA = b"PK not quite a document, but one of ours"
COLUMNS = {
    "School": "St Aidan's C/E Primary",
    "URN": "123456",
    "AcademicYear": "2026-27",
    "Term": "Autumn",
    "Status": "approved",
    "ApprovedAt": "2026-07-02T10:30:00+01:00",
    "RetainUntil": "2033-08-31",
    "SharedWith": "",
    "Sha256": "a" * 64,
}


@dataclass(frozen=True)
class Sandbox:
    graph: str
    tenant: dict[str, Any]
    people: list[dict[str, Any]]

    @property
    def site(self) -> str:
        return f"{self.tenant['site']['host']}:{self.tenant['site']['path']}"

    def first(self, role: str) -> dict[str, Any]:
        return next(person for person in self.people if person["role"] == role)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        reply = httpx.request(method, self.graph.replace("/v1.0", path), json=body, trust_env=False)
        reply.raise_for_status()
        return reply.json()

    def will(self, **rule: object) -> None:
        self.ask("POST", "/control/faults", rule)

    def calls(self, method: str, part: str) -> int:
        return sum(1 for call in self.ask("GET", "/control/calls") if call["method"] == method and part in call["path"])


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    command = [sys.executable, "-m", "sandbox", "--folder", str(folder), "--port", "0", "--content-port", "0"]
    # without a PATH it finds no LibreOffice, and renders plainly and fast
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PATH": ""}) as running:
        assert running.stdout
        graph = json.loads(running.stdout.readline())["graph"]
        bare = Sandbox(graph, {}, [])
        yield Sandbox(graph, bare.ask("GET", "/tenant.json"), bare.ask("GET", "/people.json"))
        running.terminate()


@pytest.fixture
def sandbox(process: Sandbox) -> Sandbox:
    process.ask("POST", "/control/reset")
    return process


@pytest.fixture
async def client(sandbox: Sandbox, clock: Clock) -> AsyncIterator[GraphClient]:
    limits = Limits(clock.monotonic, clock.pause)
    client = GraphClient(StaticCredential(sandbox.tenant["service_token"]), base_url=sandbox.graph, limits=limits)
    yield client
    await client.close()


@pytest.fixture
def libraries(client: GraphClient, sandbox: Sandbox) -> SharePointLibraries:
    return SharePointLibraries(client, sandbox.site, NAMES)


async def place(libraries: SharePointLibraries, library: Library = Library.REPORTS) -> FiledItem:
    return await libraries.place(library, FOLDER, NAME, DATA, COLUMNS)


async def test_a_report_is_filed_read_back_and_filed_again_without_a_trace(libraries: SharePointLibraries) -> None:
    item = await place(libraries)
    assert item.web_url.endswith("/2026-27/Northshire/123456%20St%20Aidan%27s%20C-E%20Primary/Autumn/" + NAME)
    columns = await libraries.columns(item)
    assert columns["School"] == COLUMNS["School"]
    assert columns["ApprovedAt"] == "2026-07-02T09:30:00Z"
    assert await place(libraries) == item
    assert await libraries.item(Library.REPORTS, FOLDER, NAME) == item
    assert [version.id for version in await libraries.versions(item)] == ["2.0", "1.0"]


async def test_a_file_is_deleted_once_and_not_where_it_is_kept(
    libraries: SharePointLibraries, sandbox: Sandbox
) -> None:
    item = await place(libraries)
    for status, refusal, times in ((423, Locked, 3), (403, Forbidden, 1)):
        sandbox.will(service="graph", kind="status", status=status, method="DELETE", times=times)
        with pytest.raises(refusal):
            await libraries.delete(item.library, item.item_id)
    assert await libraries.item(Library.REPORTS, FOLDER, NAME) == item
    await libraries.delete(item.library, item.item_id)
    assert await libraries.item(Library.REPORTS, FOLDER, NAME) is None
    with pytest.raises(NotFound):
        await libraries.delete(item.library, item.item_id)


async def test_what_the_columns_say_of_every_file(libraries: SharePointLibraries) -> None:
    item = await place(libraries)
    found = [one for one in await libraries.columns_of_all(Library.REPORTS) if one["web_url"] == item.web_url]
    assert [one["School"] for one in found] == [COLUMNS["School"]]


async def test_files_of_other_people_under_the_name_stay_and_ours_takes_another(
    libraries: SharePointLibraries, sandbox: Sandbox
) -> None:
    path = "/".join(legal_name(part) for part in (*FOLDER, NAME))
    own = {"library": "SIP Reports", "path": path, "person": sandbox.first("sip")["id"], "text": "mine"}
    sandbox.ask("POST", "/control/files", own)
    item = await place(libraries)
    assert item.name == NAME.replace(".docx", " (2).docx")
    assert await place(libraries) == item
    other = await libraries.place(Library.REPORTS, FOLDER, NAME, DATA, {**COLUMNS, "Sha256": "b" * 64})
    assert other.name == NAME.replace(".docx", " (3).docx")


async def test_a_column_that_the_library_lacks_is_a_fault_of_set_up(libraries: SharePointLibraries) -> None:
    item = await place(libraries)
    with pytest.raises(Rejected):
        await libraries.write_columns(item, {"NoSuchColumn": "x"})


@pytest.mark.parametrize("path", ["/content", "/children", "/fields"])
async def test_whatever_was_done_and_answered_with_500_is_done_once(
    libraries: SharePointLibraries, sandbox: Sandbox, path: str
) -> None:
    method = {"/content": "PUT", "/children": "POST", "/fields": "PATCH"}[path]
    sandbox.will(service="graph", kind="applied_then_500", method=method, path=path)
    try:
        item = await place(libraries)
    except Unavailable:  # the job's turn
        item = await place(libraries)
    assert len(await libraries.versions(item)) == 2
    assert sandbox.calls("PATCH", "/fields") == 1


async def test_a_throttled_service_is_left_alone(
    libraries: SharePointLibraries, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.will(service="graph", kind="status", status=429, retry_after=120)
    for _ in range(3):
        with pytest.raises(Unavailable) as raised:
            await place(libraries)
        assert raised.value.retry_after
    assert sandbox.calls("GET", "/sites/") == 1


async def test_a_large_file_passes_a_broken_fragment(libraries: SharePointLibraries, sandbox: Sandbox) -> None:
    sandbox.will(service="upload", kind="applied_then_500", method="PUT")
    data = DATA * 200_000
    item = await libraries.place(Library.REPORTS, FOLDER, NAME, data, COLUMNS)
    assert item.size == len(data)


async def test_the_file_comes_back_as_a_pdf(libraries: SharePointLibraries) -> None:
    document, data = Document(), BytesIO()
    document.add_paragraph("A report")
    document.save(data)
    item = await libraries.place(Library.REPORTS, FOLDER, NAME, data.getvalue(), COLUMNS)
    assert (await libraries.as_pdf(item)).startswith(b"%PDF")


async def test_a_file_comes_back_as_it_was_put_there(libraries: SharePointLibraries) -> None:
    item = await libraries.place(Library.REPORTS, FOLDER, "a.bin", DATA, COLUMNS)
    assert await libraries.content(item, len(DATA)) == DATA


async def test_people_are_let_in_and_shut_out_by_name(libraries: SharePointLibraries, sandbox: Sandbox) -> None:
    head, dso = sandbox.first("headteacher"), sandbox.first("dso")
    item = await place(libraries, Library.REPORTS)
    as_dso = GraphClient(StaticCredential(sandbox.tenant["tokens"][dso["id"]]), base_url=sandbox.graph)
    theirs = SharePointLibraries(as_dso, sandbox.site, NAMES)
    await libraries.share(item, [head["mail"], dso["mail"].upper()])
    await libraries.share(item, [dso["mail"]])
    assert sandbox.calls("POST", "/invite") == 1
    await libraries.unshare(item, [dso["mail"]])
    await libraries.unshare(item, [dso["mail"]])
    assert sandbox.calls("DELETE", "/permissions/") == 1
    with pytest.raises((NotFound, Forbidden, Rejected)):
        await theirs.versions(item)
    await as_dso.close()


async def test_somebody_unknown_is_not_let_in_and_the_others_are(
    libraries: SharePointLibraries, sandbox: Sandbox
) -> None:
    item, head = await place(libraries), sandbox.first("headteacher")
    nobody = "nobody@elsewhere.example"
    assert list(await libraries.share(item, [head["mail"], nobody])) == [nobody]
    assert list(await libraries.share(item, [nobody])) == [nobody]
    assert not await libraries.share(item, [head["mail"]])
    assert sandbox.calls("POST", "/invite") == 2


async def test_accounts_are_known_by_id_and_leavers_as_such(client: GraphClient, sandbox: Sandbox) -> None:
    person = next(p for p in sandbox.people if p["mail"] != p["upn"])
    directory = EntraDirectory(client)
    account = await directory.account(person["id"])
    assert (account.id, account.name, account.email, account.enabled) == (
        person["id"],
        person["name"],
        person["mail"],
        True,
    )
    sandbox.ask("POST", f"/control/accounts/{person['id']}", {"enabled": False})
    assert not (await directory.account(person["id"])).enabled
    sandbox.ask("POST", f"/control/accounts/{person['id']}", {"enabled": True})
    with pytest.raises(NotFound):
        await directory.account("00000000-0000-4000-8000-000000000000")


async def test_a_token_that_may_only_look_may_not_file(sandbox: Sandbox) -> None:
    client = GraphClient(StaticCredential(sandbox.tenant["token"]), base_url=sandbox.graph)
    with pytest.raises(Forbidden, match="403"):
        await place(SharePointLibraries(client, sandbox.site, NAMES))
    await client.close()


async def test_a_site_that_was_not_given_to_us_is_denied(client: GraphClient, sandbox: Sandbox) -> None:
    with pytest.raises(Forbidden):
        await place(SharePointLibraries(client, f"{sandbox.tenant['site']['host']}:/sites/Elsewhere", NAMES))


async def test_a_file_that_somebody_writes_in_is_read_whole_and_closed_to_them(
    libraries: SharePointLibraries, sandbox: Sandbox
) -> None:
    item, sip = await place(libraries), sandbox.first("sip")
    await libraries.share(item, [sip["mail"]])
    await libraries.share(item, [sip["mail"]], to_write=True)  # who could read it can write it now
    await libraries.share(item, [sip["mail"]], to_write=True)
    assert sandbox.calls("POST", "/invite") == 2
    file = await libraries.written(item, 10_000)
    assert file.tag == await libraries.tag(item)
    assert file.data
    with pytest.raises(TooBig):
        await libraries.written(item, 3)
    await libraries.unshare(item)  # what was given to write is not taken with what was given to read
    assert sandbox.calls("DELETE", "/permissions/") == 0
    await libraries.unshare(item, to_write=True)
    assert sandbox.calls("DELETE", "/permissions/") == 1
