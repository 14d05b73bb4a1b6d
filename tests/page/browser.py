"""Sitting at the page as one of the trust's people."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PROGRAMS = ("chromium-headless-shell", "chromium")
"""Debian's two; the one that knows no windows takes a third less of the processor."""
NO_PROGRAM = "Chromium was not found (Debian package chromium-headless-shell, or chromium)"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 20_000.0
ON_ONE_LOOP = pytest.mark.asyncio(loop_scope="session")
"""A browser belongs to the event loop that it was started on."""

expect.set_options(timeout=PATIENCE)


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Windows:
    """Every window has its own storage, as on computers of different people."""

    def __init__(self, browser: Browser, sandbox: str) -> None:
        self._browser = browser
        self._sandbox = sandbox
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    async def open(self, person_id: str = "", size: dict[str, int] = DESKTOP, theme: str = "light") -> "Window":
        context = await self._browser.new_context(locale="en-GB", viewport=size, accept_downloads=True)  # pyright: ignore[reportArgumentType] -- a dict of width and height
        self._contexts.append(context)
        await context.add_init_script(f"if (globalThis.localStorage) localStorage.theme ??= {json.dumps(theme)}")
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        await page.goto(f"{self._sandbox}/#/{person_id}" if person_id else f"{self._sandbox}/")
        await page.wait_for_selector("html[data-ready]")
        return Window(page)

    def _heard(self, message: ConsoleMessage) -> None:
        # a refusal of the sandbox is shown on the page; the browser notes it here as well
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()


class Window:
    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str) -> Locator:
        """The newest button with this name on a card or elsewhere."""
        return self.page.get_by_role("button", name=name, exact=True).last

    @property
    def newest(self) -> Locator:
        return self.page.locator("#messages > .message").last

    @property
    def messages(self) -> Locator:
        return self.page.locator("#messages")

    async def press(self, name: str) -> None:
        await self.button(name).click()

    async def send(self, name: str, data: bytes) -> None:
        """A file, by the button for files of this computer."""
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        await self.page.set_input_files("#file", {"name": name, "mimeType": word, "buffer": data})

    async def tab(self, name: str) -> None:
        await self.page.get_by_role("tab", name=name).click()

    async def theme(self, name: str) -> None:
        await self.page.select_option("#theme", name)

    async def faults(
        self, within: str | None = None, leave_out: Iterable[str] = (), only: Iterable[str] = ()
    ) -> list[str]:
        """What axe-core finds serious or critical, each with the place; by all rules, or a few."""
        if not await self.page.evaluate("typeof axe !== 'undefined'"):
            await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {rule: {"enabled": False} for rule in leave_out}
        run = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": WCAG}
        found: Any = await self.page.evaluate(
            "([within, options]) => axe.run(within ?? document, options)",
            [within, {"runOnly": run, "rules": {} if only else rules, "resultTypes": ["violations"]}],
        )
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
