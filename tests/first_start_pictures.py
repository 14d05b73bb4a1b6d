"""What the pictures of the guide “an afternoon” show: `sipdesk init` as it is answered at a terminal, with the files of
a trust that does not exist, and a list as the Trust Advisor reads it in chat. Part of `python -m tests.screenshots`."""

import argparse
import asyncio
import base64
import html
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.async_api import Browser

from service.command_line import parser
from service.first_start import command
from tests.page.browser import Windows
from tests.support import list_files as files
from tests.support import trust_files
from tests.support.house import a_house, a_sandbox

_APP: Final = "0d6f2c1e-7a55-4c3b-9f0e-2b1a4c5d6e7f"
_TENANT: Final = "6b1f0c52-3f0e-4f0b-8a44-95d5c1a7e2b3"
_WIDTH: Final = 740
_PAGE: Final = (
    '<!doctype html><meta charset="utf-8"><style>body {{ margin: 0; width: {width}px }}'
    " pre {{ margin: 0; padding: 18px 22px; background: #1b1f24; color: #e6e6e6;"
    " font: 14px/1.4 'DejaVu Sans Mono', monospace; white-space: pre-wrap }}"
    " b {{ color: #8fd18f; font-weight: normal }}</style><pre>{text}</pre>"
)
_CUT: Final = "⋮"


@dataclass
class Typing:
    """Answers in this order, and writes down what stands on the screen. What is hidden does not."""

    answers: list[str]
    is_there = True

    def ask(self, words: str, *, hidden: bool = False) -> str:
        said = self.answers.pop(0)
        print(f"{words}\0{'' if hidden else said}\1")  # noqa: T201 - the terminal
        return said


async def take_first_start(browser: Browser, folder: Path) -> None:
    with TemporaryDirectory() as name:
        texts = await _terminal(Path(name))
    for part, text in texts.items():
        (folder / f"init-{part}.webp").write_bytes(await _photographed(browser, text))
    with TemporaryDirectory() as name:
        await _take_chat(browser, Path(name), folder)


async def _terminal(folder: Path) -> dict[str, str]:
    settings = _settings(folder / "real")
    async with a_sandbox(folder, "http://127.0.0.1:3978", lambda: datetime.now(UTC)) as around:
        with _in_folder(folder / "lists"):
            for kind in ("schools", "terms", "people"):
                getattr(trust_files, f"{kind}_file")(Path(), around.roster)
            typing = Typing(["", "schools.csv", "terms.csv", "people.xlsx", "", "y"])
            run = lambda: command.run(_chosen("--sandbox", around.origin), typing)  # noqa: E731 - run in a thread
            whole = await asyncio.to_thread(_screen, run)
    lists = whole[whole.index("Which file has your schools") : whole.index("Now the doctor")]
    doctor = whole[whole.index("Now the doctor") :]
    return {
        "settings": settings,
        "lists": _shortened(lists, "  new: ", 3),
        "left": _CUT + "\n" + doctor[doctor.index("GREEN  Bot registration") :],
    }


def _settings(folder: Path) -> str:
    with _in_folder(folder):
        key = Path("graph.pem")
        key.write_text("-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n", encoding="ascii")
        site = "https://trust.sharepoint.com/sites/SIP"
        answers = ["lantern", _TENANT, _APP, "", "Abc8Q~a-secret", "", key.name, site, "", ""]
        return _screen(lambda: command.settings_of(_chosen(), Typing(answers)))


def _chosen(*words: str) -> argparse.Namespace:
    return parser().parse_args(["init", *words])


def _screen(run: Any) -> str:
    """All that would stand there, without the folder of the day."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(out):
        run()
    said = re.sub("\0(.*?)\1", lambda found: f"<b>{html.escape(found[1])}</b>", out.getvalue())
    return "\n".join(_kept_bold(line) for line in said.splitlines()).replace(str(Path.cwd()), "")


def _kept_bold(line: str) -> str:
    return html.escape(line, quote=False).replace("&lt;b&gt;", "<b>").replace("&lt;/b&gt;", "</b>")


def _shortened(text: str, begins: str, shown: int) -> str:
    """No more than so many lines in a row that begin so."""
    kept, row = list[str](), 0
    for line in text.splitlines():
        row = row + 1 if line.startswith(begins) else 0
        if row <= shown:
            kept.append(line)
        elif row == shown + 1:
            kept.append(f"  {_CUT}")
    return "\n".join(kept)


async def _photographed(browser: Browser, text: str) -> bytes:
    page = await browser.new_page(viewport={"width": _WIDTH, "height": 200}, device_scale_factor=1.5)
    head = "" if text.startswith(_CUT) else "$ <b>sipdesk init</b>\n\n"
    await page.set_content(_PAGE.format(width=_WIDTH, text=head + text.strip("\n")))
    await page.set_viewport_size({"width": _WIDTH, "height": await page.evaluate("document.body.scrollHeight")})
    session = await page.context.new_cdp_session(page)
    shot: Any = await session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
    await page.close()
    return base64.b64decode(shot["data"])


async def _take_chat(browser: Browser, folder: Path, target: Path) -> None:
    """A new school, and a SIP who is to have it: sent in chat, and read."""
    async with a_house(folder) as house:
        windows, advisor = Windows(browser, house.sandbox), house.holder("trust_advisor")
        head = ("URN", "Name", "Town", "Local authority")
        rows = (("900777", "St Bede’s Catholic Primary School", "Tidewell", "Wrenmouth"),)
        first = house.roster["schools"][0]
        changed = (first["urn"], f"{first['name']} and Nursery", first["town"], first["local_authority"])
        path = files.table(folder / "schools.xlsx", head, *rows, changed)
        await advisor.send_file(path.name, path.read_bytes())
        await house.kept()
        window = await windows.open(advisor.id, {"width": 1100, "height": 940})
        await window.page.wait_for_timeout(500)
        session = await window.page.context.new_cdp_session(window.page)
        shot: Any = await session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        (target / "list-in-chat.webp").write_bytes(base64.b64decode(shot["data"]))
        await windows.close()


@contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    """Without settings of this machine."""
    folder.mkdir(parents=True)
    before, kept = Path.cwd(), {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("SIPDESK_")}
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.update(kept)
