"""The service on a database, with its own rules, cards and jobs, in a time that is moved by hand."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from automations.engine.command_bus import CommandBus, TrustPolicy
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.jobs.job_runner import JobRunner
from automations.engine.scheduler import run_due_commands
from automations.engine.workflow import Work
from automations.schools.changing import ReadListFile
from automations.workflows import TABLES, router
from handbook.reports.report import Report
from service.bank_holidays import bank_holidays
from service.simulation.diaries import MovedCalendars
from service.simulation.faults import Faults
from service.simulation.microsoft365 import Chats, Message, MovedDirectory, MovedLibraries, MovedSubscriptions
from service.simulation.queue import MovedQueue
from service.simulation.trust import Trust
from store.database import Database
from store.unit_of_work import UnitOfWork

T = TypeVar("T")

NOT_PLAYED: Final = frozenset(("work that does not get on", "heads of the audit"))
"""What the clock asks of the engine's own tables, which a simulated year has none of."""


class BusOfOneThread(CommandBus):
    """Asks the database where it is asked: nobody else waits meanwhile, and handing on to a thread costs more than most
    questions."""

    async def read(self, question: Callable[[UnitOfWork], T]) -> T:
        return self._ask(question)


@dataclass
class House:
    """`run_until` does everything whose time has come."""

    database: Database
    trust: Trust
    now: datetime
    chance: random.Random
    faults_one_in: int
    heard: Callable[[Message], None] = lambda _: None

    def __post_init__(self) -> None:
        self.faults = Faults(random.Random(self.chance.random()), 0)
        self.chats = Chats(self.faults, lambda: self.now, lambda message: self.heard(message))  # noqa: PLW0108 - it is set later
        self.libraries = MovedLibraries(self.faults)
        self.people = dict(self.trust.people)
        self.calendars = MovedCalendars(self.faults, self.people)
        self.jobs = MovedQueue(lambda: self.now)
        self.policy = TrustPolicy(bank_holidays=bank_holidays(self.trust.year.starts_in))
        self.bus = BusOfOneThread(
            self.database, self.jobs, TABLES.handlers, self.policy, lambda: self.now, TABLES.about_command
        )
        self.work = Work(
            self.bus,
            TABLES,
            self.libraries,
            MovedDirectory(self.faults, self.people),
            self.chats,
            self.calendars,
            MovedSubscriptions(self.faults),
        )
        self.runner = JobRunner(self.work, ClicksFirst(), jitter=0)
        self.router = router(self.bus, ClicksFirst())
        self.due = {kind: one for kind, one in TABLES.due.items() if kind not in NOT_PLAYED}
        self.jobs_done = 0
        self.lists = 0

    async def open(self) -> None:
        """The trust's list is read, and from then on things go wrong."""
        await self.read_list(self.trust)
        await self.run_until(self.now)
        self.faults.one_in = self.faults_one_in

    async def read_list(self, trust: Trust) -> None:
        self.trust, self.lists = trust, self.lists + 1
        self.people.update(trust.people)
        await self.bus.decide(ReadListFile(f"{self.lists:064x}", trust.listed()))

    async def run_until(self, until: datetime) -> None:
        """Time passes, and each job is done at its own."""
        while found := self.jobs.next_due(until):
            at, job = found
            self.now = max(self.now, at)
            self.jobs_done += 1
            await self.runner.run(job)
        self.now = max(self.now, until)

    async def strike(self) -> None:
        """The clock strikes, and what follows within the minute is done."""
        await run_due_commands(self.bus, self.due)
        await self.run_until(self.now + timedelta(seconds=1))

    async def report(self, report_id: str) -> Report:
        return await self.bus.read(lambda uow: uow.reports.get(report_id))

    def close(self) -> None:
        self.bus.close()
        self.database.close()
