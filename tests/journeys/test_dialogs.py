"""A card in a dialog over the chat: opened by a button of a message, changed from within, and nothing for outsiders."""

from typing import Any

from cards.kit.elements import open_dialog
from tests.support.card_reading import parts, words
from tests.support.case_story import CaseStory, is_notice, secret
from tests.support.house import House
from tests.support.visit_story import VisitStory


async def test_a_meeting_is_opened_and_cancelled_in_a_dialog(house: House) -> None:
    advisor, sip, other = house.holder("trust_advisor"), VisitStory.of(house, 0).sip, VisitStory.of(house, 1).sip
    for person in (advisor, sip, other):
        await person.type("team meeting")
    await house.kept()
    card = await advisor.newest()
    await advisor.press(card, "team_meeting.set", meet_on="2026-12-09", attend=sip.id)
    await house.kept()
    listed = await sip.newest()
    opens = open_dialog("Open the agenda", "team_meeting.open", listed.data)

    shown = await sip.play("press", activity_id=listed.id, action=opens)
    assert shown["shows"] == "dialog"
    assert "Agenda, in confidence" in words(shown["dialog"]["card"])
    assert (await sip.again(listed)).words == listed.words, "the message below stays as it is"
    none = await other.play("press", activity_id=(await other.newest()).id, action=opens)
    assert (none["shows"], none["text"]) == ("message", "I cannot find that meeting.")

    await advisor.play("press", activity_id=card.id, action=opens)
    sent = {"verb": "team_meeting.cancel", **listed.data}
    after = await advisor.play("dialog", activity_id=card.id, data=sent)
    assert after["shows"] == "dialog"
    assert "Cancelled: it will not take place" in words(after["dialog"]["card"])
    await house.kept()
    assert "No meetings are set." in (await sip.again(listed)).words
    assert (await house.audit("team_meeting_cancelled"))[-1]["detail"]["route"] == "dialog"


async def test_a_record_is_read_in_a_dialog_and_leaves_the_chat_as_it_was(house: House) -> None:
    story = CaseStory.of(house)
    await story.talked()
    notice = next(one for one in reversed(await story.head.cards()) if is_notice(one))
    opens = next(one for one in parts(notice.card) if one.get("type") == "Action.Submit")
    shown = await story.head.play("press", activity_id=notice.id, action=opens)
    assert shown["shows"] == "dialog"
    assert secret("talk") in words(shown["dialog"]["card"])
    assert is_notice(await story.head.again(notice))
    refused = await story.sip.play("press", activity_id=(await story.sip.newest()).id, action=forged(opens))
    assert (refused["shows"], refused["text"]) == ("message", "I cannot find that record.")


def forged(button: dict[str, Any]) -> dict[str, Any]:
    return {**button, "data": {**button["data"], "case": "nobodys"}}
