"""What the page is given: its files, what happens as it happens, the libraries, a clock that moves."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web

from sandbox.clock import Clock, next_half_term, next_school_day
from sandbox.connector.telling import told
from sandbox.page import Page
from tests.sandbox.teams_side import HEAD, OTHER, TRUST, card, execute, invoke_reply, listening, teams_side
from tests.sandbox.test_control import file_a_report, said
from tests.sandbox.whole_sandbox import Whole, whole_sandbox

NOTED = invoke_reply("application/vnd.microsoft.activity.message", "Noted")


@asynccontextmanager
async def line(whole: Whole, **headers: str) -> AsyncIterator[ClientResponse]:
    async with whole.http.get(f"{whole.origin}/events", headers=headers) as answer:
        assert answer.content_type == "text/event-stream"
        await answer.content.readuntil(b"\n\n")  # how soon to come again
        yield answer


async def heard(answer: ClientResponse, kind: str) -> dict[str, Any]:
    """The next event of a kind; `id` is what a browser would come again with."""
    while True:
        fields = dict(
            one.split(": ", 1) for one in (await answer.content.readuntil(b"\n\n")).decode().splitlines() if one
        )
        event = json.loads(fields["data"])
        if event["kind"] == kind:
            return {**event, "id": fields["id"]}


async def test_the_page_and_its_files_are_there_and_nothing_else(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        page = await whole.ask("GET", "/")
        assert b"A stand-in for Microsoft Teams" in page.body
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        for name in ("main.js", "page.css", "icon.svg", "card.html"):
            assert (await whole.ask("GET", f"/page/{name}")).status == 200
        assert (await whole.ask("GET", "/favicon.ico")).status == 200
        for path in ("/page/__init__.py", "/page/..%2fapp.py", "/page/none.js", f"/samples/{HEAD.id}/none.docx"):
            assert (await whole.ask("GET", path)).status == 404


async def test_every_module_of_the_page_is_loaded_at_once(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        page, wanted = (await whole.ask("GET", "/")).body.decode(), ["main.js"]
        for name in wanted:
            script = (await whole.ask("GET", f"/page/{name}")).body.decode()
            wanted += [one for one in re.findall(r'from "./(\w+\.js)"', script) if one not in wanted]
        assert len(wanted) > 5
        assert [name for name in wanted if f'"/page/{name}"' not in page] == []


async def test_without_npm_the_page_learns_that_the_renderer_is_missing(tmp_path: Path) -> None:
    app = web.Application()
    app.add_routes(Page(tmp_path, tmp_path / "none.js").routes())
    runner, origin = await listening(app)
    async with whole_sandbox(tmp_path / "other") as whole:
        script = await whole.ask("GET", f"{origin}/page/renderer.js")
        assert (script.status, b"make install" in script.body) == (200, True)
    await runner.cleanup()


async def test_samples_lie_ready_for_one_person_each(tmp_path: Path) -> None:
    own = tmp_path / "samples" / OTHER.id
    own.mkdir(parents=True)
    (own / "A report.docx").write_bytes(b"word")
    async with whole_sandbox(tmp_path) as whole:
        assert (await whole.ask("GET", f"/samples/{OTHER.id}")).body == ["A report.docx"]
        assert (await whole.ask("GET", f"/samples/{HEAD.id}")).body == []
        assert (await whole.ask("GET", f"/samples/{OTHER.id}/A%20report.docx")).body == b"word"


async def test_everything_that_happens_is_told_at_once(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole, line(whole) as events:
        chat = await said(whole)
        assert (await heard(events, "chat"))["person"] == HEAD.id
        call = await heard(events, "call")
        assert (call["service"], call["method"], call["status"]) == ("connector", "POST", 201)
        await whole.ask("POST", f"{chat}/activities", {"type": "typing"})
        assert (await heard(events, "typing"))["person"] == HEAD.id
        await file_a_report(whole)
        await heard(events, "files")
        await whole.ask("POST", f"/play/{HEAD.id}/message", {"text": "Hello"})
        written = await heard(events, "told")
        assert [written[key] for key in ("person", "what", "about", "status")] == [HEAD.id, "message", "Hello", 200]
        await whole.ask("POST", f"/play/{HEAD.id}/block")
        await heard(events, "chat")
        await whole.ask("POST", "/control/reset")
        await heard(events, "reset")
        assert (await whole.ask("GET", "/timeline")).body == []


async def test_a_line_that_broke_goes_on_where_it_broke(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        async with line(whole) as events:
            await said(whole)
            last = (await heard(events, "chat"))["id"]
        await said(whole, "And again")
        async with line(whole, **{"Last-Event-ID": last}) as events:
            assert (await heard(events, "call"))["method"] == "POST"
        for forgotten in ("another-1", "nonsense", f"{last.partition('-')[0]}-x"):
            async with line(whole, **{"Last-Event-ID": forgotten}) as events:
                await heard(events, "lost")


async def test_what_is_forgotten_is_said_to_be_lost(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        async with line(whole) as events:
            await said(whole)
            last = (await heard(events, "chat"))["id"]
        await whole.ask("POST", "/control/reset")
        async with line(whole, **{"Last-Event-ID": last}) as events:
            await heard(events, "lost")


async def test_an_idle_line_is_kept_alive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sandbox.events._ALIVE", 0.01)
    async with whole_sandbox(tmp_path) as whole, line(whole) as events:
        assert await events.content.readuntil(b"\n\n") == b": still here\n\n"


def test_each_thing_a_person_does_has_its_word() -> None:
    person = {"aadObjectId": HEAD.id}
    press = {"action": {"verb": "report.approve", "title": "Approve"}}
    cases: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
        ({"type": "invoke", "value": press}, ("click", "report.approve", "Approve")),
        ({"type": "invoke", "value": {**press, "trigger": "automatic"}}, ("refresh", "report.approve", "Approve")),
        (
            {"type": "invoke", "name": "task/fetch", "value": {"data": {"verb": "visit.book"}}},
            ("dialog", "visit.book", ""),
        ),
        ({"type": "invoke", "name": "task/submit", "value": {"data": "x"}}, ("dialog sent", "", "")),
        ({"type": "invoke", "name": "application/search", "value": {"queryText": "St"}}, ("search", "St", "")),
        ({"type": "message", "value": {"verb": "report.send"}}, ("submit", "report.send", "")),
        ({"type": "message", "attachments": [{"name": "a.docx"}]}, ("file", "a.docx", "")),
        ({"type": "message", "text": "Hello"}, ("message", "Hello", "")),
        ({"type": "installationUpdate", "action": "add"}, ("install", "add", "")),
        ({"type": "conversationUpdate", "membersRemoved": [{}]}, ("uninstall", "", "")),
    ]
    for activity, (what, about, title) in cases:
        expected = {"person": HEAD.id, "what": what, "about": about, "title": title}
        assert told({**activity, "from": person}) == expected


async def test_a_client_presses_what_it_shows(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(NOTED)
        message_id = await teams.send(card(execute("report.approve")))
        action = {"type": "Action.Execute", "verb": "report.old", "title": "Old", "data": {"report": "r0", "view": "v"}}
        answer = await teams.play("press", {"activity_id": message_id, "action": action})
        assert (answer.status, answer.body["text"]) == (200, "Noted")
        assert teams.bot.heard[-1]["value"] == {"action": action, "trigger": "manual"}
        submit = {"type": "Action.Submit", "data": {"verb": "report.old"}}
        assert (await teams.play("press", {"activity_id": message_id, "action": submit})).body["delivered"]
        assert teams.bot.heard[-1]["value"] == submit["data"]
        other = await teams.play("press", {"activity_id": message_id, "action": {"type": "Action.OpenUrl"}})
        assert other.status == 422


async def test_a_long_chat_is_read_piece_by_piece(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        sent = [await teams.send(card(execute(f"verb{number}"))) for number in range(5)]

        async def ids(**query: str) -> tuple[list[str], str]:
            found = (await teams.ask("GET", f"/chats/{HEAD.id}", params=query)).body
            return [one["id"] for one in found["messages"]], found["first"]

        assert await ids() == (sent, sent[0])
        assert await ids(newest="2") == (sent[3:], sent[0])
        assert await ids(newest="2", before=sent[3]) == (sent[1:3], sent[0])
        assert await ids(since=sent[2]) == (sent[2:], sent[0])
        assert (await teams.ask("GET", f"/chats/{HEAD.id}?newest=all")).status == 422


async def test_the_libraries_are_shown_without_a_call_of_graph(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await file_a_report(whole)
        await whole.ask("PUT", f"{tenant['place']}:/content", token=tenant["service_token"], data=b"changed")
        await whole.ask("POST", "/control/faults", {"service": "graph", "kind": "status", "status": 503, "times": None})
        before = len((await whole.ask("GET", "/control/calls")).body)
        reports, drafts = (await whole.ask("GET", "/libraries")).body
        assert len((await whole.ask("GET", "/control/calls")).body) == before
        assert (reports["name"], drafts["name"], drafts["items"]) == ("SIP Reports", "SIP Drafts", [])
        folder, file = reports["items"]
        assert (folder["name"], folder["folder"], file["name"], file["depth"]) == ("2026-27", True, "note.txt", 1)
        assert [one["number"] for one in file["versions"]] == [2, 1]
        assert any(access.endswith("(read)") for access in file["access"])
        first = await whole.ask("GET", file["versions"][-1]["url"])
        assert (first.body, first.headers["Content-Disposition"]) == (b"kept", 'attachment; filename="v1 note.txt"')
        assert (await whole.ask("GET", file["versions"][-1]["url"] + "0")).status == 404


async def test_the_clock_is_moved_and_stays_moved(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        assert (await whole.ask("GET", "/control/clock")).body["offset_seconds"] == 0
        day = await whole.ask("POST", "/control/clock", {"offset_seconds": 86400})
        assert day.body["offset_seconds"] == 86400
        term = await whole.ask("POST", "/control/clock", {"to": "next_half_term"})
        moved = datetime.fromisoformat(term.body["now"])
        assert moved > datetime.now(UTC) + timedelta(days=1)
        await said(whole)
        (message_,) = (await whole.ask("GET", f"/chats/{HEAD.id}")).body["messages"]
        assert datetime.fromisoformat(message_["at"]).date() == moved.date()
        for wrong in ({"offset_seconds": 1e9}, {"offset_seconds": "soon"}, {"to": "never"}, {}, []):
            assert (await whole.ask("POST", "/control/clock", wrong)).status == 400
    async with whole_sandbox(tmp_path) as again:
        assert (await again.ask("GET", "/control/clock")).body["offset_seconds"] == term.body["offset_seconds"]
        await again.ask("POST", "/control/reset")
        assert (await again.ask("GET", "/control/clock")).body["offset_seconds"] == 0


@pytest.mark.parametrize(
    ("now", "school_day", "half_term"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), date(2026, 11, 23), date(2027, 1, 5)),  # a Friday
        (datetime(2026, 12, 18, 23, 30, tzinfo=UTC), date(2027, 1, 5), date(2027, 1, 5)),  # before Christmas
        (datetime(2027, 4, 30, 9, tzinfo=UTC), date(2027, 5, 4), date(2027, 6, 8)),  # before the May bank holiday
    ],
)
def test_school_days_are_those_of_every_local_authority(now: datetime, school_day: date, half_term: date) -> None:
    assert next_school_day(TRUST, now) == school_day
    assert next_half_term(TRUST, now) == half_term


def test_no_school_day_is_invented_beyond_what_is_known(tmp_path: Path) -> None:
    for search in (next_school_day, next_half_term):
        with pytest.raises(ValueError, match="known"):
            search(TRUST, datetime(2040, 1, 1, tzinfo=UTC))
    clock = Clock(tmp_path, lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    with pytest.raises(ValueError, match="at most"):
        clock.move(timedelta(days=5000))
