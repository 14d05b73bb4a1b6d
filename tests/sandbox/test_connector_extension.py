"""The message extension: what Teams asks the bot, which answers it can show, and what then stands in the chat."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.connector.extension import COMMANDS
from tests.sandbox.teams_side import CARD, OTHER, TRUST, WITHOUT_APP, TeamsSide, card, teams_side

CHANNEL = TRUST.team.channel_id
HERE = {"params": {"channel": CHANNEL}}
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
UNREACHABLE = "Unable to reach app. Please try again."
LINK = f"https://{TRUST.host}/sites/SIP/Reports/a.docx"


def preview(**content: Any) -> dict[str, Any]:
    return {"contentType": THUMBNAIL, "content": {"title": "St Hilda’s", "text": "Approved", **content}}


def result(**more: Any) -> dict[str, Any]:
    return {"contentType": CARD, "content": card(version="1.3"), "preview": preview(), **more}


def results(*attachments: Any, **more: Any) -> dict[str, Any]:
    shown = {"type": "result", "attachmentLayout": "list", "attachments": list(attachments), **more}
    return {"composeExtension": shown}


SEARCH = {"command": "reports", "words": " hilda "}


async def test_every_letter_asks_the_bot_and_opening_asks_by_itself(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(results(result()))
        shown = (await teams.play("extension/query", {**SEARCH, "skip": 25})).body
        assert shown["shows"] == "results"
        sent = {"contentType": CARD, "content": card(version="1.3")}
        assert shown["results"] == [{"title": "St Hilda’s", "text": "Approved", "sent": sent}]
        asked = teams.bot.heard[-1]
        assert (asked["type"], asked["name"]) == ("invoke", "composeExtension/query")
        assert asked["value"] == {
            "commandId": "reports",
            "parameters": [{"name": "words", "value": "hilda"}],
            "queryOptions": {"skip": 25, "count": 25},
        }
        assert asked["channelData"]["source"] == {"name": "compose"}
        assert "replyToId" not in asked
        await teams.play("extension/query", {"command": "visits"})
        assert teams.bot.heard[-1]["value"]["parameters"] == [{"name": "initialRun", "value": "true"}]
        assert (await teams.ask("GET", "/extension.json")).body == list(COMMANDS)


async def test_in_the_channel_the_bot_hears_where_it_is_asked_and_not_what_is_sent(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(results(result()))
        shown = (await teams.play("extension/query", SEARCH, OTHER, **HERE)).body
        where = teams.bot.heard[-1]["conversation"]
        assert (where["id"], where["conversationType"]) == (CHANNEL, "channel")
        put = await teams.play("extension/insert", {"sent": shown["results"][0]["sent"]}, OTHER, **HERE)
        assert put.status == 200
        [message] = (await teams.ask("GET", f"/chats/{OTHER.id}", **HERE)).body["messages"]
        assert (message["from"], message["cards"]) == (OTHER.id, [card(version="1.3")])
        assert len(teams.bot.heard) == 1


async def test_in_the_chat_with_the_bot_it_hears_of_the_card(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        await teams.play("extension/insert", {"sent": {"contentType": CARD, "content": card()}})
        [message] = await teams.chat()
        assert (message["mine"], message["cards"]) == (True, [card()])
        assert teams.bot.heard[-1]["attachments"] == [{"contentType": CARD, "content": card()}]


async def test_a_sentence_is_shown_in_place_of_results(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies({"composeExtension": {"type": "message", "text": "Nothing."}})
        shown = (await teams.play("extension/query", SEARCH)).body
        assert (shown["shows"], shown["text"]) == ("message", "Nothing.")
        teams.bot.replies(results({"contentType": THUMBNAIL, "content": {"title": "Its own preview"}}))
        assert (await teams.play("extension/query", SEARCH)).body["results"][0]["title"] == "Its own preview"


NOT_READABLE = [
    {},
    {"composeExtension": {"type": "message"}},
    {"composeExtension": {"type": "result", "attachments": []}},
    results(result(), attachmentLayout="table"),
    results(result(preview=None)),
    results(result(preview={"contentType": CARD, "content": card()})),
    results(result(preview=preview(title=""))),
    results(result(contentType="text/html")),
    results(result(content={"type": "AdaptiveCard"})),
    results(result(content=card(body=["x" * 60_000]))),
    results(result(), "no attachment"),
]


@pytest.mark.parametrize("answer", NOT_READABLE)
async def test_an_answer_that_teams_cannot_read_is_no_answer(tmp_path: Path, answer: dict[str, Any]) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(answer)
        shown = (await teams.play("extension/query", SEARCH)).body
        assert (shown["shows"], shown["text"], shown["tries"]) == ("error", UNREACHABLE, 3)


async def test_a_bot_that_fails_cannot_be_reached(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(results(result()), status=500)
        assert (await teams.play("extension/query", SEARCH)).body["text"] == UNREACHABLE


async def test_an_action_opens_a_dialog_and_its_button_ends_it(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        form = card({"type": "Action.Submit", "title": "Go on", "data": {"opened": "1"}})
        value = {"title": "Raise", "height": 200, "width": "small", "card": {"contentType": CARD, "content": form}}
        teams.bot.replies({"task": {"type": "continue", "value": value}})
        shown = (await teams.play("extension/open", {"command": "raise", "theme": "dark"})).body
        assert shown["dialog"]["card"] == form
        asked = teams.bot.heard[-1]
        assert asked["name"] == "composeExtension/fetchTask"
        assert asked["value"].pop("requestId")
        opened = {"commandId": "raise", "commandContext": "compose", "context": {"theme": "dark"}}
        assert asked["value"] == opened
        teams.bot.replies({"task": {"type": "message", "value": "Written."}})
        said = (await teams.play("extension/submit", {"command": "raise", "data": {"opened": "1"}})).body
        assert (said["shows"], said["text"]) == ("message", "Written.")
        assert teams.bot.heard[-1]["name"] == "composeExtension/submitAction"
        assert teams.bot.heard[-1]["value"]["data"] == {"opened": "1"}
        teams.bot.replies({})
        assert (await teams.play("extension/submit", {"command": "raise"})).body["shows"] == "closed"
        assert (await teams.play("extension/open", {"command": "raise"})).body["text"] == UNREACHABLE
        assert await teams.chat() == []


async def written(teams: TeamsSide, text: str = f"See {LINK} please") -> list[Any]:
    await teams.play("message", {"text": text})
    return (await teams.chat())[-1]["cards"]


async def test_a_link_brings_the_card_that_the_bot_gives_for_it(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(results(result(), result()))
        assert await written(teams) == [card(version="1.3")]
        asked, message = teams.bot.heard
        assert (asked["name"], asked["value"]) == ("composeExtension/queryLink", {"url": LINK})
        assert message["text"] == f"See {LINK} please"
        for answer in (
            results(),
            results(result(content=card())),
            {"composeExtension": {"type": "message", "text": "No"}},
        ):
            teams.bot.replies(answer)
            assert await written(teams) == []
        teams.bot.heard.clear()
        assert await written(teams, "See https://elsewhere.example/a.docx") == []
        assert [one["type"] for one in teams.bot.heard] == ["message"]


async def test_what_nobody_could_do_in_teams(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.play("extension/query", {"command": "raise"})).status == 422
        assert (await teams.play("extension/open", {"command": "reports"})).status == 422
        assert (await teams.play("extension/insert", {"sent": {"contentType": "text/html"}})).status == 400
        assert (await teams.play("extension/insert", {})).status == 400
        assert (await teams.play("extension/query", SEARCH, WITHOUT_APP)).status == 409
        await teams.play("uninstall", {}, OTHER)
        assert (await teams.play("extension/query", SEARCH, OTHER, **HERE)).status == 409
        teams.bot.heard.clear()
        await teams.play("message", {"text": LINK}, OTHER, **HERE)
        assert teams.bot.heard == []  # without the app, no link is shown to it
