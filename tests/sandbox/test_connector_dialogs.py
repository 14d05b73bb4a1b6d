"""Dialogs (task/fetch, task/submit) and choices that the bot is asked for while somebody types."""

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.teams_side import CARD, HEAD, TeamsSide, card, teams_side

UNREACHABLE = "Unable to reach app. Please try again."
OPENS = {"type": "Action.Submit", "title": "Book", "data": {"verb": "visit.book", "msteams": {"type": "task/fetch"}}}
FORM = card({"type": "Action.Submit", "title": "Save"})


def continues(**value: Any) -> dict[str, Any]:
    shown = {"title": "Book a visit", "height": 300, "width": "medium", **value}
    return {"task": {"type": "continue", "value": shown}}


WITH_FORM = continues(card={"contentType": CARD, "content": FORM})


async def opened(teams: TeamsSide) -> Any:
    message_id = await teams.send(card(OPENS))
    return await teams.play("press", {"activity_id": message_id, "action": OPENS, "theme": "contrast"})


async def sent(teams: TeamsSide, answer: Any) -> Any:
    teams.bot.replies(answer)
    message_id = await teams.send(card(OPENS))
    return (await teams.play("dialog", {"activity_id": message_id, "data": {"on": "2026-11-30"}})).body


async def test_a_button_opens_a_dialog(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(WITH_FORM)
        shown = (await opened(teams)).body
        assert shown["shows"] == "dialog"
        assert shown["dialog"] == {"title": "Book a visit", "height": 300, "width": "medium", "card": FORM}
        asked = teams.bot.heard[-1]
        assert (asked["type"], asked["name"], asked["from"]["aadObjectId"]) == ("invoke", "task/fetch", HEAD.id)
        assert asked["value"] == {"data": OPENS["data"], "context": {"theme": "contrast"}}
        by_title = {"activity_id": asked["replyToId"], "title": "Book"}
        assert (await teams.play("submit", by_title)).body["shows"] == "dialog"
        assert len(await teams.chat()) == 1  # a dialog leaves nothing in the chat


async def test_what_is_sent_from_a_dialog_is_answered(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await sent(teams, {}))["shows"] == "closed"
        asked = teams.bot.heard[-1]
        assert (asked["name"], asked["value"]["data"]) == ("task/submit", {"on": "2026-11-30"})
        booked = await sent(teams, {"task": {"type": "message", "value": "Booked."}})
        assert (booked["shows"], booked["text"]) == ("message", "Booked.")
        assert (await sent(teams, WITH_FORM))["dialog"]["card"] == FORM
        page = await sent(teams, continues(url="https://pages.example/book"))
        assert page["dialog"]["url"] == "https://pages.example/book"


NOT_READABLE = [
    {},
    {"task": {"type": "message", "value": 7}},
    {"task": {"type": "other", "value": {}}},
    continues(),
    continues(card={"contentType": "text/html", "content": {}}),
    continues(card={"contentType": CARD, "content": {"type": "AdaptiveCard"}}),
]


@pytest.mark.parametrize("answer", NOT_READABLE)
async def test_a_dialog_that_teams_cannot_read_is_no_answer(tmp_path: Path, answer: dict[str, Any]) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies(answer)
        shown = (await opened(teams)).body
        assert (shown["shows"], shown["text"], shown["tries"]) == ("error", UNREACHABLE, 3)


async def test_a_bot_that_fails_cannot_be_reached(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        teams.bot.replies({}, status=500)
        assert (await opened(teams)).body["text"] == UNREACHABLE
        message_id = await teams.send(card(OPENS))
        for act, more in (("dialog", {"data": {}}), ("search", {"dataset": "schools", "query": "h"})):
            shown = (await teams.play(act, {"activity_id": message_id, **more})).body
            assert (shown["shows"], shown["bot_status"]) == ("error", 500)


async def test_choices_come_from_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        found = [{"title": f"School {number}", "value": str(number)} for number in range(20)]
        answer = {"statusCode": 200, "type": "application/vnd.microsoft.search.searchResponse"}
        teams.bot.replies({**answer, "value": {"results": [{"title": "No value"}, *found]}})
        message_id = await teams.send(card())
        wanted = {"activity_id": message_id, "dataset": "schools", "query": "sch"}
        assert (await teams.play("search", wanted)).body["results"] == found[:15]
        asked = teams.bot.heard[-1]
        assert asked["name"] == "application/search"
        assert asked["value"] == {"queryText": "sch", "queryOptions": {"skip": 0, "top": 15}, "dataset": "schools"}
        assert (await teams.play("search", {"activity_id": message_id, "query": "sch"})).status == 422


async def test_people_are_found_without_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        message_id = await teams.send(card())
        people = {"activity_id": message_id, "dataset": "graph.microsoft.com/users?scope=currentContext"}
        (found,) = (await teams.play("search", {**people, "query": HEAD.name.upper()})).body["results"]
        assert found == {"title": HEAD.name, "value": HEAD.id}
        assert teams.bot.heard == []
