"""The list is changed while the service runs: it takes effect at once, and no later start undoes it."""

import asyncio
import json
from pathlib import Path

import pytest

from service import logs
from service.__main__ import main
from tests.support.house import House

NOBODY = "00000000-0000-4000-8000-000000000000"
UNKNOWN = "You are not on the SIP service’s list of people."


async def answer(house: House, person_id: str) -> str:
    somebody = house.somebody(person_id)
    await somebody.type("help")
    await house.kept()
    return (await somebody.cards())[-1].words


async def test_an_import_takes_effect_at_once_and_stays(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "configure", lambda _level: None)
    head = house.holder("headteacher").id
    first, file = house.service.settings.roster, tmp_path / "new.json"
    assert first is not None
    file.write_text(json.dumps(house.roster), encoding="utf-8")
    first.write_text(json.dumps(house.roster).replace(head, NOBODY), encoding="utf-8")
    await house.restart()
    assert UNKNOWN in await answer(house, head)
    url = house.service.database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", url)
    assert await asyncio.to_thread(main, ["import", "list", str(file), "--apply"]) == 0
    await asyncio.sleep(1.0)
    assert UNKNOWN not in await answer(house, head)
    for _ in range(2):  # the file says the other thing still; then it is not there at all
        await house.restart()
        assert UNKNOWN not in await answer(house, head)
        first.unlink(missing_ok=True)
    [changed] = await house.audit("list_changed")
    assert changed["about"] == "list"


async def test_without_a_file_the_databases_list_stands(house: House) -> None:
    house.service.settings.roster = None
    await house.restart()
    assert UNKNOWN not in await answer(house, house.holder("headteacher").id)
