"""A file whose head looks like a slip (W1): its SIP is asked, and two presses later it is a report."""

from dataclasses import replace
from datetime import timedelta

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arriving.file_question import KEPT_FOR
from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story

LAST_YEAR = AcademicYear(2025)


async def used_again(story: Story) -> Seen:
    """The card that answers last year’s file."""
    return await story.arrives(replace(story.contents, academic_year=LAST_YEAR))


async def test_last_years_file_is_asked_about_and_becomes_this_years_report(story: Story) -> None:
    card = await used_again(story)
    assert "At its top the report says autumn 2025/26, which was last year" in card.words
    assert card.verbs == {"file.answer", "file.let_go"}
    assert (await story.house.records())["reports"] == []
    turned = await story.sip.press_one(card, "file.answer", {"title": "Autumn 2026/27"})
    assert isinstance(turned, Seen)
    assert story.title in turned.words
    assert "The top of the file does not say so." in turned.words
    await story.house.kept()
    assert len(await story.sip.messages()) == 1, "the card that asked is the report's now"
    await story.sip.press(await story.sip.again(card), "report.send")
    await story.house.kept()
    assert "Its SIP says that this report is of Autumn 2026/27." in (await story.head.newest()).words


async def test_it_is_last_years_indeed(story: Story) -> None:
    card = await used_again(story)
    turned = await story.sip.press_one(card, "file.answer", {"title": "Autumn 2025/26"})
    assert isinstance(turned, Seen)
    assert "Autumn 2025/26 SIP report" in turned.words
    assert "does not say so" not in turned.words
    again = await story.arrives(replace(story.with_section("progress", "All done."), academic_year=LAST_YEAR))
    assert "Version\n2" in again.words, "it is not asked twice"


async def test_pressed_twice_it_is_one_report(story: Story) -> None:
    card = await used_again(story)
    await story.sip.press_one(card, "file.answer", {"title": "Autumn 2026/27"})
    other = await story.sip.post_as_shown(card, "file.answer")
    assert story.title in str(other)
    assert len((await story.house.records())["report_versions"]) == 1


async def test_the_file_is_corrected_instead_and_nothing_of_it_is_kept(story: Story) -> None:
    card = await used_again(story)
    gone = await story.sip.press(card, "file.let_go")
    assert isinstance(gone, Seen)
    assert "I have kept nothing of this file" in gone.words
    await story.house.kept()
    records = await story.house.records()
    assert records["files"] == records["reports"] == []
    late = await story.sip.post_as_shown(card, "file.answer")
    assert "I have kept nothing of this file" in str(late)
    assert story.title in (await story.arrives()).words


async def test_without_an_answer_it_is_let_go(story: Story) -> None:
    card = await used_again(story)
    asked_at = story.house.now
    await story.house.run_due_commands(asked_at + KEPT_FOR)
    assert (await story.sip.again(card)).verbs == {"file.answer", "file.let_go"}
    await story.house.run_due_commands(asked_at + KEPT_FOR + timedelta(seconds=1))
    assert "or did not answer" in (await story.sip.again(card)).words
    assert (await story.house.records())["files"] == []


async def test_one_question_after_the_other(house: House) -> None:
    story = Story.of(house)
    head = {"urn": "", "town": "", "academic_year": LAST_YEAR}
    card = await story.arrives(replace(story.contents, **head))
    assert "There is more than one school of that name" in card.words
    second = await story.sip.press_one(card, "file.answer", {"title": story.school.full_name})
    assert isinstance(second, Seen)
    assert "which was last year" in second.words
    third = await story.sip.press_one(card, "file.answer", {"title": "Autumn 2026/27"})
    assert isinstance(third, Seen)
    assert f"about {story.school.full_name} and of Autumn 2026/27" in third.words


async def test_what_may_not_be_any_more_is_refused_beside_the_question(story: Story) -> None:
    """While it was asked, the report of this year was approved."""
    card = await used_again(story)
    await story.approved()
    said = await story.sip.press_one(card, "file.answer", {"title": "Autumn 2026/27"})
    assert "has been approved already" in str(said)
    assert (await story.sip.again(card)).verbs == {"file.answer", "file.let_go"}
    await story.sip.press(card, "file.let_go")


async def test_the_same_file_again_is_the_same_version(story: Story) -> None:
    first, second = await used_again(story), await used_again(story)
    await story.sip.press_one(first, "file.answer", {"title": "Autumn 2026/27"})
    turned = await story.sip.press_one(second, "file.answer", {"title": "Autumn 2026/27"})
    assert isinstance(turned, Seen)
    assert "Version\n1" in turned.words
    assert len((await story.house.records())["report_versions"]) == 1


async def test_a_term_that_has_not_begun(story: Story) -> None:
    card = await story.arrives(replace(story.contents, term=Term.SPRING))
    assert "spring 2026/27, which has not begun yet" in card.words
