"""What a trust asks of its schools and gives back (M2, M3), in the handbook's figures where it sets none of its own."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.membership.money import Amount, ByYear, by_year, with_vat

FEE: Final = "2500"
VAT_RATE: Final = "20"
SIP_PART: Final = "2000"
_MOST_PER_CENT: Final = 100


class RefundOpening(StrEnum):
    """Which reports a refund waits for (M3)."""

    FIRST = "first"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MembershipTerms:
    """`fee` and `sip_part` are pounds a year without VAT, `vat_rate` is in per cent. `refund_with_vat`: the VAT on what
    is refunded is given back too."""

    fee: ByYear
    vat_rate: ByYear
    sip_part: ByYear
    opening: RefundOpening = RefundOpening.FIRST
    refund_with_vat: bool = False

    def fee_of(self, year: AcademicYear) -> Amount:
        """What each school owes for a year (M2)."""
        return with_vat(self.fee.of(year), self.vat_rate.of(year))

    def refund_of(self, year: AcademicYear) -> Amount:
        """What is given back to a school that needs none of the trust's SIPs (M3)."""
        rate = self.vat_rate.of(year) if self.refund_with_vat else Decimal(0)
        return with_vat(self.sip_part.of(year), rate)


def terms(
    fee: str = FEE,
    vat_rate: str = VAT_RATE,
    sip_part: str = SIP_PART,
    opening: RefundOpening = RefundOpening.FIRST,
    *,
    refund_with_vat: bool = False,
) -> MembershipTerms:
    """Of what the trust's settings say. Raises ValueError with a sentence where that makes no sense."""
    found = MembershipTerms(_said("FEE", fee), _said("VAT_RATE", vat_rate), _said("SIP_PART", sip_part), opening)
    if any(rate > _MOST_PER_CENT for rate in found.vat_rate.every):
        raise ValueError("SIPDESK_MEMBERSHIP_VAT_RATE must be per cent, from 0 to 100.")
    years = (AcademicYear(0), *found.fee.years, *found.sip_part.years)
    if any(found.sip_part.of(year) > found.fee.of(year) for year in years):
        raise ValueError("SIPDESK_MEMBERSHIP_SIP_PART is a part of the fee, so it must not be more than the fee.")
    return MembershipTerms(found.fee, found.vat_rate, found.sip_part, opening, refund_with_vat)


def _said(name: str, text: str) -> ByYear:
    try:
        return by_year(text)
    except ValueError:
        raise ValueError(
            f"SIPDESK_MEMBERSHIP_{name} must be 0 or more, with at most two decimals, such as 2500; another figure "
            "from a school year on follows after a semicolon, such as 2500; 2027/28: 2600."
        ) from None
