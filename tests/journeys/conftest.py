"""Journeys go through the front door: activities in, answers and far-end contents out."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.house import House, a_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as started:
        yield started
