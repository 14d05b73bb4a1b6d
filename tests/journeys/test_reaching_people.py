"""People who block the bot, take the app out, or sit at a client without Action.Execute."""

import re

import pytest

from tests.support.story import VIEW, Story

TROUBLE = "could not be reached in Teams"


async def test_a_headteacher_who_blocked_the_bot_is_told_once_it_ends(story: Story) -> None:
    await story.head.play("block")
    arrived = await story.arrives()
    await story.sip.press(arrived, "report.send")
    await story.house.kept()
    assert await story.head.cards() == []
    await story.house.hasten()  # a trouble is left a quarter of a minute to pass
    first, told = await story.sip.messages()
    assert first.is_line
    why = "they have not installed SIP Desk, or have blocked it"
    for card in (told, await story.sip.again(first)):
        assert f"Not everything has worked: {story.head.name} {TROUBLE}: {why}" in card.words
    await story.house.hasten()
    assert len(await story.sip.messages()) == 2  # told once, tried often
    await story.head.play("unblock")
    await story.house.hasten()
    [approval] = await story.head.cards()
    assert "Waiting for you" in approval.words
    for card in await story.sip.cards():
        assert TROUBLE not in card.words
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    assert len(await story.filed()) == 2


async def test_a_headteacher_without_the_app_finds_the_report_when_it_is_back(story: Story) -> None:
    await story.head.type("help")
    await story.house.kept()
    await story.head.play("uninstall")
    await story.sent_into_the_void()
    assert len(await story.head.messages()) == 1
    assert TROUBLE in (await story.sip.newest()).words
    await story.head.play("install")
    await story.house.kept()
    await story.house.hasten()
    card = await story.head.newest()
    assert "Waiting for you" in card.words
    assert TROUBLE not in (await story.sip.newest()).words


@pytest.mark.with_report("sent")
async def test_a_card_of_somebody_who_blocked_the_bot_becomes_true_when_it_ends(story: Story) -> None:
    approval = await story.sent()
    await story.head.play("block")
    await story.sip.press(await story.arrives(story.with_section("progress", "Done.")), "report.send")
    await story.house.kept()
    assert "Waiting for you" in (await story.head.again(approval)).words
    await story.head.play("unblock")
    await story.house.hasten()
    before, now = await story.head.messages()
    assert (before.id, before.is_line) == (approval.id, True)
    assert "changes since version 1" in now.words


async def test_the_trust_advisor_who_blocked_the_bot_gets_the_report_later(story: Story) -> None:
    await story.advisor.play("block")
    await story.approved()
    assert await story.advisor.cards() == []
    await story.advisor.play("unblock")
    await story.house.hasten()
    assert f"Approved: by {story.head.name}" in (await story.advisor.cards())[0].words


@pytest.mark.with_report("sent")
async def test_approve_in_a_client_that_knows_no_execute(story: Story) -> None:
    approval = await story.sent()
    await story.head.submit(approval, "report.approve")
    await story.house.kept()
    card = next(one for one in await story.head.messages() if one.id == approval.id)
    assert card.edits > 0
    assert f"Approved: by {story.head.name}" in (await story.head.again(card)).words
    assert len(await story.filed()) == 2
    [approved] = await story.house.audit("approved")
    assert approved["detail"]["route"] == "teams_submit"


@pytest.mark.with_report("sent")
async def test_a_view_and_a_comment_come_with_submit_too(story: Story) -> None:
    approval = await story.sent()
    await story.head.open(approval, "comment_box")
    await story.head.submit(approval, "report.ask_change", comment="Please say more.")
    await story.house.kept()
    assert "“Please say more.”" in (await story.sip.newest()).words
    approval = await story.sent(story.with_section("progress", "Done."))
    await story.head.open(approval, "view_box")
    await story.head.submit(approval, "report.approve_with_view", view=VIEW)
    await story.house.kept()
    assert f"“{VIEW}”" in (await story.advisor.newest()).words


@pytest.mark.with_report("sent")
async def test_a_refusal_of_submit_is_said_each_time(story: Story) -> None:
    approval = await story.sent()
    await story.head.open(approval, "comment_box")
    for times in (1, 2):
        await story.head.submit(approval, "report.ask_change", comment="")
        await story.house.kept()
        said = (await story.head.cards())[1:]
        assert [card.words.count("Please write what should change") for card in said] == [1] * times


@pytest.mark.with_report("sent")
async def test_a_press_that_nobody_knows_is_answered_in_submit_too(story: Story) -> None:
    approval = await story.sent()
    message = (await story.head.play("submit", activity_id=approval.id, verb="report.approve"))["activity"]
    await story.house.kept()
    told = len(await story.head.messages())
    message |= {"id": "1795000000001", "value": {"verb": "report.destroy", **approval.data}}
    assert (await story.house.post(message))[0] == 200
    await story.house.kept()
    cards = await story.head.cards()
    assert len(cards) == told + 1
    assert "I do not know that button." in cards[-1].words


@pytest.mark.with_report("sent")
async def test_a_stale_press_of_submit_is_answered(story: Story) -> None:
    approval = await story.sent()
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    message = (await story.head.play("message", text="help"))["activity"]
    await story.house.kept()
    told = len(await story.head.messages())
    message |= {"id": "1795000000002", "replyToId": approval.id, "text": None}
    message["value"] = {"verb": "report.approve", **approval.data}
    assert (await story.house.post(message))[0] == 200
    await story.house.kept()
    assert len(await story.head.messages()) == told + 1
    assert "This report has moved on" in (await story.head.newest()).words


@pytest.mark.with_report("sent")
async def test_an_old_card_asks_for_the_truth_when_it_is_looked_at(story: Story) -> None:
    approval = await story.sent()
    await story.house.fault(service="connector", kind="status", status=503, retry_after=0, method="PUT", times=None)
    await story.head.press(await story.head.again(approval), "report.ask_change", comment="Please say more.")
    await story.house.kept()
    arrival = (await story.sip.messages())[0]
    assert "Waiting: with" in arrival.words
    assert (await story.sip.refresh(arrival)).is_line  # another card of it came, and says so
    assert "“Please say more.”" in (await story.sip.newest()).words
    await story.house.heal()
    await story.house.hasten()


@pytest.mark.with_report("sent")
async def test_refreshing_decides_nothing_and_is_not_noted(story: Story) -> None:
    approval = await story.sent()
    before, entries = await story.house.records(), await story.house.audit()
    for _ in range(3):
        assert (await story.head.refresh(approval)).words == approval.words
    assert await story.house.records() == before
    assert await story.house.audit() == entries


@pytest.mark.with_report("sent")
async def test_everything_stands_after_a_restart(story: Story) -> None:
    approval = await story.sent()
    await story.house.restart()
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    assert len(await story.filed()) == 2
    assert f"Approved: by {story.head.name}" in (await story.sip.cards())[0].words


@pytest.mark.with_report("sent")
async def test_whoever_writes_can_be_answered_whatever_teams_said_before(story: Story) -> None:
    """The word that the app was taken out can be lost, and it is back before the service hears of either."""
    approval = await story.sent()
    chat = re.escape((await story.head.chat())["conversation_id"])
    gone = {"kind": "status", "status": 403, "code": "BotNotInConversationRoster"}
    await story.house.fault(service="connector", method="POST", path=chat, **gone)
    await story.head.press(approval, "report.approve")
    await story.house.kept()
    await story.house.heal()
    await story.head.type("help")
    await story.house.kept()
    assert "What I can do for you" in (await story.head.newest()).words
    await story.house.settled()
    assert any("For your governors" in card.words for card in await story.head.cards())


@pytest.mark.with_report("approved")
async def test_of_a_headteacher_without_the_app_who_is_asked_for_an_agreement_the_advisor_hears(story: Story) -> None:
    await story.approved()
    await story.head.play("block")
    await story.advisor.press(await story.advisor.newest(), "agreement.ask")
    await story.house.kept()
    said = (await story.advisor.newest()).words
    about = f"about the sharing agreement of {story.school.full_name}"
    assert f"{story.head.name} could not be reached in Teams {about}: they have not installed SIP Desk" in said
    await story.head.play("unblock")
    await story.house.settled()
    assert "agreement.sign" in (await story.head.newest()).verbs
