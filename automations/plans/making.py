"""How a plan is made: what has no day yet, everybody's calendars, the solver, and who is told. A draft is made again
with the lines that the Trust Advisor holds."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.notifications import send_text
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.plans.errands import Errand, Errands, Sought, errand_again, errands_of
from handbook.core.calendars import BusyTimes as Read
from handbook.core.calendars import Period, Unread
from handbook.core.external_errors import ExternalError, Forbidden, MailboxUnavailable, NotFound
from handbook.core.half_days import HalfDay
from handbook.plans.acceptance import NotePlans, PlannedVisit, ProposedPlan
from handbook.plans.drafting import NoteReplanned
from handbook.plans.plan import SipPlan, SipTerm, Wanted, wanted
from handbook.plans.words import why_good, why_none
from handbook.visits.slots.busy_times import BusyTimes, times_of
from handbook.visits.slots.free_half_days import Elsewhere
from planning.term_plan import plan_term as solved

_SHUT: Final = (Forbidden, NotFound, MailboxUnavailable)
NOTHING_TO_PLAN: Final = "Nothing to plan: every termly visit ahead has a day or is waiting for its headteacher."
_LOST: Final = "The day that was locked is no longer possible. "


@dataclass(frozen=True, slots=True)
class _Problem:
    """A SIP's term for the solver, what is possible for every line of it, by key, and the lines that stay."""

    term: SipTerm
    schools: Mapping[str, Wanted]
    kept: tuple[PlannedVisit, ...]
    lost: frozenset[str]


async def plan_term(work: Work, run_id: str, person_id: str, term: str = "", year: int = 0) -> None:
    """Makes the plan that somebody asked for: a SIP their own, the Trust Advisor that of the service."""
    context = work.bus.render_context
    errands = await work.bus.read(lambda uow: errands_of(uow, known_person(uow, person_id), term, year, context))
    if errands is None:
        await work.bus.record(lambda _: [send_text(person_id, NOTHING_TO_PLAN, f"nothing-to-plan:{run_id}")])
        return
    lines = await _planned(work, errands, context)
    plans = (
        ProposedPlan(
            f"{run_id}-{number}", run_id, one.sip.id, *errands.term, context.now, lines[one.sip.id], draft=errands.draft
        )
        for number, one in enumerate(errands.of_sips)
    )
    await work.bus.decide(NotePlans(run_id, person_id, tuple(plans)))


async def plan_again(work: Work, plan_id: str, revision: int) -> None:
    """Works out a draft again as it stands, with the lines that are held. Where somebody has changed it since, that
    change has a job of its own."""
    context = work.bus.render_context
    plan = await work.bus.read(lambda uow: uow.term_plans.get(plan_id))
    if not plan.draft or plan.revision != revision:
        return
    errands = await work.bus.read(lambda uow: errand_again(uow, plan, context))
    lines = plan.lines if errands is None else (await _planned(work, errands, context))[plan.sip_id]
    await work.bus.decide(NoteReplanned(plan_id, revision, lines))


EFFECTS: Final[Mapping[str, Effect]] = {
    "plan_term": Effect(
        plan_term,
        "The plan that you asked for could not be made yet: the calendars could not be read",
        about=("answer", "person_id"),
    ),
    "plan_again": Effect(
        plan_again,
        "The plan could not be worked out again yet: the calendars could not be read",
        about=("plan", "plan_id"),
    ),
}


async def _planned(work: Work, errands: Errands, context: RenderContext) -> dict[str, tuple[PlannedVisit, ...]]:
    """The lines of each SIP, by id."""
    found = await _read(work, errands)
    return await asyncio.to_thread(_lines_of_all, errands, found, context)


async def _read(work: Work, errands: Errands) -> dict[str, Mapping[str, Read]]:
    """What the calendars say, by the id of the SIP through whose own mailbox they were asked: so their own time is
    known whatever they share, and nobody else's mailbox need be open to us. One that cannot be opened harms its SIP
    alone: all of it is unknown, never free. Raises what the first answered where none can be opened."""
    found, shut = dict[str, Mapping[str, Read]](), dict[str, ExternalError]()
    for one in errands.able:
        try:
            found[one.sip.id] = await work.calendars.busy_times(one.sip.id, one.emails, errands.window)
        except _SHUT as error:
            found[one.sip.id] = {email: Read(email, None, Unread.NOT_READABLE) for email in one.emails}
            shut[one.sip.id] = error
    if shut and len(shut) == len(found):
        raise next(iter(shut.values()))
    return found


def _lines_of_all(
    errands: Errands, found: Mapping[str, Mapping[str, Read]], context: RenderContext
) -> dict[str, tuple[PlannedVisit, ...]]:
    window = errands.window
    problems = {one.sip.id: _problem(one, found[one.sip.id], window, context) for one in errands.able}
    solutions = dict(zip(problems, _solved([one.term for one in problems.values()]), strict=True))
    return {
        one.sip.id: tuple(
            _barred(one)
            if one.barred
            else _lines(one, problems[one.sip.id], solutions[one.sip.id], keeps_possible=errands.draft)
        )
        for one in errands.of_sips
    }


def _problem(errand: Errand, found: Mapping[str, Read], window: Period, context: RenderContext) -> _Problem:
    """What is locked stands like a visit in the diary as long as it is possible, and only the rest is planned."""
    sip = times_of(found[errand.sip.email], window, comes=True) or BusyTimes()
    policy, now = context.policy.visits, context.now
    filled = [
        replace(one, search=replace(one.search, sip=sip, headteacher=times_of(found[one.email], window)))
        for one in errand.sought
    ]
    schools = {one.search.urn: wanted(one.search, now, one.edges) for one in filled}
    holds = {one.key: one for one in errand.kept if one.key in schools}
    lost = {key for key, one in holds.items() if one.locked and one.half_day not in schools[key].possible}
    locked = tuple(_elsewhere(one, schools[key]) for key, one in holds.items() if one.locked and key not in lost)
    standing = (*errand.standing, *locked)
    left = [one for one in filled if one.search.urn not in holds or one.search.urn in lost]
    term = SipTerm(
        errand.sip.id,
        errand.sip.name,
        max(one.search.last_on for one in filled),
        tuple(wanted(replace(one.search, elsewhere=standing), now, one.edges) for one in left)
        if locked
        else tuple(schools[one.search.urn] for one in left),
        standing,
        policy.weekly_at_most,
        policy.travel,
    )
    kept = tuple(one for one in errand.kept if one.key not in lost)
    return _Problem(term, schools, kept, frozenset(lost))


def _elsewhere(line: PlannedVisit, school: Wanted) -> Elsewhere:
    assert line.half_day is not None  # noqa: S101 - what is locked has one
    return Elsewhere(line.half_day, line.key, line.school_name, school.place)


def _solved(terms: Sequence[SipTerm]) -> Sequence[SipPlan]:
    """In a process that ends with it: the solver's import stops every thread for a moment, and in ours its 80 MB would
    stay for good."""
    if not terms:
        return ()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(solved, terms).result().plans


def _lines(errand: Errand, problem: _Problem, plan: SipPlan, *, keeps_possible: bool) -> Iterator[PlannedVisit]:
    """Those with a half-day by time, then the others."""
    sought, term = {one.search.urn: one for one in errand.sought}, problem.term
    placed = {line.urn: line for line in plan.lines}
    made = [
        *(_line(sought[line.urn], line.half_day, why_good(term, plan.lines, line)) for line in plan.lines),
        *(_line(sought[one.urn], None, why_none(term, plan, one)) for one in term.wanted if one.urn not in placed),
    ]
    told = (replace(one, why=f"{_LOST}{one.why}") if one.key in problem.lost else one for one in made)
    lines = (*told, *problem.kept)
    for one in sorted(lines, key=lambda line: (line.half_day is None, *((line.half_day,) if line.half_day else ()))):
        known = problem.schools.get(one.key)
        yield replace(one, possible=known.possible if known and keeps_possible else ())


def _line(sought: Sought, half_day: HalfDay | None, why: str) -> PlannedVisit:
    return PlannedVisit(sought.urn, sought.search.school_name, half_day, why, late_of=sought.late_of)


def _barred(errand: Errand) -> Iterator[PlannedVisit]:
    for one in errand.sought:
        yield _line(one, None, errand.barred)
