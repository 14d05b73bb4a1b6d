"""The page in a real browser: Debian's Chromium, where it is installed. One for all tests of a worker, on one event
loop: each test module says so (`ON_ONE_LOOP`)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from sandbox.page import RENDERER
from tests.page.browser import AXE, FLAGS, NO_PROGRAM, Windows, program
from tests.page.stage import Stage, a_stage
from tests.support.house import House, a_house


@pytest.fixture(autouse=True)
def rooms_are_covered_by_their_own_tests(no_cover: None) -> None:
    """As with the journeys: what a window happens to pass through should not count as tested, and measuring is slow."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    found = program()
    if found is None:
        pytest.skip(NO_PROGRAM)
    if not (RENDERER.exists() and AXE.exists()):
        pytest.skip("the card renderer was not found (npm ci)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def windows(chromium: Browser, house: House) -> AsyncIterator[Windows]:
    """Windows onto the page. Nothing that a test did may have made an error in any of them."""
    opened = Windows(chromium, house.sandbox)
    yield opened
    await opened.close()
    assert opened.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chromium: Browser, tmp_path: Path) -> AsyncIterator[Stage]:
    """The page without SIP Desk: a bot that says what the test tells it to say."""
    async with a_stage(tmp_path, chromium) as opened:
        yield opened
        await opened.windows.close()
        assert opened.windows.errors == []
