"""`python -m tests.bench.page`: how fast the pages are, in Chromium on this machine. It prints, and asserts nothing."""

import asyncio
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import async_playwright

from tests.bench.tab import tab_figures
from tests.page.browser import FLAGS, Windows
from tests.support.house import House, a_house
from tests.support.story import Story

PRESSES: Final = 30
MESSAGES: Final = 200
OPENINGS: Final = 5


async def _pressed(house: House, windows: Windows, story: Story) -> list[float]:
    """Milliseconds from a press to the answer drawn, which is a sentence beside the card."""
    head = await windows.open(story.head.id)
    await head.press("Ask for a change")
    for number in range(2, PRESSES + 2):
        await head.press("Send this comment")  # without a comment: answered with a sentence, as often as one likes
        await head.page.wait_for_function("(number) => globalThis.pressTimes?.length >= number", arg=number)
    taken: list[float] = await head.page.evaluate("globalThis.pressTimes")
    return taken


async def _opened(house: House, windows: Windows, story: Story) -> list[float]:
    """Milliseconds from the beginning of the navigation until a chat with many cards is drawn; in a browser that has
    never been here, so that nothing is in its cache."""
    chat = await story.head.chat()
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": (await story.head.newest()).card}
    for _ in range(MESSAGES - len(chat["messages"])):
        url = f"{house.sandbox}/v3/conversations/{chat['conversation_id']}/activities"
        async with house.http.post(url, json={"type": "message", "attachments": [card]}) as sent:
            sent.raise_for_status()
    taken: list[float] = []
    for _ in range(OPENINGS):
        window = await windows.open(story.head.id)
        taken.append(await window.page.evaluate("performance.getEntriesByName('chat drawn')[0].startTime"))
        await window.page.close()
    return taken


async def figures(program: str) -> None:
    with TemporaryDirectory() as folder:
        async with a_house(Path(folder)) as house, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            windows, story = Windows(browser, house.sandbox), Story.of(house)
            await story.sent()
            for name, taken in (
                (f"press to drawn answer, {PRESSES} times", await _pressed(house, windows, story)),
                (f"page opened on {MESSAGES} messages, {OPENINGS} times", await _opened(house, windows, story)),
            ):
                sys.stdout.write(f"{name}: median {statistics.median(taken):.0f} ms, most {max(taken):.0f} ms\n")
            await windows.close()
            await tab_figures(browser, house)
            await browser.close()


if __name__ == "__main__":
    found = shutil.which("chromium")
    if found is None:
        sys.exit("Chromium was not found (Debian package chromium).")
    asyncio.run(figures(found))
