"""The rows of each line of the overview, by the rules of the cards that say the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.cases.loading import actor_of, views_of
from automations.engine.jobs.given_up import CALLED_OFF
from automations.engine.jobs.outbox import CONFIDENTIAL
from automations.membership.loading import rows_of as memberships_of
from automations.overview.gathering import Gathered
from automations.reach.people import rows_of as people_of
from automations.sip_team.cards import sip_seen
from automations.sip_team.team import team_rows
from cards.cases.record import CaseView, standing
from cards.kit.lines import capital
from cards.reports.agreements.list import WORDS
from cards.sip_team.record import checks_words
from cards.sip_team.team import SipRow
from handbook.cases.answers import to_acknowledge, to_conclude
from handbook.cases.case import review_for
from handbook.core.british_time import date_words, london_date
from handbook.core.people import Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.membership.membership import RefundStatus
from handbook.overview.capacity import over_capacity
from handbook.overview.line import Line, LineSeen, Row, sees_line
from handbook.overview.outstanding import outstanding
from handbook.reach.states import AccountState, Reached
from handbook.reports.agreements.standing import Standing
from handbook.reports.agreements.standing import standing as standing_of
from handbook.reports.agreements.texts import NAMES, AgreementKind
from handbook.schools.sight import Part
from handbook.sip_team.changes import keeps_records
from handbook.sip_team.chase import ChecksState
from handbook.sip_team.standing import TeamMember


def lines_of(gathered: Gathered) -> tuple[LineSeen, ...]:
    """Those that the viewer sees, also where nothing is in them."""
    return tuple(line for one in Line if (line := line_of(gathered, one)) is not None)


def line_of(gathered: Gathered, line: Line) -> LineSeen | None:
    """One of them; None where it is not theirs to see."""
    administrator = gathered.context.policy.administrator_id
    if not sees_line(line, gathered.viewer, gathered.all_parts, administrator):
        return None
    return LineSeen(line, tuple(_ROWS[line](gathered)))


def _cases(gathered: Gathered) -> Iterable[Row]:
    """Nothing of a case but what its reader's own list says, and only where they are to do something."""
    now, today = gathered.context.now, gathered.today
    actor = actor_of(gathered.uow, gathered.viewer, now)
    try:
        views = views_of(gathered.uow, actor, now)
    except Refused as closed:  # everything else can be seen
        yield Row("Concerns and complaints", "closed", closed.reason)
        return
    for view in views:
        reason = _waits(view)
        if reason and not view.is_about_them:
            again = review_for(view.case, view.ids)
            overdue = again if again and again < today else None
            words = f"{standing(view)[1]}{f'; review was due on {date_words(again)}' if overdue and again else ''}"
            yield Row(view.title, reason, words, overdue)


def _waits(view: CaseView) -> str:
    if to_acknowledge(view.case, view.actor):
        return "to acknowledge"
    return "outcome to record" if to_conclude(view.case, view.actor) else ""


def _reports(gathered: Gathered) -> Iterable[Row]:
    terms = list(Term)
    for school in gathered.with_part(Part.REPORTS):
        runs = gathered.terms[school.urn]
        for term in terms[: terms.index(runs) + 1]:
            report, visit = gathered.reports.get((school.urn, term)), gathered.termly_visits.get((school.urn, term))
            agreement = gathered.agreements.get((school.urn, AgreementKind.SHARING))
            signed = agreement is not None and agreement.in_force
            row = outstanding(
                school, term, report, visit, gathered.viewer, signed=signed and bool(school.dso_id), is_now=term is runs
            )
            if row is not None:
                yield row


def _visits(gathered: Gathered) -> Iterable[Row]:
    for school in gathered.with_part(Part.VISITS):
        term = gathered.terms[school.urn]
        if (school.urn, term) not in gathered.termly_visits:
            sip = gathered.uow.roster.person(school.sip_id)
            yield Row(school.full_name, f"SIP {sip.name}" if sip else "no SIP", f"{term} visit", None, _school(school))


def _agreements(gathered: Gathered) -> Iterable[Row]:
    texts = {kind: gathered.uow.agreement_texts.current(kind) for kind in AgreementKind}
    for school in gathered.with_part(Part.AGREEMENTS):
        for kind in AgreementKind:
            agreement = gathered.agreements.get((school.urn, kind))
            if agreement is not None and agreement.in_force:
                continue
            asked = standing_of(agreement, school, texts[kind], gathered.year) if agreement else _unasked(school)
            yield Row(school.full_name, WORDS[asked], capital(NAMES[kind].name), None, _school(school))


def _unasked(school: School) -> Standing:
    return Standing.NEVER_ASKED if school.headteacher_id else Standing.NO_HEADTEACHER


def _half_days(gathered: Gathered) -> Iterable[Row]:
    left = [(own.face_to_face, school) for school in gathered.own if (own := gathered.accounts.get(school.urn))]
    for line, school in sorted(left, key=lambda one: -one[0].remaining):
        if line.remaining:
            stage = f"{line.remaining} of {line.allowed} left"
            said = f"{line.held} held, {line.planned} planned"
            yield Row(school.full_name, stage, said, None, _school(school), line.remaining)


def _team(gathered: Gathered) -> Iterable[SipRow]:
    """Every SIP for who keeps the list; a SIP themselves."""
    viewer = gathered.viewer
    if keeps_records(viewer, gathered.context.policy.administrator_id):
        return team_rows(gathered.uow, gathered.context)
    seen = sip_seen(gathered.uow, viewer.id, viewer, gathered.context)
    return [SipRow(seen.member, seen.state, seen.left, len(seen.schools))] if seen else []


def _capacity(gathered: Gathered) -> Iterable[Row]:
    half_days = Counter(one.sip_id for every in gathered.visits.values() for one in every if one.occupies)
    for row in _team(gathered):
        own = half_days[row.member.person.id]
        words = over_capacity(row.member.record.capacity, row.schools, own)
        if words:
            yield Row(row.member.person.name, "over capacity", words, None, _sip(row.member))


_CHECKS: Final = {
    ChecksState.MISSING: "missing",
    ChecksState.RUN_OUT: "run out",
    ChecksState.RUNNING_OUT: "running out",
}


def _checks(gathered: Gathered) -> Iterable[Row]:
    for row in _team(gathered):
        if row.state in _CHECKS:
            words = capital(f"checks {checks_words(row.member.checks, row.state, row.left)}")
            yield Row(row.member.person.name, _CHECKS[row.state], words, None, _sip(row.member))


def _refunds(gathered: Gathered) -> Iterable[Row]:
    for one in memberships_of(gathered.uow, gathered.year):
        if one.membership.refund is RefundStatus.DUE:
            provision = one.membership.provision
            words = provision.words if provision else ""
            yield Row(one.school.full_name, "refund due", words, None, _school(one.school))


def _reach(gathered: Gathered) -> Iterable[Row]:
    for one in people_of(gathered.uow):
        closed = one.account is not None and one.account.state is not AccountState.OPEN
        if one.reached is not Reached.REACHED or closed:
            since = london_date(one.since) if one.since and one.reached is not Reached.REACHED else None
            stage = one.account.state.words if one.account and closed else one.reached.words
            yield Row(one.person.name, stage, capital(one.person.office_words), since)


def _jobs(gathered: Gathered) -> Iterable[Row]:
    """But those about confidential records: of these nobody else hears."""
    for one in gathered.uow.given_up.matching():
        if one.kind != CONFIDENTIAL and one.error != CALLED_OFF:
            yield Row(one.words, "given up", "", london_date(one.at))


def _school(school: School) -> str:
    return f"schools/{school.urn}"


def _sip(member: TeamMember) -> str:
    return f"sips/{member.person.id}" if member.person.is_a(Role.SIP) else ""


_ROWS: Final[Mapping[Line, Callable[[Gathered], Iterable[Row]]]] = {
    Line.CASES: _cases,
    Line.REPORTS: _reports,
    Line.VISITS: _visits,
    Line.AGREEMENTS: _agreements,
    Line.HALF_DAYS: _half_days,
    Line.CAPACITY: _capacity,
    Line.CHECKS: _checks,
    Line.REFUNDS: _refunds,
    Line.REACH: _reach,
    Line.JOBS: _jobs,
}
