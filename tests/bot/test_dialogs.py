"""Dialogs: what opens one and what is pressed in one are clicks; the answer is a dialog or a sentence in its place."""

from typing import Any

import pytest

from automations.engine.inbound.port import CardAnswer, Click, MessageAnswer, Sender
from bot import replies
from cards.kit.elements import card, execute, text
from tests.bot.conftest import Client
from tests.bot.teams_side import LOCAL_SERVICE_URL, PERSON, TENANT, activity
from tests.support.recorded_door import RecordedDoor

SENDER = Sender(PERSON, "a:chat", LOCAL_SERVICE_URL, personal=True)
GROUP = {"conversationType": "groupChat", "tenantId": TENANT, "id": "19:group"}
NAMES = ("task/fetch", "task/submit")


def asks(name: str, data: object, **changed: Any) -> dict[str, Any]:
    value = {"data": data, "context": {"theme": "default"}}
    return activity("invoke", **{"name": name, "value": value, "replyToId": "1700000000000", **changed})


async def post(teams: Client, sent: dict[str, Any]) -> Any:
    response = await teams.post("/api/messages", json=sent)
    assert response.status == 200
    return await response.json()


def sentence(words: str) -> dict[str, Any]:
    return {"task": {"type": "message", "value": words}}


@pytest.mark.parametrize("name", NAMES)
async def test_it_is_answered_with_a_card_whose_buttons_a_dialog_knows(
    teams: Client, door: RecordedDoor, name: str
) -> None:
    door.answer = CardAnswer(card("A case", [text("Words.")], [execute("Add", "case.add", {"case": "c1"})], "A case."))
    data = {"verb": "case.open", "case": "c1", "msteams": {"type": "task/fetch"}}
    task = (await post(teams, asks(name, data)))["task"]
    assert task["type"] == "continue"
    shown = task["value"]
    assert (shown["title"], shown["height"], shown["width"]) == ("SIP Desk", "large", "large")
    assert shown["card"]["contentType"] == "application/vnd.microsoft.card.adaptive"
    [add] = shown["card"]["content"]["body"][-1]["actions"]
    opener = {"opener": '{"verb": "case.open", "case": "c1"}'} if name == "task/fetch" else {}
    assert add == {"type": "Action.Submit", "title": "Add", "data": {"verb": "case.add", "case": "c1", **opener}}
    assert door.calls == [("clicked", SENDER, Click("case.open", {"case": "c1"}, route="dialog"))]


@pytest.mark.parametrize("name", NAMES)
async def test_a_no_is_said_in_place_of_the_dialog(teams: Client, door: RecordedDoor, name: str) -> None:
    door.answer = MessageAnswer("I cannot find that case.")
    assert await post(teams, asks(name, {"verb": "case.open"})) == sentence("I cannot find that case.")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [None, 7, "case.open", {}, {"data": None}, {"data": []}, {"data": {"verb": 7}}])
async def test_what_no_button_of_ours_sends_is_not_handed_on(
    teams: Client, door: RecordedDoor, name: str, value: object
) -> None:
    assert await post(teams, asks(name, {}, value=value)) == sentence(replies.UNREADABLE)
    assert door.calls == []


async def test_dialogs_are_for_the_personal_chat_of_somebody(teams: Client, door: RecordedDoor) -> None:
    opens = {"verb": "case.open"}
    among_others = await post(teams, asks("task/fetch", opens, conversation=GROUP))
    assert among_others == sentence(replies.PERSONAL_ONLY)
    assert door.calls == []
    nobody = await post(teams, asks("task/fetch", opens, **{"from": {"id": "29:person"}}))
    assert nobody == sentence(replies.NOBODY)
    assert door.calls == [("turned_away", "no_person", "task/fetch")]


async def test_a_fault_of_ours_is_said_in_the_spelling_of_dialogs(teams: Client, door: RecordedDoor) -> None:
    door.fails_with = RuntimeError("database is locked")
    assert await post(teams, asks("task/submit", {"verb": "case.open"})) == sentence(replies.OUR_FAULT)
