"""Checks are chased in time, and a visit for a day without current ones is put off before it (C1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from automations.engine.scheduler import run_due_commands
from automations.sip_team.cards import calendar_of
from automations.workflows import TABLES
from handbook.core.people import Person
from handbook.visits.lapsed_checks import NO_CHECKS
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office
from tests.automations.practice_office import press
from tests.automations.visit_office import come_to, the_visit
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.visits import CHECKS


def until(office: Office, review_by: date) -> None:
    with office.database.writing() as uow:
        checks = [replace(CHECKS, dbs_review_by=review_by)]
        uow.roster.replace(EVERYBODY, [a.a_school()], {"Fellshire": [AUTUMN]}, {}, {}, checks)


async def strike(office: Office, day: date, kind: str = "checks on SIPs") -> int:
    office.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    done = await run_due_commands(office.bus, {kind: TABLES.due[kind]})
    await office.run_all()
    return done


def cards(office: Office, person: Person) -> list[str]:
    """Those of the record in somebody's chat, as they stand now."""
    found = (one.card for one in office.ends.messenger.to(person) if one.card["body"][0]["text"] == SIP.name)
    return [words(card) for card in found]


async def test_sip_and_trust_advisor_are_reminded_once_each_and_what_is_renewed_is_left_in_peace(
    small_office: Office,
) -> None:
    office, last = small_office, date(2026, 12, 11)
    until(office, last)
    assert await strike(office, date(2026, 11, 24)) == 1  # 13 school days are left: the first two come as one
    assert await strike(office, date(2026, 11, 25)) == 0
    assert await strike(office, date(2026, 11, 28)) == 0  # a Saturday
    assert await strike(office, date(2026, 11, 30)) == 1
    for person in (SIP, ADVISOR):
        assert len(cards(office, person)) == 2
        assert (
            "Running out: the checks are current until 11 December 2026: 9 school days left" in cards(office, person)[1]
        )
    assert [one.detail["step"] for one in office.entries() if one.action == "checks_chased"] == [30, 10]
    mark = "20260701.20260701.20261211"
    said = {"recruitment_on": "2026-07-01", "dbs_on": "2026-11-27", "review_by": "2029-11-27"}
    await press(office, ADVISOR, "sip.checks", sip=SIP.id, mark=mark, **said)
    assert "Current: the checks are current until 27 November 2029" in cards(office, SIP)[-1]
    assert await strike(office, last) == 0
    assert await strike(office, last + timedelta(days=3)) == 0


async def test_what_was_never_renewed_is_said_on_the_last_day_and_once_after(small_office: Office) -> None:
    office, last = small_office, date(2026, 12, 11)
    until(office, last)
    assert await strike(office, last) == 1
    assert await strike(office, last + timedelta(days=3)) == 1
    assert await strike(office, last + timedelta(days=4)) == 0
    assert "Run out: the checks ran out after 11 December 2026, so no visit can be booked" in cards(office, SIP)[-1]


async def test_a_visit_for_a_day_without_checks_is_named_and_then_put_off(small_office: Office) -> None:
    office = small_office
    visit = await come_to(office, S.BOOKED)
    assert visit.half_day is not None
    day = visit.half_day.on
    until(office, day - timedelta(days=1))
    kind = "visits without checks"
    assert await strike(office, day - timedelta(days=14), kind) == 0
    card = await press(office, ADVISOR, "sip.show", sip=SIP.id)
    assert "Booked without current checks" in card
    assert visit.half_day.words in card
    assert await strike(office, day - timedelta(days=1), kind) == 1
    after = await the_visit(office)
    assert (after.status, after.half_day, after.reason) == (S.NONE_SUITED, None, NO_CHECKS)
    assert "Your checks are current until" in after.trouble
    assert office.ends.calendars.standing(SIP) == []
    for person in (SIP, HEAD, ADVISOR):
        said = [one for one in office.ends.messenger.to(person) if "is put off: the trust’s checks" in words(one.card)]
        assert len(said) == 1
    assert await strike(office, day, kind) == 0


async def test_without_a_school_the_days_are_weekdays(small_office: Office) -> None:
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [], {}, {})
        assert calendar_of(uow, SIP.id, small_office.bus.policy).sessions == ()
