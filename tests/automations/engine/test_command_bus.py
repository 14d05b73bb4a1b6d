"""The only door to a change of state: what is decided, noted and promised is written together, or not at all."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from automations.engine.command_bus import CLOCK, SERVICE, CommandBus, CommandContext, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from handbook.core.refusal import Refused
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.report import Status
from store.stale import Stale
from store.unit_of_work import UnitOfWork
from tests.automations.office import HEAD, SIP, Office, no_room_for_jobs
from tests.support import builders as a

A_JOB = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS)


@dataclass(frozen=True)
class Do:
    """A command of this test: does to the books what it is given."""

    work: Callable[[UnitOfWork, CommandContext], Iterable[OutboxJob]]
    report_id: str = ""


def do(uow: UnitOfWork, command: Do, ctx: CommandContext) -> Iterable[OutboxJob]:
    return command.work(uow, ctx)


@pytest.fixture
def bus(office: Office) -> Iterator[CommandBus]:
    opened = CommandBus(office.database, office.jobs, {Do: do}, TrustPolicy(), lambda: office.now, TABLES.about_command)
    yield opened
    opened.close()


def note(uow: UnitOfWork, word: str) -> None:
    uow.audit(CommandContext(None, SERVICE, a.MONDAY, "service", TrustPolicy()).entry(word, "report:r1"), a.MONDAY)


def actions(office: Office) -> list[str]:
    return [entry.action for entry in office.entries()]


async def test_what_is_done_is_noted_promised_and_answered_from_what_was_written(
    office: Office, bus: CommandBus
) -> None:
    def work(uow: UnitOfWork, ctx: CommandContext) -> Iterable[OutboxJob]:
        note(uow, f"done by {ctx.somebody.name}")
        yield A_JOB

    answer = await bus.handle(Do(work), SIP.id, "teams", lambda uow, _: uow.verify_audit().entries)
    assert answer == 1
    assert actions(office) == ["done by Samir Pell"]
    assert office.outbox() == [A_JOB]


async def test_a_refusal_is_noted_and_nothing_else_is_written(office: Office, bus: CommandBus) -> None:
    def work(uow: UnitOfWork, _: CommandContext) -> Iterable[OutboxJob]:
        note(uow, "half done")
        yield A_JOB
        raise Refused("not_now", "Not today.", "W1")

    with pytest.raises(Refused, match="Not today"):
        await bus.decide(Do(work, "r1"), SIP.id, "teams")
    (entry,) = office.entries()
    assert (entry.actor_id, entry.action, entry.about) == (SIP.id, "refused", "report:r1")
    assert entry.detail == {"command": "Do", "code": "not_now", "rule": "W1", "route": "teams"}
    assert office.outbox() == []


async def test_what_breaks_leaves_no_trace(office: Office, bus: CommandBus) -> None:
    """Neither the record nor the promise: they commit together."""

    def work(uow: UnitOfWork, _: CommandContext) -> Iterable[OutboxJob]:
        note(uow, "half done")
        return [A_JOB]

    def broken(_uow: UnitOfWork, _: CommandContext) -> None:
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await bus.handle(Do(work), SIP.id, "teams", broken)
    assert (actions(office), office.outbox()) == ([], [])


async def test_who_is_not_on_the_list_is_refused_and_noted(office: Office, bus: CommandBus) -> None:
    with pytest.raises(Refused, match="You are not on the SIP service’s list"):
        await bus.decide(Do(lambda _uow, _: []), "stranger", "teams")
    assert [(entry.actor_id, entry.detail["code"]) for entry in office.entries()] == [("stranger", "unknown")]


@pytest.mark.parametrize("actor", [SERVICE, CLOCK])
async def test_what_only_people_do_is_refused_to_the_service(bus: CommandBus, actor: str) -> None:
    def work(_uow: UnitOfWork, ctx: CommandContext) -> Iterable[OutboxJob]:
        assert ctx.somebody
        return []

    with pytest.raises(Refused, match="Only a person"):
        await bus.decide(Do(work), actor)


async def test_what_was_read_before_somebody_wrote_is_given_up_without_a_trace(office: Office, bus: CommandBus) -> None:
    """Only a fault of our own comes to this: who decides has read what is there, and is alone."""
    tries: list[int] = []

    def work(uow: UnitOfWork, _: CommandContext) -> Iterable[OutboxJob]:
        note(uow, "tried")
        tries.append(1)
        raise Stale("r1")

    with pytest.raises(Stale):
        await bus.decide(Do(work), SIP.id)
    assert (len(tries), actions(office), office.outbox()) == (1, [], [])


async def test_many_at_once_hurt_each_other_in_nothing(office: Office, bus: CommandBus) -> None:
    """They may share a commit; what one of them breaks is undone for that one alone."""

    def work(number: int) -> Callable[[UnitOfWork, CommandContext], Iterable[OutboxJob]]:
        def one(uow: UnitOfWork, _: CommandContext) -> Iterable[OutboxJob]:
            note(uow, f"done {number}")
            if number % 4 == 1:
                raise Refused("not_now", "Not today.")
            if number % 4 == 2:
                raise RuntimeError("the light went out")
            return [replace(A_JOB, key=str(number))]

        return one

    outcomes = await asyncio.gather(
        *(bus.decide(Do(work(number)), SIP.id) for number in range(40)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes[:4]] == [type(None), Refused, RuntimeError, type(None)]
    done = [number for number in range(40) if number % 4 in (0, 3)]
    assert sorted(action for action in actions(office) if action != "refused") == sorted(f"done {n}" for n in done)
    assert actions(office).count("refused") == 10
    assert {job.key for job in office.outbox()} == {str(number) for number in done}
    with office.database.reading() as uow:
        assert uow.verify_audit().broken_at is None


async def test_a_record_that_breaks_is_undone_and_says_so(office: Office, bus: CommandBus) -> None:
    def work(uow: UnitOfWork) -> Iterable[OutboxJob]:
        note(uow, "half done")
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await bus.record(work)
    assert actions(office) == []


async def test_where_the_promise_cannot_be_written_nothing_is(office: Office, bus: CommandBus) -> None:
    """Whoever shared the commit hears of it, and nobody is told that it was done."""

    def work(uow: UnitOfWork, _: CommandContext) -> Iterable[OutboxJob]:
        note(uow, "done")
        return [A_JOB]

    with no_room_for_jobs(office.database):
        outcomes = await asyncio.gather(*(bus.decide(Do(work), SIP.id) for _ in range(3)), return_exceptions=True)
    assert all("the disk is full" in str(outcome) for outcome in outcomes)
    assert (actions(office), office.outbox()) == ([], [])
    await bus.decide(Do(work), SIP.id)
    assert (actions(office), office.outbox()) == (["done"], [A_JOB])


async def test_two_decisions_of_one_commit_are_followed_up_by_one_promise(office: Office) -> None:
    """And each of them is."""
    report = await office.receive()
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await office.run_all()
    outcomes = await asyncio.gather(
        office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams"),
        office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams"),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), Refused]
    await office.run_all()
    assert (await office.report()).status is Status.FILED
