"""Pages of the documentation in a real browser, opened from their folder: readable on a phone, by everybody, alone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Request

from tests.page.browser import DESKTOP, NARROWEST, ON_ONE_LOOP, Window
from tests.site.building import built

pytestmark = ON_ONE_LOOP
ROOT = Path(__file__).parents[2]
LOOKED_AT = ("index", "headteachers", "rules", "project")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    outcome = built(ROOT, folder)
    assert outcome.is_whole, outcome.said
    return folder / "site"


async def test_a_page_reads_well_on_a_phone_and_asks_nobody(chromium: Browser, site: Path) -> None:
    page = await chromium.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            asked.append(request.url)

    page.on("request", note)
    for name in LOOKED_AT:
        for size in (DESKTOP, NARROWEST):
            await page.set_viewport_size(size)
            await page.goto(f"{(site / name).as_uri()}.html")
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, size)
        assert await Window(page).faults() == [], name
    assert asked == []
    await page.close()
