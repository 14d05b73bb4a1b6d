"""What people type, and how they first meet the bot."""

import pytest

from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story

EVERYBODY = [
    "sip",
    "headteacher",
    "trust_advisor",
    "dso",
    "la_officer",
    "director",
    "board_member",
    "chair_of_trust_board",
]


@pytest.mark.parametrize("typed", ["help", "Hello!", "What now?", "  HELP "])
async def test_whatever_is_typed_help_is_the_answer(house: House, typed: str) -> None:
    somebody = house.holder("headteacher")
    await somebody.type(typed)
    await house.kept()
    [card] = await somebody.cards()
    assert "What I can do for you" in card.words
    assert ("I did not understand" in card.words) is (typed == "What now?")
    assert "my reports – the reports that wait for you" in card.words
    assert "our visits – upcoming and past" in card.words
    assert "sharing agreement – whether" not in card.words
    for _ in range(9):
        if "sharing agreement – whether" in card.words:
            break
        left = await somebody.press_one(card, "home.help", {"title": "More"})
        assert isinstance(left, Seen)
        card = left
    assert "sharing agreement – whether" in card.words


async def test_everybody_gets_help_of_their_own(house: House) -> None:
    cards = []
    for role in EVERYBODY:
        somebody = house.holder(role)
        await somebody.type("help")
        await house.kept()
        cards.append((await somebody.newest()).words)
    assert "Send me a completed report (.docx) here" in cards[0]
    assert "You share it with the Diocesan Schools Officer" in cards[2]
    assert "There is nothing for your role to do here now" in cards[5]
    assert ["our visits – " in card for card in cards] == [False, True, *[False] * 6]


async def test_my_reports_when_nothing_waits(house: House) -> None:
    for role in EVERYBODY:
        somebody = house.holder(role)
        await somebody.type("my reports")
        await house.kept()
        [card] = await somebody.cards()
        assert "Nothing is waiting for you." in card.words


async def test_my_reports_is_a_live_card_for_each_whose_turn_it_is(story: Story) -> None:
    arrived = await story.arrives()
    await story.sip.type("My  Reports")
    await story.house.kept()
    again = await story.sip.newest()
    assert again.id != arrived.id
    await story.sip.press(again, "report.send")
    await story.house.kept()
    assert "Waiting: with" in (await story.sip.again(arrived)).words
    await story.head.type("my reports")
    await story.house.kept()
    live = await story.head.newest()
    assert f"Approved: by {story.head.name}" in (await story.head.press(live, "report.approve")).words
    await story.house.kept()
    await story.advisor.type("my reports")
    await story.house.kept()
    assert "report.share" in (await story.advisor.newest()).verbs
    assert f"Approved: by {story.head.name}" in (await story.head.again(live)).words


@pytest.mark.with_report("sent")
async def test_my_reports_shows_the_sip_the_newest_file_with_its_buttons(story: Story) -> None:
    await story.sent()
    await story.arrives(story.with_section("progress", "All done."))
    await story.sip.type("my reports")
    await story.house.kept()
    card = await story.sip.newest()
    assert card.verbs == {"report.send", "report.set_aside"}
    await story.sip.press(card, "report.send")
    await story.house.kept()
    assert "changes since version 1" in (await story.head.newest()).words


@pytest.mark.with_report("sent")
async def test_the_trust_advisor_sees_no_report_of_others_before_it_is_approved(story: Story) -> None:
    await story.sent()
    await story.advisor.type("my reports")
    await story.house.kept()
    [card] = await story.advisor.cards()
    assert "Nothing is waiting for you." in card.words


async def test_a_headteacher_may_sign_unasked(story: Story) -> None:
    card = await story.signed()
    assert f"by {story.head.name}" in card.words
    assert card.verbs == {"agreement.preview_withdrawal"}


async def test_an_installation_is_welcomed_once(house: House) -> None:
    somebody = house.somebody(next(one["id"] for one in house.roster["people"] if one.get("teams") is False))
    await somebody.play("install")
    await house.kept()
    [card] = await somebody.cards()
    assert "proposals – the SIP who is proposed to your school" in card.words


async def test_somebody_of_the_tenant_whom_the_service_does_not_know(house: House) -> None:
    stranger = house.holder("headteacher")
    roster = house.service.settings.roster
    roster.write_text(roster.read_text().replace(stranger.id, "00000000-0000-4000-8000-000000000000"))
    await house.restart()
    before = await house.records()
    await stranger.type("my reports")
    await house.kept()
    [card] = await stranger.cards()
    assert "You are not on the SIP service’s list of people." in card.words
    assert await house.records() == before
    assert [entry["actor_id"] for entry in await house.audit("refused")] == [stranger.id]
