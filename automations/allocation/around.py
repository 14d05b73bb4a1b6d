"""What the rules of an allocation look at, as the records stand: conflicts, checks, and what is open at a school."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from automations.engine.command_bus import TrustPolicy
from cards.reports.lines import report_title
from cards.visits.lines import visit_title
from handbook.allocation.choices.choice import Around, SipChoice
from handbook.allocation.conflicts.conflict import Conflict, ConflictKind, barring
from handbook.allocation.conflicts.derived import ListTies, derived, list_ties, with_derived
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.reports.report import Status
from handbook.sip_team.standing import TeamMember
from handbook.visits.purposes import ExtraVisit
from handbook.visits.visit import STANDING, VisitStatus
from store.unit_of_work import UnitOfWork

OPEN_REPORTS = (Status.DRAFTED, Status.SENT, Status.CHANGE_ASKED, Status.APPROVED)
BOOKED_VISITS = (*STANDING, VisitStatus.PICKED, VisitStatus.MOVED)


def conflicts_of(uow: UnitOfWork, sip_id: str, now: datetime) -> tuple[Conflict, ...]:
    """All of a SIP, with those that the list shows."""
    return _with_list(uow, sip_id, uow.conflicts.of_sip(sip_id), list_ties(uow.roster.school_states()), now)


def conflicts_of_all(uow: UnitOfWork, now: datetime) -> Mapping[str, tuple[Conflict, ...]]:
    """The same of every SIP of the trust, by id."""
    ties, kept = list_ties(uow.roster.school_states()), defaultdict[str, list[Conflict]](list)
    for one in uow.conflicts.every():
        kept[one.sip_id].append(one)
    return {one.id: _with_list(uow, one.id, kept[one.id], ties, now) for one in uow.roster.people(Role.SIP)}


def _with_list(
    uow: UnitOfWork, sip_id: str, kept: Iterable[Conflict], ties: ListTies, now: datetime
) -> tuple[Conflict, ...]:
    return with_derived(kept, derived(sip_id, uow.sip_records.of(sip_id).own_urn, ties, now))


def conflict_of(uow: UnitOfWork, conflict_id: str, now: datetime) -> Conflict:
    """One by its id, also one that the list shows. Raises Refused."""
    sip_id, dot, _ = conflict_id.partition(".")
    shown = conflicts_of(uow, sip_id, now) if dot else ()
    return next((one for one in shown if one.id == conflict_id), None) or uow.conflicts.get(conflict_id)


def sip_of_trust(uow: UnitOfWork, sip_id: str) -> Person | None:
    return _with_office(uow, sip_id, Role.SIP)


def member_of(uow: UnitOfWork, sip_id: str) -> TeamMember | None:
    """A SIP of the trust with checks and record; None for anybody else."""
    sip = sip_of_trust(uow, sip_id)
    return uow.sip_records.member(sip) if sip else None


def around_pair(
    uow: UnitOfWork,
    urn: str,
    sip_id: str,
    policy: TrustPolicy,
    now: datetime,
    chair_id: str = "",
    *,
    comes_back: bool = False,
) -> Around:
    """`comes_back`: it is whom the school had before, so that having been its SIP is no tie."""
    today, school = london_date(now), uow.roster.school(urn)
    conflicts = conflicts_of(uow, sip_id, now)
    if comes_back:
        conflicts = tuple(one for one in conflicts if one.kind is not ConflictKind.FORMER_SIP)
    return Around(
        school,
        member_of(uow, sip_id),
        barring(conflicts, sip_id, urn, today, policy.allocation.bars_for_years),
        today,
        chair=chair_of(uow, chair_id),
        ties=tuple(ties(uow, school)) if school and school.sip_id else (),
        policy=policy.allocation,
    )


def around(uow: UnitOfWork, choice: SipChoice, policy: TrustPolicy, now: datetime) -> Around:
    return around_pair(uow, choice.urn, choice.sip_id, policy, now, choice.chair_id)


def around_before(uow: UnitOfWork, choice: SipChoice, policy: TrustPolicy, now: datetime) -> Around:
    """The same of the SIP whom the school had before."""
    return around_pair(uow, choice.urn, choice.before_id, policy, now, choice.chair_id, comes_back=True)


def chair_of(uow: UnitOfWork, person_id: str) -> Person | None:
    """Somebody who is a chair of governors on the list."""
    return _with_office(uow, person_id, Role.CHAIR_OF_GOVERNORS)


def _with_office(uow: UnitOfWork, person_id: str, office: Role) -> Person | None:
    person = uow.roster.person(person_id)
    return person if person is not None and person.is_a(office) else None


def ties(uow: UnitOfWork, school: School) -> Sequence[str]:
    """What is open between a school and the SIP whom it has, as people read it."""
    return open_work(uow, [school]).get(school.urn, ())


def open_work(uow: UnitOfWork, schools: Sequence[School]) -> Mapping[str, Sequence[str]]:
    """The same of several schools, by URN. What is whose extra service stays with them, and ties no school."""
    known = {one.urn: one for one in schools}
    only = schools[0].urn if len(schools) == 1 else ""
    found: dict[str, list[str]] = defaultdict(list)
    for report in uow.reports.in_status(OPEN_REPORTS, only):
        school = known.get(report.urn)
        if school and report.sip_id == school.sip_id:
            found[school.urn].append(f"“{report_title(report, school)}” is open")
    for visit in uow.visits.in_status(BOOKED_VISITS, only):
        school = known.get(visit.urn)
        if school and visit.sip_id == school.sip_id and not isinstance(visit.purpose, ExtraVisit):
            found[school.urn].append(f"“{visit_title(visit, school)}” is booked")
    return found
