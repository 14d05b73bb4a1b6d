"""From the message box: a report is found and put into a chat, a link becomes a card, a concern goes on in private."""

import json
from typing import Any

import pytest

from tests.support.house import House
from tests.support.people import Json, Somebody
from tests.support.story import VIEW, Story

COMMANDS = ("reports", "visits", "schools")


async def found(who: Somebody, command: str, words: str = "") -> list[Json]:
    answer = await who.play("extension/query", command=command, words=words)
    assert answer["tries"] == 1, "Teams had to ask twice"
    assert answer["shows"] in ("results", "message"), answer
    return answer.get("results", [])


def people_of(story: Story) -> tuple[Somebody, ...]:
    return (story.sip, story.head, story.advisor, story.dso, story.officer)


async def reports_found(story: Story) -> list[int]:
    return [len(await found(who, "reports")) for who in people_of(story)]


async def posted(house: House, who: Somebody) -> Json:
    """The last message in the channel, as this person sees it."""
    channel = (await (await house.http.get(f"{house.sandbox}/channels")).json())[0]
    url = f"{house.sandbox}/chats/{who.id}"
    async with house.http.get(url, params={"channel": channel["id"]}) as reply:
        return (await reply.json())["messages"][-1]


async def in_channel(house: House, who: Somebody, act: str, **body: Any) -> Json:
    channel = (await (await house.http.get(f"{house.sandbox}/channels")).json())[0]
    url = f"{house.sandbox}/play/{who.id}/{act}"
    async with house.http.post(url, params={"channel": channel["id"]}, json=body) as reply:
        answer = await reply.json()
        assert reply.status == 200, answer
        return answer


async def test_a_report_is_found_from_the_moment_at_which_each_may_read_it(story: Story) -> None:
    assert await reports_found(story) == [0, 0, 0, 0, 0]
    await story.sent()
    assert await reports_found(story) == [0, 0, 0, 0, 0]
    await story.head.press(await story.head.newest(), "report.approve")
    await story.house.kept()
    assert await reports_found(story) == [1, 1, 1, 0, 0]
    await story.signed()
    await story.advisor.press((await story.advisor.cards())[0], "report.share")
    await story.house.kept()
    assert await reports_found(story) == [1, 1, 1, 1, 1]
    others = [one for one in story.house.roster["people"] if one["id"] not in {who.id for who in people_of(story)}]
    for person in others[:12]:
        assert await found(story.house.somebody(person["id"]), "reports") == [], person["role"]


async def test_a_card_put_into_a_channel_tells_nothing_that_is_not_everybodys(house: House, story: Story) -> None:
    await story.approved(VIEW)
    secrets = [text[:30] for text in story.contents.sections.values() if text.strip()]
    for who in people_of(story):
        for command in COMMANDS:
            for words in ("", secrets[0], VIEW):
                answer = await who.play("extension/query", command=command, words=words)
                said = json.dumps({key: answer.get(key) for key in ("results", "text")}, ensure_ascii=False)
                assert not [secret for secret in (*secrets, VIEW) if secret in said]
    before = await house.records()
    [one] = await found(story.advisor, "reports", f"{story.school.town} autumn")
    await in_channel(house, story.advisor, "extension/insert", sent=one["sent"])
    message = await posted(house, story.advisor)
    assert (message["from"], message["mine"]) == (story.advisor.id, True)
    shown = json.dumps(message["cards"], ensure_ascii=False)
    assert story.title in shown
    assert "Approved" in shown
    assert f"28:{house.tenant['bot_app_id']}" in shown  # the way to one's own chat
    filed = await story.filed()
    for secret in (*secrets, VIEW, "sharepoint", *filed, *(who.name for who in people_of(story))):
        assert secret not in shown
    assert await house.records() == before


@pytest.mark.with_report("approved")
async def test_a_link_to_a_filed_report_is_a_card_for_those_who_may_see_it_and_nothing_for_others(
    story: Story, house: House
) -> None:
    pack = await story.approved()
    links = [url for url in pack.links.values() if house.tenant["site"]["host"] in url]
    assert links
    for who, sees in zip(people_of(story), (1, 1, 1, 0, 0), strict=True):
        await who.type(f"Look: {links[0]}")
        message = next(one for one in reversed((await who.chat())["messages"]) if one["mine"])
        assert len(message["cards"]) == sees, who.name
        assert story.title in json.dumps(message["cards"], ensure_ascii=False) or not sees
    await house.kept()


async def test_a_concern_is_raised_from_a_channel_and_goes_on_in_private(house: House, story: Story) -> None:
    opened = await in_channel(house, story.advisor, "extension/open", command="raise")
    [words, actions] = opened["dialog"]["card"]["body"][1:]
    assert "private chat" in words["text"]
    assert await story.advisor.cards() == []
    sent = {"command": "raise", "data": actions["actions"][0]["data"]}
    for _ in range(2):
        done = await in_channel(house, story.advisor, "extension/submit", **sent)
        assert "I have written to you in your private chat" in done["text"]
        await house.kept()
    [card] = await story.advisor.cards()
    assert "If a child is at risk" in card.words


async def test_a_stranger_of_the_tenant_finds_nothing_and_raises_nothing(house: House) -> None:
    stranger = house.holder("headteacher")
    roster = house.service.settings.roster
    roster.write_text(roster.read_text().replace(stranger.id, "00000000-0000-4000-8000-000000000000"))
    await house.restart()
    for command in COMMANDS:
        answer = await stranger.play("extension/query", command=command, words="st")
        assert (answer["shows"], "You are not on the SIP service’s list" in answer["text"]) == ("message", True)
    answer = await stranger.play("extension/open", command="raise")
    assert (answer["shows"], "You are not on the SIP service’s list" in answer["text"]) == ("message", True)
    assert [entry["actor_id"] for entry in await house.audit("refused")] == [stranger.id]
