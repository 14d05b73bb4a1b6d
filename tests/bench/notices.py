"""What visits ask of the external service and take from it: the calls of a search, and a burst of change notifications
as Microsoft Graph sends them: at once, each twice, in no order, forged ones among them. Service, sandbox and sender
share one process here, so that the figures are upper bounds."""

import asyncio
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import aiohttp

from handbook.core.half_days import HalfDay
from handbook.visits.visit import VisitStatus
from store.tables import calendar_subscriptions
from tests.support.house import House, a_house
from tests.support.visit_story import VisitStory, at_half_day, times

BURST: Final = 1000
SCHOOLS: Final = (0, 1, 2, 3)
_FORGED: Final = 100
_PATIENCE: Final = 300.0


def measure() -> Mapping[str, float]:
    """The slowest answer and the last effect, in seconds. Raises RuntimeError where anything is done twice or lost."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder)))


def tell(found: Mapping[str, float]) -> None:
    out = sys.stdout.write
    out(f"Calls of Graph for the half-days that one search finds: {found['schedule_calls']:.0f} (wanted: at most 2)\n")
    out(f"{BURST} notifications at once: the slowest is accepted after {found['slowest_s']:.2f} s (wanted: below 3), ")
    out(f"all are processed after {found['processed_s']:.1f} s, {found['moved']:.0f} visits moved once each\n")
    out(f"{BURST} handshakes at once: the slowest is answered after {found['handshake_s']:.2f} s\n")


async def _measured(folder: Path) -> Mapping[str, float]:
    async with a_house(folder) as house:
        stories = [VisitStory.of(house, number) for number in SCHOOLS]
        await stories[0].found()
        calls = await house.calls("POST", "getSchedule")
        for story in stories:
            await story.booked(**({"purpose": "school_led:learning_walks"} if story is stories[0] else {}))
        await house.run_due_commands()  # now their calendars are watched
        await _hold_back(house, lost=True)
        moved = [await _moved_an_hour(story) for story in stories]
        before = await _messages(stories)
        handshake = await _handshakes(house)
        posts = await _posts(house, stories)
        began = time.perf_counter()
        slowest = await _burst(house, posts)
        await _all_moved(stories, moved, began)
        await house.kept()
        processed = time.perf_counter() - began
        await _check_once(house, stories, before)
        return {
            "schedule_calls": calls,
            "slowest_s": round(slowest, 2),
            "processed_s": round(processed, 1),
            "moved": len(stories),
            "handshake_s": round(handshake, 2),
        }


async def _hold_back(house: House, **manners: object) -> None:
    async with house.http.post(f"{house.sandbox}/control/notifications", json=manners) as reply:
        reply.raise_for_status()


async def _moved_an_hour(story: VisitStory) -> HalfDay:
    """By the SIP, in Outlook; nobody is told of it yet."""
    was = at_half_day(await story.visit())
    to = HalfDay(was.on, was.starts.replace(hour=was.starts.hour + 1), was.ends.replace(hour=was.ends.hour + 1))
    [entry] = await story.sips_outlook.on(was)
    await story.sips_outlook.act(entry, "move", **times(to))
    return to


async def _messages(stories: list[VisitStory]) -> int:
    """How many messages with cards stand in the chats of all whom it concerns."""
    people = {person.id: person for story in stories for person in (story.sip, story.head)}
    return sum([len(await person.cards()) for person in people.values()])


async def _posts(house: House, stories: list[VisitStory]) -> list[dict[str, Any]]:
    """Each change is told of twice; the forged ones guess the secret or name a watch that is nobody's."""
    with house.database.engine.connect() as connection:
        rows = connection.execute(calendar_subscriptions.select()).mappings().all()
    subscriptions = {row["person_id"]: row for row in rows}
    visits = [await story.visit() for story in stories]
    told: list[dict[str, Any]] = []
    for number in range((BURST - _FORGED) // 2):
        visit = visits[number % len(visits)]
        watch = subscriptions[visit.sip_id]
        told += [_notice(watch["watch_id"], watch["client_state"], visit.event_id, number)] * 2
    for number in range(_FORGED):
        subscription_id = "nobody's" if number % 2 else subscriptions[visits[0].sip_id]["watch_id"]
        told.append(_notice(subscription_id, "guessed", visits[0].event_id, BURST + number))
    Random(7).shuffle(told)
    return told


def _notice(subscription_id: str, client_state: str, event_id: str, number: int) -> dict[str, Any]:
    data = {"id": event_id, "@odata.etag": f'W/"{number}"'}
    one = {
        "subscriptionId": subscription_id,
        "clientState": client_state,
        "changeType": "updated",
        "resourceData": data,
    }
    return {"value": [one]}


async def _burst(house: House, posts: list[dict[str, Any]]) -> float:
    url = f"{house.bot}/api/graph/notifications"

    async def send(http: aiohttp.ClientSession, post: dict[str, Any]) -> float:
        began = time.perf_counter()
        async with http.post(url, json=post) as reply:
            if (reply.status, await reply.text()) != (202, ""):
                raise RuntimeError(f"not accepted: {reply.status}")
        return time.perf_counter() - began

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        return max(await asyncio.gather(*(send(http, post) for post in posts)))


async def _handshakes(house: House) -> float:
    url = f"{house.bot}/api/graph/notifications"

    async def ask(http: aiohttp.ClientSession, number: int) -> float:
        began = time.perf_counter()
        async with http.post(url, params={"validationToken": f"token {number}"}) as reply:
            if await reply.text() != f"token {number}":
                raise RuntimeError("another's token was given back")
        return time.perf_counter() - began

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        return max(await asyncio.gather(*(ask(http, number) for number in range(BURST))))


async def _all_moved(stories: list[VisitStory], to: list[HalfDay], began: float) -> None:
    while [at_half_day(await story.visit()) for story in stories] != to:
        if time.perf_counter() - began > _PATIENCE:
            raise RuntimeError("what was moved in Outlook is not moved here")
        await asyncio.sleep(0.1)


async def _check_once(house: House, stories: list[VisitStory], before: int) -> None:
    """One move of each visit, one message of it to each of the two, and nothing else."""
    if len(await house.audit("moved_in_outlook")) != len(stories):
        raise RuntimeError("a visit was moved more than once")
    if {(await story.visit()).status for story in stories} != {VisitStatus.BOOKED}:
        raise RuntimeError("a visit is not booked any more")
    told = await _messages(stories) - before
    if told != 2 * len(stories):
        raise RuntimeError(f"{told} messages instead of {2 * len(stories)}")


if __name__ == "__main__":
    tell(measure())
