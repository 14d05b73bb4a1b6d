"""The problem that is solved for the whole trust (A1, A2): what is on record of each school and each SIP."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from automations.allocation.around import conflicts_of_all, open_work
from automations.engine.command_bus import RenderContext
from automations.membership.loading import without_ours
from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, barring
from handbook.allocation.needs import Answers, SchoolNeeds, Wish, year_asked_about
from handbook.allocation.problem import (
    AllocationProblem,
    Bar,
    BarReason,
    Lock,
    PrivateNote,
    Request,
    RequestKind,
    SchoolNeed,
    SipOffer,
)
from handbook.allocation.run import AllocationRun
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.places import Place
from handbook.half_days.entitlement import Entitlement
from handbook.sip_team.record import OfstedPosition, SipKind
from handbook.sip_team.standing import TeamMember, may_be_allocated
from store.unit_of_work import UnitOfWork

_REQUESTS: Final = {
    Wish.KEEP_SIP: Request(RequestKind.KEEP_SIP),
    Wish.ANOTHER_SIP: Request(RequestKind.ANOTHER_SIP),
    Wish.APPRAISAL: Request(RequestKind.APPRAISAL),
    Wish.CONSULTANT: Request(RequestKind.KIND_OF_SIP, SipKind.CONSULTANT.words),
    Wish.RETIRED_HEAD: Request(RequestKind.KIND_OF_SIP, SipKind.RETIRED_HEAD.words),
    Wish.SERVING_HEAD: Request(RequestKind.KIND_OF_SIP, SipKind.SERVING_HEAD.words),
}
_IN_TROUBLE: Final = (OfstedPosition.NEEDS_ATTENTION, OfstedPosition.URGENT)
_BARS: Final = {
    ConflictKind.OWN_SCHOOL: BarReason.OWN_SCHOOL,
    ConflictKind.SCHOOL: BarReason.SCHOOL_SAID_NO,
}


@dataclass(frozen=True, slots=True)
class Whole:
    """The problem, and what of the run before stays settled."""

    problem: AllocationProblem
    locks: tuple[Lock, ...]


def whole(uow: UnitOfWork, person: Person, context: RenderContext, before: AllocationRun | None = None) -> Whole:
    """Of the trust as it is now, with the private notes of this Trust Advisor. A school that is being asked about a SIP
    is settled until it has answered; one that has a SIP of its own, or of the local authority, needs none. `before` is
    the run whose settled schools are kept, and near which it stays."""
    today = london_date(context.now)
    year = year_asked_about(today)
    elsewhere = without_ours(uow, year)
    schools = [one for one in uow.roster.schools() if one.urn not in elsewhere]
    needs = uow.school_needs.of_year(year)
    half_days = half_days_of(context.policy.visits.entitlement)
    members = tuple(uow.sip_records.team())
    open_now = open_work(uow, schools)
    asked = {one.urn: one.sip_id for one in uow.sip_choices.open_ones()}
    offers = tuple(_offer(uow, one, schools, half_days, context) for one in members)
    bars = tuple(_bars(uow, members, schools, context))
    own = _still_possible(before.locks if before else (), schools, offers, bars)
    locks = {one.urn: one for one in own} | {urn: Lock(sip_id, urn) for urn, sip_id in asked.items()}
    known = {one.urn for one in schools}
    problem = AllocationProblem(
        schools=tuple(_need(uow, one, needs.get(one.urn), half_days, open_now.get(one.urn, ())) for one in schools),
        sips=offers,
        bars=bars,
        locks=tuple(_still_possible(locks.values(), schools, offers, bars)),
        notes=tuple(_notes(uow, person, schools)),
        travel=context.policy.visits.travel,
        proposed={urn: sip for urn in known if before and (sip := before.sip_of(urn))},
        asked=frozenset(asked),
    )
    return Whole(problem, own)


def half_days_of(entitlement: Entitlement) -> int:
    """What a school takes of a SIP in a year (V1, V2): 10 where a trust has set nothing else."""
    return 3 * entitlement.each_term + entitlement.school_led + entitlement.preparation


def _need(
    uow: UnitOfWork, school: School, needs: SchoolNeeds | None, half_days: int, open_now: Iterable[str]
) -> SchoolNeed:
    answers = needs.answers if needs else Answers()
    own_words = [Request(RequestKind.OTHER, answers.requests)] if answers.requests.strip() else []
    return SchoolNeed(
        school.urn,
        school.full_name,
        phase=answers.phase.words if answers.phase else "",
        contexts=tuple(one.words for one in answers.contexts),
        ofsted_position=answers.position.words if answers.position else "",
        focus_areas=answers.focus,
        requests=(*(_REQUESTS[one] for one in answers.wishes), *own_words),
        half_days=half_days,
        place=uow.roster.hosting(school).place,
        weight=2 if answers.position in _IN_TROUBLE else 1,
        sip_id=school.sip_id,
        open_work="; ".join(open_now) if school.sip_id else "",
    )


def _offer(
    uow: UnitOfWork, member: TeamMember, schools: Iterable[School], half_days: int, context: RenderContext
) -> SipOffer:
    """Where nobody has said how much a SIP can take on, it is what they have now."""
    record, capacity = member.record, member.record.capacity
    has_now = sum(half_days for one in schools if one.sip_id == member.person.id)
    gives = capacity.half_days_a_year
    today = london_date(context.now)
    barred: BarReason | None = None
    if not may_be_allocated(member, today):
        checked = member.checks is not None and member.checks.are_current(today)
        barred = BarReason.NO_TRAINING if checked else BarReason.NO_CHECKS
    return SipOffer(
        member.person.id,
        member.person.name,
        gives if gives is not None else has_now,
        schools_at_most=capacity.schools,
        kind=record.kind.words if record.kind else "",
        phases=tuple(one.words for one in record.experience.phases),
        contexts=tuple(one.words for one in record.experience.contexts),
        ofsted_positions=tuple(one.words for one in record.experience.positions),
        expertise=record.expertise,
        appraisal_trained=record.may_appraise(today),
        place=_home(uow, record.home_area, schools),
        barred=barred,
    )


def _home(uow: UnitOfWork, area: str, schools: Iterable[School]) -> Place | None:
    """The middle of the trust's schools in a town or local authority; None where it has none there, or of a
    postcode."""
    wanted = area.casefold()
    here = [one for one in schools if area and wanted in (one.town.casefold(), one.local_authority.casefold())]
    places = [place for one in here if (place := uow.roster.hosting(one).place) is not None]
    if not places:
        return None
    count = len(places)
    return Place(sum(one.latitude for one in places) / count, sum(one.longitude for one in places) / count)


def _bars(
    uow: UnitOfWork, members: Iterable[TeamMember], schools: Iterable[School], context: RenderContext
) -> Iterable[Bar]:
    today, years = london_date(context.now), context.policy.allocation.bars_for_years
    known, every = {one.urn for one in schools}, conflicts_of_all(uow, context.now)
    for member in members:
        conflicts = every[member.person.id]
        for urn in dict.fromkeys(one.urn for one in conflicts if one.urn in known):
            found = barring(conflicts, member.person.id, urn, today, years)
            if found is not None:
                yield Bar(member.person.id, urn, _reason(found), f"{found.kind.words}; {found.origin.words}")


def _reason(conflict: Conflict) -> BarReason:
    usual = BarReason.AFFILIATION if conflict.kind.is_affiliation else BarReason.CONFLICT
    return _BARS.get(conflict.kind, usual)


def _notes(uow: UnitOfWork, person: Person, schools: Iterable[School]) -> Iterable[PrivateNote]:
    """Only those of this Trust Advisor count, and only of headteachers who are there."""
    urns: dict[str, list[str]] = defaultdict(list)
    for school in schools:
        if school.headteacher_id:
            urns[school.headteacher_id].append(school.urn)
    for note in uow.personality_notes.by(person.id):
        for urn in urns.get(note.headteacher_id, ()):
            yield PrivateNote(note.sip_id, urn, note.weight, note.words)


def _still_possible(
    locks: Iterable[Lock], schools: Iterable[School], offers: Iterable[SipOffer], bars: Iterable[Bar]
) -> tuple[Lock, ...]:
    """What was settled and cannot be any more is settled no more."""
    urns = {one.urn for one in schools}
    able = {one.sip_id for one in offers if one.barred is None}
    barred = {(one.sip_id, one.urn) for one in bars}
    return tuple(one for one in locks if one.urn in urns and one.sip_id in able and (one.sip_id, one.urn) not in barred)
