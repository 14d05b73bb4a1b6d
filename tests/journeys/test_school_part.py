"""The headteacher fills the school's part before the visit, and the SIP's form has it in it (P2, D4, D5, P5)."""

from datetime import datetime, timedelta

import pytest

from documents.reading import read_proforma
from handbook.core.british_time import LONDON
from tests.support.house import House
from tests.support.library import DRAFTS
from tests.support.people import Seen
from tests.support.story import Story
from tests.support.visit_story import VisitStory, at_half_day


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def asked_before_the_visit(story: VisitStory) -> Seen:
    """Ten school days before it; the headteacher's card."""
    visit = await story.booked()
    for before in range(5, 0, -1):
        day = at_half_day(visit).on - timedelta(days=before)
        await story.house.run_due_commands(datetime(day.year, day.month, day.day, 10, tzinfo=LONDON))
    return next(card for card in await story.head.cards() if card.words.startswith("The school’s part"))


async def test_what_is_filled_before_the_visit_stands_in_the_sips_form(story: VisitStory) -> None:
    card = await asked_before_the_visit(story)
    filled = {"agenda": "The new library", "priority": "Writing in Year 4", "judged_0": "Strong standard"}
    no = await story.head.press(card, "part.save", **filled, attendance="94.8%")
    assert no == "Please say from which day the attendance is."
    own = {"cpd": "Coaching", "wellbeing": "A peer to talk to."}
    of_day = {"attendance": "94.8%", "attendance_as_at": "2026-11-20", "in_year_ks2": "Maths; 68%; 74%"}
    answer = await story.head.press(card, "part.save", **filled, **own, **of_day)
    assert isinstance(answer, Seen)
    assert "Saved: on" in answer.words
    await story.house.kept()
    told = await story.sip.newest()
    assert "The school’s part: autumn report 2026/27" in told.words
    assert "The new library" in told.words
    visit = await story.visit()
    await story.house.run_due_commands(at_half_day(visit).ends_at + timedelta(minutes=5))
    await story.sip.press(await story.sip.newest(), "visit.held")
    await story.house.kept()
    [proforma] = (await story.house.libraries.files(DRAFTS)).values()
    document = await story.house.libraries.content(proforma, story.sip.id)
    assert document
    form = read_proforma(document)
    assert {(one.area, one.school) for one in form.judgements if one.school} == {("Inclusion", "Strong standard")}
    assert (form.boxes["attendance"], form.boxes["attendance_as_at"]) == ("94.8%", "Friday 20 November 2026")
    assert form.rows["priority"][0]["priority"] == "Writing in Year 4"
    assert form.rows["cpd"][0].values == {"need": "Coaching"}
    assert "• The new library:" in form.sections["visit_notes"]


async def test_it_is_typed_for_changed_and_closed_once_the_report_is_sent(house: House) -> None:
    story = Story.of(house)
    await story.head.type("our part")
    await house.kept()
    card = await story.head.newest()
    first = await story.head.press(card, "part.save", agenda="Phonics")
    assert isinstance(first, Seen)
    late = await story.head.post_as_shown(card, "part.save", agenda="From an old card")
    assert "saved from another card" in str(late)
    await house.kept()
    shown = await story.head.again(card)
    await story.head.press(shown, "part.save", agenda="Phonics and maths")
    await story.sent()
    closed = await story.head.refresh(await story.head.again(card))
    assert "The report was sent, so it is closed" in closed.words
    assert "Phonics and maths" in closed.words
    assert closed.verbs == set()
    assert len(await house.audit("part_saved")) == 2


async def test_by_another_framework_it_asks_for_other_judgements(house: House) -> None:
    story = Story.of(house)
    await story.head.type("our part of the report")
    await house.kept()
    card = await story.head.newest()
    await story.head.type("framework")
    await house.kept()
    await story.head.press(await story.head.newest(), "framework.choose", framework="ofsted_2024")
    await house.kept()
    assert "Ofsted, September 2024" in (await story.head.again(card)).words
    assert isinstance(await story.head.post_as_shown(card, "part.save", agenda="x"), dict)
    assert await house.audit("part_saved") == []
