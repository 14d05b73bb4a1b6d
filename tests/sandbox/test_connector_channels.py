"""The team's channel: threads that the bot and the members begin, and who hears of what."""

from pathlib import Path
from typing import Any

from tests.sandbox.teams_side import HEAD, OTHER, TRUST, TeamsSide, card, execute, invoke_reply, message, teams_side

CHANNEL = TRUST.team.channel_id
POSTS = f"/v3/conversations/{CHANNEL}/activities"
HERE = {"params": {"channel": CHANNEL}}
NEW = card(execute("done"))


async def seen(teams: TeamsSide, person_id: str = OTHER.id) -> list[dict[str, Any]]:
    return (await teams.ask("GET", f"/chats/{person_id}", **HERE)).body["messages"]


async def begun(teams: TeamsSide) -> dict[str, Any]:
    """A thread that the bot begins, as SDKs do it."""
    body = {"isGroup": True, "channelData": {"channel": {"id": CHANNEL}}, "activity": message(card(execute("ask")))}
    made = await teams.ask("POST", "/v3/conversations", body)
    assert made.status == 201, made
    return made.body


async def test_the_bot_posts_answers_and_edits(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        thread = await begun(teams)
        assert thread["id"] == f"{CHANNEL};messageid={thread['activityId']}"
        second = await teams.ask("POST", POSTS, {"type": "message", "text": "Hello, <at>all</at>"})
        reply = await teams.ask("POST", f"/v3/conversations/{thread['id']}/activities", message(card()))
        shown = await seen(teams)
        assert [one["in_reply_to"] for one in shown] == [None, None, thread["activityId"]]
        assert (shown[1]["text"], shown[1]["from_name"]) == ("Hello, all", "SIP Desk")
        edited = await teams.ask("PUT", f"{POSTS}/{second.body['id']}", {"type": "message", "text": "Good day"})
        gone = await teams.ask("DELETE", f"/v3/conversations/{thread['id']}/activities/{reply.body['id']}")
        assert (edited.status, gone.status) == (200, 200)
        shown = await seen(teams)
        assert (shown[1]["text"], shown[1]["edits"], shown[2]["deleted"]) == ("Good day", 1, True)


async def test_a_member_presses_and_the_others_keep_the_card(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        thread = await begun(teams)
        teams.bot.replies(invoke_reply("application/vnd.microsoft.card.adaptive", NEW))
        pressed = await teams.play("click", {"activity_id": thread["activityId"], "verb": "ask"}, OTHER, **HERE)
        assert pressed.body["shows"] == "card"
        heard = teams.bot.heard[-1]
        assert heard["from"]["aadObjectId"] == OTHER.id
        assert heard["conversation"] == {
            "id": thread["id"],
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TRUST.tenant_id,
        }
        data = heard["channelData"]
        assert (data["channel"], data["teamsChannelId"], data["team"]["id"]) == ({"id": CHANNEL}, CHANNEL, CHANNEL)
        advisor = TRUST.team.member_ids[0]
        assert (await seen(teams))[0]["cards"] == [NEW]
        assert (await seen(teams, advisor))[0]["cards"] != [NEW]


async def test_only_a_mention_reaches_the_bot(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.play("message", {"text": "Coffee?"}, OTHER, **HERE)).status == 200
        assert teams.bot.heard == []
        told = await teams.play("message", {"text": "@SIP Desk help"}, OTHER, **HERE)
        assert told.body["delivered"]
        heard = teams.bot.heard[-1]
        assert heard["text"] == "<at>SIP Desk</at> help"
        mention = {"type": "mention", "mentioned": {"id": f"28:{TRUST.app_id}", "name": "SIP Desk"}}
        assert {**mention, "text": "<at>SIP Desk</at>"} in heard["entities"]
        shown = await seen(teams, TRUST.team.member_ids[0])
        assert [(one["text"], one["from_name"]) for one in shown] == [
            ("Coffee?", OTHER.name),
            ("SIP Desk help", OTHER.name),
        ]


async def test_who_is_not_in_the_team_sees_and_does_nothing(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        assert (await teams.ask("GET", f"/chats/{HEAD.id}", **HERE)).status == 404
        assert (await teams.play("message", {"text": "Hello"}, HEAD, **HERE)).status == 404
        assert (await teams.ask("GET", f"/chats/{OTHER.id}", params={"channel": "19:other"})).status == 404
        file = await teams.ask("POST", f"/play/{OTHER.id}/file?name=a.docx", data=b"word", **HERE)
        assert file.status == 409  # a bot takes files in personal chats only


async def test_the_connector_knows_the_channel_and_its_members(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        members = (await teams.ask("GET", f"/v3/conversations/{CHANNEL}/members")).body
        assert {one["aadObjectId"] for one in members} == set(TRUST.team.member_ids)
        one = await teams.ask("GET", f"/v3/conversations/{CHANNEL}/members/{OTHER.id}")
        assert one.body["name"] == OTHER.name
        assert (await teams.ask("GET", f"/v3/conversations/{CHANNEL}/members/{HEAD.id}")).status == 404
        (shown,) = (await teams.ask("GET", "/channels")).body
        assert (shown["id"], shown["team"], len(shown["members"])) == (CHANNEL, TRUST.team.name, len(members))


async def test_what_teams_refuses_in_a_channel(tmp_path: Path) -> None:
    async with teams_side(tmp_path) as teams:
        for conversation in (f"{CHANNEL};messageid=1", "19:other@thread.tacv2"):
            found = await teams.ask("POST", f"/v3/conversations/{conversation}/activities", message(card()))
            assert (found.status, found.body["error"]["code"]) == (404, "ConversationNotFound")
        unknown = {"channelData": {"channel": {"id": "19:other@thread.tacv2"}}, "activity": message(card())}
        assert (await teams.ask("POST", "/v3/conversations", unknown)).status == 404
        silent = {"channelData": {"channel": {"id": CHANNEL}}}
        assert (await teams.ask("POST", "/v3/conversations", silent)).status == 400
        typing = await teams.ask("POST", POSTS, {"type": "typing"})
        assert typing.status == 201
        assert await seen(teams) == []
