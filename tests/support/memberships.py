"""Memberships for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import Membership, Part, Provision, RefundStatus
from handbook.membership.terms import MembershipTerms, RefundOpening, terms
from handbook.membership.working import (
    ChangeProvision,
    MarkPaid,
    MembershipChange,
    NoteReport,
    WithdrawRefund,
    begun,
    changed,
)
from tests.support import builders as a

YEAR = AcademicYear(2026)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TERMS = terms()
HILDA = a.a_school()
ALONE = a.a_school(urn="900002", name="St Aelred’s Catholic Primary School", town="Marram", sip_id="")
"""A school that has no SIP on the list."""
ADVISOR = a.a_person(Role.TRUST_ADVISOR)


def done(membership: Membership, command: MembershipChange, *received: Term, of: MembershipTerms = TERMS) -> Membership:
    """What the Trust Advisor does, to what is there now."""
    now = replace(command, revision=membership.revision)
    return changed(membership, now, frozenset(received), of, ADVISOR, TODAY, NOW)


def a_membership(
    provision: Provision | None = Provision.OWN, *received: Term, of: MembershipTerms = TERMS
) -> Membership:
    new = begun(ALONE, YEAR, None)
    if provision is None:
        return new
    return done(new, ChangeProvision(new.urn, YEAR, 0, provision, sip_name="Ned Farrow"), *received, of=of)


def paid(membership: Membership, part: Part, *received: Term, of: MembershipTerms = TERMS) -> Membership:
    command = MarkPaid(membership.urn, YEAR, 0, part, date(2026, 11, 20), "BACS 4711")
    return done(membership, command, *received, of=of)


def in_status(status: RefundStatus) -> Membership:
    """Reached by the handbook's own functions."""
    new = a_membership(Provision.TRUST if status is RefundStatus.NONE else Provision.OWN)
    opening = RefundOpening.ALL if status is RefundStatus.RECEIVED else RefundOpening.FIRST
    every = terms(opening=opening)
    match status:
        case RefundStatus.NONE | RefundStatus.AWAITING_REPORT:
            return new
        case RefundStatus.WITHDRAWN:
            return done(new, WithdrawRefund(new.urn, YEAR, 0, "The governors gave it up."))
        case RefundStatus.NEVER:
            return replace(new, refund=RefundStatus.NEVER)
        case _:
            noted = done(new, NoteReport(new.urn, YEAR, 0, Term.AUTUMN), of=every)
            return paid(noted, Part.REFUND) if status is RefundStatus.PAID else noted
