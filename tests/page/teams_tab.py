"""Sitting in front of the tab as one of the trust's people, in a frame as Teams shows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Frame, Page

from tests.page.browser import AXE, DESKTOP, PATIENCE, WCAG
from tests.support.house import House

FRAMED_ONLY = ("region", "landmark-one-main", "page-has-heading-one")
"""What axe-core asks of whole windows; Teams' own is around ours."""


class TabWindow:
    def __init__(self, page: Page, errors: list[str]) -> None:
        self.page = page
        self.errors = errors

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    async def drawn(self, title: str) -> None:
        """A page of this title is there, after signing in."""
        await self.frame.locator("#app:not([data-sign-in]) h1", has_text=title).first.wait_for()

    async def text(self) -> str:
        return await self.frame.locator("body").inner_text()

    async def theme(self, name: str) -> None:
        await self.page.select_option("#theme", name)
        await self.frame.locator(f"html[data-theme={'light' if name == 'default' else name}]").wait_for()

    async def faults(self) -> list[str]:
        """What axe-core finds, of any weight."""
        if not await self.frame.evaluate("typeof axe !== 'undefined'"):
            await self.frame.evaluate(AXE.read_text(encoding="utf-8"))
        found: Any = await self.frame.evaluate(
            "options => axe.run(document, options)",
            {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]},
        )
        return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]

    async def is_too_wide(self) -> bool:
        return bool(await self.frame.evaluate("document.documentElement.scrollWidth > innerWidth"))


@asynccontextmanager
async def tab_of(
    browser: Browser,
    house: House,
    person_id: str,
    size: dict[str, int] = DESKTOP,
    *,
    cookies: bool = True,
    line: dict[str, Any] | None = None,
) -> AsyncIterator[TabWindow]:
    """Without `cookies` the browser keeps none of a page in a frame, as some do. `line` is how slow everything is
    fetched, as Chromium's own developer tools say it."""
    context = await browser.new_context(locale="en-GB", viewport=size, accept_downloads=True)  # pyright: ignore[reportArgumentType] -- a dict of width and height
    context.set_default_timeout(PATIENCE)
    page, errors = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))

    def heard(message: ConsoleMessage) -> None:
        # TeamsJS asks Microsoft for more names of hosts than it brings; we let nothing be loaded from elsewhere
        if message.type == "error" and not any(known in message.text for known in _KNOWN):
            errors.append(message.text)

    page.on("console", heard)
    if line is not None:
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", line)
    if not cookies:

        async def without(route: Any) -> None:
            answer = await route.fetch()
            await route.fulfill(response=answer, headers={k: v for k, v in answer.headers.items() if k != "set-cookie"})

        await page.route("**/tab/session", without)
    await page.goto(f"{house.sandbox}/tab/{person_id}")
    yield TabWindow(page, errors)
    await context.close()
    assert errors == [], errors


_KNOWN = ("res.cdn.office.net", "Failed to load resource")
