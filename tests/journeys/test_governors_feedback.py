"""From *Shared with governors* to a half-day at which the SIP tells them how the school gets on (G2)."""

import pytest

from handbook.visits.visit import VisitStatus
from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story
from tests.support.visit_story import VisitStory


@pytest.fixture
def story(house: House) -> Story:
    return Story.of(house)


async def told(story: Story) -> Seen:
    """Governors have the report; the headteacher's card."""
    pack = await story.approved()
    assert "report.feedback" not in pack.verbs
    answer = await story.head.press(pack, "report.governors")
    assert isinstance(answer, Seen)
    await story.house.kept()
    return await story.head.newest()


async def test_it_is_asked_for_offered_picked_and_booked(story: Story, house: House) -> None:
    card, visits = await told(story), VisitStory.of(house)
    answer = await story.head.press(
        card, "report.feedback", feedback_on="both", feedback_words="We meet on 9 December at 18:00."
    )
    assert isinstance(answer, Seen)
    assert f"Asked: on Monday 23 November 2026 you asked {story.sip.name}" in answer.words
    assert "report.feedback" not in answer.verbs
    await house.kept()
    asked = await story.sip.newest()
    assert f"Your turn: {story.head.name} asks for feedback to governors" in asked.words
    assert "“We meet on 9 December at 18:00.”" in asked.words
    assert "1 planned, 5 left" in asked.words
    await story.sip.press(asked, "visit.others")
    await house.kept()
    found = await story.sip.again(asked)
    await visits.send(found)
    await visits.pick(await story.head.newest())
    await house.kept()
    visit = await visits.visit()
    assert visit.status is VisitStatus.BOOKED
    assert visit.information == ("We meet on 9 December at 18:00.",)
    assert "Booked" in (await story.head.newest()).words


async def test_where_no_half_day_is_left_it_is_said(story: Story, house: House) -> None:
    card, visits = await told(story), VisitStory.of(house)
    for purpose in ("book_scrutiny", "learning_walks", "self_evaluation"):
        await visits.seek(f"school_led:{purpose}")
        await house.kept()
    no = await story.head.press(card, "report.feedback", feedback_on="both")
    assert isinstance(no, str)
    assert "are all held or planned. More can be bought as an extra service" in no
    assert "report.feedback" in (await story.head.newest()).verbs
