"""The page in a real browser: Debian's Chromium, where it is installed."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from sandbox.page import RENDERER
from tests.page.browser import FLAGS, Windows
from tests.support.house import House, a_house


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium was not found (Debian package chromium)")
    if not RENDERER.exists():
        pytest.skip("the card renderer was not found (npm ci)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def windows(chromium: Browser, house: House) -> AsyncIterator[Windows]:
    """Windows onto the page. Nothing that a test did may have made an error in any of them."""
    opened = Windows(chromium, house.sandbox)
    yield opened
    await opened.close()
    assert opened.errors == []
