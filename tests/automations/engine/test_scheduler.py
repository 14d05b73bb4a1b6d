"""What is due is done once, by whichever process comes first, and nothing is approved by silence."""

import asyncio
import threading
from datetime import timedelta

from automations.engine.scheduler import SILENT_AFTER, heartbeat, strike
from handbook.reports.approval import ApproveReport
from handbook.reports.report import Status
from store.ledger import Ledger
from tests.automations.office import ADVISOR, HEAD, Office
from tests.support import builders as a
from tests.support.far_ends import words_of

FIVE_SCHOOL_DAYS, FIFTEEN_SCHOOL_DAYS = timedelta(days=7), timedelta(days=21)


async def test_a_headteacher_is_reminded_once(office: Office) -> None:
    await office.come_to(Status.SENT)
    assert await strike(office.desk) == 0
    office.now += FIVE_SCHOOL_DAYS
    assert [await strike(office.desk), await strike(office.desk)] == [1, 0]
    await office.keep_all()
    assert len(office.ends.messenger.to(HEAD)) == 2
    assert (await office.report()).reminders == 1


async def test_the_advisor_hears_that_a_report_waits_and_nothing_of_what_it_says(office: Office) -> None:
    await office.come_to(Status.SENT)
    office.now += FIFTEEN_SCHOOL_DAYS
    assert await strike(office.desk) == 2
    await office.keep_all()
    (told,) = office.ends.messenger.to(ADVISOR)
    assert not any(text[:20] in words_of(told.card) for text in a.a_contents().sections.values())
    assert (await office.report()).status is Status.SENT


async def test_two_clocks_that_strike_at_once_do_it_once(office: Office) -> None:
    await office.come_to(Status.SENT)
    office.now += FIFTEEN_SCHOOL_DAYS
    other = Office(office.database)
    other.now = office.now
    due = await office.desk.read(lambda books: books.reports.waiting())
    assert due
    struck = [await strike(office.desk), await strike(other.desk)]
    other.close()
    assert struck == [2, 0]


async def test_what_was_answered_meanwhile_is_left_alone(small_office: Office) -> None:
    """The headteacher approves in the moment between looking and striking."""
    report = await small_office.come_to(Status.SENT)
    small_office.now += FIVE_SCHOOL_DAYS
    begun, struck_too, desk = threading.Event(), threading.Event(), small_office.desk
    waiting = desk._writer._waiting  # pyright: ignore[reportPrivateUsage] - tells who stands in the queue

    def busy(_: Ledger) -> tuple[()]:
        begun.set()
        struck_too.wait(10)
        return ()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.record(busy))
        await asyncio.to_thread(begun.wait, 10)
        tasks.create_task(desk.decide(ApproveReport(report.id, 1), HEAD.id, "teams"))
        striking = tasks.create_task(strike(desk))
        while len(waiting) < 2:
            await small_office.a_moment()
        struck_too.set()
    assert striking.result() == 0
    assert (await small_office.report()).reminders == 0


async def test_a_report_of_a_school_that_left_is_not_due(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    with small_office.database.writing() as books:
        books.roster.replace([], [], {}, {})
    small_office.now += FIVE_SCHOOL_DAYS
    assert await strike(small_office.desk) == 0


async def test_a_worker_that_went_silent_is_found_until_it_was_taken_over(office: Office) -> None:
    assert await heartbeat(office.desk, "worker-1") == ()
    office.now += SILENT_AFTER + timedelta(seconds=1)
    assert await heartbeat(office.desk, "worker-2") == ("worker-1",)
    assert await heartbeat(office.desk, "worker-3") == ("worker-1",)  # the second may have gone down in between
    await office.desk.strike_off(["worker-1"])
    assert await heartbeat(office.desk, "worker-2") == ()
