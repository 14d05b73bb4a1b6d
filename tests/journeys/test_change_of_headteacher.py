"""The Trust Advisor gives a school another headteacher by card: somebody who is not on the list yet is found in Entra,
what would follow is read, and after one press the new headteacher answers what was open."""

from datetime import timedelta

from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story


async def test_a_new_headteacher_is_found_shown_and_takes_over(house: House) -> None:
    story = Story.of(house)
    advisor, school = story.advisor, story.school
    newcomer = Story.of(house, 1).head
    await take_off(house, newcomer.name)
    await story.sent()
    await advisor.type(f"school {school.urn}")
    await house.kept()
    menu = await advisor.press(await titled(advisor, school.full_name), "list_edit.menu")
    assert isinstance(menu, Seen)
    form = await advisor.press_one(menu, "list_edit.form", {"title": "Headteacher…"})
    assert isinstance(form, Seen)
    await advisor.press(form, "list_edit.draft", who=newcomer.name)
    await house.kept()
    preview = await titled(advisor, "Headteacher: ")
    assert f"new: {newcomer.name}, headteacher" in preview.words
    assert f"What is open passes to {newcomer.name}: 1 report." in preview.words
    assert [one for one in await newcomer.cards() if school.name in one.words] == []
    house.move_to(house.now + timedelta(hours=1))
    done = await advisor.press(preview, "list_edit.apply")
    assert isinstance(done, Seen)
    assert "the list says so now" in done.words
    await house.run_due_commands()
    report = next(one for one in await newcomer.cards() if "report.approve" in one.verbs)
    answer = await newcomer.press(report, "report.approve")
    assert isinstance(answer, Seen)
    assert f"Approved: by {newcomer.name}" in answer.words
    [changed] = [one for one in await house.audit("list_changed") if one["detail"]["kind"] == "serve"]
    assert changed["actor_id"] == advisor.id


async def titled(somebody: Somebody, title: str) -> Seen:
    """The newest of their cards whose title begins so."""
    return next(one for one in reversed(await somebody.cards()) if one.words.startswith(title) and one.verbs)


async def take_off(house: House, name: str) -> None:
    """They are in the directory, and not on the list."""
    advisor = house.holder("trust_advisor")
    await advisor.type(f"person {name.lower()}")
    await house.kept()
    form = await advisor.press_one(await titled(advisor, name), "list_edit.form", {"title": "Leaves…"})
    assert isinstance(form, Seen)
    await advisor.press(form, "list_edit.draft")
    await house.kept()
    preview = await titled(advisor, "Somebody leaves: ")
    assert isinstance(await advisor.press(preview, "list_edit.apply"), Seen)
    await house.kept()
