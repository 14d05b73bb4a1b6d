"""T1: a SIP without the initial training is given no school, and the Trust Advisor reads why; they are invited, the day
is moved in Outlook, they attend, and can be given schools."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from handbook.core.half_days import HalfDay, SchoolHours
from handbook.sip_team.record import Capacity
from store.audit import AuditEntry
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story
from tests.support.visit_story import Outlook, times

MORNING, AFTERNOON = SchoolHours().half_days(date(2026, 12, 9))
DAY = HalfDay(MORNING.on, MORNING.starts, AFTERNOON.ends)
LATER = replace(DAY, on=DAY.on + timedelta(days=1))


def all_but(house: House, sip_id: str) -> None:
    """Every SIP but this one has had the initial training, and can take on schools."""
    with house.database.writing() as uow:
        for one in uow.sip_records.team():
            on = None if one.person.id == sip_id else date(2025, 9, 1)
            record = replace(one.record, initial_training_on=on, capacity=Capacity(50))
            uow.sip_records.save(record, AuditEntry("service", "tested", "sip"), house.now)


async def typed(house: House, person: Somebody, words: str) -> Seen:
    await person.type(words)
    await house.kept()
    return await person.newest()


async def why_not(house: House, advisor: Somebody, urn: str, sip_id: str) -> Seen:
    """What the Trust Advisor reads of this SIP for a school."""
    await typed(house, advisor, "allocate")
    run = [one for one in await advisor.cards() if "allocation.school" in one.verbs][-1]
    school = await advisor.press(run, "allocation.school", urn=urn)
    assert isinstance(school, Seen), school
    why = await advisor.press(school, "allocation.why_not", sip=sip_id)
    assert isinstance(why, Seen), why
    return why


async def test_invited_attended_and_then_allocated(house: House) -> None:
    story = Story.of(house)
    advisor, urn = story.advisor, story.school.urn
    new = next(one for one in house.roster["people"] if one["role"] == "sip" and one["id"] != story.sip.id)
    sip = house.somebody(new["id"])
    await house.kept()
    await asyncio.to_thread(all_but, house, sip.id)
    why = await why_not(house, advisor, urn, sip.id)
    assert "has not done the initial training" in why.words
    no = await advisor.press(why, "allocation.propose", sip=sip.id)
    assert no == f"{sip.name} has no initial training on record, and needs it before taking schools."
    card = await typed(house, advisor, "training")
    assert f"{sip.name}: not invited to it yet" in card.words
    assert "Initial training outstanding" in (mine := await typed(house, sip, "my training")).words
    form = {"subject": "initial", "train_on": str(DAY.on), "train_at": "09:00-16:00", "place": "Trust office"}
    opened = next(one for one in card.card["body"][-1]["actions"] if one["title"] == "Set training…")
    shown = await advisor.play("press", activity_id=card.id, action=opened)
    save = shown["dialog"]["card"]["body"][-1]["actions"][0]
    sent = {**save["data"], **form, "invited": sip.id, "guests": "Ester Vale, ester@other.example"}
    await advisor.play("dialog", activity_id=card.id, data=sent)
    await house.kept()
    assert f"{sip.name}: invited for {DAY.words}" in (await advisor.again(card)).words
    assert "Trust office" in (await sip.again(mine)).words
    [entry] = await Outlook(house, advisor).on(MORNING)
    assert len(await Outlook(house, sip).on(MORNING)) == 1

    await Outlook(house, advisor).act(entry, "move", **times(LATER))
    house.move_to(house.now + timedelta(hours=2))
    await house.run_due_commands()
    await house.kept()
    assert LATER.words in (await advisor.again(card)).words
    assert LATER.words in (await sip.again(mine)).words

    house.move_to(LATER.ends_at + timedelta(hours=1))
    await house.run_due_commands()
    await house.kept()
    asked = [one for one in await advisor.cards() if "training.attended" in one.verbs][-1]
    recorded = await advisor.press(asked, "training.attended", present=sip.id)
    assert isinstance(recorded, Seen), recorded
    assert "Ester Vale (external)" in recorded.words.partition("Absent")[2]
    await house.kept()
    assert "Initial training: a full day, on 10 December 2026" in (await sip.again(mine)).words
    assert isinstance(await advisor.press(why, "allocation.propose", sip=sip.id), Seen)
    await house.kept()
    assert f"A SIP for {story.school.full_name}" in (await story.head.newest()).words
