"""What is to be planned: for each SIP the termly visits that have no day yet, and what stands in their diary (V2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from automations.engine.command_bus import RenderContext
from automations.visits.slots import at_school
from handbook.core.british_time import LONDON, london_date
from handbook.core.calendars import Period
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Term
from handbook.plans.acceptance import PlannedVisit, ProposedPlan, line_key
from handbook.plans.outstanding import (
    TermOfYear,
    begun,
    edges,
    is_outstanding,
    late_terms,
    term_days,
    terms_ahead,
)
from handbook.visits.checks import check_may_visit
from handbook.visits.ofsted.call import without_inspections
from handbook.visits.slots.busy_times import BusyTimes
from handbook.visits.slots.free_half_days import Elsewhere, SlotSearch
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sought:
    """A visit that has no day yet: its search (whose `urn` is the line's key), its headteacher's address, and the first
    and last days of the term, which are taken only where nothing else is left."""

    urn: str
    search: SlotSearch
    email: str
    edges: frozenset[date]
    late_of: Term | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be planned for one SIP. Where they may not visit (C1), `barred` says why. `kept` are lines of a plan
    that stay as they are."""

    sip: Person
    sought: tuple[Sought, ...]
    standing: tuple[Elsewhere, ...]
    barred: str = ""
    kept: tuple[PlannedVisit, ...] = ()

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.sip.email, *(one.email for one in self.sought))))


@dataclass(frozen=True, slots=True)
class Errands:
    """All that is to be planned of one term."""

    term: TermOfYear
    of_sips: tuple[Errand, ...]
    draft: bool = False

    @property
    def able(self) -> tuple[Errand, ...]:
        """Those of SIPs who may visit."""
        return tuple(one for one in self.of_sips if not one.barred)

    @property
    def window(self) -> Period:
        """From the first day that is looked at to the last."""
        searches = [one.search for errand in self.of_sips for one in errand.sought]
        first, last = min(one.first_on for one in searches), max(one.last_on for one in searches)
        return Period(_midnight(first), _midnight(max(first, last) + timedelta(days=1)))


def errands_of(uow: UnitOfWork, by: Person, term: str, year: int, context: RenderContext) -> Errands | None:
    """A SIP's own, or the Trust Advisor's for the whole service; of the nearest term that has any where none is
    named. None where nothing is outstanding."""
    schools, draft = schools_planned_by(uow, by), by.is_a(Role.TRUST_ADVISOR)
    for ahead in _terms(uow, schools, term, year, context):
        own: dict[str, list[Sought]] = {}
        for school in schools:
            if school.sip_id and school.headteacher_id and (found := list(_sought(uow, school, ahead, context))):
                own.setdefault(school.sip_id, []).extend(found)
        if own:
            of_sips = (_errand(uow, uow.roster.named(sip_id), sought, context) for sip_id, sought in own.items())
            return Errands(ahead, tuple(of_sips), draft)
    return None


def errand_again(uow: UnitOfWork, plan: ProposedPlan, context: RenderContext) -> Errands | None:
    """That of a draft as the list stands now, with the lines of it that stay. None where its SIP has left, or nothing
    is outstanding any more."""
    sip, term = uow.roster.person(plan.sip_id), (plan.year, plan.term)
    schools = [one for one in uow.roster.schools() if one.sip_id == plan.sip_id and one.headteacher_id]
    sought = [one for school in schools for one in _sought(uow, school, term, context)]
    if sip is None or not sought:
        return None
    known = {one.search.urn for one in sought}
    kept = tuple(one for one in plan.lines if one.locked or one.left_out or one.key not in known)
    return Errands(term, (replace(_errand(uow, sip, sought, context), kept=kept),), draft=True)


def schools_planned_by(uow: UnitOfWork, by: Person) -> list[School]:
    return [one for one in uow.roster.schools() if by.is_a(Role.TRUST_ADVISOR) or one.sip_id == by.id]


def terms_to_plan(uow: UnitOfWork, schools: Iterable[School], context: RenderContext) -> list[TermOfYear]:
    """The terms that have days left which leave notice, the nearest first."""
    today, policy = london_date(context.now), context.policy
    ahead = {
        one
        for school in schools
        for one in terms_ahead(uow.roster.calendar(school, policy.bank_holidays), today, policy.visits.notice)
    }
    return sorted(ahead, key=lambda one: (one[0], list(Term).index(one[1])))


def _terms(
    uow: UnitOfWork, schools: Iterable[School], term: str, year: int, context: RenderContext
) -> list[TermOfYear]:
    """The present one and the one after it; of a term that was named, the nearest."""
    nearest = terms_to_plan(uow, schools, context)
    if not term:
        return nearest[:2]
    return [one for one in nearest if one[1] == term and year in (0, one[0].starts_in)][:1]


def _sought(uow: UnitOfWork, school: School, term: TermOfYear, context: RenderContext) -> Iterator[Sought]:
    """The visit of the term, and those of terms of its year that have ended without one."""
    policy, today = context.policy.visits, london_date(context.now)
    dates = uow.roster.calendar(school, context.policy.bank_holidays)
    at_edges, email = edges(dates, term), uow.roster.named(school.headteacher_id).email
    for late_of in (None, *late_terms(dates, term, today, policy.notice)):
        search = _search(uow, school, dates, term, late_of, context)
        if search is not None:
            yield Sought(school.urn, search, email, at_edges, late_of)


def _search(
    uow: UnitOfWork,
    school: School,
    dates: SchoolCalendar,
    term: TermOfYear,
    late_of: Term | None,
    context: RenderContext,
) -> SlotSearch | None:
    """What is sought at a school, before the calendars are asked; None where nothing is outstanding."""
    policy, visits = context.policy.visits, uow.visits.of_school(school.urn)
    own_term = (term[0], late_of or term[1])
    own = uow.visits.account(school.urn, term[0], policy.entitlement)
    if not is_outstanding(own, visits, own_term, school.sip_id):
        return None
    calendar = without_inspections(dates, uow.ofsted_calls.of_school(school.urn))
    checks = uow.roster.checks(school.sip_id)
    today, said, before = london_date(context.now), uow.roster.hosting(school), begun(visits, own_term, school.sip_id)
    first_on, last_on = term_days(calendar, term) or (today, today - timedelta(days=1))
    return SlotSearch(
        urn=line_key(school.urn, late_of),
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


def _errand(uow: UnitOfWork, sip: Person, sought: Sequence[Sought], context: RenderContext) -> Errand:
    diary = uow.visits.of_person(sip)
    standing = tuple(at_school(uow, visit.urn, at) for visit in diary for at in visit.occupies)
    try:
        check_may_visit(uow.roster.checks(sip.id), sip, london_date(context.now))
    except Refused as refusal:
        return Errand(sip, tuple(sought), standing, refusal.reason)
    return Errand(sip, tuple(replace(one, search=replace(one.search, elsewhere=standing)) for one in sought), standing)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
