"""The evening before a visit and the hour after it: the pack, the question whether it was held, and what its answer
brings (V2, V4, W1)."""

from datetime import datetime, time, timedelta

import pytest

from documents.reading import read_proforma
from handbook.core.british_time import LONDON
from handbook.core.school_years import Term
from handbook.visits.visit import VisitStatus
from tests.support.house import House
from tests.support.library import DRAFTS
from tests.support.people import Seen
from tests.support.visit_story import VisitStory, at_half_day


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def asked_whether_held(story: VisitStory) -> Seen:
    """A booked visit whose time has passed; the card that the clock has brought to its SIP."""
    visit = await story.booked()
    before = len(await story.sip.messages())
    await story.house.run_due_commands(at_half_day(visit).ends_at + timedelta(minutes=5))
    cards = await story.sip.messages()
    assert len(cards) == before + 1
    return cards[-1]


async def test_the_evening_before_a_visit_its_sip_gets_the_pack_once(story: VisitStory) -> None:
    visit = await story.booked()
    before = {person.id: len(await person.messages()) for person in (story.sip, story.head)}
    evening = datetime.combine(at_half_day(visit).on - timedelta(days=1), time(16), LONDON)
    for hour in (0, 1):
        await story.house.run_due_commands(evening + timedelta(hours=hour))
    assert len(await story.sip.messages()) == before[story.sip.id] + 1
    assert len(await story.head.messages()) == before[story.head.id]
    pack = await story.sip.newest()
    assert f"For your visit – Autumn visit: {story.school.full_name}" in pack.words
    assert "Tomorrow" in pack.words
    assert visit.agenda
    assert all(line in pack.words for line in visit.agenda)
    shown = f"{pack.card} {pack.summary}"
    others = [one["name"] for one in story.house.roster["schools"] if one["urn"] != story.school.urn]
    assert not [name for name in others if name != story.school.name and name in shown]


async def test_a_visit_that_was_held_is_debited_and_opens_a_proforma_for_its_sip_alone(story: VisitStory) -> None:
    asked = await asked_whether_held(story)
    assert "was this visit held?" in asked.words
    assert "none of 6 half-days held, 1 planned, 5 left" in asked.words
    assert "visit.held" not in (await story.head.refresh(await story.head.newest())).verbs
    answer = await story.sip.press(asked, "visit.held")
    assert isinstance(answer, Seen)
    assert "1 of 6 half-days held, none planned, 5 left" in answer.words
    await story.house.kept()
    assert "1 of 6 half-days held, none planned, 5 left" in (await story.head.newest()).words
    libraries = story.house.libraries
    [proforma] = (await libraries.files(DRAFTS)).values()
    assert f"/{story.school.urn} {story.school.name}/Autumn/" in proforma.path
    messages = (await story.sip.chat())["messages"]
    assert any(proforma.web_url in str(message) for message in messages)
    document = await libraries.content(proforma, story.sip.id)
    assert document is not None
    known = read_proforma(document)
    assert (known.school_name, known.urn, known.term) == (story.school.name, story.school.urn, Term.AUTUMN)
    assert known.sip_name == story.sip.name
    everybody_else = [person["id"] for person in story.house.roster["people"] if person["id"] != story.sip.id]
    with_tokens = [one for one in everybody_else if one in story.house.tenant["tokens"]]
    assert story.head.id in with_tokens
    assert not any(await libraries.may_read(proforma, *with_tokens))


async def test_a_visit_that_was_not_held_is_not_debited_and_is_sought_anew(story: VisitStory) -> None:
    asked = await asked_whether_held(story)
    visit = await story.visit()
    said = await story.sip.press(asked, "visit.not_held", not_held_reason="Snow.")
    assert isinstance(said, Seen)
    assert "Snow." in said.words
    assert "none of 6 half-days held, none planned, 6 left" in said.words
    await story.house.settled()
    again = await story.sip.press(await story.sip.again(asked), "visit.others")
    assert isinstance(again, Seen)
    await story.house.settled()
    sought = await story.visit()
    assert (sought.status, sought.id) == (VisitStatus.FOUND, visit.id)
    assert all(slot.half_day.starts_at > story.house.now for slot in sought.slots)
    offered = await story.sip.newest()
    assert sought.slots
    assert all(slot.why in offered.words for slot in sought.slots)
    assert await story.house.libraries.files(DRAFTS) == {}
