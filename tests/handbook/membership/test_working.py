"""M1-M4: what the Trust Advisor does with memberships, and what is refused, each with its sentence."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.membership.membership import Part, Provision, RefundStatus, Spell
from handbook.membership.terms import RefundOpening, terms
from handbook.membership.working import (
    ChangeProvision,
    MarkPaid,
    MembershipChange,
    NoteReport,
    ReinstateRefund,
    UndoPayment,
    WithdrawRefund,
    changed,
    lapsed,
    may_see,
)
from tests.support import builders as a
from tests.support import memberships as m

R, P = RefundStatus, Provision
URN, YEAR = m.ALONE.urn, m.YEAR
PAY = MarkPaid(URN, YEAR, 0, Part.REFUND, date(2026, 11, 20), " BACS  4711 ")
TRUST, OWN = ChangeProvision(URN, YEAR, 0, P.TRUST), ChangeProvision(URN, YEAR, 0, P.OWN, sip_name="Ned Farrow")


def test_only_the_trust_advisor_works_with_memberships() -> None:
    for role in Role:
        person = a.a_person(role)
        assert may_see(person) is (role is Role.TRUST_ADVISOR)
        if not may_see(person):
            with pytest.raises(Refused, match="Only the Trust Advisor"):
                changed(m.a_membership(), OWN, frozenset(), m.TERMS, person, m.TODAY, m.NOW)


def test_a_card_that_is_older_than_the_record_changes_nothing() -> None:
    with pytest.raises(Refused, match="has changed since"):
        changed(m.a_membership(), replace(OWN, revision=7), frozenset(), m.TERMS, m.ADVISOR, m.TODAY, m.NOW)


def test_a_refund_goes_from_awaiting_to_paid_and_keeps_the_amount_of_then() -> None:
    due = m.done(m.a_membership(), NoteReport(URN, YEAR, 0, Term.AUTUMN))
    paid = m.done(due, PAY, of=terms(refund_with_vat=True))
    assert paid.refund is R.PAID
    assert paid.refunded is not None
    assert (paid.refunded.amount.words, paid.refunded.reference) == ("£2,000.00 + £400.00 VAT = £2,400.00", "BACS 4711")
    assert (paid.recorded_by, paid.recorded_at) == (m.ADVISOR.id, m.NOW)


def test_a_wrong_payment_is_undone_with_a_reason_and_stays_on_record() -> None:
    for part, stands in ((Part.REFUND, R.DUE), (Part.FEE, R.PAID)):
        paid = m.paid(m.in_status(R.PAID), Part.FEE)
        undone = m.done(paid, UndoPayment(URN, YEAR, 0, part, "That was another school’s."))
        assert undone.refund is stands
        [kept] = undone.undone
        assert (kept.part, kept.reason) == (part, "That was another school’s.")
        assert kept.payment == (paid.fee if part is Part.FEE else paid.refunded)
        with pytest.raises(Refused, match="has changed since"):
            m.done(undone, UndoPayment(URN, YEAR, 0, part, "Once more."))


def test_a_correction_replaces_what_was_said_and_a_change_comes_after_it() -> None:
    corrected = m.done(m.a_membership(), replace(TRUST, sip_name="Nobody"))
    assert corrected.spells == (Spell(P.TRUST),)
    assert (corrected.refund, corrected.sip_name) == (R.NONE, "")
    back = m.done(corrected, replace(OWN, provision=P.AUTHORITY))
    assert (back.refund, back.sip_name) == (R.AWAITING_REPORT, "Ned Farrow")
    in_january = m.done(back, replace(TRUST, from_on=date(2027, 1, 4)))
    assert in_january.spells == (Spell(P.AUTHORITY), Spell(P.TRUST, date(2027, 1, 4)))
    assert in_january.refund is R.NONE


def test_a_report_that_was_received_counts_for_a_provision_that_is_corrected_later() -> None:
    corrected = m.done(m.in_status(R.NONE), OWN, Term.AUTUMN)
    assert corrected.refund is R.DUE


def test_a_refund_is_withdrawn_with_a_reason_and_reinstated() -> None:
    gone = m.done(m.in_status(R.DUE), WithdrawRefund(URN, YEAR, 0, "The governors gave it up."))
    assert (gone.refund, gone.withdrawn_because) == (R.WITHDRAWN, "The governors gave it up.")
    back = m.done(gone, ReinstateRefund(URN, YEAR, 0))
    assert (back.refund, back.withdrawn_because) == (R.DUE, "")


def test_a_school_can_join_late() -> None:
    late = m.done(m.a_membership(None), replace(OWN, joined_on=date(2027, 1, 11)), of=terms(opening=RefundOpening.ALL))
    assert late.terms_due == (Term.SPRING, Term.SUMMER)


def test_the_clock_ends_a_refund_once() -> None:
    never = lapsed(m.a_membership(), date(2027, 11, 1))
    assert never.refund is R.NEVER
    for day, membership in ((date(2027, 10, 31), m.a_membership()), (date(2027, 11, 2), never)):
        with pytest.raises(Refused, match="has changed since"):
            lapsed(membership, day)


@pytest.mark.parametrize(
    ("stands", "command", "says"),
    [
        (R.DUE, replace(PAY, paid_on=None), "choose the day"),
        (R.DUE, replace(PAY, paid_on=date(2026, 11, 24)), "cannot have been paid on 24/11/2026"),
        (R.DUE, replace(PAY, paid_on=date(1899, 12, 31)), "cannot have been paid on 31/12/1899"),
        (R.DUE, replace(PAY, reference="  "), "reference"),
        (R.DUE, replace(PAY, reference="x" * 61), "below 60 characters"),
        *((one, PAY, "has changed since") for one in R if one is not R.DUE),
        (R.PAID, UndoPayment(URN, YEAR, 0, Part.REFUND, " "), "write why"),
        (R.PAID, TRUST, "£2,000.00 were refunded on 20/11/2026"),
        (R.DUE, WithdrawRefund(URN, YEAR, 0, ""), "write why"),
        *((one, WithdrawRefund(URN, YEAR, 0, "So."), "has changed") for one in (R.NONE, R.PAID, R.WITHDRAWN, R.NEVER)),
        *((one, ReinstateRefund(URN, YEAR, 0), "has changed") for one in R if one is not R.WITHDRAWN),
        (R.NONE, NoteReport(URN, YEAR, 0, Term.AUTUMN), "come from the SIP, in Teams"),
        (R.DUE, NoteReport(URN, YEAR, 0, Term.AUTUMN), "is here already"),
        (R.NONE, replace(OWN, from_on=date(2027, 9, 1)), "another school year"),
        (R.NONE, replace(OWN, joined_on=date(2026, 8, 31)), "2026/27 is from 1 September 2026 to 31 August 2027"),
        (R.NONE, replace(OWN, sip_name="x" * 101), "below 100 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(stands: RefundStatus, command: MembershipChange, says: str) -> None:
    with pytest.raises(Refused, match=says):
        m.done(m.in_status(stands), command)


def test_a_fee_is_marked_paid_once() -> None:
    with pytest.raises(Refused, match="has changed since"):
        m.paid(m.paid(m.a_membership(), Part.FEE), Part.FEE)


def test_a_change_needs_what_was_before_it_and_comes_after_it() -> None:
    with pytest.raises(Refused, match="whose SIP the school had before"):
        m.done(m.a_membership(None), replace(OWN, from_on=date(2027, 1, 4)))
    changed_once = m.done(m.a_membership(), replace(TRUST, from_on=date(2027, 1, 4)))
    with pytest.raises(Refused, match="changed on 04/01/2027 already"):
        m.done(changed_once, replace(OWN, from_on=date(2027, 1, 4)))


def test_a_report_is_here_already_where_the_service_has_it() -> None:
    with pytest.raises(Refused, match="is here already"):
        m.done(m.a_membership(), NoteReport(URN, YEAR, 0, Term.AUTUMN), Term.AUTUMN)
