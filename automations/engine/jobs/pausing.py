"""Somebody stops a kind of work, and lets it go on: nothing of it is begun meanwhile, by any worker, also after a
restart. What is under way ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.far_ends import FAR_ENDS, OUTLOOK, far_end
from automations.engine.jobs.job_rows import let_go
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import WorkflowTables
from handbook.core.british_time import moment_words
from handbook.core.refusal import Refused
from store.pauses import Pause
from store.unit_of_work import UnitOfWork

MAILBOX: Final = "mailbox:"
"""Before a person's id: all that SIP Desk does in their mailbox, and what it writes to it."""
_THEIRS: Final = ("mail", OUTLOOK)


@dataclass(frozen=True, slots=True)
class PauseWork:
    """`kind` is a word of `FAR_ENDS`, a mailbox, or what one kind of job is called. `operator` is the name of whoever
    asks at the machine."""

    kind: str
    reason: str
    operator: str = ""


@dataclass(frozen=True, slots=True)
class ResumeWork:
    """What had been stopped goes on."""

    kind: str
    operator: str = ""


def check_looks_after(uow: UnitOfWork, ctx: CommandContext) -> None:
    """Raises Refused for a person who does not look after the service. At the machine, whoever is let in may."""
    if ctx.person is not None:
        check_is_administrator(uow, ctx.person.id, ctx.policy)


def check_is_administrator(uow: UnitOfWork, person_id: str, policy: TrustPolicy) -> None:
    if person_id != administrator(uow, policy):
        raise Refused("not_yours", "Only the person who looks after SIP Desk can do that.")


def by_whom(operator: str) -> dict[str, str]:
    """For the audit: who sat at the machine."""
    return {"by": operator} if operator else {}


def pause(uow: UnitOfWork, command: PauseWork, ctx: CommandContext) -> Iterable[OutboxJob]:
    check_looks_after(uow, ctx)
    if not command.reason.strip():
        raise Refused("no_reason", "Please say why: others will ask.")
    who = ctx.person.id if ctx.person else command.operator
    if not uow.pauses.begin(Pause(command.kind, who, command.reason.strip(), ctx.now)):
        raise Refused("stale", f"“{command.kind}” is stopped already.")
    entry = ctx.entry("work_stopped", "", kind=command.kind, reason=command.reason, **by_whom(command.operator))
    uow.audit(entry, ctx.now)
    return ()


def resume(uow: UnitOfWork, command: ResumeWork, ctx: CommandContext) -> Iterable[OutboxJob]:
    """All that is held is looked at once more: what another stop holds is held again."""
    check_looks_after(uow, ctx)
    if not uow.pauses.end(command.kind):
        raise Refused("stale", f"“{command.kind}” is not stopped.")
    uow.audit(ctx.entry("work_resumed", "", kind=command.kind, **by_whom(command.operator)), ctx.now)
    let_go(uow.connection)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {PauseWork: pause, ResumeWork: resume}


def held_by(uow: UnitOfWork, tables: WorkflowTables, job: OutboxJob) -> Pause | None:
    """Because of which this job is not begun; None where it may be."""
    return next((one for one in uow.pauses.all() if _holds(uow, tables, one.kind, job)), None)


def whose(uow: UnitOfWork, job: OutboxJob) -> frozenset[str]:
    """The ids of those whose mailbox or chat a job is about: whom it names, and the SIP of a visit."""
    named = {str(job.args.get(name, "")) for name in ("person_id", "by_id", "asker_id")} | {job.person_id}
    visit_id = str(job.args.get("visit_id", ""))
    if visit_id:
        try:
            named.add(uow.visits.get(visit_id).sip_id)
        except Refused:  # it is gone: the job will say so
            named.discard("")
    return frozenset(named - {""})


def kind_words(uow: UnitOfWork, kind: str) -> str:
    """What a stopped kind is called in a sentence."""
    if kind in FAR_ENDS:
        return FAR_ENDS[kind][0].upper() + FAR_ENDS[kind][1:]
    if kind.startswith(MAILBOX):
        person = uow.roster.person(kind.removeprefix(MAILBOX))
        return f"The mailbox of {person.name}" if person else "The mailbox of somebody who has left"
    return f"The work called {kind}"


def stop_words(uow: UnitOfWork, stop: Pause) -> str:
    """What was stopped, when and why."""
    return f"{kind_words(uow, stop.kind)}, on {moment_words(stop.at)} ({stop.reason.rstrip('.')})"


def _holds(uow: UnitOfWork, tables: WorkflowTables, kind: str, job: OutboxJob) -> bool:
    if kind.startswith(MAILBOX):
        return far_end(job) in _THEIRS and kind.removeprefix(MAILBOX) in whose(uow, job)
    return kind in (far_end(job), tables.listed(job)[1])
