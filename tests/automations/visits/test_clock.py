"""The evening before and the hour after a visit (V2, V4)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from automations.engine.command_bus import CLOCK
from automations.engine.scheduler import run_due_commands
from automations.visits.clock import AskWhetherHeld, BringPack, is_evening_before
from automations.workflows import TABLES
from handbook.core.british_time import LONDON
from handbook.core.refusal import Refused
from handbook.visits.outcome import SayHeld
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit, when
from tests.support import visits as v
from tests.support.card_reading import verbs, words


async def booked(office: Office) -> None:
    """A visit whose calendar has been minded, so that nothing else is due on its days."""
    await come_to(office, S.BOOKED)
    await run_due_commands(office.bus, TABLES.due)
    await office.run_all()


async def at(office: Office, now: datetime) -> list[str]:
    """What the clock does then, beside looking after calendars."""
    office.now = now
    before = len(office.entries())
    await run_due_commands(office.bus, TABLES.due)
    done = [entry.action for entry in office.entries()[before:]]
    await office.run_all()
    return [action for action in done if action != "calendar_minded"]


async def test_the_pack_comes_once_on_the_evening_before(office: Office) -> None:
    await booked(office)
    evening = datetime.combine(when(await the_visit(office)).on - timedelta(days=1), time(16), LONDON)
    assert await at(office, evening - timedelta(minutes=1)) == []
    assert await at(office, evening) == ["pack"]
    assert await at(office, evening + timedelta(hours=1)) == []
    pack = office.ends.messenger.to(SIP)[-1]
    assert "For your visit" in words(pack.card)
    assert "Tomorrow" in words(pack.card)
    assert not any("For your visit" in words(message.card) for message in office.ends.messenger.to(HEAD))


async def test_the_pack_of_a_monday_comes_on_the_school_day_before(office: Office) -> None:
    await booked(office)
    monday, friday = datetime(2026, 12, 7).date(), datetime(2026, 12, 4, 16, tzinfo=LONDON)  # noqa: DTZ001 - a day
    visit = replace(await the_visit(office), half_day=v.morning(monday))
    with office.database.reading() as uow:
        said = [is_evening_before(uow, office.bus.policy, visit, friday + late) for late in _AROUND_IT]
    assert said == [False, True, True, False]


_AROUND_IT = (timedelta(minutes=-1), timedelta(), timedelta(days=2), timedelta(days=3))


async def test_after_a_visit_its_sip_is_asked_once_whether_it_was_held(small_office: Office) -> None:
    await booked(small_office)
    visit = await the_visit(small_office)
    assert await at(small_office, v.after(visit)) == ["held_asked"]
    assert await at(small_office, v.after(visit) + timedelta(hours=1)) == []
    asked = small_office.ends.messenger.to(SIP)[-1]
    assert {"visit.held", "visit.not_held"} <= verbs(asked.card)
    assert all("visit.held" not in verbs(message.card) for message in small_office.ends.messenger.to(HEAD))
    held = await says(small_office, SayHeld(visit.id, visit.version))
    with pytest.raises(Refused):
        await small_office.bus.decide(AskWhetherHeld(held.id, visit.version), CLOCK, "clock")


async def test_two_clocks_bring_one_pack(small_office: Office) -> None:
    await booked(small_office)
    visit = await the_visit(small_office)
    await small_office.bus.decide(BringPack(visit.id, visit.version), CLOCK, "clock")
    with pytest.raises(Refused, match="done already"):
        await small_office.bus.decide(BringPack(visit.id, visit.version), CLOCK, "clock")
