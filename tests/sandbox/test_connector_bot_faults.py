"""A bot that is down, slow or failing, by a lever of the sandbox."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.connector.bot_line import Patience
from sandbox.faults import Faults
from tests.sandbox.teams_side import card, execute, invoke_reply, teams_side

NOTED = invoke_reply("application/vnd.microsoft.activity.message", "Noted")
UNREACHABLE = "Unable to reach app. Please try again."


@pytest.mark.parametrize(
    ("fault", "status", "heard"),
    [
        ({"kind": "timeout", "seconds": 0}, None, 0),
        ({"kind": "timeout"}, None, 0),
        ({"kind": "status", "status": 500}, 500, 0),
        ({"kind": "applied_then_500"}, 500, 3),
        ({"kind": "slow", "seconds": 12}, None, 3),  # it hears of the press each time, and answers too late
    ],
)
async def test_what_teams_shows(tmp_path: Path, fault: dict[str, Any], status: int | None, heard: int) -> None:
    faults = Faults()
    async with teams_side(tmp_path, faults=faults, patience=Patience(deadline=0.05)) as teams:
        teams.bot.replies(NOTED)
        pressed = {"activity_id": await teams.send(card(execute("ask"))), "verb": "ask"}
        faults.add({"service": "bot", "times": None, **fault})
        shown = (await teams.play("click", pressed)).body
        assert (shown["text"], shown["bot_status"], shown["tries"]) == (UNREACHABLE, status, 3)
        assert len(teams.bot.heard) == heard
        faults.clear()
        assert (await teams.play("click", pressed)).body["text"] == "Noted"


async def test_an_answer_that_comes_in_time_is_shown(tmp_path: Path) -> None:
    faults = Faults()
    async with teams_side(tmp_path, faults=faults) as teams:
        teams.bot.replies(NOTED)
        pressed = {"activity_id": await teams.send(card(execute("ask"))), "verb": "ask"}
        faults.add({"service": "bot", "kind": "slow", "seconds": 0.05})
        shown = (await teams.play("click", pressed)).body
        assert (shown["text"], shown["tries"]) == ("Noted", 1)
