"""`python -m tests.screenshots`: what `docs/images` shows: the page in mid-story, the cards of README and docs/, how a
trust starts."""

import asyncio
import base64
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, async_playwright

from tests.first_start_pictures import take_first_start
from tests.gallery import WIDTHS, cards_page, cards_window, photograph
from tests.mail_pictures import take_mail_page
from tests.overview_trust import fill
from tests.page.browser import DESKTOP, FLAGS, PHONE, Window, Windows
from tests.page.teams_tab import tab_of
from tests.support.card_gallery import every_card
from tests.support.house import a_house
from tests.support.story import VIEW, Story

FOLDER = Path("docs/images")
CARDS = {
    "card-arrival": "arrival · drafted · v1 · Samir Pell",
    "card-approval": "approval · sent · v1 · Hanna Tilling",
    "card-agreement": "agreement · sharing · asked · Hanna Tilling",
    "card-visit": "visit · proposed · Hanna Tilling",
    "card-school": "school · trust_advisor",
    "card-change": "change · shown · trust_advisor",
    "card-import": "import · shown · trust_advisor",
    "card-allocation": "allocation · complete",
    "card-proposal": "SIP proposed · proposed · Hanna Tilling",
    "card-deployed": "SIP proposed · deployed · Thea Marlowe",
    "card-sips": "SIPs · all · page 1",
    "card-sip": "SIP · running_out · Samir Pell",
    "card-skills": "skills · new · Samir Pell",
    "card-team-skills": "team’s skills · mixed · Thea Marlowe",
    "card-digest": "digest · 1 · True · Hanna Tilling",
    "card-memberships": "memberships · all · Thea Marlowe",
    "card-refund": "membership · due · first · Thea Marlowe",
    "card-broadcast": "broadcast · some · Thea Marlowe",
    "card-hand-in": "handed file · our form · one school · Hanna Tilling",
}
"""By the names that the gallery gives them."""


async def take(window: Window, name: str) -> None:
    """As WebP: a third of the size of PNG."""
    await window.page.wait_for_timeout(300)  # smooth scrolling and fonts come to rest
    session = await window.page.context.new_cdp_session(window.page)
    shot: Any = await session.send("Page.captureScreenshot", {"format": "webp", "quality": 70})
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))


async def take_cards(browser: Browser) -> None:
    cards = {one.name: one for one in every_card()}
    async with cards_page() as address:
        page = await cards_window(browser, address)
        for name, shown in CARDS.items():
            data, _ = await photograph(page, cards[shown], ["light"], [WIDTHS["phone"]], format="webp", quality=45)
            (FOLDER / f"{name}.webp").write_bytes(data)


async def take_story(browser: Browser) -> None:
    with TemporaryDirectory() as folder:
        async with a_house(Path(folder)) as house:
            windows, story = Windows(browser, house.sandbox), Story.of(house)
            approval = await story.sent()
            phone = await windows.open(story.head.id, PHONE)
            await take(phone, "phone")
            head = await windows.open(story.head.id)
            await take(head, "headteacher")
            await story.head.press(approval, "report.approve_with_view", view=VIEW)
            await house.kept()
            advisor = await windows.open(story.advisor.id, theme="dark")
            await advisor.tab("Timeline")
            await take(advisor, "timeline-dark")
            await head.page.locator("#shelves summary", has_text="_v1.pdf").click()
            await take(head, "libraries")
            sip = await windows.open(story.sip.id, DESKTOP, "contrast")
            await sip.tab("Levers")
            await take(sip, "levers-contrast")
            await windows.close()


async def take_tab(browser: Browser) -> None:
    """The overview in the middle of a term, as Teams shows it."""
    desktop = {"width": 1200, "height": 1320}
    with TemporaryDirectory() as folder:
        async with a_house(Path(folder)) as house:
            await fill(house)
            story = Story.of(house)
            for name, person, theme, size in (
                ("overview", story.advisor, "default", desktop),
                ("overview-dark", story.advisor, "dark", desktop),
                ("overview-contrast", story.advisor, "contrast", desktop),
                ("overview-phone", story.sip, "default", {"width": 390, "height": 1320}),
            ):
                async with tab_of(browser, house, person.id, size) as window:
                    await window.drawn("Overview")
                    await window.theme(theme)
                    await take(Window(window.page), name)
            async with tab_of(browser, house, story.advisor.id, {"width": 1200, "height": 900}) as window:
                await window.drawn("Overview")
                await window.frame.get_by_role("link", name="Schools", exact=True).click()
                await window.drawn("Schools")
                await take(Window(window.page), "overview-schools")


async def take_start(browser: Browser) -> None:
    await take_first_start(browser, FOLDER)


async def take_mail(browser: Browser) -> None:
    await take_mail_page(browser, FOLDER)


PARTS = {"cards": take_cards, "story": take_story, "tab": take_tab, "start": take_start, "mail": take_mail}
"""What can be asked for by name; without one, all."""


async def screenshots(program: str, parts: Sequence[str]) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for part in parts:
            await PARTS[part](browser)
        await browser.close()


def main() -> int:
    program = shutil.which("chromium")
    if program is None:
        sys.stderr.write("Chromium was not found (Debian package chromium).\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(screenshots(program, sys.argv[1:] or list(PARTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
