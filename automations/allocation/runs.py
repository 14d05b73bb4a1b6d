"""The whole trust at once (A1): the Trust Advisor asks for a proposal, settles schools, has it worked out anew, and
proposes its SIPs to schools."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Final

from automations.allocation.around import around_pair, sip_of_trust
from automations.allocation.choices import proposed
from automations.allocation.kinds import AllocationList, run_about, send_list
from automations.allocation.problem import whole
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import send_text
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from handbook.allocation import run as rules
from handbook.allocation.choices.choice import ProposeSip, check_can_serve
from handbook.allocation.needs import check_advises, year_asked_about
from handbook.allocation.points import is_judged
from handbook.allocation.problem import AllocationProblem
from handbook.allocation.proposal import Allocation
from handbook.allocation.run import (
    AllocationRun,
    LockSip,
    NoteRun,
    ProposeAll,
    RaiseCapacity,
    SolveAgain,
    UnlockSip,
    check_may_work_with,
    to_propose,
)
from handbook.allocation.scoring import Factor, match
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.refusal import Refused
from planning.allocation import allocate as solved
from store.unit_of_work import UnitOfWork

_SOON: Final = "I am working out which SIP suits which school. The proposal follows in a moment."
_MOST_MORE: Final = 400
_SHOWN: Final = (Factor.EXPERIENCE, Factor.FOCUS, Factor.REQUESTS)
"""What a school reads of the reasons."""


def asked_for(person: Person, occasion: str) -> OutboxJob:
    """It takes a while, in a process of its own."""
    run_id = hashlib.sha256(f"{person.id}{occasion}".encode()).hexdigest()[:32]
    return OutboxJob("allocate", run_id, {"run_id": run_id, "person_id": person.id}, JobQueue.GRAPH)


def soon(person: Person, occasion: str) -> OutboxJob:
    return send_text(person.id, _SOON, f"allocate:{occasion}")


async def allocate(work: Work, run_id: str, person_id: str) -> None:
    """Worked out twice, it is noted once."""
    context = work.bus.render_context

    def read(uow: UnitOfWork):
        person = known_person(uow, person_id)
        check_advises(person)
        return whole(uow, person, context, uow.allocation_runs.last_of(person_id))

    found = await work.bus.read(read)
    result = await asyncio.to_thread(_solved, found.problem)
    year = year_asked_about(london_date(context.now))
    await work.bus.decide(NoteRun(AllocationRun(run_id, person_id, context.now, year, result, found.locks)))


EFFECTS: Final[Mapping[str, Effect]] = {
    "allocate": Effect(
        allocate, "The proposal that you asked for could not be worked out", about=("answer", "person_id")
    )
}


def note(uow: UnitOfWork, command: NoteRun, ctx: CommandContext) -> Iterable[OutboxJob]:
    run = command.run
    if uow.allocation_runs.find(run.id) is None:
        counts = {"schools": len(run.urns), "without": len(run.result.left_out), "moved": len(run.result.moved)}
        uow.allocation_runs.open(run, ctx.entry("allocated", run_about(run.id), rule="A1", **counts), ctx.now)
        yield send_list(AllocationList.RUN, run.asked_by_id, run.id)


def lock(uow: UnitOfWork, command: LockSip, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused across a bar, and without current checks."""
    run = uow.allocation_runs.get(command.run_id)
    settled = rules.locked(run, command, ctx.somebody)
    if any(one.is_open for one in uow.sip_choices.of_school(command.urn)):
        raise Refused("taken", "The school is being asked about a SIP. Please wait for its answer.", "A3")
    pair = around_pair(uow, command.urn, command.sip_id, ctx.policy, ctx.now)
    check_can_serve(pair, pair.today)
    if pair.ties and pair.school is not None and command.sip_id != pair.school.sip_id:
        raise Refused("taken", f"Not yet: {'; '.join(pair.ties)}. That is finished first.", "A3")
    return _saved(uow, settled, "sip_settled", ctx, school=command.urn, sip=command.sip_id)


def unlock(uow: UnitOfWork, command: UnlockSip, ctx: CommandContext) -> Iterable[OutboxJob]:
    run = rules.unlocked(uow.allocation_runs.get(command.run_id), command.urn, ctx.somebody)
    return _saved(uow, run, "sip_unsettled", ctx, school=command.urn)


def again(uow: UnitOfWork, command: SolveAgain, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, once."""
    check_may_work_with(uow.allocation_runs.get(command.run_id), ctx.somebody)
    occasion = f"{command.run_id}-{ctx.now:%Y%m%d%H%M}"
    return [soon(ctx.somebody, occasion), asked_for(ctx.somebody, occasion)]


def raise_capacity(uow: UnitOfWork, command: RaiseCapacity, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It goes on the SIP's own record."""
    run = uow.allocation_runs.get(command.run_id)
    check_may_work_with(run, ctx.somebody)
    if not 0 < command.half_days + command.schools <= _MOST_MORE:
        raise Refused("unknown", "That is no number of half-days that a SIP could give.", "A1")
    record = uow.sip_records.of(command.sip_id)
    load = run.result.load.get(command.sip_id)
    if load is None or sip_of_trust(uow, command.sip_id) is None:
        raise Refused("unknown", "Please choose a SIP of this proposal.", "A1")
    capacity = record.capacity
    has = capacity.half_days_a_year if capacity.half_days_a_year is not None else load.of
    more = replace(
        capacity,
        half_days_a_year=has + command.half_days,
        schools=capacity.schools + command.schools if capacity.schools is not None else None,
    )
    entry = ctx.entry("capacity_raised", f"person:{command.sip_id}", half_days=command.half_days, rule="A1")
    saved = uow.sip_records.save(replace(record, capacity=more, changed_at=ctx.now), entry, ctx.now)
    _saved(uow, replace(run, is_stale=True), "allocation_outdated", ctx)
    about = f"sip_record:{command.sip_id}"
    return [follow_up("sip_changed", about, f"sip_changed:{command.sip_id}@{saved.revision}")]


def propose(uow: UnitOfWork, command: ProposeSip, ctx: CommandContext) -> Iterable[OutboxJob]:
    """With what the school reads of the reasons, and the next best for the Trust Advisor."""
    check_advises(ctx.somebody)
    context = RenderContext(ctx.now, ctx.policy)
    problem = whole(uow, ctx.somebody, context, uow.allocation_runs.last_of(ctx.somebody.id)).problem
    return proposed(uow, command, ctx, *_beside(problem, _result(uow, command.run_id), command.urn, command.sip_id))


def propose_all(uow: UnitOfWork, command: ProposeAll, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What stands against one school hinders no other."""
    run = uow.allocation_runs.get(command.run_id)
    check_may_work_with(run, ctx.somebody)
    if command.revision != run.revision:
        raise Refused("stale", "This has changed meanwhile. Here is how it stands now.", "A1")
    problem = whole(uow, ctx.somebody, RenderContext(ctx.now, ctx.policy), run).problem
    jobs: list[OutboxJob] = []
    for urn in left_to_propose(uow, run):
        one = ProposeSip(urn, run.sip_of(urn), run.id)
        try:
            with uow.savepoint() as own:
                jobs += proposed(own, one, ctx, *_beside(problem, run.result, urn, one.sip_id))
        except Refused:
            continue
    if not jobs:
        raise Refused("taken", "None of these schools can be asked now: each card says why.", "A3")
    return [*jobs, *_saved(uow, run, "proposed_all", ctx, schools=len(jobs))]


HANDLERS: Final[Mapping[type, Handler]] = {
    NoteRun: note,
    LockSip: lock,
    UnlockSip: unlock,
    SolveAgain: again,
    RaiseCapacity: raise_capacity,
    ProposeSip: propose,
    ProposeAll: propose_all,
}


def left_to_propose(uow: UnitOfWork, run: AllocationRun) -> tuple[str, ...]:
    """The schools of a run that are to have another SIP, and are not being asked, nor were about that one in it."""
    has_now = {one.urn: one.sip_id for one in uow.roster.schools()}
    choices = uow.sip_choices.every()
    waiting = {one.urn for one in choices if one.is_open}
    asked = [(one.urn, one.sip_id) for one in choices if one.run_id == run.id]
    return tuple(urn for urn in to_propose(run, has_now, asked) if urn not in waiting)


def _beside(
    problem: AllocationProblem, result: Allocation | None, urn: str, sip_id: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why, as the school reads it, and the alternates of the run."""
    placed = result.of.get(urn) if result else None
    others = [one.sip_id for one in placed.alternates] if placed else []
    if placed and placed.sip_id != sip_id:
        others = [placed.sip_id, *others]
    if urn not in problem.need or sip_id not in problem.offer:
        return (), ()
    factors = match(_judged(problem, urn, sip_id), urn, sip_id).factors
    why = tuple(one.reason for one in factors if one.factor in _SHOWN)
    return why, tuple(one for one in others if one != sip_id)


def _judged(problem: AllocationProblem, urn: str, sip_id: str) -> AllocationProblem:
    """Of the two alone, without what the school asked for and only the Trust Advisor can judge."""
    need = problem.need[urn]
    judged = replace(need, requests=tuple(one for one in need.requests if is_judged(one)))
    return AllocationProblem((judged,), (problem.offer[sip_id],), travel=problem.travel)


def _result(uow: UnitOfWork, run_id: str) -> Allocation | None:
    run = uow.allocation_runs.find(run_id) if run_id else None
    return run.result if run else None


def _solved(problem: AllocationProblem) -> Allocation:
    """In a process that ends with it: the solver's import stops every thread for a moment, and in ours its 80 MB would
    stay for good."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(solved, problem).result()


def _saved(
    uow: UnitOfWork, run: AllocationRun, action: str, ctx: CommandContext, **more: str | int
) -> Sequence[OutboxJob]:
    uow.allocation_runs.save(run, ctx.entry(action, run_about(run.id), rule="A1", **more), ctx.now)
    return ()
