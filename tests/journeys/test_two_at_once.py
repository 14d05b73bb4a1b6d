"""The same thing twice, and two things at once: one decision, one filing, one message each, true cards for all."""

import asyncio
from typing import Any

import pytest

from tests.support.people import Seen, Somebody
from tests.support.story import Story


async def told(story: Story) -> dict[str, int]:
    """How many messages each person has of the bot."""
    people = {"sip": story.sip, "head": story.head, "advisor": story.advisor}
    return {name: len(await person.messages()) for name, person in people.items()}


async def check_approved_once(story: Story) -> None:
    await story.house.kept()
    assert len(await story.house.audit("approved")) == 1
    assert len(await story.house.audit("filed")) == 1
    assert await told(story) == {"sip": 2, "head": 3, "advisor": 1}
    filed = await story.filed()
    assert len(filed) == 2
    for file in filed.values():
        assert len(await story.house.libraries.versions(file)) == 2  # the file, and its columns
    assert await story.house.calls("PUT", "/content") == 2  # the report and its PDF; the draft was there
    await story.house.check_cards()


async def invoke(person: Somebody, card: Seen, verb: str) -> dict[str, Any]:
    """The activity of a press, not yet pressed."""
    activity = (await person.play("refresh", activity_id=card.id))["activity"]
    data = {"comment": "Please say more.", **card.data}
    return {**activity, "value": {"action": {"verb": verb, "data": data}, "trigger": "manual"}}


async def test_a_file_delivered_twice_is_one_file(story: Story) -> None:
    sent = await story.sip.send_file("report.docx", story.house.paper(story.school))
    assert (await story.house.post(sent["activity"]))[0] == 200
    await story.house.kept()
    assert (await story.house.post(sent["activity"]))[0] == 200
    await story.house.kept()
    assert len(await story.sip.messages()) == 1
    assert len(await story.house.audit("received")) == 1


async def test_words_delivered_twice_are_answered_once(story: Story) -> None:
    sent = await story.head.play("message", text="help")
    assert (await story.house.post(sent["activity"]))[0] == 200
    await story.house.kept()
    assert len(await story.head.messages()) == 1


@pytest.mark.with_report("sent")
async def test_a_press_delivered_twice_is_one_decision(story: Story) -> None:
    card = await story.sent()
    activity = await invoke(story.head, card, "report.approve")
    answers = [await story.house.post(activity) for _ in range(3)]
    assert {status for status, _ in answers} == {200}
    assert all("Approved" in str(answer["value"]) for _, answer in answers)
    await check_approved_once(story)


@pytest.mark.with_report("sent")
async def test_a_double_click_is_one_decision(story: Story) -> None:
    card = await story.sent()
    answers = await asyncio.gather(*(story.head.post_as_shown(card, "report.approve") for _ in range(2)))
    assert all(f"by {story.head.name} on Monday" in str(answer["card"]) for answer in answers)
    await check_approved_once(story)


@pytest.mark.with_report("sent")
async def test_sixteen_presses_at_once_are_one_decision(story: Story) -> None:
    card = await story.sent()
    activity = await invoke(story.head, card, "report.approve")
    answers = await asyncio.gather(*(story.house.post({**activity, "id": f"f:{n}"}) for n in range(16)))
    assert {status for status, _ in answers} == {200}
    assert all(f"by {story.head.name} on Monday" in str(answer["value"]) for _, answer in answers)
    await check_approved_once(story)


@pytest.mark.with_report("sent")
async def test_approve_and_ask_for_change_at_once_are_one_of_the_two(story: Story) -> None:
    card = await story.sent()
    both = [await invoke(story.head, card, verb) for verb in ("report.approve", "report.ask_change")]
    await asyncio.gather(*map(story.house.post, both))
    await story.house.kept()
    decided = [
        entry["action"] for entry in await story.house.audit() if entry["action"] in ("approved", "change_asked")
    ]
    assert len(decided) == 1
    assert len(await story.sip.messages()) == 2
    assert len(await story.filed()) == (2 if decided == ["approved"] else 0)


@pytest.mark.with_report("sent")
async def test_two_people_press_at_once_and_the_right_one_decides(story: Story) -> None:
    card = await story.sent()
    own, others = await invoke(story.head, card, "report.approve"), await invoke(story.head, card, "report.approve")
    sip = (await story.sip.play("refresh", activity_id=(await story.sip.newest()).id))["activity"]
    others |= {key: sip[key] for key in ("from", "conversation")}
    _, refused = (await asyncio.gather(story.house.post(own), story.house.post(others)))[1]
    assert refused["value"] == f"Only the headteacher of {story.school.name} can answer this."
    await check_approved_once(story)


@pytest.mark.with_report("sent")
async def test_approval_while_the_sip_sends_a_newer_version(story: Story) -> None:
    """Either the first version is approved and the second goes nowhere, or the first is void and the second waits."""
    card = await story.sent()
    newer = await story.arrives(story.with_section("progress", "All done."))
    await asyncio.gather(story.head.press(card, "report.approve"), story.sip.press(newer, "report.send"))
    await story.house.kept()
    approved = await story.house.audit("approved")
    if approved:
        assert approved[0]["detail"]["version"] == 1
        assert {name.rpartition("_v")[2] for name in await story.filed()} == {"1.docx", "1.pdf"}
        assert "has since approved version 1" in (await story.sip.again(newer)).words
    else:
        assert await story.filed() == {}
        assert [one.is_line for one in await story.head.messages()] == [True, False]
        assert "changes since version 1" in (await story.head.again(card)).words
        await story.house.kept()
    await story.house.check_cards()


async def test_six_schools_at_once(story: Story) -> None:
    stories = [Story.of(story.house, number) for number in range(6)]
    for one in stories:
        await one.sip.send_file("report.docx", story.house.paper(one.school))
    await story.house.kept()
    for one in stories:
        card = next(card for card in await one.sip.cards() if one.school.urn in card.words)
        await one.sip.press(card, "report.send")
    await story.house.kept()
    cards = [await one.head.newest() for one in stories]
    await asyncio.gather(*(one.head.press(card, "report.approve") for one, card in zip(stories, cards, strict=True)))
    await story.house.kept()
    for one in stories:
        assert len(await one.filed()) == 2
        assert len(await one.head.messages()) == 3
    assert len(await story.advisor.messages()) == 6
