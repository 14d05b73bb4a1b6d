"""An outbox job: something that will be done after the commit that made it, once, whatever crashes in between."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

import sqlalchemy as sa


class JobQueue(StrEnum):
    """Which queue a job waits in: one for each external service, so that one that is down holds up no other."""

    DESK = "desk"
    GRAPH = "graph"
    TEAMS = "teams"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class OutboxJob:
    """`key` is the business key: a job added twice under one key is carried out once. `args` are ids and numbers, and
    the words of a refusal; never a report's contents. `attempt` counts from 1; `delay` is in seconds. Where it waits
    only because the service outside did not answer, `earliest` is how many seconds of the delay are waited for even
    when that answers again. `error` is a word for what was wrong with the attempt before. What is `urgent`
    goes before all else that waits in its queue: somebody sits and waits for it. What is `held` waits until somebody
    lets its kind go on. `trace` is what is carried of the step that promised it, where somebody watches."""

    effect: str
    key: str
    args: Mapping[str, str | int]
    queue: JobQueue
    attempt: int = 1
    delay: float = 0.0
    earliest: float | None = None
    error: str = ""
    urgent: bool = False
    held: bool = False
    trace: str = ""

    @property
    def id(self) -> str:
        """What the queue knows it by: each attempt is its own short job."""
        return f"{self.effect}:{self.key}#{self.attempt}"

    @property
    def earlier(self) -> "OutboxJob | None":
        """The attempt before this one."""
        return replace(self, attempt=self.attempt - 1) if self.attempt > 1 else None

    @property
    def person_id(self) -> str:
        """Whom it says something to; a copy of a card has their id at the end of its key. Empty where it says nothing
        to one person."""
        own = str(self.args.get("person_id", ""))
        return own or str(self.args.get("key", "")).rpartition(":")[2]

    def again(self, delay: float, earliest: float | None = None, error: str = "") -> "OutboxJob":
        return replace(self, attempt=self.attempt + 1, delay=delay, earliest=earliest, error=error)

    def put_by(self) -> "OutboxJob":
        """The same, once its kind goes on. It counts as one attempt."""
        return replace(self.again(HELD_FOR), held=True)


def follow_up(name: str, about: str, key: str) -> OutboxJob:
    """The one job of a decision; the worker makes many of it. `about` names the record."""
    return OutboxJob(FOLLOW_UP, key, {"fan_out": name, "about": about}, JobQueue.DESK)


HELD_FOR: Final = 10 * 365 * 86_400.0
"""Seconds, for a queue that knows no other way to wait: ten years."""
CONFIDENTIAL: Final = "confidential"
"""What all jobs about confidential records are called where they are listed."""
LEAVES_NO_TRACE: Final = "send_case_card"
"""The effect whose finished jobs would tell who asked for a concern or complaint: they are deleted within a minute."""
FOLLOW_UP: Final = "fan_out"

PERMANENT: Final = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""Errors that lie in what is asked, or in the code: asking again does not help."""


class Outbox(Protocol):
    """Writes jobs into the caller's transaction: they are kept if, and only if, it commits."""

    def add(self, connection: sa.Connection, job: OutboxJob) -> None: ...

    def committed(self) -> None:
        """What was written into a transaction is there now."""

    def reached_again(self, connection: sa.Connection, person_id: str) -> None:
        """Somebody can be reached again: what was tried and waits for that is due, in the caller's transaction."""

    def answers_again(self, connection: sa.Connection, queue: JobQueue) -> None:
        """An external service was tried again and did answer: what waits only for that is due, in the caller's
        transaction."""
