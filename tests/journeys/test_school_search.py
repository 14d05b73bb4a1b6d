"""The Trust Advisor looks for a school by a part of its name, opens it, and has a report of it brought."""

from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story


async def test_a_school_is_found_opened_and_its_report_brought(house: House) -> None:
    story = Story.of(house)
    await story.approved()
    advisor, school = story.advisor, story.school
    await advisor.type(f"schools {school.name.replace('St', 'Saint', 1).replace('’', '').lower()[:12]}")
    await house.kept()
    found = await advisor.newest()
    assert school.full_name in found.words
    opened = await advisor.press_one(found, "school.show", {"where": {"school": school.urn}})
    assert isinstance(opened, Seen)
    assert opened.words.startswith(school.full_name)
    assert f"{story.head.name}: " in opened.words
    assert "Autumn: approved" in opened.words
    assert isinstance(await advisor.press_one(opened, "school.bring", {"title": "Autumn report"}), Seen)
    await house.kept()
    report = await advisor.newest()
    assert report.id != found.id
    assert "SIP report" in report.words
    back = await advisor.press(opened, "school.list")
    assert isinstance(back, Seen)
    assert back.words.startswith("Schools")
    await story.head.type("schools")
    await house.kept()
    own = await story.head.newest()
    assert own.words.startswith(school.full_name)
    assert "SIP’s checks" not in own.words
