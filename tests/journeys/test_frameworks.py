"""By which framework a school and its SIP judge (P2): typed, chosen, and in the next form."""

from handbook.reports.paper.frameworks import OFSTED_2024
from tests.support.people import Seen
from tests.support.story import Story


async def asked(story: Story) -> Seen:
    await story.head.type("Framework")
    await story.house.kept()
    return await story.head.newest()


async def test_a_headteacher_chooses_and_the_sips_card_follows(story: Story) -> None:
    await story.sip.type("frameworks")
    await story.house.kept()
    sips = await story.sip.newest()
    card = await asked(story)
    assert "nobody has chosen another" in card.words
    saved = await story.head.press(card, "framework.choose", framework="ofsted_2024")
    assert isinstance(saved, Seen)
    assert OFSTED_2024.name in saved.words
    await story.house.kept()
    assert OFSTED_2024.name in (await story.sip.again(sips)).words
    [entry] = await story.house.audit("framework_chosen")
    assert (entry["actor_id"], entry["detail"]["framework"]) == (story.head.id, "ofsted_2024")
    await story.head.press(card, "framework.choose", framework="ofsted_2024")
    assert len(await story.house.audit("framework_chosen")) == 1


async def test_others_are_told_what_they_can_type(story: Story) -> None:
    await story.dso.type("framework")
    await story.house.kept()
    assert "” is for: " in (await story.dso.newest()).words


async def test_a_sip_has_to_say_for_which_school(story: Story) -> None:
    await story.sip.type("framework")
    await story.house.kept()
    card = await story.sip.newest()
    if "Please choose a school" in str(card.card):
        assert await story.sip.press(card, "framework.choose", framework="ofsted_2024") == "Please choose the school."
    saved = await story.sip.press(card, "framework.choose", framework="ofsted_2024", framework_for=story.school.urn)
    assert isinstance(saved, Seen)
    assert OFSTED_2024.name in saved.words
