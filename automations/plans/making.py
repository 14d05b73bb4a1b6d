"""How a plan is made: what has no day yet, everybody's calendars, the solver, and who is told."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from multiprocessing import get_context
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.notifications import send_text
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.visits.slots import at_school
from handbook.core.british_time import LONDON, london_date
from handbook.core.calendars import BusyTimes as Read
from handbook.core.calendars import Period, Unread
from handbook.core.external_errors import ExternalError, Forbidden, MailboxUnavailable, NotFound
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.plans.acceptance import NotePlans, PlannedVisit, ProposedPlan
from handbook.plans.outstanding import TermOfYear, begun, is_outstanding, term_days, terms_ahead
from handbook.plans.plan import SipPlan, SipTerm, wanted
from handbook.plans.words import why_good, why_none
from handbook.visits.checks import check_may_visit
from handbook.visits.ofsted_call import without_inspections
from handbook.visits.policy import VisitPolicy
from handbook.visits.slots.busy_times import BusyTimes, times_of
from handbook.visits.slots.free_half_days import Elsewhere, SlotSearch
from planning.term_plan import plan_term as solved
from store.unit_of_work import UnitOfWork

_SHUT: Final = (Forbidden, NotFound, MailboxUnavailable)
NOTHING_TO_PLAN: Final = "Nothing to plan: every termly visit ahead has a day or is waiting for its headteacher."


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be planned for one SIP: a search for each school and its headteacher's address. Where they may not
    visit (C1), `barred` says why."""

    sip: Person
    searches: tuple[tuple[SlotSearch, str], ...]
    standing: tuple[Elsewhere, ...]
    barred: str = ""

    @property
    def emails(self) -> tuple[str, ...]:
        return (self.sip.email, *(email for _, email in self.searches))


@dataclass(frozen=True, slots=True)
class Errands:
    """All that is to be planned of one term."""

    term: TermOfYear
    of_sips: tuple[Errand, ...]

    @property
    def able(self) -> tuple[Errand, ...]:
        """Those of SIPs who may visit."""
        return tuple(one for one in self.of_sips if not one.barred)

    @property
    def window(self) -> Period:
        """From the first day that is looked at to the last."""
        searches = [search for one in self.of_sips for search, _ in one.searches]
        first, last = min(one.first_on for one in searches), max(one.last_on for one in searches)
        return Period(_midnight(first), _midnight(max(first, last) + timedelta(days=1)))


async def plan_term(work: Work, run_id: str, person_id: str, term: str = "") -> None:
    """Makes the plan that somebody asked for: a SIP their own, the Trust Advisor that of the service."""
    context = work.bus.render_context
    errands = await work.bus.read(lambda uow: _errands(uow, known_person(uow, person_id), term, context))
    if errands is None:
        await work.bus.record(lambda _: [send_text(person_id, NOTHING_TO_PLAN, f"nothing-to-plan:{run_id}")])
        return
    found = await _read(work, errands)
    plans = await asyncio.to_thread(_plans, errands, found, run_id, context)
    await work.bus.decide(NotePlans(run_id, person_id, tuple(plans)))


EFFECTS: Final[Mapping[str, Effect]] = {
    "plan_term": Effect(
        plan_term,
        "The plan that you asked for could not be made yet: the calendars could not be read",
        about=("answer", "person_id"),
    ),
}


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


def _errands(uow: UnitOfWork, by: Person, term: str, context: RenderContext) -> Errands | None:
    schools = [one for one in uow.roster.schools() if by.is_a(Role.TRUST_ADVISOR) or one.sip_id == by.id]
    for ahead in _terms(uow, schools, term, context):
        own: dict[str, list[tuple[SlotSearch, str]]] = {}
        for school in schools:
            is_served = school.sip_id and school.headteacher_id
            if is_served and (search := _search(uow, school, ahead, context)) is not None:
                own.setdefault(school.sip_id, []).append((search, uow.roster.named(school.headteacher_id).email))
        if own:
            of_sips = (_errand(uow, uow.roster.named(sip_id), searches, context) for sip_id, searches in own.items())
            return Errands(ahead, tuple(of_sips))
    return None


def _terms(uow: UnitOfWork, schools: Iterable[School], term: str, context: RenderContext) -> list[TermOfYear]:
    """The present one and the one after it; of a term that was named, the nearest."""
    today, policy = london_date(context.now), context.policy
    ahead = {
        one
        for school in schools
        for one in terms_ahead(uow.roster.calendar(school, policy.bank_holidays), today, policy.visits.notice)
        if term in ("", one[1])
    }
    nearest = sorted(ahead, key=lambda one: (one[0], list(Term).index(one[1])))
    return nearest[: 1 if term else 2]


def _search(uow: UnitOfWork, school: School, term: TermOfYear, context: RenderContext) -> SlotSearch | None:
    """What is sought at a school, before the calendars are asked; None where nothing is outstanding."""
    policy, visits = context.policy.visits, uow.visits.of_school(school.urn)
    own = uow.visits.account(school.urn, term[0], policy.entitlement)
    if not is_outstanding(own, visits, term, school.sip_id):
        return None
    dates = uow.roster.calendar(school, context.policy.bank_holidays)
    calendar = without_inspections(dates, uow.ofsted_calls.of_school(school.urn))
    checks = uow.roster.checks(school.sip_id)
    today, said, before = london_date(context.now), uow.roster.hosting(school), begun(visits, term, school.sip_id)
    first_on, last_on = term_days(calendar, term) or (today, today - timedelta(days=1))
    return SlotSearch(
        urn=school.urn,
        school_name=school.full_name,
        calendar=calendar,
        sip=BusyTimes(),
        headteacher=None,
        first_on=max(today, first_on),
        last_on=last_on,
        place=said.place,
        hours=said.hours or policy.hours,
        notice=policy.notice,
        travel=policy.travel,
        preferences=said.preferences,
        passed_over=before.passed_over if before else (),
        checked_until=checks.dbs_review_by if checks else None,
    )


def _errand(uow: UnitOfWork, sip: Person, searches: Sequence[tuple[SlotSearch, str]], context: RenderContext) -> Errand:
    diary = uow.visits.of_person(sip)
    standing = tuple(at_school(uow, visit.urn, at) for visit in diary for at in visit.occupies)
    try:
        check_may_visit(uow.roster.checks(sip.id), sip, london_date(context.now))
    except Refused as refusal:
        return Errand(sip, tuple(searches), standing, refusal.reason)
    return Errand(sip, tuple((replace(one, elsewhere=standing), email) for one, email in searches), standing)


def _plans(
    errands: Errands, found: Mapping[str, Mapping[str, Read]], run_id: str, context: RenderContext
) -> list[ProposedPlan]:
    window, policy = errands.window, context.policy.visits
    terms = [_sip_term(one, found[one.sip.id], window, policy, context.now) for one in errands.able]
    solutions = zip(terms, _solved(terms), strict=True)
    lines = {term.sip_id: tuple(_lines(term, plan)) for term, plan in solutions}
    return [
        ProposedPlan(
            f"{run_id}-{number}",
            run_id,
            one.sip.id,
            *errands.term,
            context.now,
            lines.get(one.sip.id) or tuple(_barred(one)),
        )
        for number, one in enumerate(errands.of_sips)
    ]


def _sip_term(errand: Errand, found: Mapping[str, Read], window: Period, policy: VisitPolicy, now: datetime) -> SipTerm:
    sip = times_of(found[errand.sip.email], window, comes=True) or BusyTimes()
    filled = (replace(one, sip=sip, headteacher=times_of(found[email], window)) for one, email in errand.searches)
    return SipTerm(
        errand.sip.id,
        errand.sip.name,
        max(search.last_on for search, _ in errand.searches),
        tuple(wanted(search, now) for search in filled),
        errand.standing,
        policy.weekly_at_most,
        policy.travel,
    )


def _solved(terms: Sequence[SipTerm]) -> Sequence[SipPlan]:
    """In a process that ends with it: the solver's import stops every thread for a moment, and in ours its 80 MB would
    stay for good."""
    if not terms:
        return ()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(solved, terms).result().plans


def _lines(term: SipTerm, plan: SipPlan) -> Iterator[PlannedVisit]:
    """Those with a half-day by time, then the others."""
    schools, placed = {one.urn: one for one in term.wanted}, {line.urn for line in plan.lines}
    for line in plan.lines:
        why = why_good(term, plan.lines, line)
        yield PlannedVisit(line.urn, schools[line.urn].school_name, line.half_day, why)
    for one in term.wanted:
        if one.urn not in placed:
            yield PlannedVisit(one.urn, one.school_name, None, why_none(term, plan, one))


def _barred(errand: Errand) -> Iterator[PlannedVisit]:
    for search, _ in errand.searches:
        yield PlannedVisit(search.urn, search.school_name, None, errand.barred)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
