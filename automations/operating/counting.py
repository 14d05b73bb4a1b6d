"""How much of each kind of work there is, and how it gets on: counted in the database, and never read one by one."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from automations.engine.jobs.far_ends import FAR_ENDS, far_end
from automations.engine.jobs.given_up import CALLED_OFF, job_of
from automations.engine.jobs.job_counts import count_jobs
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from handbook.operating.alerts import WorkSeen
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Count:
    """Of the work of one kind: what waits for its turn or another attempt, what is stopped, under way or not due yet,
    what has failed often and is still tried, what was given up, and how long the oldest that goes on has waited."""

    kind: str
    waiting: int = 0
    stopped: int = 0
    under_way: int = 0
    later: int = 0
    failing: int = 0
    given_up: int = 0
    waited: timedelta = timedelta()

    @property
    def seen(self) -> WorkSeen:
        return WorkSeen(self.kind, self.failing + self.given_up, self.waited)


_QUEUES: Final = frozenset(JobQueue)


def counted(uow: UnitOfWork) -> tuple[Count, ...]:
    """Of every service, in their order. Time is the machine's own, as the queue has it."""
    found = {word: Count(word) for word in FAR_ENDS}
    for row in count_jobs(uow.connection):
        if row.queue in _QUEUES or row.queue == "suspects":
            queue = JobQueue(row.queue) if row.queue in _QUEUES else JobQueue.DESK
            kind = far_end(OutboxJob(row.effect, "", {}, queue))
            one = found[kind]
            found[kind] = replace(
                one,
                waiting=one.waiting + row.waiting,
                stopped=one.stopped + row.stopped,
                under_way=one.under_way + row.under_way,
                later=one.later + row.later,
                failing=one.failing + row.failing,
                waited=max(one.waited, row.waited),
            )
    given_up = Counter(far_end(job_of(one)) for one in uow.given_up.matching() if one.error != CALLED_OFF)
    return tuple(replace(one, given_up=given_up[word]) for word, one in found.items())


def since_of(count: Count, now: datetime) -> datetime | None:
    """Since when the oldest waits; None where nothing does."""
    return now - count.waited if count.waited else None
