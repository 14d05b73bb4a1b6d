"""M5: a blank form for whoever asks, and for whomever they pass the link on to."""

import pytest

from documents.reading import read_proforma
from handbook.core.school_years import Term
from handbook.reports.paper.proforma import Contents
from tests.support.house import House
from tests.support.story import Story


@pytest.mark.parametrize("role", ["sip", "headteacher", "la_officer", "director"])
async def test_anybody_may_have_one(house: House, role: str) -> None:
    somebody = house.holder(role)
    await somebody.type("Blank form")
    await house.kept()
    card = await somebody.newest()
    links = [word for word in card.words.split() if "/forms/" in word]
    assert len(links) == len(Term)
    for term, link in zip(Term, links, strict=True):
        async with house.http.get(link) as reply:
            assert reply.status == 200
            assert reply.content_type.endswith("wordprocessingml.document")
            assert read_proforma(await reply.read()) == Contents("", "", None, term, "", {})


async def test_it_asks_by_the_framework_of_ones_school(story: Story) -> None:
    await story.head.type("framework")
    await story.house.kept()
    await story.head.press(await story.head.newest(), "framework.choose", framework="ofsted_2024")
    await story.head.type("blank form")
    await story.house.kept()
    assert "Autumn-ofsted-2024.docx" in (await story.head.newest()).words
    await story.dso.type("blank form")
    await story.house.kept()
    assert "Autumn-ofsted-2025.docx" in (await story.dso.newest()).words
