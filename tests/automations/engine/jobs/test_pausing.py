"""A kind of work that was stopped waits, for every worker and over restarts, and then goes on in its order."""

import pytest

from automations.engine.jobs.far_ends import ENTRA, FAR_ENDS, OTHERS, OUTLOOK, SHAREPOINT, far_end
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.jobs.listing import Asked, JobState, ListedJob, listed
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import MAILBOX, PauseWork, ResumeWork, held_by, kind_words, whose
from automations.workflows import TABLES
from handbook.core.refusal import Refused
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.visit_office import S, come_to


def message(number: int) -> OutboxJob:
    return OutboxJob("say", f"m{number}", {"person_id": SIP.id, "words": f"Message {number}."}, JobQueue.TEAMS)


def said(office: Office) -> list[str]:
    return [one.card["fallbackText"] for one in office.ends.messenger.to(SIP)]


async def jobs_of(office: Office) -> list[ListedJob]:
    """Those that were tried: the office leaves a job that it has done in its queue."""
    return [one for one in await office.bus.read(lambda uow: listed(uow, TABLES, Asked(), office.now)) if one.tries]


async def stop(office: Office, kind: str) -> None:
    await office.bus.decide(PauseWork(kind, "We look first.", "Oona"))


async def test_what_was_promised_before_and_after_waits_and_then_goes_out_in_its_order(office: Office) -> None:
    await office.bus.record(lambda _: [message(1), message(2)])
    await stop(office, "teams")
    await office.bus.record(lambda _: [message(3)])
    await office.run_all()
    assert said(office) == []
    held = await jobs_of(office)
    assert {one.state for one in held} == {JobState.STOPPED}
    assert "Somebody has stopped this: Messages and cards in Teams, on " in held[0].why
    other = JobRunner(office.work, office.runner._clicks)  # pyright: ignore[reportPrivateUsage] - another worker
    await other.run(message(4))
    assert said(office) == []
    await office.bus.decide(ResumeWork("teams", "Oona"))
    await office.wait_and_keep()
    assert sorted(said(office)) == ["Message 1.", "Message 2.", "Message 3.", "Message 4."]
    acts = [(one.action, one.detail["by"], one.detail["kind"]) for one in office.entries() if "work_" in one.action]
    assert acts == [("work_stopped", "Oona", "teams"), ("work_resumed", "Oona", "teams")]


async def test_only_the_kind_is_held(small_office: Office) -> None:
    office = small_office
    await stop(office, "mail")
    await stop(office, "tell_card")
    await office.bus.record(lambda _: [message(1)])
    await office.run_all()
    assert said(office) == ["Message 1."]


async def test_what_another_stop_holds_is_held_again(small_office: Office) -> None:
    office = small_office
    await stop(office, "teams")
    await stop(office, "say")
    await office.bus.record(lambda _: [message(1)])
    await office.run_all()
    await office.bus.decide(ResumeWork("teams"))
    await office.wait_and_keep()
    assert said(office) == []
    assert [one.state for one in await jobs_of(office) if one.tries == 2] == [JobState.STOPPED]
    await office.bus.decide(ResumeWork("say"))
    await office.wait_and_keep()
    assert said(office) == ["Message 1."]


async def test_what_goes_on_while_a_job_is_put_by_is_not_held_for_ever(small_office: Office) -> None:
    office = small_office
    await stop(office, "teams")
    put = await office.bus.read(lambda uow: office.runner._put_by(uow, message(1)))  # pyright: ignore[reportPrivateUsage]
    assert put.held
    await office.bus.decide(ResumeWork("teams"))
    put = await office.bus.read(lambda uow: office.runner._put_by(uow, message(1)))  # pyright: ignore[reportPrivateUsage]
    assert (put.held, put.delay, put.attempt) == (False, 0, 2)


async def test_one_mailbox_is_its_calendar_and_its_mail(small_office: Office) -> None:
    office = small_office
    visit = await come_to(office, S.BOOKED)
    await stop(office, f"{MAILBOX}{SIP.id}")
    mine = [
        OutboxJob("call_off", "c", {"visit_id": visit.id}, JobQueue.GRAPH),
        OutboxJob("mail_card", f"x:{SIP.id}", {"person_id": SIP.id}, JobQueue.MAIL),
    ]
    others = [
        OutboxJob("mail_card", f"x:{HEAD.id}", {"person_id": HEAD.id}, JobQueue.MAIL),
        OutboxJob("call_off", "d", {"visit_id": "none"}, JobQueue.GRAPH),
        message(1),
    ]
    held = await office.bus.read(lambda uow: [bool(held_by(uow, TABLES, one)) for one in (*mine, *others)])
    assert held == [True, True, False, False, False]
    named = await office.bus.read(lambda uow: kind_words(uow, f"{MAILBOX}{SIP.id}"))
    assert named == f"The mailbox of {SIP.name}"
    gone = await office.bus.read(lambda uow: kind_words(uow, f"{MAILBOX}gone"))
    assert gone == "The mailbox of somebody who has left"
    assert await office.bus.read(lambda uow: kind_words(uow, "say")) == "The work called say"
    assert await office.bus.read(lambda uow: whose(uow, mine[0])) == {SIP.id}


async def test_only_whoever_looks_after_the_service_stops_it(small_office: Office) -> None:
    office = small_office
    for command in (PauseWork("mail", "x"), ResumeWork("mail")):
        with pytest.raises(Refused, match="Only the person who looks after SIP Desk"):
            await office.bus.decide(command, HEAD.id, "tab")
    await office.bus.decide(PauseWork("mail", "x"), ADVISOR.id, "tab")
    (pause,) = await office.bus.read(lambda uow: uow.pauses.all())
    assert pause.by_id == ADVISOR.id
    for command, why in ((PauseWork("mail", "x"), "stopped already"), (ResumeWork("teams"), "is not stopped")):
        with pytest.raises(Refused, match=why):
            await office.bus.decide(command)


def test_every_effect_is_known_by_what_it_needs() -> None:
    assert OTHERS.keys() <= TABLES.effects.keys()
    calendars = {
        name
        for name, effect in TABLES.effects.items()
        if "calendar" in effect.could_not.lower() or "outlook" in effect.could_not.lower()
    } - {"send_calendar_link"}
    assert {name for name in calendars if OTHERS.get(name) != OUTLOOK} == set()
    graph = JobQueue.GRAPH
    assert [far_end(OutboxJob(name, "k", {}, graph)) for name in ("file_report", "book_visit", "check_accounts")] == [
        SHAREPOINT,
        OUTLOOK,
        ENTRA,
    ]
    assert {far_end(OutboxJob("say", "k", {}, queue)) for queue in JobQueue} <= FAR_ENDS.keys()
