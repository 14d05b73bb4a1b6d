"""Whoever keeps the roster hears of what is missing in it."""

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.set_up_gaps import administrator
from handbook.core.refusal import Refused
from tests.automations.office import ADVISOR, Office

KEEPER = "00000000-0000-4000-8000-0000000000f9"


async def test_it_is_the_one_of_the_settings_or_the_trust_advisor(small_office: Office) -> None:
    read = small_office.bus.read
    assert await read(lambda uow: administrator(uow, TrustPolicy())) == ADVISOR.id
    assert await read(lambda uow: administrator(uow, TrustPolicy(administrator_id=KEEPER))) == KEEPER
    small_office.bring([])
    assert await read(lambda uow: administrator(uow, TrustPolicy(administrator_id=KEEPER))) == KEEPER
    with pytest.raises(Refused, match="has no Trust Advisor"):
        await read(lambda uow: administrator(uow, TrustPolicy()))
