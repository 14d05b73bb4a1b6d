"""Memberships as the records stand, with what the list and the year before say where nobody has written one."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from automations.engine.command_bus import CommandContext
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import send_card
from automations.engine.roster import school_of
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import Membership, RefundStatus
from handbook.membership.overview import MembershipRow
from handbook.membership.refund import settled
from handbook.membership.terms import RefundOpening
from handbook.membership.working import begun
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork

OF_MEMBERSHIP: Final = "membership"


class MembershipKind(StrEnum):
    """The card of a membership, by name."""

    MEMBERSHIP = "membership"


def membership_about(membership_id: str) -> str:
    return f"{OF_MEMBERSHIP}:{membership_id}"


def membership_of(uow: UnitOfWork, urn: str, year: AcademicYear) -> Membership:
    """Raises Refused for a school that is not on the list, and has no membership of that year on record."""
    found = uow.memberships.find(urn, year)
    return found or begun(school_of(uow, urn), year, uow.memberships.find(urn, AcademicYear(year.starts_in - 1)))


def row_of(uow: UnitOfWork, membership: Membership) -> MembershipRow:
    """The membership with its school, and with the reports that have come."""
    received = _handed_in(uow.reports.of_school(membership.urn), membership.year) | set(membership.noted)
    return MembershipRow(uow.roster.school_then(membership.urn), membership, frozenset(received))


def rows_of(uow: UnitOfWork, year: AcademicYear) -> list[MembershipRow]:
    """All schools on the list, and those that have left it with something on record; by their names."""
    written, before = uow.memberships.of_year(year), uow.memberships.of_year(AcademicYear(year.starts_in - 1))
    reports: dict[str, list[Report]] = {}
    for report in uow.reports.of_year(year.starts_in, APPROVED):
        reports.setdefault(report.urn, []).append(report)
    listed = {school.urn: school for school in uow.roster.schools()}
    schools = {**{urn: uow.roster.school_then(urn) for urn in written}, **listed}
    rows: list[MembershipRow] = []
    for school in sorted(schools.values(), key=lambda one: (one.full_name, one.urn)):
        membership = written.get(school.urn) or begun(school, year, before.get(school.urn))
        received = _handed_in(reports.get(school.urn, ()), year) | set(membership.noted)
        rows.append(MembershipRow(school, membership, frozenset(received)))
    return rows


def without_ours(uow: UnitOfWork, year: AcademicYear) -> frozenset[str]:
    """The URNs of schools whose SIP of a year is their own or the local authority's."""
    written, before = uow.memberships.of_year(year), uow.memberships.of_year(AcademicYear(year.starts_in - 1))
    every = (written.get(one.urn) or begun(one, year, before.get(one.urn)) for one in uow.roster.schools())
    return frozenset(one.urn for one in every if one.provision is not None and one.provision.is_external)


def received_terms(uow: UnitOfWork, urn: str, year: AcademicYear) -> frozenset[Term]:
    """Of which terms a report by an external SIP was handed in to the service."""
    return frozenset(_handed_in(uow.reports.of_school(urn), year))


def _handed_in(reports: Iterable[Report], year: AcademicYear) -> set[Term]:
    return {one.term for one in reports if one.year == year and one.external_sip and one.status in APPROVED}


def saved(uow: UnitOfWork, membership: Membership, action: str, ctx: CommandContext, **detail: str | int) -> OutboxJob:
    """Written with its entry; what follows is that its cards are drawn again."""
    about = membership_about(membership.id)
    entry = ctx.entry(action, about, refund=membership.refund.value, **detail)
    written = uow.memberships.save(membership, entry, ctx.now)
    return follow_up("membership_changed", about, f"{about}@{written.revision}")


def report_came(
    uow: UnitOfWork, school: School, year: AcademicYear, opening: RefundOpening, ctx: CommandContext
) -> list[OutboxJob]:
    """A report of an external SIP is here: the refund moves on by it (M3)."""
    before = membership_of(uow, school.urn, year)
    after = settled(before, received_terms(uow, school.urn, year) | frozenset(before.noted), opening)
    if after == before and before.revision:
        return []
    told = [saved(uow, after, "membership_report_came", ctx, rule="M3 M4")]
    if after.refund is RefundStatus.DUE and before.refund is not RefundStatus.DUE:
        about, occasion = membership_about(after.id), f"due-{before.revision}"
        told += [send_card(MembershipKind.MEMBERSHIP, one, about, 0, occasion) for one in advisor(uow)]
    return told
