"""Teams falters and heals: everybody is told once; what nobody can know came twice goes when it is looked at."""

from typing import Any

import pytest

from tests.journeys.test_external_trouble import check_filed_and_told_once
from tests.support.story import Story

TEAMS: dict[str, list[dict[str, Any]]] = {
    "throttled": [
        {"method": "POST", "path": "/activities", "status": 429, "retry_after": 1, "times": 2},
        {"method": "PUT", "status": 429, "retry_after": 1, "times": 2},
    ],
    "refused": [
        {"method": "POST", "path": "/activities", "status": 503, "times": 3},
        {"method": "POST", "path": "/conversations$", "status": 503, "times": 2},
        {"method": "PUT", "status": 503, "times": 5},
    ],
    "cut off": [{"method": "POST", "path": "/activities", "kind": "timeout", "seconds": 0.1, "times": 2}],
    "fails": [
        {"method": "POST", "path": "/activities", "status": 500, "times": 1},
        {"method": "PUT", "status": 500, "times": 2},
    ],
    "updated, then 503": [{"method": "PUT", "kind": "applied_then_500", "status": 503, "times": 3}],
}


@pytest.mark.parametrize("faults", TEAMS.values(), ids=TEAMS)
@pytest.mark.with_report("sent")
async def test_telling_through_trouble(story: Story, faults: list[dict[str, Any]]) -> None:
    card = await story.sent()
    for fault in faults:
        await story.house.fault(**{"service": "connector", "kind": "status", "retry_after": 0, **fault})
    await story.head.press(card, "report.approve")
    await story.house.settled()
    await story.house.heal()
    await check_filed_and_told_once(story)


@pytest.mark.with_report("sent")
async def test_a_message_that_teams_took_and_denied_is_there_once_when_the_chat_was_opened(story: Story) -> None:
    """Teams gives no way to ask whether it has a message: twice is better than never, until somebody looks."""
    card = await story.sent()
    await story.house.fault(service="connector", kind="applied_then_500", status=503, method="POST", path="/activities")
    await story.head.press(card, "report.approve")
    await story.house.settled()
    await story.house.heal()
    people = (story.sip, story.head, story.advisor)
    assert sum([len(await one.messages()) for one in people]) == 2 + 3 + 1 + 1
    for one in people:
        await one.opens_chat()
    await story.house.settled()
    await check_filed_and_told_once(story)


@pytest.mark.with_report("sent")
async def test_a_message_that_was_read_before_the_next_attempt_is_not_sent_again(story: Story) -> None:
    card = await story.sent()
    await story.house.fault(service="connector", kind="applied_then_500", status=502, method="POST", path="/activities")
    await story.head.press(card, "report.approve")
    await story.house.kept()
    assert await story.house.later() == 1
    for one in (story.sip, story.head, story.advisor):
        await one.opens_chat()
    await story.house.settled()
    await story.house.heal()
    await check_filed_and_told_once(story)


@pytest.mark.with_report("sent")
async def test_a_message_that_is_gone_is_left_alone(story: Story) -> None:
    card = await story.sent()
    await story.house.fault(service="connector", kind="status", status=404, method="PUT", path=card.id, times=None)
    await story.head.press(card, "report.approve")
    await story.house.kept()
    assert await story.house.later() == 0
    assert "Filed in the library" in (await story.sip.cards())[0].words
