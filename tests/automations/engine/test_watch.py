"""What a decision carries to its jobs where somebody watches; and that nothing is carried where nobody does."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from automations.engine.command_bus import CLOCK
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pausing import PauseWork
from automations.engine.watch import COMMIT, DECIDE, PROCESS, UNWATCHED, About
from handbook.core.refusal import Refused
from handbook.operating.alerts import RaiseAlert
from store.database import Database
from tests.automations.engine.jobs.workers import A_JOB, enqueue, working
from tests.automations.office import SIP, Office

_NOTHING: About = {}


@dataclass
class Seen:
    """Keeps to `Watch`, and remembers."""

    steps: list[tuple[str, About, str]] = field(default_factory=list[tuple[str, About, str]])
    past_ones: list[str] = field(default_factory=list[str])

    @contextmanager
    def step(self, name: str, about: About = _NOTHING, carried: str = "") -> Generator[None]:
        self.steps.append((name, about, carried))
        yield

    def past(self, name: str, began_ns: int) -> None:
        assert began_ns > 0
        self.past_ones.append(name)

    def note(self, name: str, value: str | int) -> None:
        raise AssertionError(name)

    def carried(self) -> str:
        return f"after {len(self.steps)}"


@pytest.fixture
def seen(small_office: Office) -> Seen:
    small_office.bus.watch = watch = Seen()
    return watch


async def promised(office: Office) -> list[OutboxJob]:
    """What is added to the outbox next, as it was promised."""
    added = list[OutboxJob]()
    add = office.jobs.add
    office.jobs.add = lambda connection, job: (added.append(job), add(connection, job))[1]  # pyright: ignore[reportAttributeAccessIssue] - listened to
    return added


async def test_a_job_carries_the_step_that_promised_it_through_its_attempts(small_office: Office, seen: Seen) -> None:
    added = await promised(small_office)
    await small_office.bus.decide(RaiseAlert("waiting:mail", 61), CLOCK, "clock")
    assert seen.steps == [(DECIDE, {"sipdesk.command": "RaiseAlert", "sipdesk.route": "clock"}, "")]
    assert seen.past_ones == [COMMIT]
    assert [one.trace for one in added] == ["after 1"]
    hello = OutboxJob("say", "k", {"person_id": SIP.id, "words": "Hello."}, JobQueue.TEAMS, trace="of the first")
    await small_office.bus.record(lambda _: [hello])
    assert added[-1].again(1).trace == "of the first"
    await small_office.run(added[-1])
    name, about, carried = next(one for one in seen.steps if one[0] == PROCESS)
    assert (name, carried) == (PROCESS, "of the first")
    assert about["messaging.destination.name"] == "teams"
    assert "Hello" not in str(about)


async def test_what_is_refused_commits_nothing_and_confidential_work_is_not_named(
    small_office: Office, seen: Seen
) -> None:
    with pytest.raises(Refused):
        await small_office.bus.decide(PauseWork("mail", " "))
    assert seen.past_ones == []
    secret = OutboxJob("tell_card", "s", {"about": "case:c-1", "person_id": SIP.id}, JobQueue.TEAMS)
    await small_office.run(secret)
    assert [about["sipdesk.effect"] for name, about, _ in seen.steps if name == PROCESS] == ["confidential"]


async def test_it_waits_in_the_queue_with_its_job(database: Database) -> None:
    traced = replace(A_JOB, key="traced", trace="00-1-2-01")
    enqueue(database, traced, replace(A_JOB, key="plain"))
    async with working(database) as worker:
        await worker.has_kept("traced", "plain")
    assert {one.key: one.trace for one in worker.kept} == {"traced": "00-1-2-01", "plain": ""}


async def test_where_nobody_watches_nothing_is_carried(small_office: Office) -> None:
    added = await promised(small_office)
    await small_office.bus.decide(RaiseAlert("waiting:mail", 61), CLOCK, "clock")
    assert [one.trace for one in added] == [""]
    UNWATCHED.note("status", 200)
    UNWATCHED.past(COMMIT, 1)
