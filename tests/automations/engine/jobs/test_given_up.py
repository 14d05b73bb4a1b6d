"""What is not tried any more is kept and told, and can be taken up again."""

import pytest

from automations.engine.card_registry import CardRef
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.given_up import (
    NoteGivenUp,
    job_id,
)
from automations.engine.jobs.job_runner import GIVES_UP_AFTER
from automations.engine.jobs.outbox import CONFIDENTIAL, JobQueue, OutboxJob
from automations.engine.jobs.steering import RetryJobs
from automations.workflows import TABLES
from cards.home.given_up_actions import TryGivenUpAgain, given_up_data
from cards.home.verbs import HomeVerb
from handbook.core.external_errors import Forbidden, NotFound
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.report import Status
from store.given_up import GivenUp
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.support.card_reading import buttons, words
from tests.support.fakes import words_of


async def given_up_filing(office: Office) -> OutboxJob:
    """An approved report whose filing failed for the last time."""
    report = await office.come_to(Status.APPROVED)
    for job in office.outbox():
        office._kept.add(job.id)  # pyright: ignore[reportPrivateUsage] - all but the last attempt is skipped
    last = OutboxJob(
        "file_report", f"{report.id}@1", {"report_id": report.id, "version": 1}, JobQueue.GRAPH, GIVES_UP_AFTER
    )
    office.ends.fail("place", Forbidden("403"))
    await office.run(last)
    await office.run_all()
    return last


async def open_jobs(office: Office) -> tuple[GivenUp, ...]:
    return await office.bus.read(lambda uow: uow.given_up.matching())


async def test_what_was_given_up_is_kept_told_and_taken_up_again_by_a_button(office: Office) -> None:
    last = await given_up_filing(office)
    (job,) = await open_jobs(office)
    assert (job.id, job.kind, job.error, job.attempts) == (job_id(last), "file_report", "Forbidden", GIVES_UP_AFTER)
    told = office.ends.messenger.to(ADVISOR)[-1]
    assert "The approved report could not be filed yet: SIP Desk has no permission for it." in words_of(told.card)
    assert f"sipdesk jobs show {job.id}" in words_of(told.card)
    assert list(buttons(told.card)) == ["Try again"]
    press = Click("jobs.try_again", buttons(told.card)["Try again"]["data"], told.place)
    answer = await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), press)
    assert isinstance(answer, CardAnswer)
    assert "All of this was tried again" in words(answer.card)
    await office.run_all()
    report = await office.report()
    assert (report.status, await open_jobs(office)) == (Status.FILED, ())
    assert "All of this was tried again" in words_of(told.card)
    about = [(entry.action, entry.about) for entry in office.entries() if entry.action.startswith("job_")]
    assert about == [("job_given_up", f"report:{report.id}"), ("job_retried", f"report:{report.id}")]


async def test_it_may_be_given_up_and_taken_up_again_more_than_once(small_office: Office) -> None:
    await given_up_filing(small_office)
    for number in (1, 2):
        (job,) = await open_jobs(small_office)
        small_office.now = small_office.now.replace(minute=number)
        await small_office.bus.decide(RetryJobs((job.id,)))
        (again,) = [one for one in small_office.outbox() if one.effect == "file_report"]
        assert (again.attempt, again.key.count("~")) == (1, 1)
        small_office._kept.add(again.id)  # pyright: ignore[reportPrivateUsage] - fails for days
        small_office.ends.fail("place", Forbidden("403"))
        await small_office.run(OutboxJob(again.effect, again.key, again.args, again.queue, GIVES_UP_AFTER))
        await small_office.run_all()
    assert len(await open_jobs(small_office)) == 1


async def test_many_that_fail_for_one_reason_are_one_message(small_office: Office) -> None:
    for number in range(5):
        small_office.ends.fail("send_card", Forbidden("403"))
        await small_office.run(
            OutboxJob("say", f"k{number}", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS, GIVES_UP_AFTER)
        )
    await small_office.run_all()
    told = [one for one in small_office.ends.messenger.to(ADVISOR) if "has stopped trying" in words_of(one.card)]
    assert len(told) == 1
    assert "This happened 5 times" in words_of(told[0].card)
    await small_office.bus.decide(TryGivenUpAgain("say", "Forbidden"), ADVISOR.id, "teams")
    await small_office.run_all()
    assert small_office.ends.messenger.said_to(SIP) == ["Hello."] * 5


async def test_only_who_looks_after_the_service_takes_it_up_or_reads_it(small_office: Office) -> None:
    await given_up_filing(small_office)
    with pytest.raises(Refused, match="Only the person who looks after SIP Desk"):
        await small_office.bus.decide(TryGivenUpAgain("file_report", "Forbidden"), SIP.id, "teams")
    context, card = small_office.bus.render_context, CardRef("given_up", "given_up:file_report:Denied")
    shown = await small_office.bus.read(lambda uow: TABLES.cards.render(uow, card, HEAD, context))
    assert "filed" not in words(shown)


async def pressed(office: Office, person: Person, verb: HomeVerb) -> str:
    """What the card says that answers a button about a filing that was not permitted."""
    click = Click(verb, given_up_data("file_report", "Forbidden"))
    answer = await office.router.clicked(Sender(person.id, "chat", "https://t/"), click)
    assert isinstance(answer, CardAnswer)
    await office.run_all()
    return words(answer.card)


async def test_its_buttons_answer_with_the_card_as_it_now_is(small_office: Office) -> None:
    """That of the same kind which failed for another reason stands on another card."""
    await given_up_filing(small_office)
    other = OutboxJob("file_report", "other", {"report_id": "r"}, JobQueue.GRAPH)
    await small_office.bus.decide(
        NoteGivenUp(other, *TABLES.listed(other), "NotFound", "X", "the place for it is missing")
    )
    assert "SIP Desk has no permission for it" in await pressed(small_office, ADVISOR, HomeVerb.SHOW_JOBS)
    assert "permission" not in await pressed(small_office, HEAD, HomeVerb.SHOW_JOBS)
    assert len(await open_jobs(small_office)) == 2  # who only looks takes nothing up
    assert "All of this was tried again" in await pressed(small_office, ADVISOR, HomeVerb.JOBS_TRY_AGAIN)
    assert [job.error for job in await open_jobs(small_office)] == ["NotFound"]
    assert (await small_office.report()).status is Status.FILED


async def test_of_a_confidential_record_nothing_is_said(small_office: Office) -> None:
    """Neither to the administrator, nor what kind of thing it was."""
    args = {"kind": "case", "person_id": HEAD.id, "about": "case:c-1", "version": 1, "key": "k"}
    secret = OutboxJob("tell_card", "k", args, JobQueue.TEAMS)
    await small_office.bus.decide(NoteGivenUp(secret, *TABLES.listed(secret), "Forbidden", "X", "no"))
    await small_office.run_all()
    (told,) = [one for one in small_office.ends.messenger.to(ADVISOR) if "stopped trying" in words_of(one.card)]
    assert "case" not in words_of(told.card).lower()
    (job,) = await open_jobs(small_office)
    assert job.kind == CONFIDENTIAL
    await small_office.bus.decide(NoteGivenUp(secret, *TABLES.listed(secret), "Forbidden", "X", "no"))
    assert len(await open_jobs(small_office)) == 1


async def test_what_crashed_the_service_is_given_up_told_and_kept(small_office: Office) -> None:
    report = await small_office.come_to(Status.APPROVED)
    await small_office.runner.crashed(OutboxJob("file_report", "k", {"report_id": report.id}, JobQueue.GRAPH, 3))
    (job,) = await open_jobs(small_office)
    assert (job.error, job.words) == (
        "crashed",
        "The approved report could not be filed yet: it ended the service three times.",
    )
    assert "I have stopped trying" in (await small_office.report()).trouble


async def test_nobody_need_look_after_the_service_for_it_to_be_kept(small_office: Office) -> None:
    small_office.bring([one for one in EVERYBODY if one != ADVISOR])
    small_office.ends.fail("send_card", Forbidden("403"))
    await small_office.run(
        OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS, GIVES_UP_AFTER)
    )
    assert len(await open_jobs(small_office)) == 1


async def test_a_card_that_is_gone_need_not_be_drawn_ever(small_office: Office) -> None:
    report = await small_office.come_to(Status.SENT)
    key = await small_office.bus.read(lambda uow: uow.cards.about(f"report:{report.id}")[0].key)
    small_office.ends.fail("update_card", NotFound("404"))
    await small_office.run(OutboxJob("redraw_card", f"{key}@x", {"key": key}, JobQueue.TEAMS, GIVES_UP_AFTER))
    assert await open_jobs(small_office) == ()


@pytest.mark.parametrize(
    ("job", "about", "kind"),
    [
        (OutboxJob("file_report", "k", {"report_id": "r"}, JobQueue.GRAPH), "report:r", "file_report"),
        (OutboxJob("redraw_card", "case:c:v1:x", {"key": "case:c:v1:x"}, JobQueue.TEAMS), "case:c", CONFIDENTIAL),
        (OutboxJob("redraw_card", "visit:v:v1@2", {"key": "visit:v:v1"}, JobQueue.TEAMS), "visit:v", "redraw_card"),
        (OutboxJob("fan_out", "k", {"about": "agreement:1", "fan_out": "x"}, JobQueue.DESK), "agreement:1", "fan_out"),
        (OutboxJob("send_case_card", "k", {"person_id": "p"}, JobQueue.TEAMS), "", CONFIDENTIAL),
    ],
)
def test_what_a_job_is_about(job: OutboxJob, about: str, kind: str) -> None:
    assert TABLES.listed(job) == (about, kind)
