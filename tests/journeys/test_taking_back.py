"""A headteacher approves by mistake and takes it back; approved again, it goes out once, though the service ends in
between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.people import Seen
from tests.support.story import VIEW, Story


@pytest.mark.with_report("sent")
async def test_what_was_approved_goes_out_after_ten_minutes_unless_it_is_taken_back(story: Story) -> None:
    house = story.house
    bus = house.service.bus
    bus.policy = replace(bus.policy, take_back_for=timedelta(minutes=10))
    card = await story.sent()
    held = await story.head.press(card, "report.approve_with_view", view=VIEW)
    assert isinstance(held, Seen)
    await house.kept()
    assert "goes out at 10:10. Until then you can take it back" in (await story.head.again(card)).words
    assert "Waiting: with" in (await story.sip.newest()).words
    back = await story.head.press(held, "sure.take_back")
    assert isinstance(back, Seen)
    assert VIEW in back.words
    await house.kept()
    await house.run_due_commands(house.now + timedelta(minutes=11))
    assert await story.filed() == {}
    again = await story.head.press(await story.head.again(card), "report.approve")
    assert isinstance(again, Seen)
    await house.restart()
    await house.run_due_commands(house.now + timedelta(minutes=11))
    await house.run_due_commands(house.now + timedelta(minutes=1))
    assert len(await story.filed()) == 2
    refused = await story.head.post_as_shown(again, "sure.take_back")
    assert "can no longer be taken back" in refused["text"]
    assert "Approved: by" in (await story.head.again(card)).words
