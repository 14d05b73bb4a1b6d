"""Journeys go through the front door: activities in, answers and far-end contents out."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.canaries import watched
from tests.support.house import House, Ports, a_house
from tests.support.story import Story


@pytest.fixture(autouse=True)
def rooms_are_covered_by_their_own_tests(no_cover: None) -> None:
    """Measuring it doubles the time of a journey, and would count a line as tested that a journey happens to pass."""


@pytest.fixture(autouse=True)
def nothing_leaks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever happened: no secret, name, address or word of anybody is let out beside what is meant to be said."""
    with watched(monkeypatch) as canaries:
        yield
    canaries.check()


@pytest.fixture(autouse=True)
def _no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A story plays in a second what people do in days: its messages would be put off for being too many. That Teams'
    pace is kept is tested where it is made."""
    monkeypatch.setattr("bot.pace.LIMITS", ((1800, 1.0),))


@pytest.fixture(scope="session")
def first_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house that was started once: others begin with its database, which saves them seconds."""
    folder = tmp_path_factory.mktemp("first_house")

    async def start() -> None:
        async with a_house(folder):
            return

    asyncio.run(start())
    return folder


@dataclass(frozen=True)
class Played:
    """A house in which a part of the story has been played, for others to go on from."""

    part: str
    folder: Path
    ports: Ports | None = None


def _played(part: str, folder: Path, play_it: Callable[[Story], Awaitable[object]], before: Path) -> Played:
    ports = Ports.kept()
    shutil.copytree(before, folder, dirs_exist_ok=True)

    async def play() -> None:
        async with a_house(folder, ports=ports) as house:
            await play_it(Story.of(house))
            await house.settled()

    asyncio.run(play())
    return Played(part, folder, ports)


@pytest.fixture(scope="session")
def house_with_report_sent(tmp_path_factory: pytest.TempPathFactory, first_house: Path) -> Played:
    return _played("sent", tmp_path_factory.mktemp("sent"), Story.sent, first_house)


@pytest.fixture(scope="session")
def house_with_report_approved(tmp_path_factory: pytest.TempPathFactory, first_house: Path) -> Played:
    return _played("approved", tmp_path_factory.mktemp("approved"), Story.approved, first_house)


@pytest.fixture
def beginning(request: pytest.FixtureRequest, first_house: Path) -> Played:
    """Where a journey begins: where nothing happened yet, or, marked `with_report("sent")` or approved, from there on.
    What was played once costs nothing again."""
    mark = request.node.get_closest_marker("with_report")
    return request.getfixturevalue(f"house_with_report_{mark.args[0]}") if mark else Played("", first_house)


@pytest.fixture
async def house(tmp_path: Path, beginning: Played) -> AsyncIterator[House]:
    """Whatever happened in a house: its audit is whole, and every card in every chat says what is true."""
    async with a_house(tmp_path, like=beginning.folder, ports=beginning.ports) as started:
        started.begins = beginning.part
        yield started
        await _is_whole(started)


@pytest.fixture
async def mail_house(tmp_path: Path, first_house: Path) -> AsyncIterator[House]:
    """The same, of a service that writes to whom Teams does not reach."""
    async with a_house(tmp_path, like=first_house, mail=True) as started:
        yield started
        await _is_whole(started)


async def _is_whole(started: House) -> None:
    await started.kept()
    await started.audit()
    for _ in range(10):
        try:
            await started.check_cards()
            break
        except AssertionError:
            await started.hasten()  # Teams had asked for a moment: a card that was put off is drawn in the end
    await started.check_cards()


@pytest.fixture
def story(house: House) -> Story:
    """The first school: St Joseph's in Wrenmouth."""
    return Story.of(house)
