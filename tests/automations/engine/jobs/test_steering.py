"""What is called off is told to whoever waits for it, and no card goes on saying that it is being done."""

import pytest

from automations.engine.jobs.dbos_jobs import waiting
from automations.engine.jobs.given_up import CALLED_OFF, NoteGivenUp, job_id
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.steering import CallOffJob, Operator, RetryJobs, call_off_and_tell
from automations.overview.overview import line_rows
from automations.workflows import TABLES
from cards.search.found import report_line
from handbook.core.external_errors import Forbidden
from handbook.core.refusal import Refused
from handbook.reports.report import Report, Status
from handbook.school_record.year_reports import not_in_it
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support.card_reading import buttons
from tests.support.fakes import words_of

BY = Operator(name="Oona")
WHY = "the library is being moved"


async def approved(office: Office) -> tuple[Report, OutboxJob]:
    """A report that is about to be filed."""
    report = await office.come_to(Status.APPROVED)
    for job in office.outbox():
        if job.effect == "fan_out":
            await office.run(job)
    return report, next(job for job in office.outbox() if job.effect == "file_report")


async def call_off(office: Office, job: OutboxJob, why: str = WHY) -> None:
    await call_off_and_tell(office.bus, TABLES, job_id(job), why, BY)
    await office.run_all()


async def test_filing_that_is_called_off_is_told_and_nothing_says_that_it_is_being_filed(small_office: Office) -> None:
    office = small_office
    report, filing = await approved(office)
    assert "being filed" in report_line(report)
    await call_off(office, filing)
    report = await office.report()
    assert report.status is Status.APPROVED
    told = office.ends.messenger.to(SIP)[-1]
    assert "The approved report could not be filed yet: the person who looks after SIP Desk has called it off" in (
        words_of(told.card)
    )
    assert f"({WHY})" in words_of(told.card)
    assert "Try again" in buttons(told.card)
    assert report_line(report).endswith("not filed: its card says why")
    assert "could not be filed yet" in " ".join(not_in_it([report]))
    for one in office.ends.messenger.messages:
        assert "is being filed" not in words_of(one.card)


async def test_what_was_called_off_can_be_taken_up_and_the_cards_say_so_no_more(small_office: Office) -> None:
    office = small_office
    _, filing = await approved(office)
    await call_off(office, filing)
    await office.bus.decide(RetryJobs((job_id(filing),), operator="Oona"))
    await office.run_all()
    report = await office.report()
    assert (report.status, report.trouble) == (Status.FILED, "")


async def test_what_was_given_up_is_called_off_and_needs_no_look_any_more(small_office: Office) -> None:
    office = small_office
    _, filing = await approved(office)
    office.ends.fail("place", Forbidden("403"))
    await office.run(OutboxJob(filing.effect, filing.key, filing.args, filing.queue, GIVES_UP_AFTER))
    await office.run_all()
    await call_off(office, filing)
    (kept,) = await office.bus.read(lambda uow: uow.given_up.matching())
    assert kept.error == CALLED_OFF
    assert "called it off" in (await office.report()).trouble
    assert any("tried again or dropped" in words_of(one.card) for one in office.ends.messenger.to(ADVISOR))
    rows = await office.bus.read(lambda uow: line_rows(uow, "jobs", ADVISOR, office.bus.render_context))
    assert rows.rows == ()


async def test_what_waits_behind_it_goes_on(small_office: Office) -> None:
    """Three messages to one person: the second is called off."""
    office = small_office
    jobs = [
        OutboxJob("say", f"m{number}", {"person_id": SIP.id, "words": f"Message {number}."}, JobQueue.TEAMS)
        for number in (1, 2, 3)
    ]
    await office.bus.record(lambda _: jobs)
    await call_off(office, jobs[1])
    assert [one.card["fallbackText"] for one in office.ends.messenger.to(SIP)] == ["Message 1.", "Message 3."]
    assert any("called it off" in words_of(one.card) for one in office.ends.messenger.to(ADVISOR))


async def test_of_what_is_confidential_no_reason_is_told(small_office: Office) -> None:
    office = small_office
    secret = OutboxJob("tell_card", "s", _case_card(), JobQueue.TEAMS)
    await office.bus.record(lambda _: [secret])
    await call_off(office, secret)
    (kept,) = await office.bus.read(lambda uow: uow.given_up.matching())
    assert kept.words == (
        "Something that SIP Desk should have done could not be done: "
        "the person who looks after SIP Desk has called it off. I have stopped trying."
    )
    assert all(WHY not in words_of(one.card) for one in office.ends.messenger.messages)


def _case_card() -> dict[str, str | int]:
    return {"kind": "case", "about": "case:c-1", "person_id": SIP.id, "version": 0, "key": "s"}


async def test_what_a_card_is_drawn_by_is_called_off_without_a_word(small_office: Office) -> None:
    office = small_office
    redraw = OutboxJob("redraw_card", "report:r:x", {"key": "report:r:x"}, JobQueue.TEAMS)
    await office.bus.record(lambda _: [redraw])
    before = len(office.ends.messenger.messages)
    await call_off(office, redraw)
    assert len(office.ends.messenger.messages) == before


async def test_what_is_under_way_or_unknown_or_without_a_reason_is_not_called_off(small_office: Office) -> None:
    office = small_office
    _, filing = await approved(office)
    command = CallOffJob(job_id(filing), " ", "file_report", "", "It could not be filed")
    with pytest.raises(Refused, match="Please say why"):
        await office.bus.decide(command)
    with pytest.raises(Refused, match="no such job"):
        await call_off_and_tell(office.bus, TABLES, "none", WHY, BY)
    with pytest.raises(Refused, match="no such job"):
        await office.bus.decide(CallOffJob("none", WHY, "file_report", "", "It could not be filed"))
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE workflow_status SET status = 'PENDING' WHERE status = 'ENQUEUED'")
    with pytest.raises(Refused, match="under way now"):
        await call_off_and_tell(office.bus, TABLES, job_id(filing), WHY, BY)
    assert not [one for one in office.entries() if one.action == "job_called_off"]


async def test_a_person_who_does_not_look_after_the_service_steers_nothing(small_office: Office) -> None:
    office = small_office
    _, filing = await approved(office)
    for command in (
        RetryJobs((job_id(filing),)),
        CallOffJob(job_id(filing), WHY, "file_report", "", "It could not be filed"),
    ):
        with pytest.raises(Refused, match="Only the person who looks after SIP Desk"):
            await office.bus.decide(command, HEAD.id, "tab")
        assert office.entries()[-1].action == "refused"
    assert (await office.bus.read(lambda uow: waiting(uow.connection))) != []


async def test_what_was_called_off_and_is_given_up_later_is_told_again(small_office: Office) -> None:
    office = small_office
    job = OutboxJob("file_report", "k", {"report_id": "r"}, JobQueue.GRAPH)
    await office.bus.record(lambda _: [job])
    await office.bus.decide(CallOffJob(job_id(job), WHY, "file_report", "", "It could not be filed"))
    await office.bus.decide(NoteGivenUp(job, "", "file_report", "Forbidden", "It could not be filed", "no"))
    (kept,) = await office.bus.read(lambda uow: uow.given_up.matching())
    assert kept.error == "Forbidden"
