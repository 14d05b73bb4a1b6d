"""A headteacher leaves in the middle of everything: what is open passes to who comes, and what was done reads on."""

import asyncio
import json
from datetime import timedelta
from typing import Any

from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story
from tests.support.visit_story import VisitStory


async def new_headteacher(house: House, story: Story, successor: Somebody) -> None:
    """The list names another headteacher from the next start on; who it was is on it no more."""
    file = house.service.settings.roster
    said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    school = next(one for one in said["schools"] if one["urn"] == story.school.urn)
    school["headteacher_id"] = successor.id
    said["people"] = [one for one in said["people"] if one["id"] != story.head.id]
    new = next(one for one in said["people"] if one["id"] == successor.id)
    new["role"] = "headteacher"
    await asyncio.to_thread(file.write_text, json.dumps(said), "utf-8")
    house.move_to(house.now + timedelta(hours=1))
    await house.restart()
    await house.run_due_commands()


def free_person(house: House) -> Somebody:
    """A headteacher of the trust whose own school is another: they move."""
    return Story.of(house, 1).head


async def test_a_headteacher_leaves_in_the_middle_of_everything(house: House) -> None:
    story, visits = Story.of(house), VisitStory.of(house)
    successor = free_person(house)
    await story.sent()
    await visits.proposed()
    await new_headteacher(house, story, successor)
    cards = await successor.cards()
    first = next(one for one in cards if "You take over" in one.words)
    assert f"you are the headteacher of {story.school.full_name} now, after {story.head.name}." in first.words
    assert "waits for your answer" in first.words
    assert "half-days are on offer" in first.words
    for old in await story.head.cards():
        assert "You are no longer on the SIP service’s list of people" in old.words
        assert story.school.name not in old.words
        assert not old.links
    [draft] = (await story.drafts()).values()
    assert await house.libraries.may_read(draft, story.head.id, successor.id, story.sip.id) == [False, True, True]
    report = next(one for one in cards if "report.approve" in one.verbs)
    answer = await successor.press(report, "report.approve")
    assert isinstance(answer, Seen)
    assert f"Approved: by {successor.name}" in answer.words
    visit = next(one for one in cards if "visit.pick" in one.verbs)
    picked = await successor.press_one(visit, "visit.pick", {"where": {"number": 1}})
    assert isinstance(picked, Seen), picked
    await house.kept()
    assert "Booked" in (await successor.again(visit)).words
    assert f"Approved: by {successor.name}" in "".join(one.words for one in await story.advisor.cards())


async def test_what_was_approved_reads_as_it_did_and_a_booked_visit_invites_who_comes(house: House) -> None:
    story, visits = Story.of(house), VisitStory.of(house)
    successor = free_person(house)
    await story.approved()
    await visits.booked()
    before = [one.words for one in await story.advisor.cards()]
    await new_headteacher(house, story, successor)
    assert [one.words for one in await story.advisor.cards()] == before
    for name, file in (await story.filed()).items():
        assert await house.libraries.may_read(file, story.head.id, successor.id) == [False, "without-own-part" in name]
    assert len(await story.filed_for_others()) == 2
    pack = next(one for one in await successor.cards() if "report.governors" in one.verbs)
    ticked = await successor.press(pack, "report.governors")
    assert isinstance(ticked, Seen)
    assert "Shared with governors" in ticked.words
