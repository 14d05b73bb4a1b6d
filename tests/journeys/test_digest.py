"""The week's digest: a headteacher turns it on, gets on Monday what waits for them, opens it and answers; where nothing
waits no card comes."""

from datetime import timedelta

from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.story import Story

TITLE = "What waits for you"


async def digests(person: Somebody) -> list[Seen]:
    return [one for one in await person.cards() if one.card["body"][0]["text"] == TITLE]


async def monday(house: House) -> None:
    """The next one, at nine."""
    day = house.now + timedelta(days=7 - house.now.weekday())
    house.move_to(day.replace(hour=9))
    await house.run_due_commands()
    await house.kept()


async def test_what_waits_comes_on_monday_and_opens(house: House) -> None:
    story = Story.of(house)
    head = story.head
    await story.sent()
    await head.type("digest")
    await house.kept()
    [asked] = await digests(head)
    turned = await head.press(asked, "digest.turn")
    assert isinstance(turned, Seen), turned
    assert "Stop sending this" in turned.words
    await monday(house)
    sent = (await digests(head))[-1]
    assert len(await digests(head)) == 2
    assert f"{story.title} – waits for your answer" in sent.words
    assert await digests(story.sip) == []
    before = {one.id for one in await head.cards()}
    assert isinstance(await head.press(sent, "digest.bring"), Seen)
    await house.kept()
    [opened] = [one for one in await head.cards() if one.id not in before]
    assert isinstance(await head.press(opened, "report.approve"), Seen)
    await house.kept()
    assert "waits for your answer" not in (await head.refresh(sent)).words
