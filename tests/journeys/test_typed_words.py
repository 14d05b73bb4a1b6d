"""What somebody typed is not lost: the card changed while they typed, and their words stand in the box of the next."""

from tests.support.card_reading import inputs, words
from tests.support.story import Story

WORDS = "Please say more about reading in Year 2, and less about the roof."


async def test_a_comment_on_a_version_that_was_replaced_stands_on_the_card_of_the_next(story: Story) -> None:
    first = await story.head.open(await story.sent(), "comment_box")
    await story.arrives(story.with_section("progress", "All done."))
    await story.sip.press(await story.sip.newest(), "report.send")
    await story.house.kept()
    late = await story.head.post_as_shown(first, "report.ask_change", comment=WORDS)
    assert "There is a newer version. Please answer that one." in words(late["card"])
    assert inputs(late["card"])["comment"]["value"] == WORDS

    await story.head.type("my reports")
    await story.house.kept()
    second = await story.head.newest()
    assert inputs(second.card)["comment"]["value"] == WORDS
    assert WORDS not in (await story.sip.newest()).words
    await story.head.press(second, "report.ask_change", comment=WORDS)
    await story.house.kept()
    assert WORDS in (await story.sip.newest()).words
    await story.head.type("my reports")
    await story.house.kept()
    assert not inputs((await story.head.newest()).card)
