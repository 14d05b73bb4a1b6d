"""The whole drill with processes: a backup by the command while a press is being dealt with, `kill -9`, the database
gone, the backup restored by the command, the service started again."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.processes import Processes, processes
from tests.support.story import Story

ROUNDS = 5


@pytest.fixture
async def trust(tmp_path: Path, sqlite_databases: Databases) -> AsyncIterator[Processes]:
    with sqlite_databases.ready() as url:
        async with processes(tmp_path, url) as started:
            await started.start()
            yield started


async def sipdesk(trust: Processes, command: str, file: Path) -> None:
    given = os.environ | {"SIPDESK_DATABASE_URL": str(trust.settings["database_url"])}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "service", command, str(file)), env=given, cwd=trust.folder
    )
    assert await process.wait() == 0


def lost(trust: Processes) -> None:
    database = Path(trust.database.url.database or "")
    for one in database.parent.glob(f"{database.name}*"):
        one.unlink()


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_backed_up_at_any_moment_killed_and_restored(trust: Processes) -> None:
    """Each round another school’s headteacher approves. Whatever the backup caught of that, it is approved once in the
    end, and filed once."""
    chance = random.Random()
    for number in range(ROUNDS):
        story, file = Story.of(trust, number), trust.folder / f"backup-{number}"
        card = await story.sent()
        backup = asyncio.ensure_future(sipdesk(trust, "backup", file))
        await asyncio.sleep(chance.uniform(0, 3))
        await story.head.press(card, "report.approve")
        await backup
        await trust.kill()
        trust.database.close()
        lost(trust)
        await sipdesk(trust, "restore", file)
        await trust.start()
        await trust.settled()
        card = await story.head.again(card)
        if "report.approve" in card.verbs:  # the backup was taken before the press
            await story.head.press(card, "report.approve")
            await trust.settled()
        filed = await story.filed()
        assert len(filed) == 2
        for one in filed.values():
            assert len(await trust.libraries.versions(one)) == 2  # the file, and all its columns at once
    restored = [entry for entry in await trust.audit() if entry["action"] == "restored"]
    assert len(restored) == ROUNDS
    await trust.check_cards()
