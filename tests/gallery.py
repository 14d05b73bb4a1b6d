"""`python -m tests.gallery`: pictures of every card, in every state and for every viewer, and a page that shows them.

They are not kept with the project: every change of a card would make the repository larger for good."""

import asyncio
import base64
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, async_playwright
from playwright.async_api import Page as BrowserPage

from sandbox.page import RENDERER, Page
from tests.page.browser import FLAGS
from tests.support.card_gallery import Shown, every_card

WIDTHS = {"desktop": 560, "phone": 320}
THEMES = ("light", "dark", "contrast")
FOLDER = Path("docs/gallery")
_QUALITY = 45
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1000px; padding: 16px; color: #242424; }
figure { margin: 0 0 32px; } figcaption { font-weight: 600; margin-bottom: 8px; }
.pair { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; }
img { max-width: 100%; height: auto; border: 1px solid #d6d6d6; border-radius: 8px; }
nav a { margin-right: 12px; } h2 { border-top: 1px solid #d6d6d6; padding-top: 16px; }
"""


@asynccontextmanager
async def cards_page() -> AsyncIterator[str]:
    """The address of the page that draws cards alone."""
    app = web.Application()
    app.add_routes(Page(Path("no samples")).routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/page/card.html"
    finally:
        await runner.cleanup()


async def drawn(page: BrowserPage, cards: Sequence[Shown], theme: str, width: int) -> list[str]:
    """Draws them all; what the renderer warned about, each with the card and the element's path."""
    given = [{"name": one.name, "card": one.card} for one in cards]
    warned: list[str] = await page.evaluate(
        "([cards, theme, width]) => drawAll(cards, theme, width)", [given, theme, width]
    )
    return warned


async def pictures(cards: Sequence[Shown], themes: Sequence[str], folder: Path, program: str) -> list[str]:
    """Writes every picture; returns what the renderer warned about."""
    async with cards_page() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        warned = await asyncio.gather(*(_in_theme(browser, address, cards, theme, folder) for theme in themes))
        await browser.close()
    return [warning for of_one in warned for warning in of_one]


async def _in_theme(browser: Browser, address: str, cards: Sequence[Shown], theme: str, folder: Path) -> list[str]:
    page, warned = await cards_window(browser, address), list[str]()
    for name, width in WIDTHS.items():
        warned += await drawn(page, cards, theme, width)
        for number in range(1, len(cards) + 1):
            (folder / f"{number:03}-{theme}-{name}.webp").write_bytes(await photograph(page, number))
    return warned


async def cards_window(browser: Browser, address: str) -> BrowserPage:
    page = await browser.new_page(locale="en-GB", viewport={"width": 640, "height": 1600})
    await page.goto(address)
    await page.wait_for_selector("html[data-ready=true]", state="attached")
    return page


async def photograph(page: BrowserPage, number: int) -> bytes:
    """One of the cards that are drawn, as WebP; alone, for a page with all of them would be painted whole each time."""
    box: dict[str, float] = await page.evaluate("(number) => showOnly(number)", number)
    session = await page.context.new_cdp_session(page)
    asked = {"format": "webp", "quality": _QUALITY, "clip": box, "captureBeyondViewport": True}
    shot: Any = await session.send("Page.captureScreenshot", asked)
    await session.detach()
    return base64.b64decode(shot["data"])


def html_page(cards: Sequence[Shown], themes: Sequence[str]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for number, shown in enumerate(cards, 1):
        title = escape(shown.name)
        pair = "".join(
            f'<img loading="lazy" src="{number:03}-{theme}-{width}.webp" alt="{title}, {theme}, {width}">'
            for theme in themes
            for width in WIDTHS
        )
        groups[shown.name.partition(" · ")[0]].append(
            f'<figure id="c{number}"><figcaption>{number}. {title}</figcaption><div class="pair">{pair}</div></figure>'
        )
    contents = "".join(f'<a href="#{escape(group)}">{escape(group)} ({len(of)})</a>' for group, of in groups.items())
    body = "".join(f'<h2 id="{escape(group)}">{escape(group)}</h2>{"".join(of)}' for group, of in groups.items())
    return (
        f'<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>Every card of SIP Desk</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Every card of SIP Desk</h1>\n<p>{len(cards)} cards: each kind, in each "
        f"state, for each viewer; people and schools are a fiction. Drawn with Microsoft’s renderer by "
        f"<code>make gallery</code>.</p>\n<nav>{contents}</nav>\n{body}\n</html>\n"
    )


def main() -> int:
    program = shutil.which("chromium")
    if program is None or not RENDERER.exists():
        sys.stderr.write("The gallery needs Chromium (Debian package chromium) and the renderer (npm ci).\n")
        return 1
    began, cards = time.monotonic(), every_card()[::-1]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    warned = asyncio.run(pictures(cards, THEMES, FOLDER, program))
    (FOLDER / "index.html").write_text(html_page(cards, THEMES), encoding="utf-8")
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    took = time.monotonic() - began
    sys.stdout.write(f"{len(cards)} cards, {size / 1e6:.1f} MB, {took:.0f} s: {FOLDER}/index.html\n")
    sys.stderr.writelines(f"{warning}\n" for warning in warned)
    return 1 if warned else 0


if __name__ == "__main__":
    sys.exit(main())
