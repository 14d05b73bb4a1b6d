"""A school without a headteacher answers no agreement: the Trust Advisor hears of it (W5)."""

from datetime import UTC, datetime

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.reports.agreements.agreement import AskForAgreement
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, Office
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words


async def strikes(office: Office, days: int) -> list[str]:
    day = v.CALENDAR.school_day_after(a.MONDAY.date(), days)
    assert day
    office.now, before = datetime(day.year, day.month, day.day, 10, tzinfo=UTC), len(office.entries())
    await run_due_commands(office.bus, TABLES.due)
    found = [one.action for one in office.entries()[before:] if one.action in ("reminded", "waiting_told")]
    await office.run_all()
    return found


async def test_the_trust_advisor_hears_that_nobody_can_sign(small_office: Office) -> None:
    await small_office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")
    await small_office.run_all()
    small_office.bring([one for one in EVERYBODY if one != HEAD], a.a_school(headteacher_id=""))
    assert await strikes(small_office, 3) == []
    assert await strikes(small_office, 5) == ["waiting_told"]
    told = words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    assert "has not answered the sharing agreement. Their headteacher has left, and nobody has come." in told
    small_office.bring(EVERYBODY)
    assert "waiting_told" not in await strikes(small_office, 10)
