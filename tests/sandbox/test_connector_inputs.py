"""What stands in the inputs of a card, old clients, and cards that ask for themselves: as Teams does it."""

from pathlib import Path
from typing import Any, ClassVar

import pytest

from sandbox.connector.names import Names
from tests.sandbox.teams_side import (
    CARD,
    HEAD,
    OTHER,
    TRUST,
    card,
    execute,
    invoke_reply,
    teams_side,
)
from tests.sandbox.test_connector_pressing import DECIDED, MESSAGE, press


class TestInputs:
    """What Teams itself stops, before the bot hears anything; and how values arrive: as texts."""

    FORM = card(
        execute("send"),
        body=[
            {"type": "Input.Text", "id": "comment", "isRequired": True, "errorMessage": "Say what to change"},
            {"type": "Input.Text", "id": "code", "maxLength": 4, "regex": "^[a-z]+$"},
            {"type": "Input.Toggle", "id": "shared", "title": "Shared"},
            {"type": "Input.Toggle", "id": "agree", "title": "I agree", "isRequired": True, "valueOn": "yes"},
            {"type": "Input.Number", "id": "count", "min": 1, "max": 5},
            {"type": "Input.Date", "id": "on", "min": "2026-09-01"},
            {"type": "Input.Time", "id": "at"},
            {"type": "Input.ChoiceSet", "id": "one", "choices": [{"title": "A", "value": "a"}]},
            {
                "type": "Input.ChoiceSet",
                "id": "many",
                "isMultiSelect": True,
                "choices": [{"title": "A", "value": "a"}, {"title": "B", "value": "b"}],
            },
            {"type": "Input.ChoiceSet", "id": "who", "choices.data": {"type": "Data.Query", "dataset": "people"}},
            {"type": "Input.Unheard", "id": "new"},
        ],
    )
    GOOD: ClassVar[dict[str, Any]] = {"comment": "More on maths", "agree": True}

    async def test_arrive_as_texts(self, tmp_path: Path) -> None:
        given = {"code": "abcd", "shared": True, "count": 3, "on": "2026-11-23", "at": "09:30", "one": "a"}
        given |= {"many": ["a", "b"], "who": "anybody", "new": 7, **self.GOOD}
        async with teams_side(tmp_path) as teams:
            teams.bot.replies(invoke_reply(MESSAGE, "Noted"))
            await press(teams, self.FORM, verb="send", inputs=given)
            await press(teams, self.FORM, verb="send", inputs={**self.GOOD, "agree": "yes"})
        full, least = [one["value"]["action"]["data"] for one in teams.bot.heard]
        texts = {key: value for key, value in given.items() if isinstance(value, str)}
        assert full == texts | {
            "report": "r1",
            "agree": "yes",
            "shared": "true",
            "count": "3",
            "many": "a,b",
            "new": "7",
        }
        assert (least["shared"], least["code"], least["many"]) == ("false", "", "")

    @pytest.mark.parametrize(
        ("given", "name", "why"),
        [
            ({"comment": "  "}, "comment", "Say what to change"),
            ({"agree": False}, "agree", "This is required."),
            ({"code": "abcde"}, "code", "At most 4 characters."),
            ({"code": "AB"}, "code", "This is not in the form asked for."),
            ({"count": "many"}, "count", "This is not a number."),
            ({"count": 6}, "count", "This number is outside what is allowed."),
            ({"on": "2026-08-31"}, "on", "This date is outside what is allowed."),
            ({"at": "25:00"}, "at", "This is not a time."),
            ({"one": "z"}, "one", "This is not one of the choices."),
            ({"many": ["a", "z"]}, "many", "This is not one of the choices."),
            ({"made_up": "x"}, "made_up", "The card has no such input."),
        ],
    )
    async def test_are_checked_first(self, tmp_path: Path, given: dict[str, Any], name: str, why: str) -> None:
        async with teams_side(tmp_path) as teams:
            answer = await press(teams, self.FORM, verb="send", inputs={**self.GOOD, **given})
            assert (answer["status"], answer["errors"]) == (422, {name: why})
            assert teams.bot.heard == []


class TestOldClients:
    """A client without Action.Execute shows the fallback; its press is a message with a value."""

    SUBMIT: ClassVar[dict[str, Any]] = {
        "type": "Action.Submit",
        "title": "Approve",
        "data": {"verb": "approve", "report": "r1"},
    }

    @pytest.mark.parametrize(
        "shown",
        [
            card(execute("approve", fallback=SUBMIT)),
            card(
                body=[
                    {
                        "type": "ActionSet",
                        "actions": [execute("approve"), {"type": "Action.OpenUrl", "url": "https://x.example"}],
                        "fallback": {"type": "ActionSet", "actions": [SUBMIT]},
                    }
                ]
            ),
            card(SUBMIT, execute("approve"), execute("approve", fallback="drop")),
        ],
    )
    async def test_submit_comes_as_a_message(self, tmp_path: Path, shown: dict[str, Any]) -> None:
        shown = {**shown, "body": [*shown["body"], {"type": "Input.Text", "id": "comment"}]}
        async with teams_side(tmp_path) as teams:
            message_id = await teams.send(shown)
            wanted = {
                "activity_id": message_id,
                "verb": "approve",
                "inputs": {"comment": "Good"},
                "platform": "Android",
            }
            answer = await teams.play("submit", wanted)
            assert (answer.status, answer.body["delivered"]) == (200, True)
            (heard,) = teams.bot.heard
            assert (heard["type"], heard["text"], heard["replyToId"]) == ("message", None, message_id)
            assert heard["value"] == {"verb": "approve", "report": "r1", "comment": "Good"}
            assert heard["entities"][0]["platform"] == "Android"
            assert len(await teams.chat()) == 1, "a submit leaves no message in the chat"

    async def test_a_button_without_fallback_is_not_there(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path) as teams:
            message_id = await teams.send(card(execute("approve")))
            assert (await teams.play("submit", {"activity_id": message_id, "verb": "approve"})).status == 409


class TestRefresh:
    """A client that shows a card asks for its newer self, for the people whom the card names."""

    @staticmethod
    def refreshing(**more: Any) -> dict[str, Any]:
        return card(refresh={"action": {"type": "Action.Execute", "verb": "report.show", "data": {"id": "r1"}}, **more})

    async def test_the_bot_is_asked_automatically(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path) as teams:
            teams.bot.replies(invoke_reply(CARD, DECIDED))
            for shown in (self.refreshing(), self.refreshing(userIds=[Names(TRUST).of(HEAD.id)])):
                message_id = await teams.send(shown)
                answer = await teams.play("refresh", {"activity_id": message_id})
                assert answer.body["card"] == DECIDED
            assert teams.bot.heard[0]["value"] == {
                "action": {"type": "Action.Execute", "verb": "report.show", "data": {"id": "r1"}},
                "trigger": "automatic",
            }

    async def test_not_for_others_and_not_without_a_refresh(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path) as teams:
            for shown in (card(), self.refreshing(userIds=[]), self.refreshing(userIds=[Names(TRUST).of(OTHER.id)])):
                message_id = await teams.send(shown)
                assert (await teams.play("refresh", {"activity_id": message_id})).status == 409
            assert teams.bot.heard == []
