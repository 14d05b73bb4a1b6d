"""P2: which schools are most like one, asked for in chat: told in words, to two people, once the school agrees."""

from dataclasses import replace

from automations.data.keeping import KeepFigures
from handbook.data.figures import Missing, Source
from handbook.data.measures import Topic
from tests.support.figures import a_set
from tests.support.story import Story


async def test_the_trust_advisor_reads_which_schools_are_like_one_and_why(story: Story) -> None:
    house, school = story.house, story.school
    others = [house.school(number) for number in range(1, 4)]
    rolls = [{Topic.ON_ROLL: 210, Topic.FREE_MEALS: 20}, {Topic.ON_ROLL: 400, Topic.FREE_MEALS: 21}]
    rolls += [{Topic.ON_ROLL: 200, Topic.FREE_MEALS: 31}, {Topic.ON_ROLL: 215, Topic.FREE_MEALS: Missing.SUPPRESSED}]
    sets = [
        replace(a_set({**roll}, one.urn, source=Source.CENSUS), name=one.name)
        for one, roll in zip((school, *others), rolls, strict=True)
    ]
    await house.service.bus.decide(KeepFigures("abc", tuple(sets)), route="command")

    await story.advisor.type(f"similar schools {school.urn}")
    await house.kept()
    closed = await story.advisor.newest()
    assert "Not shown" in closed.words
    assert others[0].full_name not in closed.words
    await story.head.type("data agreement")
    await house.kept()
    await story.head.press(await story.head.newest(), "agreement.sign", typed_name=story.head.name)
    await house.kept()

    opened = await story.advisor.again(closed)
    assert f"{others[2].full_name}\nAbout the same size. Not known: pupils with free school meals" in opened.words
    assert f"{others[1].full_name}\nAbout the same size; a few more pupils with free school meals." in opened.words
    assert f"{others[0].full_name}\nLarger; about as many pupils with free school meals." in opened.words
    assert "210" not in opened.words
    await story.sip.type("similar schools")
    await house.kept()
    assert "Similar schools: " in (await story.sip.newest()).words
    await story.head.type("similar schools")
    await house.kept()
    assert "” is for: " in (await story.head.newest()).words
