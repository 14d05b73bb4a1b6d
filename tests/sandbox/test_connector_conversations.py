"""What the bot may do in its chats, and the answers that Teams gives when it may not."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sandbox.connector.names import Names
from tests.sandbox.teams_side import CARD, HEAD, OTHER, TRUST, WITHOUT_APP, Reply, card, message, teams_side

NAMES = Names(TRUST)


def code(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.body["error"]["code"]


async def test_a_person_has_one_chat_however_they_are_named(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        first = await teams.open()
        again = await teams.open(members=[{"id": NAMES.of(HEAD.id)}])
        by_channel_data = await teams.open(tenantId=None, channelData={"tenant": {"id": TRUST.tenant_id}})
        other = await teams.open(OTHER)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body == by_channel_data.body
    assert first.body["serviceUrl"].endswith("/")
    assert first.body["id"].startswith("a:1")
    assert other.body["id"] != first.body["id"]


async def test_a_chat_can_be_opened_with_its_first_message(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        opened = await teams.open(activity={"type": "message", "text": "Good morning"})
        (said,) = await teams.chat()
    assert said["id"] == opened.body["activityId"]
    assert (said["text"], said["from"], said["read"]) == ("Good morning", "bot", False)


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"tenantId": "11111111-1111-4111-8111-111111111111"}, (403, "Forbidden")),
        ({"tenantId": None}, (400, "BadArgument")),
        ({"members": []}, (400, "BadArgument")),
        ({"members": [{"id": HEAD.id}, {"id": OTHER.id}]}, (400, "BadArgument")),
        ({"isGroup": True}, (400, "BadArgument")),
        ({"members": [{"id": "29:1made-up"}]}, (400, "BadArgument")),
        ({"members": [{"id": "11111111-1111-4111-8111-111111111111"}]}, (403, "ForbiddenOperationException")),
        ({"members": [{"id": WITHOUT_APP.id}]}, (403, "ForbiddenOperationException")),
        ({"activity": {"type": "message"}}, (400, "BadArgument")),
    ],
)
async def test_a_chat_that_cannot_be_opened(tmp_path: Path, wrong: dict[str, Any], answer: tuple[int, str]) -> None:
    async with teams_side(tmp_path) as teams:
        assert code(await teams.open(**wrong)) == answer


async def test_messages_stand_in_order_with_ids_that_no_other_has(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        sent = [await teams.ask("POST", f"{chat}/activities", {"type": "message", "text": str(n)}) for n in range(5)]
        reply = await teams.ask("POST", f"{chat}/activities/f:whatever", {"type": "message", "text": "reply"})
        typing = await teams.ask("POST", f"{chat}/activities", {"type": "typing"})
        said = await teams.chat()
    ids = [one.body["id"] for one in [*sent, reply, typing]]
    assert len(set(ids)) == 7
    assert all(one.isdecimal() for one in ids)
    assert [one["text"] for one in said] == ["0", "1", "2", "3", "4", "reply"]
    assert [one["id"] for one in said] == ids[:-1]


async def test_an_update_replaces_the_message_and_keeps_what_it_was(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        message_id = await teams.send(card(speak="waiting"))
        chat = await teams.opened()
        for speak in ("decided", "filed"):
            updated = await teams.ask("PUT", f"{chat}/activities/{message_id}", message(card(speak=speak)))
            assert (updated.status, updated.body) == (200, {"id": message_id})
        (now,) = await teams.chat()
        earlier = (await teams.ask("GET", f"/chats/{HEAD.id}/{message_id}/earlier")).body
        elsewhere = await teams.ask("GET", f"/chats/{OTHER.id}/{message_id}/earlier")
    assert (now["cards"][0]["speak"], now["edits"]) == ("filed", 2)
    assert [one["body"]["attachments"][0]["content"]["speak"] for one in earlier] == ["waiting", "decided"]
    assert elsewhere.status == 404


async def test_a_deleted_message_is_gone_for_the_person_and_for_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        message_id = await teams.send(card())
        place = f"{await teams.opened()}/activities/{message_id}"
        assert (await teams.ask("DELETE", place)).status == 200
        (now,) = await teams.chat()
        assert (now["deleted"], now["cards"], now["text"]) == (True, [], "")
        assert code(await teams.ask("PUT", place, message(card()))) == (404, "ActivityNotFoundInConversation")
        assert code(await teams.ask("DELETE", place)) == (404, "ActivityNotFoundInConversation")
        assert (await teams.ask("GET", "/chats")).body[0]["unread"] == 0


async def test_only_the_bots_own_messages_of_this_chat_can_be_changed(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        theirs = (await teams.play("message", {"text": "Hello"})).body["id"]
        mine = await teams.send(card(), OTHER)
        chat = await teams.opened()
        assert code(await teams.ask("PUT", f"{chat}/activities/{theirs}", message(card()))) == (
            403,
            "NotEnoughPermissions",
        )
        for unknown in (mine, "1", "made-up"):
            answer = await teams.ask("PUT", f"{chat}/activities/{unknown}", message(card()))
            assert code(answer) == (404, "ActivityNotFoundInConversation")
        assert [one["text"] for one in await teams.chat()] == ["Hello"]


def attached(content: Any, kind: str = CARD) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": kind, "content": content}]}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "message"},
        {"type": "message", "text": "  "},
        {"type": "trace", "text": "x"},
        attached("not an object"),
        attached([]),
        attached({"version": "1.5"}),
        attached({"type": "AdaptiveCard", "version": "1.7"}),
        attached({"type": "AdaptiveCard"}),
        attached({}, "application/vnd.microsoft.adaptive.card"),
        ["no object"],
    ],
)
async def test_what_teams_would_not_show_is_refused(tmp_path: Path, body: Any) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        assert code(await teams.ask("POST", f"{chat}/activities", body)) == (400, "BadArgument")
        assert await teams.chat() == []


async def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        assert code(await teams.ask("POST", f"{chat}/activities", data=b"{")) == (400, "BadArgument")


async def test_a_message_may_have_100_kb_of_utf_16(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        fits = {"type": "message", "text": "x" * 51_000}
        over = {"type": "message", "text": "x" * 51_300}
        picture = {"type": "message", "text": "Look", "entities": [{"image": "data:image/png;base64," + "A" * 200_000}]}
        assert (await teams.ask("POST", f"{chat}/activities", fits)).status == 201
        assert code(await teams.ask("POST", f"{chat}/activities", over)) == (413, "MessageSizeTooBig")
        assert (await teams.ask("POST", f"{chat}/activities", picture)).status == 201


async def test_an_activity_of_another_tenant_is_refused(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        for named in ({"channelData": {"tenant": {"id": "other"}}}, {"conversation": {"tenantId": "other"}}):
            answer = await teams.ask("POST", f"{chat}/activities", {"type": "message", "text": "x", **named})
            assert code(answer) == (403, "Forbidden")


async def test_an_unknown_chat_a_wrong_method_and_a_wrong_path(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        unknown = await teams.ask("POST", "/v3/conversations/a:1x/activities", {"type": "message", "text": "x"})
        assert code(unknown) == (404, "ConversationNotFound")
        assert code(await teams.ask("GET", "/v3/conversations")) == (405, "MethodNotAllowed")
        assert code(await teams.ask("GET", "/v3/nothing")) == (404, "NotFound")


async def test_the_roster_names_the_person_and_nobody_else(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        (one,) = (await teams.ask("GET", f"{chat}/members")).body
        assert (await teams.ask("GET", f"{chat}/pagedmembers")).body == {"members": [one]}
        for member_id in (HEAD.id, NAMES.of(HEAD.id)):
            assert (await teams.ask("GET", f"{chat}/members/{quote(member_id, safe='')}")).body == one
        stranger = await teams.ask("GET", f"{chat}/members/{OTHER.id}")
    assert code(stranger) == (404, "MemberNotFoundInConversation")
    assert (one["aadObjectId"], one["userPrincipalName"], one["email"]) == (HEAD.id, HEAD.upn, HEAD.mail)
    assert one["id"] == NAMES.of(HEAD.id)


async def test_nobody_is_reached_after_uninstalling_until_they_install_again(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        message_id = await teams.send(card())
        chat = await teams.opened()
        await teams.play("uninstall")
        assert code(await teams.open()) == (403, "ForbiddenOperationException")
        for method, path, body in (
            ("POST", f"{chat}/activities", message(card())),
            ("PUT", f"{chat}/activities/{message_id}", message(card())),
            ("DELETE", f"{chat}/activities/{message_id}", None),
            ("GET", f"{chat}/members", None),
        ):
            assert code(await teams.ask(method, path, body)) == (403, "BotNotInConversationRoster")
        await teams.play("install")
        assert (await teams.ask("POST", f"{chat}/activities", message(card()))).status == 201, "the chat kept its id"


async def test_a_blocked_bot_hears_so_in_the_words_of_teams(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        chat = await teams.opened()
        await teams.play("block")
        assert code(await teams.open()) == (403, "ConversationBlockedByUser")
        refused = await teams.ask("POST", f"{chat}/activities", message(card()))
        assert code(refused) == (403, "MessageWritesBlocked")
        assert (refused.body["errorCode"], refused.body["subCode"]) == (209, "MessageWritesBlocked")
        await teams.play("unblock")
        assert (await teams.ask("POST", f"{chat}/activities", message(card()))).status == 201


async def test_a_token_is_asked_for_only_where_it_is_wanted(tmp_path: Path) -> None:
    async with teams_side(tmp_path / "open") as teams:
        assert (await teams.open()).status == 201
    async with teams_side(tmp_path / "shut", token="let-me-in") as teams:
        assert code(await teams.open()) == (401, "Unauthorized")
        body = {"members": [{"id": HEAD.id}], "tenantId": TRUST.tenant_id}
        held = {"Authorization": "Bearer let-me-in"}
        assert (await teams.ask("POST", "/v3/conversations", body, headers=held)).status == 201


class TestRates:
    """The real figures: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in an hour for one chat; 50 a second for the app."""

    async def test_the_eighth_message_of_a_second_waits(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path, rate_limits=True) as teams:
            chat = await teams.opened()
            said = {"type": "message", "text": "x"}
            first = [(await teams.ask("POST", f"{chat}/activities", said)).status for _ in range(7)]
            eighth = await teams.ask("POST", f"{chat}/activities", said)
            assert first == [201] * 7
            assert (*code(eighth), eighth.headers["Retry-After"]) == (429, "TooManyRequests", "1")
            assert len(await teams.chat()) == 7
            teams.clock.passes(1)
            assert (await teams.ask("POST", f"{chat}/activities", said)).status == 201
            ninth = await teams.ask("POST", f"{chat}/activities", said)
            assert (ninth.status, ninth.headers["Retry-After"]) == (429, "1"), "8 in 2 seconds"
            other = await teams.opened(OTHER)
            assert (await teams.ask("POST", f"{other}/activities", said)).status == 201, "each chat has its own rate"

    async def test_half_a_minute_holds_sixty(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path, rate_limits=True) as teams:
            chat = await teams.opened()
            for _ in range(60):
                teams.clock.passes(0.3)
                assert (await teams.ask("POST", f"{chat}/activities", {"type": "message", "text": "x"})).status == 201
            full = await teams.ask("PUT", f"{chat}/activities/1", message(card()))
            assert full.status == 429
            assert 0 < int(full.headers["Retry-After"]) <= 30
            teams.clock.passes(int(full.headers["Retry-After"]))
            assert (await teams.ask("PUT", f"{chat}/activities/1", message(card()))).status == 404

    async def test_opening_reading_members_and_the_app_have_rates_of_their_own(self, tmp_path: Path) -> None:
        async with teams_side(tmp_path, rate_limits=True) as teams:
            opened = [(await teams.open()).status for _ in range(8)]
            assert (opened[:2], opened[-1]) == ([201, 200], 429)
            teams.clock.passes(2)
            chat = await teams.opened()
            read = [(await teams.ask("GET", f"{chat}/members")).status for _ in range(15)]
            assert (set(read[:14]), read[14]) == ({200}, 429)
            teams.clock.passes(2)
            paths = [f"{await teams.opened(person)}/members" for person in TRUST.people if person.teams]
            teams.clock.passes(2)
            statuses = [(await teams.ask("GET", path)).status for path in paths * 2]
            assert (statuses[:50], set(statuses[50:])) == ([200] * 50, {429})
