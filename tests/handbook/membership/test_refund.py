"""M3: who is refunded, and when. Truth tables."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import Membership, Part, Provision, RefundStatus, Spell, owing, parse_id
from handbook.membership.money import Amount
from handbook.membership.refund import MOVES, TURN, RefundMove, has_lapsed, moved, settled
from handbook.membership.terms import RefundOpening, terms
from handbook.membership.working import begun
from tests.support import memberships as m

R, P = RefundStatus, Provision
FIRST, ALL = RefundOpening.FIRST, RefundOpening.ALL
A, SP, SU = Term


@pytest.mark.parametrize(
    ("spells", "opening", "received", "stands"),
    [
        ((), FIRST, (), R.NONE),
        ((P.TRUST,), FIRST, (), R.NONE),
        ((P.TRUST,), FIRST, (A, SP, SU), R.NONE),
        ((P.OWN,), FIRST, (), R.AWAITING_REPORT),
        ((P.AUTHORITY,), FIRST, (), R.AWAITING_REPORT),
        ((P.OWN,), FIRST, (SP,), R.DUE),
        ((P.OWN,), ALL, (A,), R.RECEIVED),
        ((P.OWN,), ALL, (A, SU), R.RECEIVED),
        ((P.AUTHORITY,), ALL, (A, SP, SU), R.DUE),
        ((P.OWN, P.AUTHORITY), FIRST, (A,), R.DUE),
        ((P.OWN, P.TRUST), FIRST, (A,), R.NONE),
        ((P.TRUST, P.OWN), FIRST, (SP,), R.NONE),
    ],
)
def test_a_school_that_needs_none_of_the_trusts_sips_is_refunded_on_receipt_of_its_report(
    spells: tuple[Provision, ...], opening: RefundOpening, received: tuple[Term, ...], stands: RefundStatus
) -> None:
    new = Membership("900001", m.YEAR, tuple(Spell(one) for one in spells))
    found = settled(new, frozenset(received), opening)
    assert found.refund is stands
    assert settled(found, frozenset(received), opening) == found


@pytest.mark.parametrize(
    ("joined", "due"),
    [
        (None, (A, SP, SU)),
        (date(2026, 9, 1), (A, SP, SU)),
        (date(2026, 12, 31), (A, SP, SU)),
        (date(2027, 1, 1), (SP, SU)),
        (date(2027, 3, 31), (SP, SU)),
        (date(2027, 4, 1), (SU,)),
        (date(2027, 8, 31), (SU,)),
    ],
)
def test_a_school_that_joins_late_owes_no_report_of_the_terms_before(
    joined: date | None, due: tuple[Term, ...]
) -> None:
    late = replace(m.a_membership(), joined_on=joined)
    assert late.terms_due == due
    assert settled(late, frozenset(due), ALL).refund is R.DUE


@pytest.mark.parametrize(
    ("stands", "fee_paid", "by_school", "to_school"),
    [
        *((one, False, "3000.00", "2000.00" if one is R.DUE else "0") for one in R),
        *((one, True, "0", "2000.00" if one is R.DUE else "0") for one in R),
    ],
)
def test_who_owes_what(stands: RefundStatus, fee_paid: bool, by_school: str, to_school: str) -> None:
    membership = m.in_status(stands)
    membership = m.paid(membership, Part.FEE) if fee_paid else membership
    membership = replace(membership, refund=stands)
    found = owing(membership, m.TERMS)
    assert (str(found.by_school.total), str(found.to_school.total)) == (by_school, to_school)


def test_what_is_owed_adds_up() -> None:
    both = owing(m.in_status(R.DUE), m.TERMS) + owing(m.in_status(R.NONE), m.TERMS)
    assert (both.by_school, both.to_school) == (
        m.TERMS.fee_of(m.YEAR) + m.TERMS.fee_of(m.YEAR),
        m.TERMS.refund_of(m.YEAR),
    )
    assert owing(m.a_membership(None), m.TERMS).to_school == Amount()


def test_each_move_is_one_of_the_table() -> None:
    for status, move in product(R, RefundMove):
        membership = replace(m.a_membership(), refund=status)
        if (status, move) in MOVES:
            assert moved(membership, move).refund is MOVES[status, move]
        else:
            with pytest.raises(KeyError):
                moved(membership, move)
    assert set(TURN) == set(R)


@pytest.mark.parametrize(
    ("day", "lapses"),
    [(date(2027, 8, 31), False), (date(2027, 10, 31), False), (date(2027, 11, 1), True), (date(2030, 1, 1), True)],
)
def test_a_report_that_never_came_ends_it_after_the_year(day: date, lapses: bool) -> None:
    for status in R:
        open_still = status in (R.AWAITING_REPORT, R.RECEIVED)
        assert has_lapsed(replace(m.a_membership(), refund=status), day) is (lapses and open_still)


def test_a_report_that_comes_later_still_opens_what_had_lapsed() -> None:
    never = m.in_status(R.NEVER)
    assert settled(never, frozenset(), FIRST).refund is R.NEVER
    assert settled(never, frozenset((A,)), ALL).refund is R.NEVER
    assert settled(never, frozenset((A,)), FIRST).refund is R.DUE
    assert settled(never, frozenset(Term), ALL).refund is R.DUE


def test_what_was_paid_or_withdrawn_stays_so() -> None:
    for status in (R.PAID, R.WITHDRAWN):
        assert settled(m.in_status(status), frozenset(Term), FIRST).refund is status


def test_a_refund_that_was_due_waits_again_where_the_trust_asks_for_all_reports() -> None:
    assert settled(m.in_status(R.DUE), frozenset((A,)), ALL).refund is R.RECEIVED


@pytest.mark.parametrize(
    ("sip", "last_year", "provision"),
    [
        ("sip-1", None, P.TRUST),
        ("", None, None),
        ("sip-1", P.OWN, P.OWN),
        ("", P.AUTHORITY, P.AUTHORITY),
        ("", P.TRUST, P.TRUST),
    ],
)
def test_before_anybody_says_it_a_year_is_taken_to_be_as_the_one_before(
    sip: str, last_year: Provision | None, provision: Provision | None
) -> None:
    school = replace(m.ALONE, sip_id=sip)
    before = m.a_membership(last_year) if last_year else None
    found = begun(school, m.YEAR, before)
    assert found.provision is provision
    assert found.revision == 0
    assert found.refund is (R.AWAITING_REPORT if found.is_refundable else R.NONE)
    assert parse_id(found.id) == (school.urn, m.YEAR)


def test_whose_sip_it_is_on_a_day() -> None:
    both = replace(m.a_membership(), spells=(Spell(P.OWN), Spell(P.TRUST, date(2027, 1, 4))))
    assert both.provision is P.TRUST
    assert both.provision_on(date(2027, 1, 3)) is P.OWN
    assert both.provision_on(date(2027, 1, 4)) is P.TRUST
    assert m.a_membership(None).provision_on(m.TODAY) is None


def test_other_terms_of_the_trust_change_no_payment() -> None:
    paid = m.paid(m.in_status(R.DUE), Part.REFUND)
    assert paid.refunded is not None
    assert paid.refunded.amount == terms().refund_of(AcademicYear(2026))
