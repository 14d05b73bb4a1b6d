"""A2, A3: a SIP declares a tie, the whole trust is worked out without it, headteacher and chair confirm another, the
school has that SIP, and the Trust Advisor undoes it again."""

import asyncio
from dataclasses import replace
from datetime import date

from handbook.sip_team.record import Capacity
from store.audit import AuditEntry
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story

RUN = "Which SIP for which school, 2026/27"
SECRET = "My brother is a governor there."


def trained(house: House) -> None:
    """Every SIP has had the initial training, and can take on five schools."""
    with house.database.writing() as uow:
        for one in uow.sip_records.team():
            record = replace(one.record, initial_training_on=date(2025, 9, 1), capacity=Capacity(50))
            uow.sip_records.save(record, AuditEntry("service", "tested", "sip"), house.now)


async def titled(person: Somebody, title: str) -> Seen:
    return [one for one in await person.cards() if one.card["body"][0]["text"] == title][-1]


async def pressed(person: Somebody, card: Seen, verb: str, **typed: str) -> Seen:
    answer = await person.press(card, verb, **typed)
    assert isinstance(answer, Seen), answer
    return answer


async def test_a_conflict_bars_both_confirm_another_and_it_is_undone(house: House) -> None:
    story = Story.of(house)
    title = f"A SIP for {story.school.full_name}"
    await house.kept()
    await asyncio.to_thread(trained, house)
    others = [one for one in house.roster["people"] if one["role"] == "sip" and one["id"] != story.sip.id]
    tied, chosen = house.somebody(others[0]["id"]), house.somebody(others[1]["id"])
    await tied.type("my conflicts")
    await house.kept()
    mine = await tied.newest()
    declared = {"urn": story.school.urn, "kind": "governor", "words": SECRET}
    assert "It keeps you from this school." in (await pressed(tied, mine, "conflict.declare", **declared)).words
    await story.advisor.type("allocate")
    await house.kept()
    run = await titled(story.advisor, RUN)
    assert "Complete: every school would have a SIP" in run.words
    school = await pressed(story.advisor, run, "allocation.school", urn=story.school.urn)
    why = await pressed(story.advisor, school, "allocation.why_not", sip=tied.id)
    assert f"{tied.name} has a conflict of interest on record (is or was a governor or trustee there" in why.words
    no = await story.advisor.press(why, "allocation.propose", sip=tied.id)
    assert isinstance(no, str)
    assert "is or was a governor or trustee there" in no
    await pressed(story.advisor, why, "allocation.propose", sip=chosen.id)
    await house.kept()
    asked = await titled(story.head, title)
    assert chosen.name in asked.words
    assert SECRET not in asked.words
    asked = await pressed(story.head, asked, "choice.confirm")
    await pressed(story.head, asked, "choice.chair_said", chair_name="Dorothy Penhaligan", chair_on="2026-11-23")
    await house.kept()
    turn = await titled(story.advisor, title)
    assert "Both confirmed" in turn.words
    begun = await pressed(story.advisor, turn, "choice.deploy", starts_on="2026-11-23")
    await house.kept()
    assert house.school(0).sip_id == story.sip.id  # the file of the list says what it said
    with house.database.reading() as uow:
        assert uow.roster.school_then(story.school.urn).sip_id == chosen.id
    assert "you are the SIP of" in (await titled(chosen, title)).words
    assert "no longer" in (await titled(story.sip, title)).words
    await pressed(story.advisor, begun, "choice.undo", undo_reason="We begin in January after all.")
    await house.kept()
    with house.database.reading() as uow:
        assert uow.roster.school_then(story.school.urn).sip_id == story.sip.id
    for person in (story.head, chosen, story.sip):
        assert "We begin in January after all." in (await titled(person, title)).words
    await house.restart()
    with house.database.reading() as uow:
        assert uow.roster.school_then(story.school.urn).sip_id == story.sip.id
