"""People at their clients: writing, sending files, installing and blocking; and that nothing of it is ever lost."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import FormData, web

from sandbox.connector.chats import Chats
from sandbox.connector.state import open_state
from tests.sandbox.teams_side import HEAD, OTHER, TRUST, WITHOUT_APP, card, execute, invoke_reply, message, teams_side

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


async def test_a_message_stands_in_the_chat_and_reaches_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path, bot_token="from-teams") as teams:
        sent = await teams.play("message", {"text": "my reports", "platform": "Android"})
        (said,) = await teams.chat()
    (heard,) = teams.bot.heard
    assert sent.body == {"id": said["id"], "delivered": True, "bot_status": 200, "tries": 1, "activity": heard}
    assert (heard["type"], heard["text"], heard["id"]) == ("message", "my reports", said["id"])
    assert heard["entities"][0]["platform"] == "Android"
    assert teams.bot.headers[0]["Authorization"] == "Bearer from-teams"
    assert (said["text"], said["from"], said["from_name"], said["read"]) == ("my reports", HEAD.id, HEAD.name, True)


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (401, 1)])
async def test_a_message_stands_though_the_bot_fails(tmp_path: Path, status: int, tries: int) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies({}, status=status)
        sent = (await teams.play("message", {"text": "hello"})).body
        assert (sent["delivered"], sent["bot_status"], sent["tries"]) == (False, status, tries)
        assert len(await teams.chat()) == 1
        assert len({heard["id"] for heard in teams.bot.heard}) == 1


async def test_a_file_can_be_fetched_for_a_while_by_its_address_alone(tmp_path: Path) -> None:
    async with teams_side(tmp_path, link_life=timedelta(minutes=5)) as teams:
        sent = await teams.play("file", None, OTHER, data=b"PK raw", params={"name": "Autumn report.DOCX"})
        assert sent.body["delivered"]
        (attachment,) = teams.bot.heard[0]["attachments"]
        assert (attachment["contentType"], attachment["name"]) == (DOWNLOAD, "Autumn report.DOCX")
        assert attachment["content"]["fileType"] == "docx"
        assert attachment["content"]["uniqueId"]
        url = attachment["content"]["downloadUrl"]
        assert url.startswith(f"{teams.content}/")
        assert teams.content != teams.origin
        assert (await teams.ask("GET", url)).body == b"PK raw"
        assert (await teams.ask("GET", url, headers={"Authorization": "Bearer x"})).status == 401
        assert (await teams.ask("GET", f"{teams.content}/chat-files/made-up")).status == 404
        assert (await teams.chat(OTHER))[0]["files"] == ["Autumn report.DOCX"]
        teams.clock.passes(301)
        assert (await teams.ask("GET", url)).status == 404


async def test_a_file_can_come_from_a_form(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        form = FormData(quote_fields=False)  # names as browsers and curl write them
        form.add_field("note", "not a file")
        form.add_field("file", b"\x00bytes", filename="Überblick.docx", content_type="application/octet-stream")
        assert (await teams.play("file", data=form)).body["delivered"]
        (attachment,) = teams.bot.heard[0]["attachments"]
        assert attachment["name"] == "Überblick.docx"
        assert (await teams.ask("GET", attachment["content"]["downloadUrl"])).body == b"\x00bytes"
        without = FormData(default_to_multipart=True)
        without.add_field("note", "no file at all")
        assert (await teams.play("file", data=without)).status == 422
        assert (await teams.play("file", data=b"nameless")).status == 422


async def test_installing_and_uninstalling_is_heard_by_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.play("install", None, WITHOUT_APP)).body["delivered"]
        assert (await teams.play("install", None, WITHOUT_APP)).status == 409
        assert (await teams.open(WITHOUT_APP)).status == 200, "the chat came with the app"
        assert (await teams.play("uninstall", None, WITHOUT_APP)).body["delivered"]
        assert (await teams.play("uninstall", None, WITHOUT_APP)).status == 409
    update, added, removed = teams.bot.heard
    assert update["type"] == "conversationUpdate"
    assert {"id": f"28:{TRUST.app_id}"} in update["membersAdded"]
    assert [(one["type"], one["action"]) for one in (added, removed)] == [
        ("installationUpdate", "add"),
        ("installationUpdate", "remove"),
    ]
    assert update["conversation"] == added["conversation"] == removed["conversation"]
    assert added["from"]["aadObjectId"] == WITHOUT_APP.id


async def test_without_the_app_or_after_blocking_there_is_nothing_to_write_in(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.play("message", {"text": "x"}, WITHOUT_APP)).status == 409
        message_id = await teams.send(card(execute("approve")))
        assert (await teams.play("block")).body == {"blocked": True}
        for act, body in (("message", {"text": "x"}), ("click", {"activity_id": message_id, "verb": "approve"})):
            assert (await teams.play(act, body)).status == 409
        assert (await teams.play("unblock")).body == {"blocked": False}
        assert teams.bot.heard == []


async def test_what_nobody_can_do_is_said_so(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.ask("POST", "/play/nobody/message", {"text": "x"})).status == 404
        assert (await teams.ask("GET", "/chats/nobody")).status == 404
        assert (await teams.play("message", {"text": " "})).status == 422


async def test_the_overview_counts_what_is_unread(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        await teams.send(card())
        await teams.send(card())
        await teams.send(card(), OTHER)

        async def unread(person_id: str) -> tuple[int, int]:
            rows = {row["person_id"]: row for row in (await teams.ask("GET", "/chats")).body}
            assert len(rows) == len(TRUST.people)
            return rows[person_id]["messages"], rows[person_id]["unread"]

        assert await unread(HEAD.id) == (2, 2)
        assert (await teams.ask("POST", f"/chats/{HEAD.id}/read")).body["unread"] == 0
        assert (await teams.ask("POST", f"/chats/{WITHOUT_APP.id}/read")).body["messages"] == 0
        assert await unread(HEAD.id) == (2, 0)
        assert await unread(OTHER.id) == (1, 1)
        await teams.play("message", {"text": "thanks"}, OTHER)
        assert await unread(OTHER.id) == (2, 0), "who answers has read"


async def test_everything_is_there_again_after_reopening(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(invoke_reply("application/vnd.microsoft.card.adaptive", card(speak="mine")))
        message_id = await teams.send(card(execute("approve")))
        await teams.play("file", None, data=b"kept", params={"name": "a.docx"})
        path = await teams.opened()
        place = f"{path}/activities/{message_id}"
        await teams.ask("PUT", place, message(card(execute("approve"), speak="second")))
        await teams.play("click", {"activity_id": message_id, "verb": "approve"})
        await teams.play("block", None, OTHER)
        await teams.play("uninstall", None, WITHOUT_APP)
        before = await teams.chat()
        overview = (await teams.ask("GET", "/chats")).body
    async with teams_side(tmp_path) as teams:
        assert await teams.opened() == path
        assert await teams.chat() == before
        assert before[0]["cards"] == [card(speak="mine")]
        assert (await teams.ask("GET", "/chats")).body == overview
        assert (await teams.ask("PUT", place, message(card(speak="third")))).status == 200
        assert int(await teams.send(card())) > max(int(one["id"]) for one in before)

        teams.teams.forget()
        assert await teams.chat() == []
        assert (await teams.ask("PUT", place, message(card()))).status == 404


def test_what_was_answered_outlives_a_kill(tmp_path: Path) -> None:
    """A process that is killed right after the write leaves the write behind."""
    script = textwrap.dedent(
        """
        import os, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from sandbox.connector.chats import Chats
        from sandbox.connector.state import open_state
        chats = Chats(open_state(Path(sys.argv[1])), lambda: datetime.now(UTC))
        chat, _ = chats.open("p1")
        chats.add(chat, "bot", chats.next_id(), {"text": "kept"})
        os.kill(os.getpid(), 9)
        """
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=False, env={**os.environ, "PYTHONPATH": "."}
    )
    assert ended.returncode == -signal.SIGKILL
    state = open_state(tmp_path)
    chats = Chats(state, lambda: datetime.now(UTC))
    chat, made = chats.open("p1")
    assert not made
    assert [one.body for one in chats.messages(chat)] == [{"text": "kept"}]
    state.close()


async def test_an_unreadable_body_of_the_bot_counts_as_none(tmp_path: Path) -> None:
    async def mumbles(_: dict[str, object]) -> web.StreamResponse:
        return web.Response(text="[" * 100_000)

    async with teams_side(tmp_path) as teams:
        teams.bot.answers = [mumbles]
        assert (await teams.play("message", {"text": "x"})).body["delivered"], "to a message any 200 is good"
        message_id = await teams.send(card(execute("approve")))
        answer = await teams.play("click", {"activity_id": message_id, "verb": "approve"})
        assert (answer.body["shows"], answer.body["tries"]) == ("error", 3)
