"""M2, M3: the figures of a trust, year by year; what makes no sense is refused in one sentence."""

from decimal import Decimal
from typing import Any

import pytest

from handbook.core.school_years import AcademicYear
from handbook.membership.money import Amount, pounds, pounds_said, with_vat
from handbook.membership.terms import RefundOpening, terms

NOW, NEXT, LATER = AcademicYear(2026), AcademicYear(2027), AcademicYear(2030)


def test_the_handbooks_figures_are_the_default() -> None:
    own = terms()
    assert own.fee_of(NOW) == Amount(Decimal(2500), Decimal(500))
    assert own.fee_of(NOW).words == "£2,500.00 + £500.00 VAT = £3,000.00"
    assert own.refund_of(NOW) == Amount(Decimal(2000))
    assert own.refund_of(NOW).words == "£2,000.00"
    assert own.opening is RefundOpening.FIRST


def test_the_vat_on_a_refund_is_given_back_where_the_trust_says_so() -> None:
    assert terms(refund_with_vat=True).refund_of(NOW).words == "£2,000.00 + £400.00 VAT = £2,400.00"


def test_a_new_figure_holds_from_its_year_on_and_not_before() -> None:
    own = terms(fee="2,500; 2027/28: £2600.50; 2030/31: 3000", vat_rate="20; 2030/31: 17.5")
    assert [own.fee_of(year).total for year in (NOW, NEXT, AcademicYear(2029), LATER)] == [
        Decimal("3000.00"),
        Decimal("3120.60"),
        Decimal("3120.60"),
        Decimal("3525.00"),
    ]


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    [("2500", "20", "500.00"), ("0", "20", "0.00"), ("0.01", "20", "0.00"), ("0.03", "17.5", "0.01"), ("10", "0", "0")],
)
def test_vat_is_whole_pennies(net: str, rate: str, vat: str) -> None:
    assert with_vat(Decimal(net), Decimal(rate)).vat == Decimal(vat)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2500", "2500.00"),
        (" £2,500.5 ", "2500.50"),
        ("0", "0.00"),
        ("-1", None),
        ("−1", None),
        ("1e3", None),
        ("NaN", None),
        ("Infinity", None),
        ("1.234", None),
        ("2.500,00", None),
        ("25,00", None),
        ("٢", None),
        ("", None),
        ("=1+1", None),
    ],
)
def test_money_that_is_none_is_never_guessed(text: str, amount: str | None) -> None:
    assert pounds_said(text) == (None if amount is None else Decimal(amount))


def test_pounds_are_shown_with_their_pence() -> None:
    assert pounds(Decimal("1234567.5")) == "£1,234,567.50"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"fee": "-1"}, "SIPDESK_MEMBERSHIP_FEE must be 0 or more"),
        ({"fee": "a lot"}, "SIPDESK_MEMBERSHIP_FEE"),
        ({"fee": "2500; 2600"}, "SIPDESK_MEMBERSHIP_FEE"),
        ({"fee": "2500; 2027/28: 1; 2027/28: 2"}, "SIPDESK_MEMBERSHIP_FEE"),
        ({"fee": "2500; 2027/29: 1"}, "SIPDESK_MEMBERSHIP_FEE"),
        ({"vat_rate": "-20"}, "SIPDESK_MEMBERSHIP_VAT_RATE must be 0 or more"),
        ({"vat_rate": "101"}, "SIPDESK_MEMBERSHIP_VAT_RATE must be per cent"),
        ({"vat_rate": "20; 2027/28: 200"}, "SIPDESK_MEMBERSHIP_VAT_RATE must be per cent"),
        ({"sip_part": "nan"}, "SIPDESK_MEMBERSHIP_SIP_PART"),
        ({"sip_part": "2500.01"}, "must not be more than the fee"),
        ({"fee": "2500; 2027/28: 1500"}, "must not be more than the fee"),
        ({"sip_part": "2000; 2028/29: 3000"}, "must not be more than the fee"),
    ],
)
def test_nonsense_is_named(given: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named) as no:
        terms(**given)
    assert str(no.value).count(". ") == 0  # one sentence
