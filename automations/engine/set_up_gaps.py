"""Gaps in what the trust has set up, such as a school without a Diocesan Schools Officer: whoever keeps the roster
hears of them."""

from automations.engine.command_bus import Customs
from handbook.core.people import Role
from store.ledger import Ledger


def administrator(books: Ledger, customs: Customs) -> str:
    """The id of whoever keeps the roster: the one that the settings name, else the Trust Advisor. Raises Refused where
    there is neither."""
    return customs.administrator_id or books.roster.holder(Role.TRUST_ADVISOR).id
