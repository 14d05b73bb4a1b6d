"""The cards of the proposal for the whole trust, as the records stand."""

from collections.abc import Iterable, Sequence

from automations.allocation.problem import whole
from automations.allocation.runs import left_to_propose
from automations.engine.command_bus import RenderContext
from automations.engine.ports import Card
from automations.engine.roster import school_of
from automations.membership.loading import without_ours
from cards.allocation.actions import ShowPlacement, ShowRun
from cards.allocation.listing import one_page
from cards.allocation.placement import Placed, Weighed, placement_card
from cards.allocation.run import WHY, RowStanding, RunRow, run_card
from cards.kit.lines import closed_card
from handbook.allocation.needs import year_asked_about
from handbook.allocation.problem import AllocationProblem
from handbook.allocation.reasons import bar_words
from handbook.allocation.run import AllocationRun, may_see, worst_first
from handbook.allocation.scoring import match
from handbook.allocation.why_not import why_not
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from store.unit_of_work import UnitOfWork

_CHANGED = "The list has changed since this was worked out. Have it worked out again."


def last_run(uow: UnitOfWork, viewer: Person, _context: RenderContext) -> Card:
    """The newest that somebody asked for."""
    run = uow.allocation_runs.last_of(viewer.id)
    return run_list(uow, ShowRun(run.id), viewer) if run else closed_card()


def run_list(uow: UnitOfWork, asked: ShowRun, viewer: Person) -> Card:
    run = uow.allocation_runs.get(asked.run_id)
    if not may_see(run, viewer):
        return closed_card()
    rows = tuple(_rows(uow, run))
    matching = [one for one in rows if asked.looking.takes(one.standing.value, f"{one.school} {one.urn} {one.sip}")]
    shown, looking = one_page(matching, asked.looking)
    elsewhere = without_ours(uow, run.year).difference(run.urns)
    names = sorted(one.full_name for one in uow.roster.schools() if one.urn in elsewhere)
    return run_card(run, rows, shown, looking, len(matching), len(left_to_propose(uow, run)), names)


def _rows(uow: UnitOfWork, run: AllocationRun) -> Iterable[RunRow]:
    """A school that has left the list since then is none of it any more."""
    waiting = {one.urn: one.sip_id for one in uow.sip_choices.open_ones()}
    without = {one.urn: one.reason for one in run.result.left_out}
    for urn in worst_first(run):
        school = uow.roster.school(urn)
        if school is None:
            continue
        placed, sip_id = run.result.of.get(urn), waiting.get(urn) or run.sip_of(urn)
        as_placed = placed is not None and placed.sip_id == sip_id
        yield RunRow(
            urn,
            school.full_name,
            _standing(run, urn, sip_id, school.sip_id, is_asked=urn in waiting),
            _name(uow, sip_id),
            _name(uow, school.sip_id),
            placed.score if placed is not None and as_placed else None,
            WHY[placed.why] if placed is not None and as_placed else without.get(urn, "") if not sip_id else "",
        )


def _standing(run: AllocationRun, urn: str, sip_id: str, now: str, *, is_asked: bool) -> RowStanding:
    if is_asked:
        return RowStanding.ASKED
    if not sip_id:
        return RowStanding.WITHOUT
    if urn in run.locked:
        return RowStanding.SETTLED
    return RowStanding.STAYS if sip_id == now else RowStanding.MOVES


def placement(uow: UnitOfWork, asked: ShowPlacement, viewer: Person, context: RenderContext) -> Card:
    """One school of a run; with a SIP, why not them. Raises Refused."""
    run = uow.allocation_runs.get(asked.run_id)
    if not may_see(run, viewer):
        return closed_card()
    school = school_of(uow, asked.urn)
    problem = whole(uow, viewer, context, run).problem
    waiting = next((one for one in uow.sip_choices.of_school(school.urn) if one.is_open), None)
    sip_id = waiting.sip_id if waiting else run.sip_of(school.urn)
    placed = run.result.of.get(school.urn)
    left_out = next((one.reason for one in run.result.left_out if one.urn == school.urn), "")
    others = placed.alternates if placed else ()
    needs = uow.school_needs.of(school.urn, year_asked_about(london_date(context.now)))
    notes = uow.personality_notes.by(viewer.id)
    return placement_card(
        Placed(
            run,
            school,
            needs,
            _name(uow, school.sip_id),
            [(one.name, one.id) for one in uow.roster.people(Role.SIP)],
            _weighed(problem, run, school.urn, sip_id, _name(uow, sip_id)),
            _weighed(problem, run, school.urn, asked.sip_id, _name(uow, asked.sip_id))
            if asked.sip_id != sip_id
            else None,
            left_out if not sip_id else WHY[placed.why] if placed and placed.sip_id == sip_id else "",
            [_name(uow, one.sip_id) for one in others if one.sip_id != sip_id],
            [one for one in notes if one.headteacher_id == school.headteacher_id],
            waiting is not None,
        )
    )


def _weighed(problem: AllocationProblem, run: AllocationRun, urn: str, sip_id: str, name: str) -> Weighed | None:
    """None for nobody. What was worked out before people or schools left is not held against who is there now."""
    if not sip_id:
        return None
    if urn not in problem.need or sip_id not in problem.offer:
        return Weighed(sip_id, name, 0, (_CHANGED,))
    found = match(problem, urn, sip_id)
    barred = f"{bar_words(problem.offer[sip_id], found.bar)}." if found.bar else ""
    reasons = [barred if barred and one.factor.value == "conflicts" else one.reason for one in found.factors]
    private = f"For you alone: {found.private.reason}"
    return Weighed(sip_id, name, found.total, (*reasons, private), _why_not(problem, run, urn, sip_id))


def _why_not(problem: AllocationProblem, run: AllocationRun, urn: str, sip_id: str) -> Sequence[str]:
    result = run.result
    if sip_id == run.sip_of(urn):
        return ()
    known = all(one.urn in problem.need and one.sip_id in problem.offer for one in result.placements)
    if not known or any(one not in problem.need for load in result.loads for one in load.urns):
        return (_CHANGED,)
    return why_not(problem, result, urn, sip_id).lines


def _name(uow: UnitOfWork, sip_id: str) -> str:
    return uow.roster.then(sip_id, Role.SIP).name if sip_id else ""
