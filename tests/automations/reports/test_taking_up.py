"""What was given up about a report is tried again by whoever waits for it, from the report's own card."""

import pytest

from automations.engine.inbound.port import CardAnswer, Click, MessageAnswer, Sender
from automations.engine.jobs.given_up import NoteGivenUp
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.steering import RetryJobs
from automations.reports.troubles import NoteTrouble
from automations.workflows import TABLES
from cards.kit.earlier import OPEN
from handbook.core.external_errors import Forbidden
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.report import Report, Status
from handbook.reports.taking_up import TakeUpReport
from tests.automations.office import ADVISOR, DSO, HEAD, SIP, Office
from tests.support.card_reading import buttons, verbs, words
from tests.support.fakes import words_of

NOT_FILED = "The approved report could not be filed yet: SIP Desk has no permission for it."


def sender(person: Person) -> Sender:
    return Sender(person.id, f"chat-{person.id}", "https://teams.example/")


async def fail_for_the_last_time(office: Office, report: Report, effect: str, call: str) -> None:
    for job in office.outbox():
        if job.effect == effect:
            office._kept.add(job.id)  # pyright: ignore[reportPrivateUsage] - all but the last attempt is skipped
    office.ends.fail(call, Forbidden("403"))
    args: dict[str, str | int] = {"report_id": report.id, "version": 1}
    await office.run(OutboxJob(effect, f"{report.id}@last", args, JobQueue.GRAPH, GIVES_UP_AFTER))
    await office.run_all()


async def not_filed(office: Office) -> Report:
    report = await office.come_to(Status.APPROVED)
    while others := [job for job in office.outbox() if job.effect != "file_report"]:
        for job in others:
            await office.run(job)
    await fail_for_the_last_time(office, report, "file_report", "place")
    return report


async def test_the_headteacher_has_filed_what_was_given_up(office: Office) -> None:
    report = await not_filed(office)
    told = [one for person in (HEAD, SIP) for one in office.ends.messenger.to(person) if "Approved" in words(one.card)]
    assert told
    for message in told:
        assert f"{NOT_FILED} I have stopped trying" in words_of(message.card)
        assert "report.take_up" in verbs(message.card)
    (mine,) = [one for one in told if one.person_id == HEAD.id]
    click = Click("report.take_up", buttons(mine.card)["Try again"]["data"], mine.place)
    answer = await office.router.clicked(sender(HEAD), click)
    assert isinstance(answer, CardAnswer)
    assert "Approved" in words(answer.card)
    assert "Not everything has worked" not in words(answer.card)
    again = [entry for entry in office.entries() if entry.action == "job_retried"]
    assert [(entry.actor_id, entry.about) for entry in again] == [(HEAD.id, f"report:{report.id}")]
    twice = await office.router.clicked(sender(HEAD), click)
    assert twice == answer
    assert len([one for one in office.outbox() if one.effect == "file_report"]) == 1
    await office.run_all()
    assert (await office.report()).status is Status.FILED
    live = [message.card for message in told if verbs(message.card) != {OPEN}]
    assert live
    for card in live:
        assert "Filed in the library of approved reports." in words_of(card)
        assert "stopped trying" not in words_of(card)
        assert verbs(card) == set()


async def test_the_card_that_it_stands_on_is_asked_for_where_the_click_names_none(small_office: Office) -> None:
    """As from a client that posts no message with it."""
    report = await not_filed(small_office)
    click = Click("report.take_up", {"report": report.id, "version": 1})
    answer = await small_office.router.clicked(sender(SIP), click)
    assert isinstance(answer, CardAnswer)
    assert "You see this because you are the School Improvement Partner who sent this report" in words(answer.card)


@pytest.mark.parametrize("person", [ADVISOR, DSO])
async def test_nobody_else_does_before_it_is_filed(small_office: Office, person: Person) -> None:
    report = await not_filed(small_office)
    click = Click("report.take_up", {"report": report.id, "version": 1})
    answer = await small_office.router.clicked(sender(person), click)
    assert answer == MessageAnswer("I cannot find that report.")
    assert small_office.entries()[-1].action == "refused"
    assert len(await small_office.bus.read(lambda uow: uow.given_up.matching())) == 1


async def test_once_it_is_filed_the_trust_advisor_does(small_office: Office) -> None:
    report = await small_office.come_to(Status.FILED)
    await fail_for_the_last_time(small_office, report, "open_filed", "share")
    with pytest.raises(Refused, match="only the Trust Advisor"):
        await small_office.bus.decide(TakeUpReport(report.id, 1), HEAD.id, "teams")
    card = small_office.ends.messenger.to(ADVISOR)[-1]
    assert "I have stopped trying" in words_of(card.card)
    assert "report.take_up" in verbs(card.card)
    await small_office.bus.decide(TakeUpReport(report.id, 1), ADVISOR.id, "teams")
    await small_office.run_all()
    assert (await small_office.report()).trouble == ""
    assert "report.take_up" not in verbs(card.card)
    with pytest.raises(Refused, match="Nothing about this report is waiting to be tried again"):
        await small_office.bus.decide(TakeUpReport(report.id, 1), ADVISOR.id, "teams")


async def test_where_it_is_taken_up_elsewhere_the_trouble_ends_when_it_has_worked(small_office: Office) -> None:
    """By whoever looks after the service: at the first attempt, or at a later one."""
    report = await small_office.come_to(Status.FILED)
    for _ in range(2):
        small_office.now = small_office.now.replace(minute=(small_office.now.minute + 1) % 60)
        await fail_for_the_last_time(small_office, report, "open_filed", "share")
        (job,) = await small_office.bus.read(lambda uow: uow.given_up.matching())
        assert "I have stopped trying" in (await small_office.report()).trouble
        await small_office.bus.decide(RetryJobs((job.id,)))
        await small_office.run_all()
        assert (await small_office.report()).trouble == ""


async def test_what_nobody_knows_is_taken_up_too(small_office: Office) -> None:
    """A database that somebody has prepared may name anything."""
    report = await not_filed(small_office)
    unknown = OutboxJob("made_up", "k", {"report_id": report.id}, JobQueue.GRAPH)
    await small_office.bus.decide(
        NoteGivenUp(unknown, *TABLES.listed(unknown), "KeyError", "Something could not be done", "it is a fault")
    )
    await small_office.bus.decide(TakeUpReport(report.id, 1), SIP.id, "teams")
    assert {one.effect for one in small_office.outbox()} >= {"made_up", "file_report"}
    assert await small_office.bus.read(lambda uow: uow.given_up.matching()) == ()


async def test_trouble_of_what_is_tried_still_stands_on(small_office: Office) -> None:
    """Another step may have failed since, and is not given up."""
    report = await not_filed(small_office)
    await small_office.bus.decide(NoteTrouble(report.id, "open_draft", "503", "The draft could not be opened yet."))
    await small_office.bus.decide(TakeUpReport(report.id, 1), SIP.id, "teams")
    assert (await small_office.report()).trouble == "The draft could not be opened yet."


async def test_a_card_that_could_not_be_drawn_draws_no_others(small_office: Office) -> None:
    """Each of them would fail and draw all of them again."""
    report = await small_office.come_to(Status.SENT)
    key = await small_office.bus.read(lambda uow: uow.cards.about(f"report:{report.id}")[0].key)
    refresh = OutboxJob("redraw_card", f"{key}@x", {"key": key}, JobQueue.TEAMS)
    await small_office.bus.decide(
        NoteGivenUp(refresh, *TABLES.listed(refresh), "Forbidden", "A card could not be drawn", "no")
    )
    assert [one for one in small_office.outbox() if one.effect == "redraw_card"] == []
