from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.calendar_wire import Calendars
from tests.sandbox.graph_wire import Wire, graph_sandbox


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    """The stand-in for Graph, and nothing in it yet."""
    async with graph_sandbox(tmp_path) as wire:
        yield wire


@pytest.fixture
def cal(wire: Wire) -> Calendars:
    """The same, for who plays with its calendars."""
    return Calendars(wire)
