"""The Trust Advisor writes to all headteachers, reads whom it reached, and whoever was missed gets it when they can be
reached. The numbers come to all."""

import asyncio
import re

from tests.support.house import House
from tests.support.people import Seen
from tests.support.story import Story

WORDS = "The training day moves to Friday 4 December."


def numbers(card: Seen) -> dict[str, int]:
    return {name: int(count) for name, count in re.findall(r"^- ([\w ]+): (\d+)$", card.words, re.MULTILINE)}


async def test_a_message_to_all_headteachers_adds_up(house: House) -> None:
    advisor, one, two = house.holder("trust_advisor"), Story.of(house).head, Story.of(house, 1).head
    heads = [person["id"] for person in house.roster["people"] if person["role"] == "headteacher"]
    for somebody in (one, two):
        await somebody.type("help")
    await house.kept()
    await one.play("block")
    await two.play("uninstall")
    await house.kept()
    await advisor.type("broadcast")
    await house.kept()
    form = await advisor.newest()
    no = await advisor.press(form, "broadcast.write", offices="headteacher", authority="every", dso="every", words=" ")
    assert isinstance(no, Seen)
    assert "Please write the message" in no.words
    preview = await advisor.press(no, "broadcast.write", offices="headteacher", words=WORDS)
    assert isinstance(preview, Seen)
    assert f"it goes to {len(heads)} people, each once" in preview.words
    assert isinstance(await advisor.press(preview, "broadcast.send"), Seen)
    for _ in range(2):  # who cannot be reached is put off again each time
        await house.kept()
        await house.hasten()
    report = await advisor.newest()
    found = numbers(report)
    assert found.pop("Total") == len(heads) == sum(found.values())
    assert (found["Blocked SIP Desk"], found["App not installed"]) == (1, 1)
    assert (found["Waiting to be sent"], found["Reached"]) == (0, len(heads) - 2)
    await one.play("unblock")
    await two.play("install")
    await house.kept()
    again = await advisor.press(report, "broadcast.resend")
    assert isinstance(again, Seen)
    async with asyncio.timeout(20):
        while numbers(await advisor.again(report))["Reached"] != len(heads):
            await house.kept()
            await asyncio.sleep(0.05)
    await house.settled()
    for person_id in heads:
        assert sum(WORDS in card.words for card in await house.somebody(person_id).cards()) == 1
    assert [entry["detail"]["people"] for entry in await house.audit("broadcast_sent")] == [len(heads)]
    assert [entry["detail"]["people"] for entry in await house.audit("broadcast_sent_again")] == [2]
