"""C1, PM1: the checks on a SIP run out, are chased and renewed; and a headteacher's appraisal is by another SIP."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from handbook.core.british_time import date_words, london_date
from handbook.core.school_years import AcademicYear
from handbook.schools.trust_list import ListChanges
from handbook.sip_team.record import Training, TrainingTopic
from store.audit import AuditEntry
from tests.support.card_reading import buttons, parts, words
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story

ENTRY = AuditEntry("service", "tested", "sip")


def weekday_after(day: date) -> date:
    return day + timedelta(days=1 if day.weekday() < 4 else 7 - day.weekday())


def runs_out(house: House, sip_id: str, until: date) -> None:
    """The list says that the checks on this SIP hold until then."""
    with house.database.writing() as uow:
        entry = uow.roster.listed().people[sip_id]
        assert entry.checks is not None
        checks = replace(entry.checks, dbs_review_by=until)
        uow.roster.apply(ListChanges(people={sip_id: replace(entry, checks=checks)}), ENTRY, house.now)


def trained(house: House, sip_id: str) -> None:
    """This SIP and no other is trained in performance management."""
    with house.database.writing() as uow:
        for one in uow.sip_records.team():
            had = (Training(TrainingTopic.PERFORMANCE_MANAGEMENT, date(2025, 9, 1)),) * (one.person.id == sip_id)
            uow.sip_records.save(replace(one.record, trainings=had), ENTRY, house.now)


async def titled(person: Somebody, title: str) -> list[Seen]:
    return [one for one in await person.cards() if one.card["body"][0]["text"].startswith(title)]


async def test_checks_run_out_are_chased_and_renewed(house: House) -> None:
    story = Story.of(house)
    sip, advisor = story.sip, story.advisor
    await house.kept()
    house.move_to(house.now.replace(hour=10))
    today = weekday_after(london_date(house.now))
    house.move_to(house.now + (today - london_date(house.now)))
    await asyncio.to_thread(runs_out, house, sip.id, today)
    await house.run_due_commands()
    await house.kept()
    for person in (sip, advisor):
        [card] = await titled(person, sip.name)
        assert f"Running out: the checks are current until {date_words(today)}" in card.words
        assert "no school day is left after today" in card.words
    [card] = await titled(advisor, sip.name)
    opens = next(one for one in parts(card.card) if one.get("title") == "Checks…")
    shown = await advisor.play("press", activity_id=card.id, action=opens)
    assert shown["shows"] == "dialog"
    save = next(one for one in parts(shown["dialog"]["card"]) if one.get("title") == "Save")
    until = today + timedelta(days=1000)
    said = {"recruitment_on": "2026-07-01", "dbs_on": "2026-07-02", "review_by": until.isoformat()}
    sent = {**save["data"], **said, "level": "enhanced", "checked_by": "Trust office"}
    after = await advisor.play("dialog", activity_id=card.id, data=sent)
    current = f"Current: the checks are current until {date_words(until)}"
    assert current in words(after["dialog"]["card"])
    await house.kept()
    house.move_to(house.now + timedelta(days=1))
    await house.run_due_commands()
    await house.kept()
    [card] = await titled(sip, sip.name)
    assert current in card.words


async def test_an_appraisal_is_by_another_sip(house: House) -> None:
    story = Story.of(house)
    sip, advisor, urn = story.sip, story.advisor, story.school.urn
    other = house.somebody(next(one["id"] for one in house.roster["people"] if _is_another(one, sip.id)))
    await house.kept()
    await asyncio.to_thread(trained, house, other.id)
    await sip.type("book")
    await house.kept()
    year = AcademicYear.of(london_date(house.now)).starts_in
    book = (await titled(sip, "Book a visit"))[-1]
    no = await sip.press(book, "visit.seek", school=urn, purpose="school_led:performance_management")
    assert isinstance(no, Seen), no
    assert f"{sip.name} is not trained in performance management" in no.words
    await sip.press(no, "appraisal.ask")
    await house.kept()
    title = f"Headteacher appraisal at {story.school.full_name}"
    [card] = await titled(advisor, title)
    assert other.name in str(card.card)
    named = await advisor.press(card, "appraisal.name", sip=other.id)
    assert isinstance(named, Seen), named
    await house.kept()
    assert f"Named: {other.name} carries it out" in (await titled(story.head, title))[-1].words
    [own] = await titled(other, title)
    assert buttons(own.card)["Look for half-days"]["data"]["year"] == year
    begun = await other.press(own, "visit.seek")
    assert isinstance(begun, Seen), begun
    await house.kept()
    found = await house.service.bus.read(lambda uow: uow.visits.of_school(urn))
    assert [one.sip_id for one in found if one.purpose.words == "performance management"] == [other.id]


def _is_another(person: dict[str, object], sip_id: str) -> bool:
    """A SIP whose checks go on."""
    checks = person.get("checks")
    is_current = isinstance(checks, dict) and str(checks["dbs_review_by"]) > "2030"
    return person["role"] == "sip" and person["id"] != sip_id and is_current
