"""A headteacher asks for a change and later adds the school's view: both travel with the report to all who read it."""

from tests.support.pdfs import bookmarks_of
from tests.support.story import VIEW, Story

ASKED = "Please say more about attendance."


async def test_what_the_school_said_travels_with_the_report(story: Story) -> None:
    await story.signed()
    first = await story.sent()
    await story.head.press(first, "report.ask_change", comment=ASKED)
    await story.house.kept()
    second = await story.sent(story.with_section("visit_notes", "Attendance has risen in every year group."))
    opened = await story.head.open(second)
    assert f"You asked: “{ASKED}”" in opened.words
    assert "Attendance has risen in every year group." in opened.words
    assert f"{story.head.name} asked: “{ASKED}”" in (await story.sip.newest()).words
    await story.head.press(second, "report.approve_with_view", view=VIEW)
    await story.house.kept()
    card = await story.advisor.newest()
    await story.advisor.press(card, "report.share")
    await story.house.kept()
    for reader in (story.sip, story.advisor, story.dso, story.officer):
        said = (await reader.newest()).words
        assert VIEW in said, reader.name
        assert ASKED in said, reader.name
    for name, file in (await story.filed()).items():
        if name.endswith("_v2.pdf"):
            pdf = await story.house.libraries.content(file)
            assert pdf is not None
            assert bookmarks_of(pdf)[-1][0] == "The school’s view"
