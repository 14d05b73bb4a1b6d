"""What is not tried any more is kept, and told to whoever looks after the service, until somebody takes it up again or
drops it."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import CONFIDENTIAL, JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Reply
from cards.home.given_up import GivenUpJob, given_up_card
from cards.home.given_up_actions import ShowGivenUp, TryGivenUpAgain
from cards.kit.lines import closed_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork

GIVEN_UP: Final = "given_up"
SOMETHING: Final = "Something that SIP Desk should have done could not be done"
CALLED_OFF: Final = "called_off"
"""In the place of an error: somebody wants it never to be done."""
_RETRIED: Final = re.compile(r"~\d+$")


class GivenUpKind(StrEnum):
    """The one card."""

    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class NoteGivenUp:
    """This is not tried any more. `about` and `kind` are as it is listed (`WorkflowTables.listed`); `error` is a word
    for the reason; `could_not` and `because` make a sentence."""

    job: OutboxJob
    about: str
    kind: str
    error: str
    could_not: str
    because: str


def job_id(job: OutboxJob) -> str:
    """Short enough to be typed, says nothing of what it is about, and is the same through all attempts."""
    return hashlib.sha256(f"{job.effect}:{job.key}".encode(errors="replace")).hexdigest()[:12]


def begun_anew(job: OutboxJob) -> bool:
    """Whether it had been given up before."""
    return _RETRIED.search(job.key) is not None


def kept_of(job: OutboxJob, kind: str, error: str, about: str, words: str, at: datetime) -> GivenUp:
    """The job as it is kept while nobody tries it."""
    return GivenUp(
        job_id(job), kind, job.effect, job.key, job.args, job.queue.value, job.attempt, error, about, words, at
    )


def job_of(one: GivenUp) -> OutboxJob:
    """What was kept, as the queue knew it."""
    return OutboxJob(one.effect, one.key, one.args, JobQueue(one.queue), one.attempts)


def note(uow: UnitOfWork, command: NoteGivenUp, ctx: CommandContext) -> Iterable[OutboxJob]:
    job = command.job
    words = SOMETHING if command.kind == CONFIDENTIAL else command.could_not
    job = kept_of(job, command.kind, command.error, command.about, f"{words}: {command.because}.", ctx.now)
    uow.given_up.remove(uow.given_up.matching(id=job.id, error=CALLED_OFF))
    if not uow.given_up.add(job):
        return
    uow.audit(ctx.entry("job_given_up", job.about, job=job.id, effect=job.effect, error=job.error), ctx.now)
    yield from refreshed(uow, [job], job.id)
    yield from _told(uow, job, ctx.policy)


def try_again(uow: UnitOfWork, command: TryGivenUpAgain, ctx: CommandContext) -> Iterable[OutboxJob]:
    """All of a kind that failed for the same reason, as they stand on one card. Raises Refused."""
    if ctx.somebody.id != administrator(uow, ctx.policy):
        raise Refused("not_yours", "Only the person who looks after SIP Desk can do that.")
    return retried(uow, uow.given_up.matching(kind=command.kind, error=command.error), ctx)


def retried(uow: UnitOfWork, jobs: Sequence[GivenUp], ctx: CommandContext, **more: str) -> Iterable[OutboxJob]:
    """Each begins anew, with all its attempts, under a new key: the old one was done, as far as the queue knows."""
    uow.given_up.remove(jobs)
    anew = int(ctx.now.timestamp())
    for job in jobs:
        uow.audit(ctx.entry("job_retried", job.about, job=job.id, effect=job.effect, **more), ctx.now)
        yield OutboxJob(job.effect, f"{_RETRIED.sub('', job.key)}~{anew}", job.args, JobQueue(job.queue))
    yield from refreshed(uow, jobs, anew)


HANDLERS: Final[Mapping[type, Handler]] = {
    NoteGivenUp: note,
    TryGivenUpAgain: try_again,
}


def given_up_about(kind: str, error: str) -> str:
    return f"{GIVEN_UP}:{kind}:{error}"


def render_given_up(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    if viewer.id != administrator(uow, context.policy):
        return closed_card()
    kind, _, error = card.record_id.partition(":")
    jobs = uow.given_up.matching(kind=kind, error=error)
    return given_up_card(kind, error, [GivenUpJob(job.id, job.words, job.at) for job in jobs])


CARDS: Final[Mapping[str, CardRenderer]] = {GIVEN_UP: render_given_up}


def given_up_answer(
    _uow: UnitOfWork, command: TryGivenUpAgain | ShowGivenUp, _viewer: Person, _context: RenderContext, _click: Click
) -> CardRef:
    """The card that the button stands on, as it now is."""
    return CardRef(GivenUpKind.GIVEN_UP.value, given_up_about(command.kind, command.error))


REPLIES: Final[Mapping[type, Reply]] = {
    TryGivenUpAgain: Reply(given_up_answer),
    ShowGivenUp: Reply(given_up_answer, only_shows=True),
}


def refreshed(uow: UnitOfWork, jobs: Sequence[GivenUp], occasion: int | str) -> Iterable[OutboxJob]:
    """The cards of whoever looks after the service, and those of the reports that it is about: they say it too. That a
    card could not be drawn is not said on cards, which would be drawn for ever."""
    theirs = [given_up_about(job.kind, job.error) for job in jobs]
    own = [job.about for job in jobs if job.about.startswith("report:") and job.effect != "redraw_card"]
    for about in dict.fromkeys((*theirs, *own)):
        yield from refresh_all(uow, about, occasion)


def _told(uow: UnitOfWork, job: GivenUp, policy: TrustPolicy) -> Iterable[OutboxJob]:
    """One message for all of a kind that fail for one reason, until they were taken up again: a card that counts."""
    first, *others = uow.given_up.matching(kind=job.kind, error=job.error)
    if others or first.id != job.id:
        return
    with suppress(Refused):  # nobody looks after the service: the log says it
        person_id = administrator(uow, policy)
        yield send_card(
            GivenUpKind.GIVEN_UP,
            person_id,
            given_up_about(job.kind, job.error),
            0,
            f"{job.id}-{int(job.at.timestamp())}",
        )
