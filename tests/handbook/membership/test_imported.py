"""M1-M3: what a row of a file of memberships would do, and what it cannot."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handbook.core.school_years import Term
from handbook.membership.imported import (
    CannotBeBrought,
    ImportedMembership,
    RowPart,
    TriedMembership,
    brought,
    changes_of,
    first_of_all,
    membership_line,
)
from handbook.membership.membership import Membership, Part, Provision, RefundStatus
from handbook.membership.working import begun
from tests.support import memberships as m

ROW = ImportedMembership(m.ALONE.urn, m.YEAR)
DAY = date(2026, 11, 20)
WHOLE = replace(
    ROW,
    provision=Provision.OWN,
    sip_name="Ned Farrow",
    joined_on=date(2026, 10, 1),
    reports=(Term.AUTUMN,),
    fee_paid_on=DAY,
    fee_reference="BACS 1",
    refund_paid_on=DAY,
    refund_reference="BACS 2",
)


def bring(membership: Membership, row: ImportedMembership) -> Membership:
    return brought(membership, row, frozenset(), m.TERMS, "", m.TODAY, m.NOW)


def test_a_row_says_all_of_it_at_once_and_a_second_time_nothing() -> None:
    new = begun(m.ALONE, m.YEAR, None)
    whole = bring(new, WHOLE)
    assert (whole.refund, whole.provision, whole.noted) == (RefundStatus.PAID, Provision.OWN, (Term.AUTUMN,))
    assert membership_line(m.ALONE, new, whole) == (
        "new: membership of St Aelred’s Catholic Primary School, Marram (URN 900002), 2026/27: SIP: the school’s own "
        "SIP, name of the SIP Ned Farrow, joined on 01/10/2026, reports: Autumn, fee paid on 20/11/2026, refund paid "
        "on 20/11/2026"
    )
    kept = replace(whole, revision=1)
    assert bring(kept, WHOLE) is kept
    assert bring(kept, ROW) is kept
    assert bring(new, ROW) is new


def test_what_is_empty_is_left_as_it_was() -> None:
    own = replace(m.a_membership(), revision=1)
    la = bring(own, replace(ROW, provision=Provision.AUTHORITY))
    assert (la.provision, la.sip_name) == (Provision.AUTHORITY, "Ned Farrow")
    assert membership_line(m.ALONE, own, la).endswith("2026/27: SIP: a SIP of the local authority")
    trust = bring(own, replace(ROW, provision=Provision.TRUST))
    assert (trust.provision, trust.sip_name) == (Provision.TRUST, "")
    assert membership_line(m.ALONE, own, trust).endswith("a SIP of the trust, name of the SIP none")
    taken = begun(m.HILDA, m.YEAR, None)
    said = bring(taken, replace(ROW, urn=m.HILDA.urn, provision=Provision.TRUST))
    assert membership_line(m.HILDA, taken, said).endswith("as it was taken to be")


@pytest.mark.parametrize(
    ("membership", "row", "part", "right"),
    [
        (m.a_membership(None), {"sip_name": "Ned"}, RowPart.PROVISION, "whose SIP the school has"),
        (m.a_membership(), {"joined_on": date(2027, 9, 1)}, RowPart.PROVISION, "another school year"),
        (m.in_status(RefundStatus.NONE), {"reports": (Term.AUTUMN,)}, RowPart.REPORTS, "come from the SIP"),
        (m.a_membership(), {"fee_paid_on": date(2026, 11, 24), "fee_reference": "x"}, RowPart.FEE, "cannot have been"),
        (m.a_membership(), {"refund_paid_on": DAY, "refund_reference": "x"}, RowPart.REFUND, "until the refund is due"),
        (
            m.paid(m.a_membership(), Part.FEE),
            {"fee_paid_on": DAY, "fee_reference": "another"},
            RowPart.FEE,
            "20/11/2026 with the reference BACS 4711",
        ),
        (m.in_status(RefundStatus.PAID), {"provision": Provision.TRUST}, RowPart.PROVISION, "were refunded"),
    ],
)
def test_what_cannot_be_is_named_by_its_part(
    membership: Membership, row: dict[str, Any], part: str, right: str
) -> None:
    with pytest.raises(CannotBeBrought, match=right) as no:
        bring(membership, replace(ROW, **row))
    assert no.value.place is part


def test_only_rows_that_change_something_are_changes() -> None:
    other = replace(ROW, urn="900001")
    assert changes_of([TriedMembership(ROW, words="changed: x"), TriedMembership(other)]) == {ROW: "changed: x"}


def test_before_anything_is_on_record_each_row_is_a_new_membership_whatever_it_says() -> None:
    refund_first = replace(ROW, urn="900001", refund_paid_on=DAY, refund_reference="BACS 2")
    tried = [first_of_all(one) for one in (ROW, refund_first)]
    assert [(one.is_new, one.no) for one in tried] == [(True, None)] * 2
    assert changes_of(tried) == {
        ROW: "new: membership of the school 900002, 2026/27",
        refund_first: "new: membership of the school 900001, 2026/27",
    }
