"""The message extension's invokes in, questions at the front door and bodies out; whatever a client may have forged."""

import json
from typing import Any

import pytest

from automations.engine.inbound.extension_port import (
    Asker,
    DialogCard,
    Found,
    OpenedDialog,
    PastedLink,
    Results,
    Search,
    SentDialog,
)
from automations.engine.inbound.port import MessageAnswer
from bot import replies
from tests.bot.conftest import Client
from tests.bot.teams_side import APP_ID, PERSON, TENANT, activity
from tests.bot.test_sip_desk_bot import GROUP, post
from tests.support.recorded_door import RecordedDoor

CHAT = f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP_ID}"
ASKER = Asker(PERSON, CHAT)
CARD = {"type": "AdaptiveCard", "version": "1.3", "body": []}
NOTHING = {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": []}}
OPENING = "f:bc319b1d-571a-194d-9ffb-11d7ab37c9ff"
TYPED: dict[str, Any] = {
    "commandId": "reports",
    "parameters": [{"name": "words", "value": "st hilda"}],
    "queryOptions": {"skip": 25, "count": 10},
}
OPENED: dict[str, Any] = {"commandId": "raise", "commandContext": "compose", "context": {"theme": "default"}}
VALUES: dict[str, Any] = {
    "query": TYPED,
    "queryLink": {"url": "https://trust.example/a.docx"},
    "fetchTask": OPENED,
    "submitAction": {**OPENED, "data": {"opened": "f:1"}},
}


def asking(name: str, value: Any, **changed: Any) -> dict[str, Any]:
    """As Teams sends it: from a group chat, on no message."""
    source = {"tenant": {"id": TENANT}, "source": {"name": "compose"}}
    given = {"id": OPENING, "conversation": GROUP, "channelData": source, **changed}
    return activity("invoke", name=f"composeExtension/{name}", value=value, **given)


def sentence(name: str, text: str) -> dict[str, Any]:
    if name == "queryLink":
        return NOTHING
    if name == "query":
        return {"composeExtension": {"type": "message", "text": text}}
    return {"task": {"type": "message", "value": text}}


@pytest.mark.parametrize(
    ("value", "search"),
    [
        (TYPED, Search("reports", "st hilda", 25, 10)),
        (
            {"commandId": "visits", "parameters": [{"name": "initialRun", "value": "true"}]},
            Search("visits", "", 0, 25),
        ),
        ({"commandId": "visits", "parameters": [{"name": "initialRun", "value": True}]}, Search("visits", "", 0, 25)),
        ({"commandId": "schools"}, Search("schools", "", 0, 25)),
        ({"commandId": "schools", "parameters": None, "queryOptions": None}, Search("schools", "", 0, 25)),
        ({"commandId": "schools", "parameters": [{"name": "words"}]}, Search("schools", "", 0, 25)),
        (
            {"commandId": "schools", "parameters": [{"name": "words", "value": "x" * 5000}], "state": "more"},
            Search("schools", "x" * 200, 0, 25),
        ),
    ],
)
async def test_a_search_is_answered_with_previews_and_cards(
    teams: Client, door: RecordedDoor, value: dict[str, Any], search: Search
) -> None:
    door.shows = Results((Found("St Hilda’s", "Approved", CARD),))
    status, body = await post(teams, asking("query", value))
    assert status == 200
    [attachment] = body["composeExtension"]["attachments"]
    assert (body["composeExtension"]["type"], body["composeExtension"]["attachmentLayout"]) == ("result", "list")
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"] == CARD
    assert attachment["preview"]["content"] == {"title": "St Hilda’s", "text": "Approved"}
    assert door.calls == [("asked", ASKER, search)]


async def test_a_link_is_looked_at(teams: Client, door: RecordedDoor) -> None:
    door.shows = Results((Found("St Hilda’s", "Approved", CARD),))
    status, body = await post(teams, asking("queryLink", {"url": "https://trust.example/a.docx"}))
    assert (status, body["composeExtension"]["attachments"][0]["content"]) == (200, CARD)
    assert "preview" in body["composeExtension"]["attachments"][0]
    door.shows = Results()
    assert await post(teams, asking("queryLink", {"url": "x" * 10_000})) == (200, NOTHING)
    assert door.calls == [
        ("asked", ASKER, PastedLink("https://trust.example/a.docx")),
        ("asked", ASKER, PastedLink("x" * 4096)),
    ]


async def test_an_action_opens_a_dialog_and_its_button_ends_it(teams: Client, door: RecordedDoor) -> None:
    door.shows = DialogCard("Raise a concern", CARD)
    _, body = await post(teams, asking("fetchTask", OPENED))
    assert body["task"]["type"] == "continue"
    assert body["task"]["value"]["card"] == {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": CARD,
    }
    door.shows = MessageAnswer("I have written to you.")
    sent = {**OPENED, "data": {"opened": OPENING}}
    assert await post(teams, asking("submitAction", sent)) == (200, sentence("submitAction", "I have written to you."))
    assert door.calls == [
        ("asked", ASKER, OpenedDialog("raise", OPENING)),
        ("asked", ASKER, SentDialog("raise", {"opened": OPENING})),
    ]


@pytest.mark.parametrize("name", VALUES)
async def test_a_sentence_is_spelt_as_what_was_asked(teams: Client, door: RecordedDoor, name: str) -> None:
    door.shows = MessageAnswer("I found nothing.")
    assert await post(teams, asking(name, VALUES[name])) == (200, sentence(name, "I found nothing."))


UNREADABLE: list[tuple[str, Any]] = [
    *((name, value) for name in VALUES for value in ("words", ["a"], 7, None, {})),
    *(("query", TYPED | {"commandId": command}) for command in (None, "", 7, ["reports"], "x" * 65)),
    *(("query", TYPED | {"parameters": given}) for given in ("words", {"name": "words"}, ["words"], [None, 7])),
    *(("query", TYPED | {"parameters": [{"name": "words", "value": given}]}) for given in (7, ["a"], {"$ne": ""})),
    *(("query", TYPED | {"queryOptions": given}) for given in ("all", [0], {"skip": -1}, {"skip": "0"})),
    *(("query", TYPED | {"queryOptions": {"count": given}}) for given in (True, 1.5, 10**9, None, {})),
    *(("queryLink", {"url": given}) for given in (None, 7, ["https://trust.example"])),
    *(("submitAction", OPENED | {"data": given}) for given in (None, "words", ["a"])),
]


@pytest.mark.parametrize(("name", "value"), UNREADABLE, ids=str)
async def test_what_no_client_can_have_sent_is_one_sentence_and_audited(
    teams: Client, door: RecordedDoor, name: str, value: Any
) -> None:
    expected = sentence(name, replies.UNREADABLE_REQUEST)
    assert await post(teams, asking(name, value)) == (200, expected)
    assert door.calls == [("turned_away", "unreadable", f"composeExtension/{name}")]


async def test_a_dialog_that_cannot_be_named_is_not_opened(teams: Client, door: RecordedDoor) -> None:
    for given in (None, "x" * 65):
        _, body = await post(teams, asking("fetchTask", OPENED, id=given))
        assert body == sentence("fetchTask", replies.UNREADABLE_REQUEST)
    assert [call[0] for call in door.calls] == ["turned_away", "turned_away"]


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("sent_by", [None, {"id": "29:x"}, {"aadObjectId": "x y\n"}])
async def test_nobody_is_shown_nothing(teams: Client, door: RecordedDoor, name: str, sent_by: object) -> None:
    _, body = await post(teams, asking(name, VALUES[name], **{"from": sent_by}))
    assert body == sentence(name, replies.NOBODY)
    assert door.calls == [("turned_away", "no_person", f"composeExtension/{name}")]


@pytest.mark.parametrize("name", VALUES)
async def test_another_tenant_is_turned_away(teams: Client, door: RecordedDoor, name: str) -> None:
    for changed in ({"channelData": {"tenant": {"id": "other"}}}, {"conversation": GROUP | {"tenantId": "other"}}):
        assert await post(teams, asking(name, VALUES[name], **changed)) == (403, None)
    assert [call[:2] for call in door.calls] == [("turned_away", "other_tenant")] * 2


async def test_it_answers_wherever_somebody_is(teams: Client, door: RecordedDoor) -> None:
    """Also from the search at the top of Teams, and from a meeting, which is no kind of conversation."""
    for conversation in (None, {"id": "19:meeting@thread.v2", "tenantId": TENANT}, {"conversationType": "personal"}):
        assert await post(teams, asking("query", TYPED, conversation=conversation)) == (200, NOTHING)
    assert {call[1] for call in door.calls} == {ASKER}


@pytest.mark.parametrize("bot", [None, {"id": "29:x"}, {"id": "28:a&users=29:b"}, {"id": "28:" + "x" * 65}])
async def test_a_forged_recipient_gives_no_way_to_a_chat(teams: Client, door: RecordedDoor, bot: object) -> None:
    await post(teams, asking("query", TYPED, recipient=bot))
    assert door.calls == [("asked", Asker(PERSON, ""), Search("reports", "st hilda", 25, 10))]


@pytest.mark.parametrize("name", VALUES)
async def test_a_failure_of_ours_is_said_in_the_same_spelling(teams: Client, door: RecordedDoor, name: str) -> None:
    door.fails_with = RuntimeError("a person's words")
    assert await post(teams, asking(name, VALUES[name])) == (200, sentence(name, replies.NO_ANSWER))


async def test_too_large_and_too_deep_are_refused_before_they_are_read(teams: Client, door: RecordedDoor) -> None:
    deep: dict[str, Any] = {}
    for _ in range(40):
        deep = {"deeper": deep}
    assert (await post(teams, asking("submitAction", {**OPENED, "data": deep})))[0] == 400
    assert (await post(teams, asking("query", TYPED | {"state": "x" * 300_000})))[0] == 413
    assert json.dumps(door.calls) == "[]"


@pytest.mark.parametrize(
    "name", ["anonymousQueryLink", "selectItem", "querySettingUrl", "setting", "onCardButtonClicked"]
)
async def test_what_the_app_package_does_not_offer_is_answered_with_nothing(
    teams: Client, door: RecordedDoor, name: str
) -> None:
    assert await post(teams, asking(name, {"url": "https://trust.example/a.docx"})) == (200, {})
    assert door.calls == []
