"""What those who run the service ask it: does it live, can it work."""

import asyncio
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from automations.engine.command_bus import CLOCK
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import PauseWork
from handbook.operating.alerts import RaiseAlert
from service.calendar_door import GONE
from store.sealing.keys import NoKeys
from tests.support.house import House, a_house

FROM_OUTSIDE = {"X-Forwarded-For": "192.0.2.1"}


async def readiness(house: House) -> tuple[int, bool]:
    async with house.http.get(f"{house.bot}/readyz") as reply:
        return reply.status, (await reply.json())["ready"]


async def becomes(house: House, ready: bool) -> None:
    """Returns once it says so; a process may take a moment to notice."""
    async with asyncio.timeout(20):
        while (await readiness(house))[1] is not ready:
            await asyncio.sleep(0.05)


def rename(house: House, table: str, to: str) -> None:
    with house.service.database.engine.begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {table} RENAME TO {to}"))


async def test_it_says_that_cases_are_closed_while_their_key_is_missing(tmp_path: Path) -> None:
    """And it works."""
    async with a_house(tmp_path) as house:
        house.service.database.keys = NoKeys()
        async with house.http.get(f"{house.bot}/readyz", headers=FROM_OUTSIDE) as reply:
            told = {"ready": True, "closed": "concerns and complaints: their key is missing"}
            assert (reply.status, await reply.json()) == (200, told)


async def test_it_is_ready_while_its_ledger_can_be_read(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        assert await readiness(house) == (200, True)
        rename(house, "roster_revision", "gone")
        await becomes(house, ready=False)
        assert await readiness(house) == (503, False)
        async with house.http.get(f"{house.bot}/healthz") as reply:
            assert (reply.status, await reply.json()) == (200, {"status": "ok"})
        rename(house, "gone", "roster_revision")
        await becomes(house, ready=True)
        house.service.ready = False  # as it is while it stops
        assert await readiness(house) == (503, False)
        house.service.ready = True


async def test_what_is_no_message_or_file_is_turned_away(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for body, status in ((b"{" * 600_000, 413), (b"{", 400), (b"[]", 400)):
            headers = {"Content-Type": "application/json"}
            async with house.http.post(f"{house.bot}/api/messages", data=body, headers=headers) as reply:
                assert reply.status == status
        async with house.http.get(f"{house.bot}/api/messages") as reply:
            assert reply.status == 405
        async with house.http.get(f"{house.bot}/anything") as reply:
            assert reply.status == 404
        async with house.http.get(f"{house.bot}/visits/guessed.ics") as reply:
            assert (reply.status, await reply.text()) == (404, GONE)
        async with house.http.get(f"{house.bot}/celebrations/guessed.xlsx") as reply:
            assert (reply.status, await reply.text()) == (404, GONE)
        of_sip = house.service.links.celebration_list(house.school().sip_id, house.now + timedelta(hours=1))
        async with house.http.get(of_sip) as reply:
            assert (reply.status, await reply.text()) == (404, GONE)
        async with house.http.get(f"{house.bot}/memberships/guessed.xlsx") as reply:
            assert (reply.status, await reply.text()) == (404, GONE)
        for form in ("Winter-ofsted-2025", "Autumn-ofsted-1992", "Autumn-"):
            async with house.http.get(f"{house.bot}/forms/{form}.docx") as reply:
                assert reply.status == 404
        own = house.service.links.calendar_file(house.school().sip_id, "", house.now + timedelta(hours=1))
        async with house.http.get(own) as reply:
            assert (reply.status, reply.content_type) == (200, "text/calendar")


async def test_every_page_says_that_nobody_shows_it_in_a_frame(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for path in ("/about", "/records/" + "a" * 30, "/healthz", "/visits/x.ics", "/nothing-here"):
            async with house.http.get(f"{house.bot}{path}") as reply:
                assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"], path
                assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_who_runs_it_reads_what_waits_and_what_is_wrong_and_who_asks_from_outside_does_not(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        bus = house.service.bus
        await bus.decide(PauseWork(f"mailbox:{house.roster['people'][0]['id']}", "they asked", "Oona"))
        await bus.decide(RaiseAlert("waiting:mail", 61), CLOCK, "clock")
        later = OutboxJob("file_report", "a", {"report_id": "a"}, JobQueue.GRAPH).again(600, error="Forbidden")
        await bus.record(lambda _: [later])
        async with house.http.get(f"{house.bot}/readyz") as reply:
            told = await reply.json()
        assert told["work"]["sharepoint"]["waiting"] >= 1
        assert told["wrong"] == ["Work that needs e-mail has waited for 61 minutes.", "mailbox: stopped by somebody"]
        async with house.http.get(f"{house.bot}/readyz", headers=FROM_OUTSIDE) as reply:
            assert await reply.json() == {"ready": True}


async def test_a_worker_that_ends_in_order_is_not_missed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        async with asyncio.timeout(20):
            while not await house.service.bus.read(lambda uow: uow.workers.all()):
                await asyncio.sleep(0.02)
        await house.service._take_leave()  # pyright: ignore[reportPrivateUsage] - nothing can be asked once it has stopped
        assert await house.service.bus.read(lambda uow: uow.workers.all()) == ()
