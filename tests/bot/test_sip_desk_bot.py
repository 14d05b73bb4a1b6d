"""Activities in, calls at the front door and answers out."""

from typing import Any

import pytest

from automations.engine.inbound.port import CardAnswer, Click, MessageAnswer, Sender, SentFile
from automations.engine.ports import SentMessage
from bot import replies
from tests.bot.conftest import Client
from tests.bot.fake_connector import FakeConnector
from tests.bot.teams_side import APP_ID, LOCAL_SERVICE_URL, PERSON, TENANT, activity, press
from tests.support.recorded_door import RecordedDoor

SENDER = Sender(PERSON, "a:chat", LOCAL_SERVICE_URL, personal=True)
HERE = SentMessage("a:chat", "1700000000000", LOCAL_SERVICE_URL)
GROUP = {"conversationType": "groupChat", "tenantId": TENANT, "id": "19:group"}
BOT = {"id": f"28:{APP_ID}"}


async def post(teams: Client, sent: dict[str, Any]) -> tuple[int, Any]:
    response = await teams.post("/api/messages", json=sent)
    text = await response.text()
    return response.status, await response.json() if text else None


async def test_a_press_is_answered_with_the_card_as_it_now_is(teams: Client, door: RecordedDoor) -> None:
    door.answer = CardAnswer({"type": "AdaptiveCard", "version": "1.5", "body": []})
    status, body = await post(teams, press("report.approve", {"id": "r1", "version": 2}))
    assert status == 200
    assert body == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": {"type": "AdaptiveCard", "version": "1.5", "body": []},
    }
    assert door.calls == [("clicked", SENDER, Click("report.approve", {"id": "r1", "version": 2}, HERE))]


async def test_a_refusal_is_one_sentence_beside_the_card(teams: Client, door: RecordedDoor) -> None:
    door.answer = MessageAnswer("This report was already approved.")
    assert await post(teams, press()) == (
        200,
        {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
            "value": "This report was already approved.",
        },
    )


async def test_a_card_that_refreshes_itself_says_so(teams: Client, door: RecordedDoor) -> None:
    await post(teams, press("report.refresh", trigger="automatic", replyToId=None))
    assert door.calls == [("clicked", SENDER, Click("report.refresh", {"id": "r1"}, None, automatic=True))]


async def test_data_may_be_left_out(teams: Client, door: RecordedDoor) -> None:
    await post(teams, press(value={"action": {"type": "Action.Execute", "verb": "my.reports"}}))
    assert door.calls == [("clicked", SENDER, Click("my.reports", {}, HERE))]


async def test_the_person_is_never_taken_from_card_data(teams: Client, door: RecordedDoor) -> None:
    await post(teams, press(data={"aadObjectId": "somebody-else", "from": {"aadObjectId": "somebody-else"}}))
    assert [call[1] for call in door.calls] == [SENDER]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "words",
        ["a", "list"],
        {},
        {"action": None},
        {"action": "report.approve"},
        {"action": {}},
        {"action": {"verb": ""}},
        {"action": {"verb": 7}},
        {"action": {"verb": {"a": 1}}},
        {"action": {"verb": "report.approve", "data": "words"}},
        {"action": {"verb": "report.approve", "data": ["a"]}},
    ],
)
async def test_a_press_that_no_card_can_have_sent_is_an_error_of_the_card(
    teams: Client, door: RecordedDoor, value: object
) -> None:
    status, body = await post(teams, press(value=value))
    assert status == 200
    assert body == {
        "statusCode": 400,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "BadRequest", "message": replies.UNREADABLE},
    }
    assert door.calls == []


@pytest.mark.parametrize("name", ["application/search", "fileConsent/invoke", "signin/verifyState", "", None])
async def test_an_invoke_that_is_not_ours_is_answered_with_nothing(
    teams: Client, door: RecordedDoor, name: str | None
) -> None:
    assert await post(teams, press(name=name)) == (200, {})
    assert door.calls == []


async def test_a_press_in_a_group_chat_is_sent_to_the_personal_chat(teams: Client, door: RecordedDoor) -> None:
    _, body = await post(teams, press(conversation=GROUP))
    assert body["value"] == replies.PERSONAL_ONLY
    assert door.calls == []


@pytest.mark.parametrize("sent_by", [None, {}, {"id": "29:x"}, {"aadObjectId": ""}, {"aadObjectId": "x y\n"}])
async def test_a_press_by_nobody_is_refused_politely_and_audited(
    teams: Client, door: RecordedDoor, sent_by: object
) -> None:
    status, body = await post(teams, press(**{"from": sent_by}))
    assert (status, body["value"]) == (200, replies.NOBODY)
    assert door.calls == [("turned_away", "no_person", "invoke")]


async def test_a_press_in_no_conversation_is_by_nobody(teams: Client, door: RecordedDoor) -> None:
    _, body = await post(teams, press(conversation={"conversationType": "personal", "tenantId": TENANT}))
    assert body["value"] == replies.NOBODY


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("my reports", "my reports"),
        ("<at>SIP Desk</at> help", "help"),
        ('  <at id="0">SIP Desk</at>\N{NO-BREAK SPACE}my reports\n', "my reports"),
        ("5 < 6 <at>", "5 < 6 <at>"),
        ("café", "café"),
    ],
)
async def test_words_are_heard_without_the_bots_name(teams: Client, door: RecordedDoor, text: str, heard: str) -> None:
    assert await post(teams, activity(text=text)) == (200, None)
    assert door.calls == [("typed", SENDER, heard, "1700000000001")]


async def test_a_fallen_back_press_is_a_click_by_another_route(teams: Client, door: RecordedDoor) -> None:
    value = {"verb": "report.approve", "id": "r1", "comment": "Thank you", "msteams": {"type": "messageBack"}}
    assert await post(teams, activity(value=value, replyToId="1700000000000", text="Approve")) == (200, None)
    data = {"id": "r1", "comment": "Thank you"}
    click = Click("report.approve", data, HERE, route="teams_submit", activity_id="1700000000001")
    assert door.calls == [("clicked", SENDER, click)]


@pytest.mark.parametrize("value", ["words", [], {"id": "r1"}, {"verb": 7}, {"verb": ""}])
async def test_a_value_without_a_verb_is_no_click(teams: Client, door: RecordedDoor, value: object) -> None:
    await post(teams, activity(value=value, text="help"))
    assert door.calls == [("typed", SENDER, "help", "1700000000001")]


async def test_files_are_handed_on_and_pictures_are_not(teams: Client, door: RecordedDoor) -> None:
    kind = "application/vnd.microsoft.teams.file.download.info"
    attachments = [
        {"contentType": "text/html", "content": "<p>my report</p>"},
        {"contentType": "image/png", "contentUrl": "https://example.org/a.png"},
        {"contentType": kind, "name": "Report.docx", "content": {"downloadUrl": "https://x.sharepoint.com/a"}},
        {"contentType": kind, "content": {"downloadUrl": "https://x.sharepoint.com/b"}},
        {"contentType": kind, "name": "No address.docx", "content": {}},
        {"contentType": kind, "name": "Odd.docx", "content": "words"},
        {"contentType": kind, "name": "Odder.docx", "content": {"downloadUrl": 7}},
    ]
    await post(teams, activity(text="my report", attachments=attachments))
    files = (
        SentFile("Report.docx", "https://x.sharepoint.com/a", "1700000000001"),
        SentFile("", "https://x.sharepoint.com/b", "1700000000001"),
    )
    assert door.calls == [("sent_files", SENDER, files)]


async def test_a_picture_alone_shows_that_the_person_is_there(teams: Client, door: RecordedDoor) -> None:
    await post(teams, activity(attachments=[{"contentType": "image/png"}]))
    assert door.calls == [("met", SENDER, "1700000000001", False)]


async def test_a_message_by_nobody_is_audited(teams: Client, door: RecordedDoor) -> None:
    assert await post(teams, activity(text="hello", **{"from": {"id": "29:x"}})) == (200, None)
    assert door.calls == [("turned_away", "no_person", "message")]


async def test_an_installation_asks_for_one_welcome_though_it_comes_as_two(teams: Client, door: RecordedDoor) -> None:
    await post(teams, activity("conversationUpdate", id="1", membersAdded=[{"id": "29:person"}, BOT]))
    await post(teams, activity("installationUpdate", id="2", action="add"))
    assert door.calls == [("met", SENDER, "1", True), ("met", SENDER, "2", False)]


async def test_a_stranger_is_answered_at_once_and_an_answer_that_is_not_taken_is_lost(
    teams: Client, door: RecordedDoor, fake_connector: FakeConnector
) -> None:
    door.says = "You are not on the list."
    kind = "application/vnd.microsoft.teams.file.download.info"
    file = {"contentType": kind, "name": "a.docx", "content": {"downloadUrl": "https://x.sharepoint.com/a"}}
    for sent in (activity(text="hello"), activity(attachments=[file]), activity("installationUpdate", action="add")):
        assert await post(teams, sent | {"serviceUrl": fake_connector.url}) == (200, None)
    assert [one.path for one in fake_connector.came] == ["/teams/v3/conversations/a%3Achat/activities"] * 3
    assert {one.body["summary"] for one in fake_connector.came} == {door.says}
    fake_connector.refuse(403, "ConversationBlockedByUser")
    assert await post(teams, activity(text="hello") | {"serviceUrl": fake_connector.url}) == (200, None)
    door.says = ""
    assert await post(teams, activity(text="hello") | {"serviceUrl": fake_connector.url}) == (200, None)
    assert len(fake_connector.came) == 4


async def test_installing_again_asks_for_a_new_welcome(teams: Client, door: RecordedDoor) -> None:
    for action in ("add", "remove", "add-upgrade"):
        await post(teams, activity("installationUpdate", action=action))
    added = ("met", SENDER, "1700000000001", True)
    assert door.calls == [added, ("left", SENDER), added]


async def test_a_bot_taken_out_of_the_chat_has_been_left(teams: Client, door: RecordedDoor) -> None:
    await post(teams, activity("conversationUpdate", membersRemoved=[BOT]))
    assert door.calls == [("left", SENDER)]


async def test_a_welcome_that_failed_is_asked_for_again(teams: Client, door: RecordedDoor) -> None:
    door.fails_with = RuntimeError("database is locked")
    assert await post(teams, activity("installationUpdate", action="add")) == (500, None)
    door.fails_with = None
    assert await post(teams, activity("installationUpdate", action="add")) == (200, None)
    assert [call[3] for call in door.calls] == [True, True]


@pytest.mark.parametrize(
    "sent",
    [
        activity("messageUpdate", text="edited"),
        activity("messageDelete"),
        activity("messageReaction", reactionsAdded=[{"type": "like"}]),
        activity("typing"),
        activity("event", name="tokens/response"),
        activity("endOfConversation"),
        activity("somethingNew"),
        activity("installationUpdate", action="paused"),
        activity("conversationUpdate", membersAdded=[{"id": "29:person"}]),
        activity("conversationUpdate"),
        activity(text="hello", conversation=GROUP),
        activity("installationUpdate", action="add", conversation=GROUP),
        activity("installationUpdate", action="remove", conversation=GROUP),
        activity("installationUpdate", action="add", **{"from": {"id": "28:office"}}),
        activity("installationUpdate", action="remove", **{"from": {"id": "28:office"}}),
    ],
    ids=lambda sent: f"{sent['type']} {sent.get('action', '')} {sent['conversation']['conversationType']}",
)
async def test_what_is_not_ours_to_act_on_is_taken_quietly(
    teams: Client, door: RecordedDoor, sent: dict[str, Any]
) -> None:
    assert await post(teams, sent) == (200, None)
    assert door.calls == []
