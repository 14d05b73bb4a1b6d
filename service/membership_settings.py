"""The settings of membership: what it costs, and what is refunded (M2, M3)."""

from pydantic import Field
from pydantic_settings import BaseSettings

from handbook.membership import terms as membership
from handbook.membership.terms import MembershipTerms, RefundOpening
from service.settings_source import SOURCE


class MembershipSettings(BaseSettings):
    """What membership costs, and what is refunded."""

    model_config = SOURCE

    membership_fee: str = Field(
        default=membership.FEE,
        description="The annual membership fee of each school, in pounds without VAT. Another fee from a school year "
        "on follows after a semicolon: `2500; 2027/28: 2600`.",
    )
    membership_vat_rate: str = Field(
        default=membership.VAT_RATE, description="The rate of VAT on the fee, in per cent; by year in the same way."
    )
    membership_sip_part: str = Field(
        default=membership.SIP_PART,
        description="How much of the fee is for the SIP, in pounds without VAT: it is refunded to schools that need "
        "none of the trust's; by year in the same way.",
    )
    refund_opens_with: RefundOpening = Field(
        default=RefundOpening.FIRST,
        description="Which reports by an external SIP a refund waits for: the `first` of the year, or `all` of them.",
    )
    refund_with_vat: bool = Field(
        default=False,
        description="Whether the VAT on what is refunded is given back too. Ask the person who does your VAT.",
    )

    def membership_terms(self) -> MembershipTerms:
        """What membership costs. Raises ValueError with a sentence where these settings make no sense."""
        return membership.terms(
            self.membership_fee,
            self.membership_vat_rate,
            self.membership_sip_part,
            self.refund_opens_with,
            refund_with_vat=self.refund_with_vat,
        )
