"""A visit that waits for somebody is brought to them again, and then others hear of it; a half-day that has passed is
replaced (V2)."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from automations.engine.chasing import ChaseOn
from automations.engine.command_bus import CLOCK
from automations.engine.scheduler import run_due_commands
from automations.visits.waiting.chasing import VISITS
from automations.visits.waiting.renewing import renew_offer
from automations.workflows import TABLES
from handbook.core.external_errors import Unavailable
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import school_calendar
from handbook.visits.booking import PickSlot, SayNoneSuits
from handbook.visits.changes import MoveVisit
from handbook.visits.renewal import RenewOffer
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit, when
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import verbs, words

CHASING = ("reminded", "waiting_told", "offer_passed")


async def strikes(office: Office, now: datetime) -> list[str]:
    """What the clock does then about what waits."""
    office.now, before = now, len(office.entries())
    await run_due_commands(office.bus, TABLES.due)
    done = [entry.action for entry in office.entries()[before:] if entry.action in CHASING]
    await office.run_all()
    return done


async def after(office: Office, school_days: int, since: datetime = a.MONDAY) -> list[str]:
    day = school_calendar(v.SESSIONS, [], [], []).school_day_after(since.date(), school_days)
    assert day
    return await strikes(office, datetime.combine(day, time(10), UTC))


def listed(office: Office, new: Person | None) -> None:
    """The school's headteacher has left the list, and this one has come."""
    people = [*(one for one in EVERYBODY if one != HEAD), *([new] if new else [])]
    school = a.a_school(headteacher_id=new.id if new else "")
    with office.database.writing() as uow:
        sessions = {"Fellshire": v.SESSIONS}
        uow.roster.replace(people, [school], sessions, {}, {}, [v.CHECKS], at=office.now + timedelta(minutes=1))


def last(office: Office, person: Person) -> str:
    return words(office.ends.messenger.to(person)[-1].card)


async def test_an_offer_is_reminded_of_and_then_its_sip_and_the_trust_advisor_hear(small_office: Office) -> None:
    await come_to(small_office, S.PROPOSED)
    assert await after(small_office, 2) == []
    assert await after(small_office, 3) == ["reminded"]
    assert "Reminder: this has waited for you since" in last(small_office, HEAD)
    assert "visit.pick" in verbs(small_office.ends.messenger.to(HEAD)[-1].card)
    assert "Reminder" not in last(small_office, SIP)
    assert await after(small_office, 3) == []
    assert (await after(small_office, 10))[-2:] == ["reminded", "waiting_told"]
    for person in (SIP, ADVISOR):
        assert "on offer since" in last(small_office, person)
        assert f"{HEAD.name} has not picked one" in last(small_office, person)


async def test_a_half_day_that_has_passed_is_replaced_without_a_word_and_the_last_with_a_new_offer(
    small_office: Office,
) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    first, *others = [slot.half_day for slot in visit.slots]
    sent = len(small_office.ends.messenger.to(HEAD))
    small_office.now = first.starts_at
    with pytest.raises(Refused, match="has passed"):
        await small_office.bus.decide(PickSlot(visit.id, visit.version, 1), HEAD.id, "teams")
    assert "offer_passed" in await strikes(small_office, first.starts_at)
    renewed = await the_visit(small_office)
    assert renewed.status is S.PROPOSED
    assert set(others) < {slot.half_day for slot in renewed.slots}
    assert first not in {slot.half_day for slot in renewed.slots}
    new = small_office.ends.messenger.to(HEAD)[sent:]
    assert all("Reminder" in words(one.card) for one in new)
    sent = len(small_office.ends.messenger.to(HEAD))
    late = max(slot.half_day for slot in renewed.slots).ends_at
    assert "offer_passed" in await strikes(small_office, late)
    assert all(slot.half_day.starts_at > late for slot in (await the_visit(small_office)).slots)
    assert len(small_office.ends.messenger.to(HEAD)) > sent


async def test_where_no_other_can_be_had_it_is_the_sips_turn(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    await strikes(small_office, datetime(2026, 12, 18, 23, 59, tzinfo=UTC))
    none = await the_visit(small_office)
    assert (none.status, none.slots) == (S.NONE_SUITED, ())
    assert "All half-days on offer have passed." in last(small_office, SIP)
    with pytest.raises(Refused):
        await small_office.bus.decide(RenewOffer(visit.id, visit.version), CLOCK, "clock")
    await renew_offer(small_office.work, visit.id, visit.version)
    assert await the_visit(small_office) == none


async def test_calendars_that_cannot_be_read_are_asked_again_on_the_next_day(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    first = visit.slots[0].half_day
    small_office.ends.fail_for_good(busy_times=Unavailable("down"))
    await strikes(small_office, first.starts_at)
    assert (await the_visit(small_office)).version == visit.version
    with pytest.raises(Refused, match="done already"):
        await small_office.bus.decide(RenewOffer(visit.id, visit.version), CLOCK, "clock")
    small_office.ends.heal()
    assert "offer_passed" in await strikes(small_office, first.starts_at + timedelta(days=1))
    assert (await the_visit(small_office)).version > visit.version


async def test_it_is_asked_again_whether_a_visit_was_held_until_somebody_says(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school()], {"Fellshire": v.SESSIONS}, {}, {}, [v.CHECKS])
    over = v.after(await the_visit(small_office))
    await strikes(small_office, over)
    for days, expected in ((3, ["reminded"]), (5, ["reminded"]), (10, ["reminded", "waiting_told"])):
        assert await after(small_office, days, over) == expected
        assert {"visit.held", "visit.not_held"} <= verbs(small_office.ends.messenger.to(SIP)[-1].card)
    assert f"{SIP.name} has not said whether the visit" in last(small_office, ADVISOR)
    assert await after(small_office, 15, over) == ["reminded"]


async def test_what_one_side_asks_is_not_forgotten_by_the_other(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    visit = await the_visit(small_office)
    small_office.now = when(visit).starts_at - timedelta(days=4)
    to = v.afternoon(when(visit).on + timedelta(days=7 + 2))
    await says(small_office, MoveVisit(visit.id, visit.version, to, "A course."), SIP)
    asked_at = small_office.now
    assert (await the_visit(small_office)).status is S.MOVE_ASKED
    assert await after(small_office, 1, asked_at) == ["reminded"]
    assert "visit.agree" in verbs(small_office.ends.messenger.to(HEAD)[-1].card)
    small_office.now = asked_at  # in a test's calendar the third school day is after the visit
    mark = f"change {asked_at}"
    await small_office.bus.decide(ChaseOn(VISITS, f"visit:{visit.id}", mark, 3, tells=True), CLOCK, "clock")
    await small_office.run_all()
    for person in (SIP, ADVISOR):
        assert f"{SIP.name} asks to move the visit" in last(small_office, person)


async def test_what_waits_for_the_sip_is_noted_when_it_is_seen_and_counted_from_then(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    await says(small_office, SayNoneSuits(visit.id, visit.version, "Residential."), HEAD)
    assert await strikes(small_office, a.MONDAY) == []
    assert await after(small_office, 5) == ["reminded"]
    assert "Reminder" in last(small_office, SIP)
    assert await after(small_office, 15) == ["reminded", "waiting_told"]
    assert f"{SIP.name} has sent no half-days" in last(small_office, ADVISOR)


async def test_who_has_left_is_not_chased_but_whoever_has_the_office(small_office: Office) -> None:
    await come_to(small_office, S.PROPOSED)
    new = replace(HEAD, id="0" * 8 + "-0000-4000-8000-00000000beef", name="Nora Vale")
    await strikes(small_office, a.MONDAY + timedelta(minutes=1))
    listed(small_office, new)
    assert await after(small_office, 3) == []  # the record follows the list first
    assert await after(small_office, 3) == ["reminded"]
    assert "Reminder" in last(small_office, new)


async def test_where_nobody_has_the_office_the_trust_advisor_hears_instead(small_office: Office) -> None:
    await come_to(small_office, S.PROPOSED)
    listed(small_office, None)
    assert await after(small_office, 3) == ["waiting_told"]
    assert "Their headteacher has left, and nobody has come." in last(small_office, ADVISOR)


async def test_two_clocks_remind_once_and_an_answer_ends_it(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    mark = f"pick {visit.offered_at}"
    command = ChaseOn(VISITS, f"visit:{visit.id}", mark, 1)
    await small_office.bus.decide(command, CLOCK, "clock")
    with pytest.raises(Refused, match="done already"):
        await small_office.bus.decide(command, CLOCK, "clock")
    await says(small_office, PickSlot(visit.id, visit.version, 1), HEAD)
    with pytest.raises(Refused, match="no longer needed"):
        await small_office.bus.decide(replace(command, number=2), CLOCK, "clock")
