"""What is due is done once, by whichever process comes first, and nothing is approved by silence."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from automations.engine.inbound.commands import NoteFile
from automations.engine.scheduler import SILENT_AFTER, heartbeat, run_due_commands
from automations.reports import reminders as report_reminders
from automations.reports.arrival import ReceiveReport
from automations.workflows import TABLES
from handbook.core.school_years import Term
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.arriving.file_question import AnswerFile
from handbook.reports.reminders import Due, RemindHeadteacher
from handbook.reports.report import Report, Status
from store.unit_of_work import UnitOfWork
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.fakes import words_of

FIVE_SCHOOL_DAYS, FIFTEEN_SCHOOL_DAYS = timedelta(days=7), timedelta(days=21)


async def test_a_headteacher_is_reminded_once(office: Office) -> None:
    await office.come_to(Status.SENT)
    assert await run_due_commands(office.bus, TABLES.due) == 0
    office.now += FIVE_SCHOOL_DAYS
    assert [await run_due_commands(office.bus, TABLES.due), await run_due_commands(office.bus, TABLES.due)] == [1, 0]
    await office.run_all()
    assert len(office.ends.messenger.to(HEAD)) == 2
    assert (await office.report()).reminders == 1


async def test_the_advisor_hears_that_a_report_waits_and_nothing_of_what_it_says(office: Office) -> None:
    await office.come_to(Status.SENT)
    office.now += FIFTEEN_SCHOOL_DAYS
    assert await run_due_commands(office.bus, TABLES.due) == 2
    await office.run_all()
    (told,) = office.ends.messenger.to(ADVISOR)
    assert not any(text[:20] in words_of(told.card) for text in a.a_contents().sections.values())
    assert (await office.report()).status is Status.SENT


async def test_two_clocks_that_strike_at_once_do_it_once(office: Office) -> None:
    await office.come_to(Status.SENT)
    office.now += FIFTEEN_SCHOOL_DAYS
    other = Office(office.database)
    other.now = office.now
    due = await office.bus.read(lambda uow: uow.reports.waiting())
    assert due
    done = [await run_due_commands(office.bus, TABLES.due), await run_due_commands(other.bus, TABLES.due)]
    other.close()
    assert done == [2, 0]


async def test_what_was_answered_meanwhile_is_left_alone(small_office: Office) -> None:
    """The headteacher approves in the moment between looking and striking."""
    report = await small_office.come_to(Status.SENT)
    small_office.now += FIVE_SCHOOL_DAYS
    begun, struck_too, bus = threading.Event(), threading.Event(), small_office.bus
    waiting = bus._writer._waiting  # pyright: ignore[reportPrivateUsage] - tells who stands in the queue

    def busy(_: UnitOfWork) -> tuple[()]:
        begun.set()
        struck_too.wait(10)
        return ()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bus.record(busy))
        await asyncio.to_thread(begun.wait, 10)
        tasks.create_task(bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams"))
        striking = tasks.create_task(run_due_commands(bus, TABLES.due))
        while len(waiting) < 2:
            await small_office.a_moment()
        struck_too.set()
    assert striking.result() == 0
    assert (await small_office.report()).reminders == 0


async def test_a_report_of_a_school_that_left_is_not_due(small_office: Office) -> None:
    await small_office.come_to(Status.SENT)
    with small_office.database.writing() as uow:
        uow.roster.replace([], [], {}, {})
    small_office.now += FIVE_SCHOOL_DAYS
    assert await run_due_commands(small_office.bus, {"reports": TABLES.due["reports"]}) == 0


async def test_a_worker_that_went_silent_is_found_until_it_was_taken_over(office: Office) -> None:
    assert await heartbeat(office.bus, "worker-1") == ()
    office.now += SILENT_AFTER + timedelta(seconds=1)
    assert await heartbeat(office.bus, "worker-2") == ("worker-1",)
    assert await heartbeat(office.bus, "worker-3") == ("worker-1",)  # the second may have gone down in between
    await office.bus.remove_workers(["worker-1"])
    assert await heartbeat(office.bus, "worker-2") == ()


async def test_a_worker_is_not_silent_to_itself_when_the_clock_jumps_while_it_beats(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does where a machine sleeps: it would take over its own jobs, and wait to strike itself off."""

    def leaps() -> datetime:
        office.now += 2 * SILENT_AFTER
        return office.now

    monkeypatch.setattr(office.bus, "now", leaps)
    assert await heartbeat(office.bus, "worker-1") == ()


async def another_sent(office: Office) -> Report:
    """A report of the spring beside that of the autumn."""
    await office.bus.decide(NoteFile("spring", "report.docx", "https://t/file"), SIP.id, "teams")
    await office.bus.decide(ReceiveReport("spring", b"PK spring", a.a_contents(term=Term.SPRING)), SIP.id, "teams")
    soon = office.now + timedelta(seconds=1)
    (asked,) = await office.bus.read(lambda uow: uow.file_questions.waiting_since(soon))
    await office.bus.decide(AnswerFile(asked.id, 1, 1), SIP.id, "teams")  # it has not begun, and is of the spring
    (report,) = [one for one in await office.bus.read(_of_the_school) if one.term is Term.SPRING]
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    return report


def _of_the_school(uow: UnitOfWork) -> Sequence[Report]:
    return uow.reports.of_school("900001")


async def test_a_report_of_which_nobody_can_say_what_is_due_stops_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported: to the log, and once a day to whoever looks after the service."""
    report = await office.come_to(Status.SENT)
    other = await another_sent(office)
    office.now += FIVE_SCHOOL_DAYS
    assert {one.id for one in await office.bus.read(lambda uow: uow.reports.waiting())} == {report.id, other.id}
    really = report_reminders.due

    def due(one: Report, *around: Any) -> tuple[Due, ...]:
        if one.id == report.id:
            date(999999, 9, 1)
        return really(one, *around)

    monkeypatch.setattr(report_reminders, "due", due)
    with capture_logs() as logs:
        await run_due_commands(office.bus, TABLES.due)
        await run_due_commands(office.bus, TABLES.due)
    assert {entry["record"] for entry in logs if entry["event"] == "deadline_unknown"} == {report.id}
    await office.run_all()
    told = [said for said in office.ends.messenger.said_to(ADVISOR) if "cannot work out what is due" in said]
    assert len(told) == 1
    with office.database.reading() as uow:
        assert {one.id: uow.reports.get(one.id).reminders for one in (report, other)} == {report.id: 0, other.id: 1}


@pytest.mark.parametrize("kind", ["reports", "visits", "calendars", "records"])
async def test_a_kind_of_deadline_that_fails_stops_no_other(
    small_office: Office, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    await small_office.come_to(Status.SENT)
    small_office.now += FIVE_SCHOOL_DAYS

    def fails(*_: object) -> tuple[()]:
        raise RuntimeError("the database is locked")

    monkeypatch.setitem(TABLES.due, kind, fails)  # pyright: ignore[reportPrivateUsage, reportArgumentType] - a fault of our own
    with capture_logs() as logs:
        await run_due_commands(small_office.bus, TABLES.due)
    assert [entry["kind"] for entry in logs if entry["event"] == "deadline_unknown"] == [kind]
    await small_office.run_all()
    assert (await small_office.report()).reminders == (0 if kind == "reports" else 1)
    assert any(f"some of its {kind}" in said for said in small_office.ends.messenger.said_to(ADVISOR))


async def test_a_deadline_that_cannot_be_carried_out_stops_no_other(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await small_office.come_to(Status.SENT)
    small_office.now += FIVE_SCHOOL_DAYS
    broken = RemindHeadteacher(report.id, 1, "two")  # pyright: ignore[reportArgumentType] - it cannot be compared

    def all_due(*_: object) -> list[object]:
        return [broken, object(), RemindHeadteacher(report.id, 1, 1)]

    monkeypatch.setitem(TABLES.due, "reports", all_due)  # pyright: ignore[reportPrivateUsage, reportArgumentType] - a fault of our own
    with capture_logs() as logs:
        assert await run_due_commands(small_office.bus, TABLES.due) == 1
    assert [entry["command"] for entry in logs if entry["event"] == "deadline_failed"] == ["RemindHeadteacher"]
    assert (await small_office.report()).reminders == 1
