"""The outbox of a simulated year: what is promised lies in memory until its time, and is done in one order."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from automations.engine.jobs.outbox import JobQueue, OutboxJob


@dataclass
class MovedQueue:
    """An `Outbox`. A job that was added once is not taken again."""

    now: Callable[[], datetime]
    known: set[str] = field(default_factory=set[str])
    waiting: list[tuple[datetime, int, OutboxJob]] = field(default_factory=list[tuple[datetime, int, OutboxJob]])

    def add(self, connection: sa.Connection, job: OutboxJob) -> None:
        if job.id not in self.known:
            self.known.add(job.id)
            heapq.heappush(self.waiting, (self.now() + timedelta(seconds=job.delay), len(self.known), job))

    def committed(self) -> None:
        """Nothing has to be woken: whoever moves the time looks."""

    def reached_again(self, connection: sa.Connection, person_id: str) -> None:
        """What waits is done at its own time."""

    def answers_again(self, connection: sa.Connection, queue: JobQueue) -> None:
        """What waits is done at its own time."""

    def next_due(self, until: datetime) -> tuple[datetime, OutboxJob] | None:
        """Takes out the one whose time comes first, by `until`."""
        if not self.waiting or self.waiting[0][0] > until:
            return None
        at, _, job = heapq.heappop(self.waiting)
        return at, job

    def leave_out(self, key: str) -> None:
        """What was promised under a key is not done here."""
        self.waiting = [one for one in self.waiting if one[2].key != key]
        heapq.heapify(self.waiting)
