"""PM1: a headteacher's appraisal for which nobody is named is not forgotten, also where nobody can be."""

from datetime import UTC, datetime

from automations.engine.scheduler import run_due_commands
from automations.sip_team.appraisal_chasing import APPRAISERS
from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import AskForAppraiser
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.card_reading import words


async def strikes(office: Office, days: int) -> None:
    day = v.CALENDAR.school_day_after(MONDAY.date(), days)
    assert day
    office.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    await run_due_commands(office.bus, {APPRAISERS.kind: APPRAISERS})
    await office.run_all()


async def test_the_trust_advisor_is_reminded_and_who_asked_hears_that_nobody_is_named(small_office: Office) -> None:
    await small_office.bus.decide(AskForAppraiser("900001", AcademicYear(2026)), SIP.id, "teams")
    await small_office.run_all()
    before = len(small_office.ends.messenger.to(ADVISOR))
    await strikes(small_office, 5)
    [card] = small_office.ends.messenger.to(ADVISOR)[before:]
    assert "appraisal" in words(card.card)
    await strikes(small_office, 15)
    told = words(small_office.ends.messenger.to(SIP)[-1].card)
    assert "nobody has been named yet for its headteacher’s appraisal" in told
    assert all("nobody has been named" not in words(one.card) for one in small_office.ends.messenger.to(HEAD))
