"""Who is asked because Ofsted comes is reminded within days, though all other reminders pause (O2)."""

from datetime import UTC, datetime, timedelta

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.half_days import HalfDay
from handbook.visits.ofsted.call import AnswerOfstedCall, AskSipToCome, KeepThroughOfsted, OfstedCall, TellOfstedCalled
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.automations.visit_office import come_to, the_visit, when
from tests.automations.visits.test_chasing import last, strikes
from tests.support import builders as a
from tests.support import visits as v


async def called(office: Office, *commands: object) -> OfstedCall:
    """Inspectors come on the day of the visit."""
    await come_to(office, S.BOOKED)
    day = when(await the_visit(office)).on
    office.now = datetime.combine(day - timedelta(days=3), datetime.min.time(), UTC) + timedelta(hours=8)
    await office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    await office.run_all()
    return await the_call(office)


async def the_call(office: Office) -> OfstedCall:
    [call] = await office.bus.read(lambda uow: uow.ofsted_calls.of_school("900001"))
    return call


async def strikes_again(office: Office) -> list[str]:
    """In the morning of the next school day."""
    day = v.CALENDAR.school_day_after(office.now.date(), 1)
    assert day
    return await strikes(office, datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=10))


async def test_the_visits_of_that_week_wait_for_a_choice_and_then_stand(small_office: Office) -> None:
    call = await called(small_office)
    assert await strikes_again(small_office) == ["reminded", "waiting_told"]
    assert "has not said what becomes of the visits of that week. Until then they stand." in last(small_office, SIP)
    assert "has not said" in last(small_office, ADVISOR)
    visit = await the_visit(small_office)
    await small_office.bus.decide(KeepThroughOfsted(call.id, visit.id, visit.version), HEAD.id, "teams")
    await small_office.run_all()
    assert await strikes_again(small_office) == []


async def test_the_sip_who_is_asked_to_come_is_reminded_and_the_school_hears(small_office: Office) -> None:
    call = await called(small_office)
    visit = await the_visit(small_office)
    await small_office.bus.decide(KeepThroughOfsted(call.id, visit.id, visit.version), HEAD.id, "teams")
    at = HalfDay(call.first_on, v.afternoon(call.first_on).starts, v.afternoon(call.first_on).ends)
    await small_office.bus.decide(AskSipToCome(call.id, at), HEAD.id, "teams")
    await small_office.run_all()
    await run_due_commands(small_office.bus, TABLES.due)
    assert await strikes_again(small_office) == ["reminded", "waiting_told"]
    assert "Ofsted" in last(small_office, SIP)
    for person in (HEAD, ADVISOR):
        assert f"{SIP.name} is asked to come on" in last(small_office, person)
    await small_office.bus.decide(AnswerOfstedCall(call.id, comes=False), SIP.id, "teams")
    await small_office.run_all()
    assert await strikes_again(small_office) == []
    assert small_office.now > a.MONDAY
