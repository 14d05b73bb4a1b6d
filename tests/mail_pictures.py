"""The page behind a letter, on a phone: a picture for docs/."""

import base64
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser

from tests.support.house import a_house
from tests.support.mail import code_to, link_to
from tests.support.story import Story

WIDTH = 390


async def take_mail_page(browser: Browser, folder: Path) -> None:
    """Where a headteacher answers, without script, as most mail programs open it."""
    with TemporaryDirectory() as state:
        async with a_house(Path(state), mail=True) as house:
            story = Story.of(house)
            await story.head.type("help")
            await house.kept()
            await story.head.play("uninstall")
            await story.sent_into_the_void()
            url = await link_to(house, story.head)
            window = await browser.new_context(viewport={"width": WIDTH, "height": 800}, java_script_enabled=False)
            page = await window.new_page()
            await page.goto(url)
            await page.get_by_role("button", name="Send me a code").click()
            await page.fill("#code", await code_to(house, story.head))
            await page.get_by_role("button", name="Continue").click()
            await page.locator("summary").last.click()
            session: Any = await window.new_cdp_session(page)
            shown = {"format": "webp", "quality": 60, "captureBeyondViewport": True}
            shot: Any = await session.send("Page.captureScreenshot", shown | {"clip": await _whole(session)})
            (folder / "page-answer.webp").write_bytes(base64.b64decode(shot["data"]))
            await window.close()


async def _whole(session: Any) -> dict[str, Any]:
    size = (await session.send("Page.getLayoutMetrics"))["cssContentSize"]
    return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
