"""`python -m tests.gallery`: a picture of every card, in every state and for every viewer, and a page that shows them.

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
from tests.support.card_reading import word_count

WIDTHS = {"desktop": 560, "phone": 320}
THEMES = ("light", "dark", "contrast")
FOLDER = Path("docs/gallery")
_AT_ONCE = 2
"""Pages on which pictures are taken side by side."""
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1000px; padding: 16px; color: #242424; }
figure { margin: 0 0 32px; } figcaption { font-weight: 600; margin-bottom: 8px; }
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


async def pictures(cards: Sequence[Shown], folder: Path, program: str) -> list[str]:
    """Writes a picture of each; returns what the renderer warned about."""
    left, warned = iter(list(enumerate(cards, 1))), list[str]()

    async def take(page: BrowserPage) -> None:
        for number, shown in left:
            data, found = await photograph(
                page, shown, THEMES, tuple(WIDTHS.values()), format="png", optimizeForSpeed=True
            )
            picture_of(number, folder).write_bytes(data)
            warned.extend(found)

    async with cards_page() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        await asyncio.gather(*[take(await cards_window(browser, address)) for _ in range(_AT_ONCE)])
        await browser.close()
    return warned


def picture_of(number: int, folder: Path = Path()) -> Path:
    return folder / f"{number:03}.png"


async def cards_window(browser: Browser, address: str) -> BrowserPage:
    page = await browser.new_page(locale="en-GB", viewport={"width": 1000, "height": 3000})
    await page.goto(address)
    await page.wait_for_selector("html[data-ready=true]", state="attached")
    return page


async def photograph(
    page: BrowserPage, shown: Shown, themes: Sequence[str], widths: Sequence[int], **picture: Any
) -> tuple[bytes, list[str]]:
    """One card, alone on the page, in each theme and at each width; and what the renderer warned about."""
    card = {"name": shown.name, "card": shown.card}
    drawn: Any = await page.evaluate(
        "([card, themes, widths]) => drawSheet(card, themes, widths)", [card, *map(list, (themes, widths))]
    )
    session = await page.context.new_cdp_session(page)
    asked = {**picture, "clip": drawn["box"], "captureBeyondViewport": True}
    shot: Any = await session.send("Page.captureScreenshot", asked)
    await session.detach()
    return base64.b64decode(shot["data"]), drawn["warned"]


def html_page(cards: Sequence[Shown]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for number, shown in enumerate(cards, 1):
        title = escape(shown.name)
        groups[shown.name.partition(" · ")[0]].append(
            f'<figure id="c{number}"><figcaption>{number}. {title} ({word_count(shown.card)} words)</figcaption>'
            f'<img loading="lazy" src="{picture_of(number)}" alt="{title}, in each theme and at both widths"></figure>'
        )
    contents = "".join(
        f'<a href="#{escape(group)}">{escape(group)} ({len(of)}, {words_of(cards, group)} words at most)</a>'
        for group, of in groups.items()
    )
    body = "".join(f'<h2 id="{escape(group)}">{escape(group)}</h2>{"".join(of)}' for group, of in groups.items())
    return (
        f'<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>Every card of SIP Desk</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Every card of SIP Desk</h1>\n<p>{len(cards)} cards: each kind, in each "
        f"state, for each viewer, in three themes, at two widths; people and schools are a fiction. Drawn with "
        f"Microsoft’s renderer by <code>make gallery</code>.</p>\n<nav>{contents}</nav>\n{body}\n</html>\n"
    )


def words_of(cards: Sequence[Shown], group: str) -> int:
    """How many words the longest card of a kind has."""
    return max(word_count(shown.card) for shown in cards if shown.name.partition(" · ")[0] == group)


def main() -> int:
    program = shutil.which("chromium")
    if program is None or not RENDERER.exists():
        sys.stderr.write("The gallery needs Chromium (Debian package chromium) and the renderer (npm ci).\n")
        return 1
    began, cards = time.monotonic(), every_card()[::-1]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    warned = asyncio.run(pictures(cards, FOLDER, program))
    (FOLDER / "index.html").write_text(html_page(cards), encoding="utf-8")
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    took = time.monotonic() - began
    sys.stdout.write(f"{len(cards)} cards, {size / 1e6:.1f} MB, {took:.0f} s: {FOLDER}/index.html\n")
    sys.stderr.writelines(f"{warning}\n" for warning in warned)
    return 1 if warned else 0


if __name__ == "__main__":
    sys.exit(main())
