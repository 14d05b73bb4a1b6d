"""Pressing a button: what the bot hears, what the person sees, and what Teams does with a bot that does not answer."""

import asyncio
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiohttp import web

from sandbox.connector.bot_line import Patience
from sandbox.connector.names import Names
from tests.sandbox.teams_side import (
    CARD,
    HEAD,
    OTHER,
    TRUST,
    TeamsSide,
    card,
    execute,
    invoke_reply,
    message,
    teams_side,
)

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
DECIDED = card(speak="decided")
UNREACHABLE = {"shows": "error", "code": None, "text": "Unable to reach app. Please try again."}


def seen(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in ("activity", "tries", "bot_status")}


async def press(teams: TeamsSide, shown: dict[str, Any], **wanted: Any) -> dict[str, Any]:
    message_id = await teams.send(shown)
    answer = await teams.play("click", {"activity_id": message_id, **wanted})
    return {"status": answer.status, "message_id": message_id, **answer.body}


async def test_the_bot_hears_exactly_what_teams_sends(tmp_path: Path) -> None:
    comment = {"type": "Input.Text", "id": "comment"}
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(invoke_reply(MESSAGE, "Noted"))
        button = execute("report.approve", id="b1")
        answer = await press(teams, card(button, body=[comment]), verb="report.approve", inputs={"comment": "Good"})
        chat_id = (await teams.open()).body["id"]
    (heard,) = teams.bot.heard
    assert heard == answer["activity"]
    assert (heard["type"], heard["name"]) == ("invoke", "adaptiveCard/action")
    assert heard["value"] == {
        "action": {
            "type": "Action.Execute",
            "id": "b1",
            "title": "Report.Approve",
            "verb": "report.approve",
            "data": {"report": "r1", "comment": "Good"},
        },
        "trigger": "manual",
    }
    assert heard["replyToId"] == answer["message_id"]
    assert heard["from"] == {"id": Names(TRUST).of(HEAD.id), "name": HEAD.name, "aadObjectId": HEAD.id}
    assert heard["conversation"] == {"id": chat_id, "conversationType": "personal", "tenantId": TRUST.tenant_id}
    assert heard["channelData"]["tenant"] == {"id": TRUST.tenant_id}
    assert heard["recipient"]["id"] == f"28:{TRUST.app_id}"
    assert (heard["channelId"], heard["serviceUrl"]) == ("msteams", f"{teams.origin}/")
    assert (heard["locale"], heard["localTimezone"]) == ("en-GB", "Europe/London")
    assert heard["entities"][0]["platform"] == "Web"
    assert heard["timestamp"] == "2026-11-23T09:00:00.000Z"
    assert seen(answer) == {"status": 200, "message_id": answer["message_id"], "shows": "message", "text": "Noted"}


async def test_the_card_of_the_answer_is_for_this_person_until_the_message_is_updated(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(invoke_reply(CARD, DECIDED))
        answer = await press(teams, card(execute("approve")), verb="approve", platform="iOS")
        assert (answer["shows"], answer["card"]) == ("card", DECIDED)
        assert teams.bot.heard[0]["entities"][0]["platform"] == "iOS"
        (mine,) = await teams.chat()
        assert (mine["cards"], mine["personal"], mine["edits"]) == ([DECIDED], True, 0)
        pressed_again = await teams.play("click", {"activity_id": answer["message_id"], "verb": "approve"})
        assert pressed_again.status == 409, "the button is not there any more"

        place = f"{await teams.opened()}/activities/{answer['message_id']}"
        await teams.ask("PUT", place, message(card(speak="for all")))
        (mine,) = await teams.chat()
        assert (mine["cards"][0]["speak"], mine["personal"]) == ("for all", False)


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (invoke_reply(ERROR, {"code": "Stale", "message": "Too late"}, 400), ("Stale", "Too late")),
        (invoke_reply(ERROR, {"code": "Broken", "message": "Sorry"}, 500), ("Broken", "Sorry")),
        (
            invoke_reply("application/vnd.microsoft.activity.loginRequest", {}, 401),
            ("application/vnd.microsoft.activity.loginRequest", "Something went wrong."),
        ),
        (
            invoke_reply(f"{ERROR}.preconditionFailed", {}, 412),
            (f"{ERROR}.preconditionFailed", "Something went wrong."),
        ),
    ],
)
async def test_an_error_that_the_bot_words_is_shown_once(tmp_path: Path, reply: Any, shown: tuple[str, str]) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(reply)
        answer = await press(teams, card(execute("approve")), verb="approve")
        assert (answer["shows"], answer["code"], answer["text"], answer["tries"]) == ("error", *shown, 1)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        None,
        [],
        "text",
        invoke_reply("application/vnd.microsoft.adaptive.card", DECIDED),
        invoke_reply(CARD, {"type": "AdaptiveCard", "version": "9"}),
        invoke_reply(MESSAGE, ""),
        invoke_reply(MESSAGE, {"text": "no text"}),
        invoke_reply(ERROR, "no object", 400),
        invoke_reply(CARD, DECIDED, 500),
        {"statusCode": "200", "type": MESSAGE, "value": "Noted"},
    ],
)
async def test_an_answer_that_teams_cannot_read_is_asked_for_three_times(tmp_path: Path, reply: Any) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(reply)
        answer = await press(teams, card(execute("approve")), verb="approve")
        assert seen(answer).items() >= UNREACHABLE.items()
        assert (answer["tries"], answer["bot_status"]) == (3, 200)
        assert len({heard["id"] for heard in teams.bot.heard}) == 1, "the same activity each time"
        assert len(teams.bot.heard) == 3
        (mine,) = await teams.chat()
        assert not mine["personal"]


async def test_a_bot_that_fails_once_is_asked_again_and_heard(tmp_path: Path) -> None:
    async def fails(_: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=500, text="oops")

    async def works(_: dict[str, Any]) -> web.StreamResponse:
        return web.json_response(invoke_reply(MESSAGE, "Noted"))

    async with teams_side(tmp_path) as teams:
        teams.bot.answers = [fails, works]
        answer = await press(teams, card(execute("approve")), verb="approve")
        assert (answer["text"], answer["tries"], len(teams.bot.heard)) == ("Noted", 2, 2)


async def test_a_slow_bot_and_a_missing_one_cannot_be_reached(tmp_path: Path) -> None:
    async with teams_side(tmp_path, patience=Patience(deadline=0.2)) as teams:
        teams.bot.hangs()
        answer = await press(teams, card(execute("approve")), verb="approve")
        assert (answer["text"], answer["tries"], answer["bot_status"]) == (UNREACHABLE["text"], 3, None)
        assert len({heard["id"] for heard in teams.bot.heard}) <= 1, "the same activity each time"
        teams.teams.bot.url = "http://127.0.0.1:9/api/messages"
        answer = await press(teams, card(execute("approve")), verb="approve")
        assert (answer["text"], answer["tries"], answer["bot_status"]) == (UNREACHABLE["text"], 3, None)


async def test_two_people_can_press_at_once(tmp_path: Path) -> None:
    both = asyncio.Barrier(2)

    async def meets(activity: dict[str, Any]) -> web.StreamResponse:
        await both.wait()
        return web.json_response(invoke_reply(MESSAGE, activity["from"]["name"]))

    async with teams_side(tmp_path) as teams:
        teams.bot.answers = [meets]
        ids = [await teams.send(card(execute("approve")), person) for person in (HEAD, OTHER)]
        clicks = [
            teams.play("click", {"activity_id": message_id, "verb": "approve"}, person)
            for message_id, person in zip(ids, (HEAD, OTHER), strict=True)
        ]
        assert [one.body["text"] for one in await asyncio.gather(*clicks)] == [HEAD.name, OTHER.name]


class TestFindingTheButton:
    """A button is found wherever it stands, and takes along the inputs that Teams would collect."""

    NOTE: ClassVar[dict[str, Any]] = {"type": "Input.Text", "id": "note", "value": "outer"}
    INNER: ClassVar[dict[str, Any]] = {"type": "Input.Text", "id": "inner"}
    NESTED = card(
        {"type": "Action.ShowCard", "title": "Ask", "card": card(execute("ask"), body=[INNER])},
        {"type": "Action.OpenUrl", "title": "Open report", "url": "https://host.example/r"},
        execute("off", isEnabled=False),
        body=[
            {"type": "Container", "items": [NOTE, {"type": "ActionSet", "actions": [execute("deep")]}]},
            {
                "type": "ColumnSet",
                "columns": [{"type": "Column", "items": [{"type": "TextBlock"}], "selectAction": execute("row")}],
            },
            {
                "type": "Table",
                "rows": [{"type": "TableRow", "cells": [{"type": "TableCell", "items": [{"type": "Image"}]}]}],
            },
            {"type": "ActionSet", "actions": [execute("bare", associatedInputs="none")]},
        ],
    )

    @pytest.mark.parametrize(
        ("wanted", "data"),
        [
            ({"verb": "deep"}, {"report": "r1", "note": "outer"}),
            ({"title": "Row"}, {"report": "r1", "note": "outer"}),
            ({"verb": "bare"}, {"report": "r1"}),
            ({"verb": "ask", "inputs": {"inner": "x"}}, {"report": "r1", "note": "outer", "inner": "x"}),
        ],
    )
    async def test_with_its_inputs(self, tmp_path: Path, wanted: dict[str, Any], data: dict[str, Any]) -> None:
        async with teams_side(tmp_path) as teams:
            teams.bot.replies(invoke_reply(MESSAGE, "Noted"))
            answer = await press(teams, self.NESTED, **wanted)
            assert answer["shows"] == "message"
            assert teams.bot.heard[0]["value"]["action"]["data"] == data

    async def test_a_link_opens_without_the_bot(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path) as teams:
            answer = await press(teams, self.NESTED, title="Open report")
            assert (answer["shows"], answer["url"]) == ("link", "https://host.example/r")
            assert teams.bot.heard == []

    @pytest.mark.parametrize("wanted", [{"verb": "off"}, {"verb": "made.up"}, {}])
    async def test_none_or_several_are_not_pressed(self, tmp_path: Path, wanted: dict[str, Any]) -> None:
        async with teams_side(tmp_path) as teams:
            answer = await press(teams, self.NESTED, **wanted)
            assert answer["status"] == 409
            assert "Deep" in answer["buttons"]
            assert teams.bot.heard == []

    async def test_two_alike_are_told_apart_by_their_data(self, tmp_path: Path) -> None:
        listed = card(execute("open", data={"report": "a"}), execute("open", data={"report": "b"}))
        async with teams_side(tmp_path) as teams:
            teams.bot.replies(invoke_reply(MESSAGE, "Noted"))
            assert (await press(teams, listed, verb="open"))["status"] == 409
            await press(teams, listed, verb="open", where={"report": "b"})
            assert [one["value"]["action"]["data"]["report"] for one in teams.bot.heard] == ["b"]

    async def test_data_that_is_a_text_or_missing_goes_as_it_is(self, tmp_path: Path) -> None:
        bare = {"type": "Action.Execute", "title": "Bare"}
        async with teams_side(tmp_path) as teams:
            teams.bot.replies(invoke_reply(MESSAGE, "Noted"))
            await press(teams, card(execute("words", data="only words"), bare), verb="words")
            await press(teams, card(bare, body=[self.NOTE]), title="Bare")
        actions = [one["value"]["action"] for one in teams.bot.heard]
        assert actions[0]["data"] == "only words"
        assert actions[1] == {**bare, "data": {"note": "outer"}}

    async def test_only_a_card_of_the_bot_has_buttons(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path) as teams:
            mine = (await teams.play("message", {"text": "Hello"})).body["id"]
            chat = await teams.opened()
            plain = await teams.ask("POST", f"{chat}/activities", {"type": "message", "text": "Hello"})
            for message_id, status in ((mine, 404), ("1", 404), (None, 404), (plain.body["id"], 409)):
                assert (await teams.play("click", {"activity_id": message_id, "verb": "x"})).status == status
