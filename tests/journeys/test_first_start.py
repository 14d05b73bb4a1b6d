"""From an empty folder to the first approved report, with nothing but `sipdesk init`, spreadsheets and Teams."""

import asyncio
from contextlib import redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest

from service import logs
from service.__main__ import main
from service.settings import Settings
from tests.support import trust_files
from tests.support.house import MONDAY, a_house_with, a_sandbox, free_port
from tests.support.story import Story


def silent(_level: str) -> None:
    """The tests keep their own way of logging."""


async def test_from_nothing_to_the_first_approved_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "configure", silent)
    monkeypatch.chdir(tmp_path)
    clock: list[datetime] = [MONDAY]
    async with a_sandbox(tmp_path, f"http://127.0.0.1:{free_port()}", lambda: clock[0]) as around:
        words = ["init", "--sandbox", around.origin, "--yes"]
        for kind in ("schools", "terms", "people", "checks"):
            file = getattr(trust_files, f"{kind}_file")(tmp_path, around.roster)
            words += [f"--{kind}", file.name]
        with redirect_stdout(StringIO()) as printed:  # no `capsys`: the engine would keep its stream for its logs
            assert await asyncio.to_thread(main, words) == 0, printed.getvalue()
        told = printed.getvalue()
        assert "The list has 31 people and 12 schools." in told
        assert "Start the service.\n      sipdesk serve --local" in told.partition("What is left to do:")[2]
        settings = Settings().model_copy(update={"clock_seconds": 3600, "poll_seconds": 0.1, "take_back_seconds": 0})  # pyright: ignore[reportCallIssue] - from the file
        assert settings.roster is None
        async with a_house_with(settings, around, clock) as house:
            story = Story.of(house)
            for act in ("uninstall", "install"):  # everybody has the app on the sandbox's first day
                await story.head.play(act)
                await house.kept()
            assert "Welcome" in (await story.head.newest()).words
            await story.approved()
            assert sorted(Path(name).suffix for name in await story.filed()) == [".docx", ".pdf"]
            assert [one["detail"]["kind"] for one in await house.audit("list_changed")] == [
                "schools",
                "terms",
                "people",
                "checks",
            ]
            await house.check_cards()
