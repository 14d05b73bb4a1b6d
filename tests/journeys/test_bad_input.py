"""What a broken client, or somebody who tries things, may post: never a 5xx, one sentence or a 4xx, nothing changed."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from cards.kit.click_fields import FIELDS_AT_MOST
from tests.support.people import Seen
from tests.support.story import Story

Json = dict[str, Any]
JSON = {"Content-Type": "application/json"}
NOBODY = "00000000-0000-4000-8000-000000000000"
FRESH = "Please type “my reports” to me for a fresh card."


def nested(depth: int) -> Any:
    return {"a": nested(depth - 1)} if depth else "deep"


def bodies(good: Json) -> dict[str, tuple[bytes, dict[str, str], int]]:
    """What is no activity at all: the body, its headers and the status that answers it."""
    whole = json.dumps(good).encode()
    return {
        "empty": (b"", JSON, 400),
        "bad json": (whole[:-10], JSON, 400),
        "not utf-8": (b'{"type": "\xff\xfe"}', JSON, 400),
        "not a number": (b'{"type": NaN}', JSON, 400),
        "a list": (b"[]", JSON, 400),
        "a text": (b'"message"', JSON, 400),
        "no type": (b"{}", JSON, 400),
        "type of no text": (b'{"type": 7}', JSON, 400),
        "brackets without end": (b"[" * 100_000, JSON, 400),
        "deep": (json.dumps({**good, "value": nested(400)}).encode(), JSON, 400),
        "half a letter": (whole.replace(b"msteams", b"\\ud800"), JSON, 400),
        "zero byte": (whole.replace(b"msteams", b"\\u0000"), JSON, 400),
        "no content type": (whole, {"Content-Type": ""}, 415),
        "a form": (whole, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        "text": (whole, {"Content-Type": "text/plain"}, 415),
        "300 KB": (json.dumps({**good, "text": "x" * 300_000}).encode(), JSON, 413),
        "conversation of no object": (json.dumps({**good, "conversation": "19:x"}).encode(), JSON, 400),
    }


@pytest.mark.with_report("sent")
async def test_what_is_no_activity_is_a_4xx(story: Story) -> None:
    card = await story.sent()
    good = (await story.head.play("refresh", activity_id=card.id))["activity"]
    before = await story.house.records()
    for name, (body, headers, expected) in bodies(good).items():
        async with story.house.http.post(f"{story.house.bot}/api/messages", data=body, headers=headers) as reply:
            assert reply.status == expected, name
            assert await reply.read() == b"", name
    async with story.house.http.get(f"{story.house.bot}/api/messages") as reply:
        assert reply.status == 405
    assert await story.house.records() == before


def presses(card: Seen, other: Seen) -> dict[str, tuple[str, Any, str, bool]]:
    """By name: verb, data, what the person reads, and whether it is noted as an attempt."""
    data, report = card.data, card.data["report"]
    forged = f"I could not read that card, so nothing was changed. {FRESH}"
    nothing = f"This card does not say what it is about. {FRESH}"
    return {
        "unknown verb": ("report.destroy", data, f"I do not know that button. {FRESH}", True),
        "verb of python": ("__class__", data, "I do not know that button.", True),
        "no data": ("report.approve", None, nothing, True),
        "empty data": ("report.approve", {}, nothing, True),
        "no version": ("report.approve", {"report": report}, nothing, True),
        "no report": ("report.approve", {"version": 1}, nothing, True),
        "unknown report": ("report.approve", {"report": "f" * 32, "version": 1}, "I cannot find that report.", True),
        "report of another school": ("report.approve", other.data, "I cannot find that report.", True),
        "report as path": ("report.approve", {**data, "report": "../../etc/passwd"}, forged, True),
        "report as sql": ("report.approve", {**data, "report": "' OR 1=1 --"}, forged, True),
        "report as list": ("report.approve", {**data, "report": [report]}, forged, True),
        "version too new": ("report.approve", {**data, "version": 9}, "Replaced by version", True),
        "version zero": ("report.approve", {**data, "version": 0}, forged, True),
        "version as truth": ("report.approve", {**data, "version": True}, forged, True),
        "version as fraction": ("report.approve", {**data, "version": 1.5}, forged, True),
        "version in words": ("report.approve", {**data, "version": "one"}, forged, True),
        "enormous version": ("report.approve", {**data, "version": 10**40}, forged, True),
        "nested data": ("report.approve", {**data, "report": {"id": report}}, forged, True),
        "many fields": ("report.approve", {**data, **{f"f{n}": n for n in range(FIELDS_AT_MOST)}}, forged, True),
        "two verbs": ("report.approve", {**data, "verb": "report.share"}, forged, True),
        "long view": (
            "report.approve_with_view",
            {**data, "view": "x" * 30_000},
            "That text is too long for me.",
            True,
        ),
        "longer than its box": ("report.approve_with_view", {**data, "view": "x " * 1_500}, "below 2,000", True),
        "view as list": ("report.approve_with_view", {**data, "view": ["x"]}, forged, True),
        "not the sip": ("report.send", data, "belongs to another School Improvement Partner", True),
        "not yet approved": ("report.governors", data, "not open to you, or not yet", True),
        "not the advisor": ("report.share", data, "Only the Trust Advisor can share reports", True),
        "agreement of nobody": ("agreement.sign", {"urn": "999999", "revision": 0}, "I cannot find that school.", True),
        "agreement asked by a head": (
            "agreement.ask",
            {"urn": "934128", "revision": 0},
            "Only the Trust Advisor",
            True,
        ),
        "refresh of nothing": (
            "report.refresh",
            {"report": "f" * 32, "version": 1},
            "I cannot find that report.",
            True,
        ),
        "refresh of another school": ("report.refresh", other.data, "I cannot find that report.", True),
        "refresh of another card": ("report.refresh", {**data, "card": "report"}, "not open to you", True),
        "refresh of no card": ("report.refresh", {**data, "card": "everything"}, forged, True),
    }


@pytest.mark.with_report("sent")
async def test_presses_that_no_card_of_ours_sends(story: Story) -> None:
    card, other = await story.sent(), await Story.of(story.house, 1).sent()
    activity = (await story.head.play("refresh", activity_id=card.id))["activity"]
    before, told = await story.house.records(), len(await story.head.messages())
    for name, (verb, data, words, noted) in presses(card, other).items():
        attempts = len(await story.house.audit("refused"))
        action = {"type": "Action.Execute", "verb": verb, **({} if data is None else {"data": data})}
        status, answer = await story.house.post({**activity, "value": {"action": action, "trigger": "manual"}})
        assert (status, answer["statusCode"]) == (200, 200), name
        shown = answer["value"]
        assert words in (shown if isinstance(shown, str) else Seen("", shown).words), name
        assert len(await story.house.audit("refused")) == attempts + noted, name
        assert await story.house.records() == before, name
    await story.house.kept()
    assert len(await story.head.messages()) == told


@pytest.mark.parametrize(
    "value", [None, {}, [], "words", {"action": None}, {"action": {"verb": ["x"]}}, {"action": {}}]
)
@pytest.mark.with_report("sent")
async def test_an_invoke_without_a_press_in_it(story: Story, value: Any) -> None:
    card = await story.sent()
    activity = (await story.head.play("refresh", activity_id=card.id))["activity"]
    status, answer = await story.house.post({**activity, "value": value})
    assert status == 200
    assert (answer["statusCode"], answer["type"]) == (400, "application/vnd.microsoft.error")
    assert "This button sent something that cannot be read." in answer["value"]["message"]


CHANGED: dict[str, tuple[Callable[[Json], Json], int, str]] = {
    "another tenant": (lambda a: a | {"conversation": a["conversation"] | {"tenantId": NOBODY}}, 403, "turned_away"),
    "two tenants": (lambda a: a | {"channelData": {"tenant": {"id": NOBODY}}}, 403, "turned_away"),
    "another service": (lambda a: a | {"serviceUrl": "https://example.com/"}, 403, "turned_away"),
    "no sender": (lambda a: a | {"from": {"id": "29:x"}}, 200, "turned_away"),
    "sender of no id": (lambda a: a | {"from": a["from"] | {"aadObjectId": "../x"}}, 200, "turned_away"),
    "an unknown person": (lambda a: a | {"from": a["from"] | {"aadObjectId": NOBODY}}, 200, "refused"),
    "a group chat": (lambda a: a | {"conversation": a["conversation"] | {"conversationType": "groupChat"}}, 200, ""),
    "a channel": (lambda a: a | {"conversation": a["conversation"] | {"conversationType": "channel"}}, 200, ""),
    "another invoke": (lambda a: a | {"name": "task/fetch"}, 200, ""),
    "an unknown type": (lambda a: a | {"type": "surprise"}, 200, ""),
}


@pytest.mark.with_report("sent")
async def test_presses_of_somebody_or_somewhere_else(story: Story) -> None:
    card = await story.sent()
    activity = (await story.head.play("refresh", activity_id=card.id))["activity"]
    activity["value"] = {"action": {"verb": "report.approve", "data": card.data}, "trigger": "manual"}
    before = await story.house.records()
    for name, (change, expected, noted) in CHANGED.items():
        entries = await story.house.audit()
        status, _ = await story.house.post(change(json.loads(json.dumps(activity))))
        assert status == expected, name
        new = [entry["action"] for entry in (await story.house.audit())[len(entries) :]]
        assert new == ([noted] if noted else []), name
        assert await story.house.records() == before, name


async def test_messages_of_somebody_or_somewhere_else(story: Story) -> None:
    activity = (await story.head.play("message", text="help"))["activity"]
    await story.house.kept()
    for number, (name, (change, expected, _)) in enumerate(CHANGED.items()):
        status, _ = await story.house.post(change({**json.loads(json.dumps(activity)), "id": f"17950000000{number}"}))
        assert status == expected, name
        await story.house.kept()
    answered = len(await story.head.messages())
    assert answered == 3  # help; help again; and the sentence for a person whom nobody knows went to this chat


async def test_only_loopback_speaks_to_a_local_bot(story: Story) -> None:
    """Wherever an activity says that it comes from, nothing is ever sent elsewhere."""
    activity = (await story.head.play("message", text="help"))["activity"]
    for url in ("http://192.0.2.1/", "https://smba.trafficmanager.net/teams/", "ftp://127.0.0.1/", "", "x"):
        status, _ = await story.house.post({**activity, "serviceUrl": url})
        assert status == 403
