"""Whoever looks after SIP Desk is told by card that its work does not get on: once each, and when it is over. On both
databases, because the counts are asked of the engine's own table."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CLOCK
from automations.engine.jobs.given_up import NoteGivenUp
from automations.engine.jobs.job_counts import OFTEN, count_jobs
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import PauseWork
from automations.engine.scheduler import run_due_commands
from automations.operating.alerts import due_now, silent
from automations.operating.counting import Count, counted
from automations.operating.typed import jobs_asked
from automations.workflows import TABLES
from handbook.core.external_errors import Unreachable
from handbook.core.refusal import Refused
from handbook.operating.alerts import AlertPolicy, EndAlert, RaiseAlert
from store.database import Database
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office
from tests.support.fakes import words_of

HOUR = timedelta(hours=1)
DUE = {"work": due_now}


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    opened = Office(database)
    opened.bus.policy = replace(opened.bus.policy, alerts=AlertPolicy(2, HOUR))
    yield opened
    opened.close()


def filing(number: int, attempt: int = 1) -> OutboxJob:
    return OutboxJob("file_report", f"r{number}", {"report_id": f"r{number}"}, JobQueue.GRAPH, attempt)


async def promised(office: Office, jobs: Sequence[OutboxJob], ago: timedelta = timedelta()) -> None:
    """As if it had been so long ago."""
    await office.bus.record(lambda _: jobs)
    seconds = int(ago.total_seconds())
    for job in jobs:
        change(office, f"priority = priority - {seconds}, created_at = created_at - {1000 * seconds}", job)


def change(office: Office, what: str, job: OutboxJob) -> None:
    """In the engine's own table."""
    table = "workflow_status" if office.database.is_sqlite else "dbos.workflow_status"
    with office.database.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {table} SET {what} WHERE workflow_uuid = :id"), {"id": job.id})  # noqa: S608 - of this test


async def counts(office: Office) -> dict[str, Count]:
    return {one.kind: one for one in await office.bus.read(counted)}


async def told(office: Office) -> list[str]:
    await run_due_commands(office.bus, DUE)
    for job in office.outbox():
        if job.effect == "tell_card":
            await office.run(job)
    return [words_of(one.card) for one in office.ends.messenger.to(ADVISOR)]


async def test_what_there_is_to_do_is_counted_by_what_it_needs(office: Office) -> None:
    later = OutboxJob("sweep_calendar", "c", {"person_id": "x"}, JobQueue.GRAPH, delay=900)
    lost = replace(filing(9).again(60, error=Unreachable.__name__), effect="say", queue=JobQueue.TEAMS)
    held = OutboxJob("send_letter", "l", {}, JobQueue.MAIL).put_by()
    failing = filing(2, OFTEN).again(60, error="Forbidden")
    assert await office.bus.read(lambda uow: count_jobs(uow.connection)) == []
    await promised(office, [filing(1), filing(3).again(60), later, lost, held, failing], HOUR)
    found = await counts(office)
    sharepoint = found["sharepoint"]
    assert (sharepoint.waiting, sharepoint.failing, sharepoint.later) == (3, 1, 0)
    assert HOUR <= sharepoint.waited < 2 * HOUR
    assert (found["outlook"].waiting, found["outlook"].later) == (0, 1)
    assert (found["mail"].waiting, found["mail"].stopped, found["mail"].waited) == (0, 1, timedelta())
    assert (found["teams"].waiting, found["teams"].failing, found["teams"].waited) == (1, 0, timedelta())
    change(office, "status = 'PENDING'", filing(1))
    change(office, "queue_name = 'another'", held)
    change(office, "queue_name = 'suspects'", failing)
    found = await counts(office)
    assert (found["sharepoint"].under_way, found["sharepoint"].waiting) == (1, 1)
    assert (found["mail"].stopped, found["desk"].waiting) == (0, 1)


async def test_that_work_waits_is_told_once_and_told_when_it_is_over(office: Office) -> None:
    await promised(office, [filing(1)], HOUR)
    await told(office)
    (words,) = await told(office)
    assert "Work that needs SharePoint has waited for 60 minutes." in words
    entries = [one for one in office.entries() if one.action == "alert_raised"]
    assert [(one.actor_id, one.detail["alert"]) for one in entries] == [(CLOCK, "waiting:sharepoint")]
    change(office, "status = 'SUCCESS', completed_at = 1", filing(1))
    office.now += HOUR
    await told(office)
    words = (await told(office))[-1]
    assert "Work that needs SharePoint gets on again." in words
    assert len([one for one in office.entries() if one.action == "alert_ended"]) == 1


async def test_that_much_fails_is_told_with_what_was_given_up_and_not_what_was_called_off(office: Office) -> None:
    for number in (1, 2):
        job = filing(number)
        await office.bus.decide(NoteGivenUp(job, *TABLES.listed(job), "Forbidden", "X", "it may not"))
    assert any("2 jobs that need SharePoint did not work." in words for words in await told(office))


async def test_a_worker_that_does_not_answer_is_told_until_it_is_heard_from(office: Office) -> None:
    await office.bus.decide(silent("worker-2"), CLOCK, "clock")
    with pytest.raises(Refused):
        await office.bus.decide(silent("worker-2"), CLOCK, "clock")
    assert any("The worker worker-2 does not answer." in words for words in await told(office))
    office.now += timedelta(minutes=5)
    await office.bus.beat("worker-2", HOUR)
    assert "worker-2 is back" in (await told(office))[-1]
    with pytest.raises(Refused):
        await office.bus.decide(EndAlert("silent:worker-2"), CLOCK, "clock")
    with pytest.raises(Refused):
        await office.bus.decide(EndAlert("silent:worker-9"), CLOCK, "clock")


async def test_where_nobody_looks_after_it_the_alert_stands_all_the_same(office: Office) -> None:
    office.bring([one for one in EVERYBODY if one != ADVISOR])
    await office.bus.decide(RaiseAlert("failures:mail", 3), CLOCK, "clock")
    assert [one.id for one in await office.bus.read(lambda uow: uow.alerts.open())] == ["failures:mail"]
    assert office.outbox() == []


async def test_jobs_is_answered_to_whoever_looks_after_it_and_to_nobody_else(office: Office) -> None:
    await promised(office, [filing(1)], HOUR)
    await office.bus.decide(PauseWork("mail", "a wrong letter", "Oona"))
    await office.bus.decide(RaiseAlert("waiting:sharepoint", 60), CLOCK, "clock")
    send = TABLES.effects["send_jobs"].run
    await send(office.work, person_id=ADVISOR.id)
    await send(office.work, person_id=HEAD.id)
    words = words_of(office.ends.messenger.to(ADVISOR)[-1].card)
    assert "SharePoint: 1 job, the oldest since " in words
    assert "has waited for 60 minutes" in words
    assert "E-mail, on " in words
    assert "Only the person who looks after" in words_of(office.ends.messenger.to(HEAD)[-1].card)
    with office.database.reading() as uow:
        asked = jobs_asked(uow, ADVISOR, "jobs", "m") or []
        assert jobs_asked(uow, ADVISOR, "job", "m") is None
        card = TABLES.cards.render(uow, ref(), HEAD, office.bus.render_context)
        assert "Not open to you" in words_of(card)
    assert [one.args for one in asked] == [{"person_id": ADVISOR.id}]


def ref() -> CardRef:
    return CardRef("alert", "alert:waiting:sharepoint", 0)
