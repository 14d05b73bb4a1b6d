"""Two processes on one PostgreSQL, and one of them is gone for good: what it had begun is finished by the other."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.people import Seen, Somebody
from tests.support.processes import FIRST, Processes, processes
from tests.support.story import Story

SECOND = "worker-2"
SILENT = "Something in SIP Desk needs a look."
_HOLDER = (
    "SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING' AND workflow_uuid LIKE 'file_report:%%'"
)
_BESIDE = (
    "SELECT count(*) FROM dbos.workflow_status WHERE status NOT IN ('SUCCESS', 'ERROR', 'CANCELLED') "
    "AND workflow_uuid NOT LIKE 'file_report:%%'"
)
_LONG_AGO = "UPDATE workers SET seen_at = seen_at - interval '10 minutes' WHERE executor_id = %s"


@pytest.fixture
async def trust(tmp_path: Path, postgresql_databases: Databases) -> AsyncIterator[Processes]:
    with postgresql_databases.ready() as url:
        async with processes(tmp_path, url, clock_seconds=1.0) as started:
            yield started


async def approved_while_uploads_are_slow(trust: Processes) -> tuple[Story, str]:
    """A report is approved and being filed; by whom. All that is told meanwhile is told: a message on its way when its
    sender dies may come twice, and is not what is looked at here."""
    story = Story.of(trust)
    card = await story.sent()
    await trust.fault(service="graph", kind="slow", seconds=60, method="PUT", path="/content", times=1)
    await story.head.press(card, "report.approve")
    async with asyncio.timeout(20):
        while not await trust.faults_met():
            await asyncio.sleep(0.02)
        while await trust.rows(_BESIDE) != [(0,)]:
            await asyncio.sleep(0.02)
    [(holder,)] = await trust.rows(_HOLDER)
    return story, holder


async def gone_for_good(trust: Processes, name: str) -> None:
    """It is killed, and nobody has heard from it for long."""
    await trust.kill(name)
    await trust.heal()
    await trust.rows(_LONG_AGO, (name,))


async def check_filed_and_told_once(story: Story) -> None:
    await story.house.settled()
    filed = await story.filed()
    assert len(filed) == 2
    for file in filed.values():
        assert len(await story.house.libraries.versions(file)) == 2
    told = [len(await about_the_report(person)) for person in (story.sip, story.head, story.advisor)]
    assert told == [2, 3, 1]
    assert len(await story.house.audit("approved")) == len(await story.house.audit("filed")) == 1
    await story.house.check_cards()


async def about_the_report(person: Somebody) -> list[Seen]:
    """Not that a worker is silent, which the Trust Advisor is told here too, as who looks after the service."""
    return [one for one in await person.messages() if one.summary != SILENT]


async def test_whoever_files_it_dies_and_the_other_finishes(trust: Processes) -> None:
    await trust.start(FIRST, "serve")
    await trust.start(SECOND, "work")
    story, holder = await approved_while_uploads_are_slow(trust)
    assert holder in (FIRST, SECOND)
    await gone_for_good(trust, holder)
    await check_filed_and_told_once(story)


async def test_a_worker_that_comes_later_takes_over_from_a_server_that_never_comes_back(trust: Processes) -> None:
    await trust.start(FIRST, "serve")
    story, holder = await approved_while_uploads_are_slow(trust)
    assert holder == FIRST
    await gone_for_good(trust, FIRST)
    await trust.start(SECOND, "work")
    await check_filed_and_told_once(story)


async def test_two_processes_share_the_work_and_do_it_once(trust: Processes) -> None:
    await trust.start(FIRST, "serve")
    await trust.start(SECOND, "work")
    stories = [Story.of(trust, number) for number in range(4)]
    cards = [await story.sent() for story in stories]
    presses = (story.head.press(card, "report.approve") for story, card in zip(stories, cards, strict=True))
    await asyncio.gather(*presses)
    await trust.settled()
    for story in stories:
        assert len(await story.filed()) == 2
        assert len(await story.head.cards()) == 3
    assert len(await trust.holder("trust_advisor").cards()) == 4
    await trust.check_cards()
