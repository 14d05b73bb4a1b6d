"""What a message is known by: a mark that it carries, and that each attempt at sending it gives it anew."""

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from automations.engine.jobs.outbox import LEAVES_NO_TRACE, OutboxJob

_SENDING: Final[ContextVar[str]] = ContextVar("sending", default="")


def mark_of(key: str) -> str:
    """The mark of a sending of this key; it tells nothing of the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@contextmanager
def carrying_out(job: OutboxJob) -> Generator[None]:
    """What is sent meanwhile is sent by this job, in whichever attempt."""
    token = _SENDING.set("" if job.effect == LEAVES_NO_TRACE else f"{job.effect}:{job.key}")
    try:
        yield
    finally:
        _SENDING.reset(token)


@contextmanager
def part(number: int) -> Generator[None]:
    """What is sent meanwhile is one of several messages of the job."""
    token = _SENDING.set(_SENDING.get() and f"{_SENDING.get()}/{number}")
    try:
        yield
    finally:
        _SENDING.reset(token)


def present() -> str:
    """The mark of the message that the present job sends; empty where nothing may be kept of it."""
    key = _SENDING.get()
    return mark_of(key) if key else ""
