"""Gaps in what the trust has set up, such as a school without a Diocesan Schools Officer: whoever keeps the roster
hears of them."""

from automations.engine.command_bus import TrustPolicy
from handbook.core.people import Role
from store.unit_of_work import UnitOfWork


def administrator(uow: UnitOfWork, policy: TrustPolicy) -> str:
    """The id of whoever keeps the roster: the one that the settings name, else the Trust Advisor. Raises Refused where
    there is neither."""
    return policy.administrator_id or uow.roster.holder(Role.TRUST_ADVISOR).id
