"""M3: a refund that is due is brought to the Trust Advisor until it is paid."""

from datetime import UTC, datetime
from typing import Any

from automations.engine.chasing import ChaseOn
from automations.engine.scheduler import run_due_commands
from automations.membership.reminding import DUE_REFUNDS
from tests.automations.membership_office import bring, press
from tests.automations.office import ADVISOR, AUTUMN, Office
from tests.support import memberships as m
from tests.support.builders import MONDAY
from tests.support.card_reading import words
from tests.support.visits import CALENDAR

HERE: dict[str, Any] = {"urn": m.ALONE.urn, "year": 2026}


async def strikes(office: Office, days: int) -> list[str]:
    """So many school days later, what the Trust Advisor is sent."""
    day = CALENDAR.school_day_after(MONDAY.date(), days)
    assert day
    assert day <= AUTUMN.last_on
    office.now, before = datetime(day.year, day.month, day.day, 10, tzinfo=UTC), len(office.ends.messenger.to(ADVISOR))
    await run_due_commands(office.bus, {DUE_REFUNDS.kind: DUE_REFUNDS})
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(ADVISOR)[before:]]


async def test_a_refund_is_reminded_of_until_it_is_paid(small_office: Office) -> None:
    bring(small_office)
    await press(small_office, "membership.change", **HERE, revision=0, provision="own", sip_name="Ned Farrow")
    await press(small_office, "membership.note_report", **HERE, revision=1, term="Autumn")
    paid: dict[str, Any] = {"fee_paid_on": "2026-11-20", "fee_reference": "BACS 1"}
    await press(small_office, "membership.pay", **HERE, revision=2, part="fee", **paid)
    assert await strikes(small_office, 1) == []  # it is noted that it waits
    [card] = await strikes(small_office, 7)
    assert "St Aelred’s" in card
    assert len(await strikes(small_office, 17)) == 1  # the card alone: who is asked needs no sentence as well
    with small_office.database.reading() as uow:
        found = DUE_REFUNDS(uow, small_office.bus.policy, small_office.now)
    assert not any(isinstance(one, ChaseOn) for one in found)
    back: dict[str, Any] = {"refund_paid_on": "2026-11-23", "refund_reference": "BACS 2"}
    await press(small_office, "membership.pay", **HERE, revision=3, part="refund", **back)
    assert await strikes(small_office, 18) == []
