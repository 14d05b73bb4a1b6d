"""Journeys go through the front door: activities in, answers and far-end contents out."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.house import House, a_house
from tests.support.story import Story


@pytest.fixture(autouse=True)
def rooms_are_covered_by_their_own_tests(no_cover: None) -> None:
    """Measuring it doubles the time of a journey, and would count a line as tested that a journey happens to pass."""


@pytest.fixture(scope="session")
def first_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house that was started once: others begin with its database, which saves them seconds."""
    folder = tmp_path_factory.mktemp("first_house")

    async def start() -> None:
        async with a_house(folder):
            return

    asyncio.run(start())
    return folder


@pytest.fixture
async def house(tmp_path: Path, first_house: Path) -> AsyncIterator[House]:
    """Whatever happened in a house: its audit is whole, and every card in every chat says what is true."""
    async with a_house(tmp_path, like=first_house) as started:
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
