"""The list of memberships: its lines say of fees what its sums say."""

from cards.membership.actions import ShowMemberships
from cards.membership.list import memberships_card
from handbook.membership.overview import totals
from tests.support import memberships as m
from tests.support.card_reading import words
from tests.support.membership_gallery import rows


def test_a_fee_that_was_paid_is_said_also_where_nobody_has_said_whose_sip() -> None:
    unknown = rows()[-1:]
    said = words(memberships_card(unknown, totals(unknown, m.TERMS), ShowMemberships(m.YEAR), m.ADVISOR))
    assert "Fees paid: £2,500.00 + £500.00 VAT = £3,000.00" in said
    assert "nobody has said whose SIP it has; fee paid" in said
