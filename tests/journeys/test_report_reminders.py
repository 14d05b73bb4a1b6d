"""A headteacher does not answer: reminders on school days, then a word to the Trust Advisor; and nothing is approved by
silence."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.house import House
from tests.support.story import Story


def at(day: int, month: int, year: int = 2026, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


async def reminded_on(story: Story, first: datetime, last: datetime) -> list[str]:
    """The days between on which the clock, striking every day at ten, reminded the headteacher."""
    days: list[str] = []
    moment = first
    while moment <= last:
        before = len(await story.house.audit("reminded"))
        await story.house.run_due_commands(moment)
        if len(await story.house.audit("reminded")) > before:
            days.append(f"{moment:%d %b}")
        moment += timedelta(days=1)
    return days


@pytest.mark.with_report("sent")
async def test_reminders_after_5_10_and_15_school_days_then_the_trust_advisor_hears(story: Story) -> None:
    approval = await story.sent()
    assert await reminded_on(story, at(24, 11), at(13, 12)) == ["30 Nov", "07 Dec"]
    assert await story.advisor.cards() == []
    assert await story.house.run_due_commands(at(14, 12)) == 2
    *earlier, reminder = await story.head.messages()
    assert (earlier[0].id, [one.is_line for one in earlier]) == (approval.id, [True] * 3)  # one live card, and no copy
    assert "A kind reminder: this report has waited for you since Monday 23 November 2026" in reminder.words
    assert (await story.head.refresh(reminder)).words == reminder.words  # as Teams shows it to whoever opens it
    assert {one.words for one in earlier} == {f"{story.title}\nOpen"}
    [told] = await story.advisor.cards()
    assert f"Waiting: for {story.head.name} (headteacher) since Monday 23 November 2026" in told.words
    assert not told.links
    assert told.parts == ["phone_box"], "what they said on the telephone"
    report = story.house.contents(story.school)
    for hidden in (*report.sections.values(), "Strong standard", "read it, show it"):
        assert hidden not in told.words
    assert [entry["actor_id"] for entry in await story.house.audit("waiting_told")] == ["clock"]


async def test_no_reminder_in_holidays_at_weekends_or_before_nine(house: House) -> None:
    story = Story.of(house, 4)  # St Ebba's is closed on 4 January too
    house.move_to(at(14, 12))
    await story.sent()
    assert await reminded_on(story, at(15, 12), at(4, 1, 2027)) == []
    assert await house.run_due_commands(at(5, 1, 2027, hour=8)) == 0
    assert await house.run_due_commands(at(5, 1, 2027)) == 1


async def test_no_reminder_on_a_bank_holiday_nor_is_it_counted(house: House) -> None:
    story = Story.of(house)
    house.move_to(at(26, 4, 2027))
    await story.sent()
    assert await reminded_on(story, at(27, 4, 2027), at(4, 5, 2027)) == ["04 May"]


async def test_each_school_has_its_own_days(house: House) -> None:
    wrenmouth, ebba = Story.of(house), Story.of(house, 4)  # St Ebba's is closed on 27 November
    await wrenmouth.sent()
    await ebba.sent()
    assert await house.run_due_commands(at(30, 11)) == 1
    assert len(await wrenmouth.head.messages()) == 2
    assert await house.run_due_commands(at(1, 12)) == 1
    assert len(await ebba.head.messages()) == 2


@pytest.mark.with_report("sent")
async def test_the_clock_may_strike_often_and_late(story: Story) -> None:
    await story.sent()
    assert await story.house.run_due_commands(at(8, 12)) == 1  # the service was down on the 30th
    assert await story.house.run_due_commands() == 0
    _, reminder = await story.head.messages()
    assert "A kind reminder: " in reminder.words


@pytest.mark.with_report("sent")
async def test_a_reminder_can_be_answered_where_it_stands(story: Story) -> None:
    approval = await story.sent()
    await story.house.run_due_commands(at(30, 11))
    reminder = await story.head.newest()
    answer = await story.head.press(reminder, "report.approve")
    assert f"Approved: by {story.head.name} on Monday 30 November 2026" in answer.words
    await story.house.kept()
    assert f"Approved: by {story.head.name}" in (await story.head.again(approval)).words
    assert await reminded_on(story, at(1, 12), at(14, 12)) == []


@pytest.mark.with_report("sent")
async def test_a_change_that_was_asked_for_ends_the_waiting_and_a_new_version_begins_it_anew(story: Story) -> None:
    approval = await story.sent()
    await story.house.run_due_commands(at(30, 11))
    await story.head.press(approval, "report.ask_change", comment="Please say more.")
    assert await reminded_on(story, at(1, 12), at(3, 12)) == []
    await story.sent(story.with_section("progress", "All done."))
    assert await reminded_on(story, at(4, 12), at(10, 12)) == ["10 Dec"]
    assert [one.is_line for one in await story.head.messages()] == [True] * 3 + [False]


@pytest.mark.with_report("sent")
async def test_silence_approves_nothing(story: Story) -> None:
    approval = await story.sent()
    for weeks in range(1, 60, 4):
        await story.house.run_due_commands(at(23, 11) + timedelta(weeks=weeks))
    assert await story.filed() == {}
    assert "Waiting for you" in (await story.head.again(approval)).words
    assert {entry["action"] for entry in await story.house.audit()} == {
        "list_read",
        "file_sent",
        "received",
        "sent",
        "draft_placed",
        "opened",
        "reminded",
        "waiting_told",
        "forgotten",  # how its file came, after its time
    }
    assert len(await story.head.messages()) <= 4
    assert len(await story.advisor.messages()) == 1


@pytest.mark.with_report("sent")
async def test_the_word_that_it_waits_turns_when_it_is_answered(story: Story) -> None:
    approval = await story.sent()
    await story.house.run_due_commands(at(14, 12))
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    waited, report = await story.advisor.messages()
    assert f"Approved: by {story.head.name}" in report.words
    assert waited.is_line
    assert "Answered: this report no longer waits for the headteacher" in (await story.advisor.again(waited)).words
