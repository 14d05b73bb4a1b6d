"""An entitlement that is used up, the way to more, and a visit that eats nothing of the database (V2, AS1, PM2)."""

import pytest

from handbook.visits.visit import VisitStatus
from tests.support.house import House
from tests.support.people import Seen
from tests.support.visit_story import VisitStory


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def test_what_is_bought_through_the_trust_advisor_is_booked_beside_the_entitlement(story: VisitStory) -> None:
    house = story.house
    advisor = house.somebody(next(one["id"] for one in house.roster["people"] if one["role"] == "trust_advisor"))
    await story.booked()
    said = await story.seek()
    assert isinstance(said, str)
    await advisor.type("half-days")
    await house.kept()
    card = await advisor.newest()
    noted = await advisor.press(
        card,
        "extra.agree",
        extra_for=story.school.urn,
        extra_name="Headteacher appraisal",
        extra_half_days="1",
        extra_by=story.sip.id,
        extra_charge="£450",
    )
    assert isinstance(noted, Seen), noted
    await house.kept()
    for person in (story.sip, story.head):
        told = await person.newest()
        assert "Headteacher appraisal" in told.words
        assert "£450" in told.words
        assert advisor.name in told.words
    assert isinstance(await story.head.press(told, "extra.accept"), Seen)
    await house.kept()
    assert f"{story.head.name} (headteacher) agreed to what it costs" in (await story.sip.newest()).words
    card = await story.book_card()
    [purpose] = [one["value"] for one in _choices(card, "purpose") if one["value"].startswith("extra:")]
    visit = await story.booked(purpose=purpose)
    assert visit.status is VisitStatus.BOOKED
    shown = (await story.head.open(await story.head.newest())).words
    assert "Headteacher appraisal: none of 1 half-day held, 1 planned, none left" in shown
    assert "none of 6 half-days held, 1 planned, 5 left" in shown
    assert "extra.drop" not in (await advisor.refresh(noted)).verbs


def _choices(card: Seen, name: str) -> list[dict[str, str]]:
    [box] = [part for part in card.card["body"] if part.get("id") == name]
    return box["choices"]
