"""A cover is no use whose deputy has left: it is said at once, and until somebody else is named."""

from datetime import UTC, datetime, timedelta

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.cases.cover import EndCover, NameDeputy
from tests.automations.office import ADVISOR, EVERYBODY, SIP, Office
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words
from tests.support.covers import DEPUTY


async def strikes(office: Office, days: int) -> list[str]:
    """Twice, for what waits is noted first."""
    day = v.CALENDAR.school_day_after(a.MONDAY.date(), days)
    assert day
    office.now, before = datetime(day.year, day.month, day.day, 10, tzinfo=UTC), len(office.entries())
    for _ in range(2):
        await run_due_commands(office.bus, TABLES.due)
    found = [one.action for one in office.entries()[before:] if one.action in ("reminded", "waiting_told")]
    await office.run_all()
    return found


async def test_who_is_stood_in_for_and_the_trust_advisor_hear_until_another_is_named(small_office: Office) -> None:
    small_office.bring((*EVERYBODY, DEPUTY))
    last_on = a.MONDAY.date() + timedelta(days=60)
    await small_office.bus.decide(NameDeputy(SIP.id, DEPUTY.id, a.MONDAY.date(), last_on), SIP.id, "teams")
    await small_office.run_all()
    assert await strikes(small_office, 1) == []
    small_office.bring(EVERYBODY)
    assert await strikes(small_office, 2) == ["reminded", "waiting_told"]
    for person in (SIP, ADVISOR):
        told = "".join(words(one.card) for one in small_office.ends.messenger.to(person))
        assert f"was to stand in for {SIP.name}" in told
        assert "Please end this cover and name somebody else" in told
    assert await strikes(small_office, 3) == ["reminded"]
    [cover] = await small_office.bus.read(lambda uow: uow.covers.of_person(SIP.id))
    await small_office.bus.decide(EndCover(cover.id), SIP.id, "teams")
    assert await strikes(small_office, 8) == []
    small_office.bring([one for one in EVERYBODY if one != SIP])
    assert await strikes(small_office, 9) == []
