"""Jobs as whoever looks after the service lists them: which wait, why in words, and which are not tried any more.
Nothing of what somebody wrote is among it, and of what is confidential not what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from automations.engine.jobs.dbos_jobs import WaitingJob, waiting
from automations.engine.jobs.far_ends import FAR_ENDS, far_end
from automations.engine.jobs.given_up import CALLED_OFF, job_id, job_of
from automations.engine.jobs.outbox import CONFIDENTIAL, OutboxJob
from automations.engine.jobs.pausing import held_by, stop_words, whose
from automations.engine.jobs.trouble_words import because_of
from automations.engine.workflow import WorkflowTables
from handbook.core.british_time import moment_words
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork


class JobState(StrEnum):
    """How a job stands."""

    UNDER_WAY = "under-way"
    DUE = "due"
    LATER = "later"
    FAILING = "failing"
    STOPPED = "stopped"
    GIVEN_UP = "given-up"
    CALLED_OFF = "called-off"


STATE_WORDS: Final = {
    JobState.UNDER_WAY: "under way",
    JobState.DUE: "waits for its turn",
    JobState.LATER: "its time has not come",
    JobState.FAILING: "failed, and is tried again",
    JobState.STOPPED: "stopped by somebody",
    JobState.GIVEN_UP: "given up",
    JobState.CALLED_OFF: "called off by somebody",
}
NEED_A_LOOK: Final = (JobState.FAILING, JobState.STOPPED, JobState.GIVEN_UP)
STALLED_AFTER: Final = timedelta(minutes=10)
"""No job is under way for so long while its worker lives, and none waits so long for its turn in an idle queue."""


@dataclass(frozen=True, slots=True)
class ListedJob:
    """`kind` is what it is called; `far_end` a word of `FAR_ENDS`; `tries` how often it was tried; `why` a sentence on
    what it waits for."""

    id: str
    kind: str
    far_end: str
    about: str
    state: JobState
    tries: int
    since: datetime
    error: str
    why: str
    due_at: datetime | None = None
    worker: str = ""
    began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which jobs somebody wants to see: all that are like this; what is empty is any."""

    id: str = ""
    kind: str = ""
    error: str = ""
    states: tuple[JobState, ...] = ()
    school: str = ""
    person_id: str = ""
    older_than: timedelta = field(default_factory=timedelta)


def listed(uow: UnitOfWork, tables: WorkflowTables, asked: Asked, now: datetime) -> list[ListedJob]:
    """What is not tried any more first, then what waits in the order in which it was promised."""
    ended = [(job_of(one), _of_given_up(one)) for one in uow.given_up.matching()]
    found = [*ended, *((one.job, _of_waiting(uow, tables, one, now)) for one in waiting(uow.connection))]
    return [one for job, one in found if _is_like(uow, asked, job, one, now)]


def stalled(uow: UnitOfWork, jobs: Sequence[ListedJob], now: datetime) -> list[tuple[ListedJob, str]]:
    """Those that should have ended or begun long ago, and why they have not, as far as it can be seen."""
    quiet = set(uow.workers.silent(now - timedelta(minutes=2)))
    known = {name for name, _ in uow.workers.all()}
    found = list[tuple[ListedJob, str]]()
    for one in jobs:
        if one.state is JobState.UNDER_WAY and one.began and now - one.began > STALLED_AFTER:
            gone = one.worker in quiet or one.worker not in known
            words = "is gone: another takes over what it had begun" if gone else "lives: restart it if this goes on"
            found.append((one, f"Under way since {moment_words(one.began)}. Its worker {one.worker} {words}."))
        elif one.state is JobState.DUE and now - one.since > STALLED_AFTER:
            found.append(
                (one, f"Waits for its turn since {moment_words(one.since)}: the queue is long, or no worker runs.")
            )
    return found


def _of_given_up(one: GivenUp) -> ListedJob:
    state = JobState.CALLED_OFF if one.error == CALLED_OFF else JobState.GIVEN_UP
    about = "" if one.kind == CONFIDENTIAL else one.about
    return ListedJob(one.id, one.kind, far_end(job_of(one)), about, state, one.attempts, one.at, one.error, one.words)


def _of_waiting(uow: UnitOfWork, tables: WorkflowTables, one: WaitingJob, now: datetime) -> ListedJob:
    job = one.job
    about, kind = tables.listed(job)
    state = _state(one, now)
    own = "" if kind == CONFIDENTIAL else about
    why = _why(uow, tables, one, state, now)
    return ListedJob(
        job_id(job),
        kind,
        far_end(job),
        own,
        state,
        job.attempt - 1,
        one.since,
        job.error,
        why,
        one.due_at,
        one.worker,
        one.began,
    )


def _state(one: WaitingJob, now: datetime) -> JobState:
    if one.under_way:
        return JobState.UNDER_WAY
    if one.held:
        return JobState.STOPPED
    if one.job.error:
        return JobState.FAILING
    return JobState.LATER if one.due_at and one.due_at > now else JobState.DUE


def _why(uow: UnitOfWork, tables: WorkflowTables, one: WaitingJob, state: JobState, now: datetime) -> str:
    following = f"Next try on {moment_words(one.due_at)}." if one.due_at and one.due_at > now else "Next try now."
    match state:
        case JobState.UNDER_WAY:
            return "It is under way now."
        case JobState.STOPPED:
            stop = held_by(uow, tables, one.job)
            return f"Somebody has stopped this: {stop_words(uow, stop)}." if stop else "It goes on at once."
        case JobState.FAILING if one.asked_for:
            asked = f"{_asker(one.job)} asked for {several(one.asked_for, 'second')}"
            return f"It waits because {asked}. {following}"
        case JobState.FAILING:
            why = because_of(one.job.error) or "there is a fault in SIP Desk, and its log says more"
            return f"The last try did not work: {why}. {following}"
        case _:
            later = state is JobState.LATER and one.due_at
            return f"Its time comes on {moment_words(later)}." if later else "It waits for its turn."


def _asker(job: OutboxJob) -> str:
    return {"teams": "Teams", "mail": "Exchange"}.get(job.queue.value, "Microsoft 365")


def _is_like(uow: UnitOfWork, asked: Asked, job: OutboxJob, one: ListedJob, now: datetime) -> bool:
    return (
        asked.id in ("", one.id)
        and asked.kind in ("", one.kind, one.far_end)
        and asked.error in ("", one.error)
        and (not asked.states or one.state in asked.states)
        and (not asked.older_than or now - one.since >= asked.older_than)
        and (not asked.person_id or asked.person_id in whose(uow, job))
        and (not asked.school or (one.kind != CONFIDENTIAL and asked.school == school_of(uow, job, one.about)))
    )


def school_of(uow: UnitOfWork, job: OutboxJob, about: str) -> str:
    """The URN of the school that a job is about; empty where it is about none, or that cannot be told."""
    if urn := str(job.args.get("urn", "")):
        return urn
    what, _, key = about.partition(":")
    try:
        if what in ("report", "visit"):
            return uow.reports.get(key).urn if what == "report" else uow.visits.get(key).urn
    except Refused:  # it is gone
        return ""
    return key if what == "school" else ""


def ages(jobs: Iterable[ListedJob], now: datetime) -> list[tuple[str, int, int, datetime | None]]:
    """Of each service: how many wait, how many of them are stopped, and since when the oldest of the others waits."""
    own = [one for one in jobs if one.state not in (JobState.GIVEN_UP, JobState.CALLED_OFF, JobState.LATER)]
    found = list[tuple[str, int, int, datetime | None]]()
    for word in FAR_ENDS:
        of = [one for one in own if one.far_end == word]
        stopped = [one for one in of if one.state is JobState.STOPPED]
        goes_on = [min(one.since, now) for one in of if one.state is not JobState.STOPPED]
        found.append((word, len(of), len(stopped), min(goes_on, default=None)))
    return found
