"""W1, W2: what follows from a decision, also when it is done twice, late, or half."""

import asyncio
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from automations.engine.jobs.outbox import FOLLOW_UP, JobQueue, OutboxJob
from automations.engine.notifications import send_card
from automations.reports.approval import NoteFiled
from automations.reports.cards import ReportKind, report_about
from automations.workflows import TABLES
from cards.kit.earlier import OPEN
from handbook.core.external_errors import Unavailable
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.approval import ApproveReport, AskForChange, SendReport
from handbook.reports.library import Library
from handbook.reports.reminders import RemindHeadteacher
from handbook.reports.report import Filed, Status
from store.unit_of_work import UnitOfWork
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import verbs, words

STEM = "2026-27_Autumn_SIP-report_900001"


def graph(effect: str, report_id: str, version: int = 1, key: str = "again") -> OutboxJob:
    return OutboxJob(effect, key, {"report_id": report_id, "version": version}, JobQueue.GRAPH)


async def second_version(office: Office) -> str:
    """Asked to change version 1, the SIP has sent version 2; nothing of that is kept yet."""
    report = await office.come_to(Status.CHANGE_ASKED)
    await office.receive(data=b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    return report.id


async def test_an_earlier_version_is_closed_to_its_readers(office: Office) -> None:
    await second_version(office)
    await office.run_all()
    drafts = office.ends.libraries.named(Library.DRAFTS)
    assert drafts[f"{STEM}_v1.docx"].readers == set()
    assert drafts[f"{STEM}_v2.docx"].readers == {SIP.email, HEAD.email}
    assert [drafts[f"{STEM}_v{number}.docx"].data for number in (1, 2)] == [b"PK first", b"PK second"]


async def test_a_version_that_was_never_placed_need_not_be_closed(small_office: Office) -> None:
    report = await small_office.receive()
    await small_office.run(graph("close_draft", report.id))
    assert small_office.outbox() == []


async def test_a_draft_placed_after_the_decision_calls_nobody(small_office: Office) -> None:
    """The external service was slow: the headteacher had answered from the card of the version before."""
    report = await small_office.receive()
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await small_office.bus.decide(AskForChange(report.id, 1, "Please say more."), HEAD.id, "teams")
    await small_office.run_all()
    assert small_office.ends.messenger.to(HEAD) == []
    assert (await small_office.report()).status is Status.CHANGE_ASKED


async def test_a_draft_that_a_newer_one_overtook_is_closed_again(small_office: Office) -> None:
    """The external service was slow: version 1 is placed after version 2 was sent."""
    report = await small_office.receive()
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    small_office.ends.fail("place", Unavailable("slow"))
    (late,) = await small_office.run_all()
    await small_office.receive(data=b"PK second")
    await small_office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await small_office.run_all()
    await small_office.run(late)
    await small_office.run_all()
    drafts = small_office.ends.libraries.named(Library.DRAFTS)
    assert drafts[f"{STEM}_v1.docx"].readers == set()
    assert drafts[f"{STEM}_v2.docx"].readers == {SIP.email, HEAD.email}
    assert len(small_office.ends.messenger.to(HEAD)) == 1


async def test_a_reminder_of_an_earlier_version_becomes_a_line(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await small_office.bus.decide(RemindHeadteacher(report.id, 1, 1), "clock", "clock")
    await small_office.run_all()
    reminder = small_office.ends.messenger.to(HEAD)[-1]
    await small_office.receive(data=b"PK second")
    await small_office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await small_office.run_all()
    assert verbs(reminder.card) == {OPEN}


async def test_the_view_is_filed_beside_what_was_approved_never_in_it(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await small_office.bus.decide(ApproveReport(report.id, 1, True, "We agree."), HEAD.id, "teams")
    await small_office.run_all()
    filed = small_office.ends.libraries.named(Library.REPORTS)
    assert set(filed) == {f"{STEM}_v1.docx", f"{STEM}_v1.pdf", f"{STEM}_v1_headteachers-view.docx"}
    assert filed[f"{STEM}_v1.docx"].data == b"PK first"
    assert all(file.columns["ApprovedBy"] == HEAD.name for file in filed.values())


async def test_what_is_done_twice_is_done_once(office: Office) -> None:
    """As after a crash between doing and noting: every effect once more, and nobody hears of it."""
    report = await office.come_to(Status.FILED)
    files, told = dict(office.ends.libraries.files), len(office.ends.messenger.messages)
    entries = len(office.entries())
    for effect in ("place_draft", "file_report"):
        await office.run(graph(effect, report.id))
    filed = Filed(a.a_filed_item("other.docx"), a.a_filed_item("other.pdf"))
    await office.bus.decide(NoteFiled(report.id, filed))
    await office.run_all()
    assert (office.ends.libraries.files, len(office.ends.messenger.messages)) == (files, told)
    assert len(office.entries()) == entries
    assert (await office.report()).filed == report.filed


async def test_a_report_that_is_not_filed_yet_is_not_opened_to_anybody(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    await small_office.run(OutboxJob("share_report", "k", {"report_id": report.id}, JobQueue.GRAPH))
    assert small_office.ends.libraries.named(Library.REPORTS) == {}
    assert small_office.outbox() == []


async def in_one_commit(office: Office, *decisions: tuple[object, str]) -> None:
    """These are decided together, in this order."""
    begun, queued, bus = threading.Event(), threading.Event(), office.bus

    def busy(_: UnitOfWork) -> tuple[()]:
        begun.set()
        queued.wait(10)
        return ()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bus.record(busy))
        await asyncio.to_thread(begun.wait, 10)
        for command, person_id in decisions:
            tasks.create_task(bus.decide(command, person_id, "teams"))
            await office.a_moment()
        queued.set()


async def test_decisions_that_shared_a_commit_are_each_followed_up(office: Office) -> None:
    """Also where the follow-up of one of them cannot be made: the others are, and it is told and tried again."""
    report = await office.come_to(Status.SENT)
    agreed, approved = (AskForAgreement("900001", 0), ADVISOR.id), (ApproveReport(report.id, 1), HEAD.id)
    await in_one_commit(office, agreed, approved)
    assert [job.effect for job in office.outbox()] == [FOLLOW_UP, FOLLOW_UP]
    with monkeypatched_agreement():
        (waits,) = await office.run_all()
    assert (waits.args["fan_out"], waits.attempt) == ("agreement_changed", 2)
    assert (await office.report()).status is Status.FILED
    await office.wait_and_keep()
    assert len(office.ends.messenger.to(HEAD)) == 4  # to approve, to agree, for the board, for the governors


async def test_follow_ups_that_an_older_version_promised_as_one_are_each_tried(small_office: Office) -> None:
    report = await small_office.come_to(Status.APPROVED)
    await small_office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")
    of = json.dumps([["agreement_changed", "agreement:900001"], ["report_approved", f"report:{report.id}"]])
    together = OutboxJob("fan_outs", "k", {"of": of}, JobQueue.DESK)
    (agreement,) = [one for one in small_office.outbox() if one.args.get("about") == "agreement:900001"]
    with monkeypatched_agreement():
        await small_office.run(together)
    assert "file_report" in [job.effect for job in small_office.outbox()]
    assert [one.attempt for one in small_office.outbox() if one.effect == "fan_outs"] == [2]
    await small_office.wait_and_keep()
    assert small_office.outbox() == []
    assert agreement.attempt == 1


@contextmanager
def monkeypatched_agreement() -> Generator[None]:
    """Meanwhile nothing can be said of what follows from an agreement."""

    def raises(*_: object) -> tuple[()]:
        raise RuntimeError("no")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TABLES.follow_ups, "agreement_changed", raises)  # pyright: ignore[reportPrivateUsage, reportArgumentType, reportCallIssue] - a fault of our own
        yield


async def test_whoever_does_not_wait_for_an_answer_harms_nobody(small_office: Office) -> None:
    """The request was cut off; what it asked for is done, and so is what came after."""
    report = await small_office.come_to(Status.SENT)
    begun, cut, bus = threading.Event(), threading.Event(), small_office.bus

    def busy(_: UnitOfWork) -> tuple[()]:
        begun.set()
        cut.wait(10)
        return ()

    held = asyncio.create_task(bus.record(busy))
    await asyncio.to_thread(begun.wait, 10)
    impatient = asyncio.create_task(bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams"))
    await small_office.a_moment()
    impatient.cancel()
    cut.set()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    await held
    await bus.record(lambda _: ())  # comes after all that waited
    await small_office.run_all()
    assert (await small_office.report()).status is Status.FILED


async def test_a_card_for_somebody_new_is_drawn_when_it_is_sent(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    await small_office.run(send_card(ReportKind.REPORT, ADVISOR.id, report_about(report.id), 1, "fresh"))
    assert "approved" in words(small_office.ends.messenger.to(ADVISOR)[-1].card).lower()
