"""The reports of a school's year as one PDF: typed, chosen, made and opened by who asked (W1, W2, P5)."""

import asyncio

import pytest

from tests.support.house import House
from tests.support.library import File
from tests.support.pdfs import bookmarks_of, pages_of
from tests.support.people import Seen, Somebody
from tests.support.story import Story


@pytest.fixture
def story(house: House) -> Story:
    return Story.of(house)


async def asked(story: Story, person: Somebody, words: str) -> Seen:
    await person.type(words)
    await story.house.kept()
    return await person.newest()


async def of_the_year(story: Story) -> dict[str, File]:
    """What lies in the folder of the school, above those of its terms."""
    folder = story.folder.rpartition("/")[0]
    found = await story.house.libraries.files("SIP Reports")
    return {path.rpartition("/")[2]: file for path, file in found.items() if path.rpartition("/")[0] == folder}


async def test_a_headteacher_has_the_whole_and_the_trust_advisor_what_is_not_theirs_alone(story: Story) -> None:
    early = await asked(story, story.head, "our year")
    assert await story.head.press(early, "year.make", year="2026") == (
        f"No report of {story.school.full_name} for 2026/27 is approved and filed yet."
    )
    await story.approved()
    card = await asked(story, story.head, "our year")
    pressed = await asyncio.gather(*(story.head.press(card, "year.make", year="2026") for _ in range(2)))
    assert any(isinstance(one, Seen) and "Being made" in one.words for one in pressed)
    await story.house.kept()
    made = await story.head.again(card)
    assert "Spring term: there is no report." in made.words
    assert [title.startswith("Open the PDF of ") for title in made.links] == [True]
    theirs = await asked(story, story.advisor, "year")
    await story.advisor.press(theirs, "year.make", year="2026", year_of=story.school.urn)
    await story.house.kept()
    assert list((await story.advisor.again(theirs)).links) == list(made.links)
    files = await of_the_year(story)
    name = f"2026-27_SIP-reports_{story.school.urn}_autumn"
    assert sorted(files) == [f"{name}.pdf", f"{name}_with-wellbeing.pdf"]
    own = await story.house.libraries.content(files[f"{name}_with-wellbeing.pdf"], story.head.id)
    assert own
    assert bookmarks_of(own)[:2] == [("What is in it", 1), ("Autumn term", 2)]
    assert pages_of(own) > 1
    assert await story.house.libraries.may_read(files[f"{name}.pdf"], story.head.id, story.sip.id) == [False, False]
    assert len(await story.house.audit("year_made")) == 2


async def test_others_are_told_what_they_can_type(story: Story) -> None:
    assert "” is for: " in (await asked(story, story.dso, "our year")).words
