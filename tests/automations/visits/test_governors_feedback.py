"""What is asked for governors is told, reminded of and heard of by the Trust Advisor, each once (G2)."""

from datetime import UTC, datetime, time

import pytest

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.refusal import Refused
from handbook.core.school_years import school_calendar
from handbook.reports.approval import TellGovernors
from handbook.reports.report import Status
from handbook.visits.booking import SeekSlots, SendSlots
from handbook.visits.changes import CancelVisit
from handbook.visits.governors_feedback import AskForFeedback, FeedbackOn
from handbook.visits.ofsted.call import TellOfstedCalled
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, HEAD, SIP, Office
from tests.automations.reports.test_standing_in import cover, press
from tests.automations.visit_office import says, the_visit
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.covers import ACTING


async def asked(office: Office) -> None:
    report = await office.come_to(Status.FILED)
    await office.bus.decide(TellGovernors(report.id, 1), HEAD.id, "teams")
    await office.bus.decide(AskForFeedback(report.id, 1, FeedbackOn.DEVELOPMENT_PLAN, "9 December."), HEAD.id, "teams")
    await office.run_all()


async def strikes(office: Office, school_day: int) -> list[str]:
    """The clock strikes so many school days later; what it did about feedback."""
    school = school_calendar([AUTUMN], [], [], [])
    day = school.school_day_after(a.MONDAY.date(), school_day)
    assert day
    office.now = datetime.combine(day, time(10), UTC)
    before = len(office.entries())
    await run_due_commands(office.bus, TABLES.due)
    actions = ("reminded", "waiting_told")
    done = [entry.action for entry in office.entries()[before:] if entry.action in actions]
    await office.run_all()
    return done


async def test_its_sip_hears_at_once_and_each_press_counts_once(small_office: Office) -> None:
    await asked(small_office)
    card = small_office.ends.messenger.to(SIP)[-1].card
    assert "Hanna Tilling asks for feedback to governors" in words(card)
    assert "“9 December.”" in words(card)
    report = await small_office.report()
    with pytest.raises(Refused, match="already"):
        await small_office.bus.decide(AskForFeedback(report.id, 1, FeedbackOn.BOTH), HEAD.id, "teams")
    assert (await the_visit(small_office)).status is S.WISHED


async def test_its_sip_is_reminded_once_each_and_then_the_trust_advisor_hears(small_office: Office) -> None:
    await asked(small_office)
    assert await strikes(small_office, 4) == []
    assert await strikes(small_office, 5) == ["reminded"]
    assert await strikes(small_office, 6) == []
    assert "asks for feedback to governors" in words(small_office.ends.messenger.to(SIP)[-1].card)
    assert await strikes(small_office, 15) == ["reminded", "waiting_told"]
    told = words(small_office.ends.messenger.to(ADVISOR)[-1].card)
    assert "Samir Pell feeds back to its governors. No half-day has been offered yet." in told
    assert await strikes(small_office, 16) == []


async def test_what_is_offered_or_cancelled_is_not_reminded_of(small_office: Office) -> None:
    await asked(small_office)
    visit = await the_visit(small_office)
    found = await says(small_office, SeekSlots(visit.id, visit.version))
    assert found.status is S.FOUND
    offered = await says(small_office, SendSlots(found.id, found.version))
    assert await strikes(small_office, 2) == []
    await says(small_office, CancelVisit(offered.id, offered.version, "Not any more."), HEAD)
    assert await strikes(small_office, 15) == []


async def test_a_school_that_ofsted_inspects_is_left_in_peace(small_office: Office) -> None:
    await asked(small_office)
    small_office.now = datetime(2026, 11, 30, 9, tzinfo=small_office.now.tzinfo)
    day = small_office.now.date()
    await small_office.bus.decide(TellOfstedCalled("900001", day, day), HEAD.id, "teams")
    assert await strikes(small_office, 5) == []


async def test_an_acting_head_asks_in_the_headteachers_name(small_office: Office) -> None:
    await cover(small_office, HEAD, ACTING)
    report = await small_office.come_to(Status.FILED)
    await small_office.bus.decide(TellGovernors(report.id, 1), HEAD.id, "teams")
    await press(small_office, ACTING, "report.feedback", report=report.id, version=1, feedback_on="both")
    assert (await the_visit(small_office)).headteacher_id == HEAD.id
    [entry] = [one for one in small_office.entries() if one.action == "feedback_asked"]
    assert (entry.actor_id, entry.detail["standing_in_for"]) == (ACTING.id, HEAD.id)
