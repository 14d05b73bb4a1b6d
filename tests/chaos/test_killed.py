"""`kill -9` of the service at any moment between a press and what follows from it, and a restart: one decision, filed
once, everybody told once.

One window cannot be closed: Teams has taken a message, and the process dies before that is written down. Then the
message is sent again, because twice is better than never; Teams has no way to ask. These tests allow for a second
message only where the first was taken at the moment of the kill, one to each person, and count how often that
happened: three people are told at the same time, so on a slow machine one kill can hit the window of more than one."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import Databases
from tests.support.people import Seen, Somebody
from tests.support.processes import Processes, processes
from tests.support.story import Story

TAKEN_AT_THE_KILL = timedelta(seconds=1)
TOLD = {"sip": 2, "head": 3, "advisor": 1}
"""Messages about one report: what was read, and its approval; the report, what the board may show, and the governors'
pack; the report."""


@pytest.fixture
async def trust(tmp_path: Path, sqlite_databases: Databases) -> AsyncIterator[Processes]:
    with sqlite_databases.ready() as url:
        async with processes(tmp_path, url) as started:
            await started.start()
            yield started


def reports(trust: Processes) -> Iterator[Story]:
    """One report after the other: this autumn's of each of the twelve schools, which is due on any day of the year."""
    for number in range(12):
        yield Story.of(trust, number)


@dataclass
class Killed:
    """A kill: during which step, and how long after the person had begun it."""

    step: str
    after: float
    at: datetime


async def killed_during(trust: Processes, step: str, doing: Awaitable[Any], after: float) -> tuple[Killed, Any]:
    """The service is killed so many seconds after a person began something, and started again; what they saw."""
    task = asyncio.ensure_future(doing)
    await asyncio.sleep(after)
    killed = Killed(step, after, await trust.kill())
    await trust.start()
    return killed, await task


async def pressed(person: Somebody, card: Seen, verb: str) -> dict[str, Any]:
    """At once, as if it had been asked about once more already."""
    return await person.post_as_shown(card, verb)


async def about(story: Story, person: Somebody) -> list[dict[str, Any]]:
    """The messages in a person's chat that are about this report."""
    return [one for one in (await person.chat())["messages"] if one["cards"] and story.title in str(one["cards"])]


async def check_done_once(story: Story, kills: list[Killed]) -> int:
    """Everything is as if nothing had happened. Returns how many messages are there twice."""
    filed = await story.filed()
    assert len(filed) == 2
    for file in filed.values():
        assert len(await story.house.libraries.versions(file)) == 2  # the file, and all its columns at once
        assert await story.house.libraries.may_read(file, story.sip.id, story.head.id) == [True, True]
    assert len(await story.drafts()) == 1
    entries = [entry for entry in await story.house.audit() if entry["about"] == await _report(story)]
    actions = [entry["action"] for entry in entries]
    assert actions.count("opened") >= 2  # the draft, and what was filed; once more where it was killed right after
    assert [one for one in actions if one != "opened"] == ["received", "sent", "draft_placed", "approved", "filed"]
    return sum([await _twins(story, name, kills) for name in TOLD])


async def _report(story: Story) -> str:
    shown = [card for one in await about(story, story.sip) for card in one["cards"] if "refresh" in card]
    return f"report:{shown[0]['refresh']['action']['data']['report']}"


async def _twins(story: Story, name: str, kills: list[Killed]) -> int:
    messages = await about(story, getattr(story, name))
    noted = await story.house.noted_messages()
    strays = [one for one in messages if one["id"] not in noted]
    for one in strays:
        ages = [kill.at - datetime.fromisoformat(one["at"]) for kill in kills]
        assert any(timedelta(0) <= age < TAKEN_AT_THE_KILL for age in ages), f"{name} was told twice for no reason"
    assert len(strays) <= len(kills)
    assert len(messages) - len(strays) == TOLD[name]
    return len(strays)


async def approved_through(trust: Processes, story: Story, after: float) -> list[Killed]:
    """The headteacher approves, and the service is killed so many seconds later."""
    card = await story.sent()
    kill, seen = await killed_during(trust, "approve", pressed(story.head, card, "report.approve"), after)
    if seen["shows"] == "error":  # as people do when Teams says that it could not reach the app
        await pressed(story.head, card, "report.approve")
    await trust.settled()
    return [kill]


async def how_long(story: Story) -> float:
    """Seconds from the headteacher's press until everything has followed from it."""
    card = await story.sent()
    began = time.monotonic()
    await pressed(story.head, card, "report.approve")
    await story.house.kept()
    return time.monotonic() - began


async def test_killed_between_press_and_filing(trust: Processes) -> None:
    """A few kills, spread over the time that filing takes."""
    stories, kills = reports(trust), 3
    longest = await how_long(next(stories))
    chance = random.Random(20261123)
    for number in range(kills):
        story = next(stories)
        killed = await approved_through(trust, story, longest * (number + chance.random()) / kills)
        await check_done_once(story, killed)
    await trust.check_cards()


@pytest.mark.long
@pytest.mark.parametrize("part", range(6))
async def test_killed_at_any_moment_of_the_whole_story(trust: Processes, part: int) -> None:
    """Sixty stories, each with a kill at any moment of any step. The figures are in build/chaos-N.json."""
    stories, chance = reports(trust), random.Random()
    longest = await how_long(next(stories))
    found: list[dict[str, Any]] = []
    for _ in range(10):
        story, step = next(stories), chance.choice(["file", "send", "approve", "approve", "approve"])
        kill = await _through(trust, story, step, chance.uniform(0, longest))
        found.append({"step": step, "after": round(kill.after, 3), "twins": await check_done_once(story, [kill])})
        _write(found, part)
    await trust.check_cards()


def _write(found: list[dict[str, Any]], part: int) -> None:
    build = Path("build")
    build.mkdir(exist_ok=True)
    figures = {"kills": len(found), "twins": sum(one["twins"] for one in found), "rounds": found}
    (build / f"chaos-{part}.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


async def _through(trust: Processes, story: Story, killed_step: str, after: float) -> Killed:
    """The whole story, with a kill during one of its steps. Each person looks, and does again what had no effect."""
    kill: Killed | None = None
    for step, act in {"file": _file, "send": _send, "approve": _approve}.items():
        if step == killed_step:
            kill, _ = await killed_during(trust, step, act(story), after)
            await trust.settled()
        await act(story)
        await trust.settled()
    assert kill
    return kill


async def _file(story: Story) -> None:
    if not await about(story, story.sip):
        await story.send_file()


async def _send(story: Story) -> None:
    await _presses(story, story.sip, "report.send")


async def _approve(story: Story) -> None:
    await _presses(story, story.head, "report.approve")


async def _presses(story: Story, person: Somebody, verb: str) -> None:
    """The button on the last card about this report that has it; nothing where none has it any more."""
    cards = [Seen(one["id"], one["cards"][0]) for one in await about(story, person)]
    live = [card for card in cards if verb in card.verbs]
    if live:
        await pressed(person, live[-1], verb)
