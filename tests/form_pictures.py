"""`python -m tests.form_pictures`: the pages of each term's form, blank and as it opens after the visit, for the docs.
LibreOffice prints them, and Chromium makes the pictures small."""

import asyncio
import base64
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.async_api import async_playwright

from handbook.core.school_years import Term
from tests.page.browser import FLAGS
from tests.support.forms import begun_form, blank_form

FOLDER: Final = Path("docs/images/forms")
WIDTH, HEIGHT = 744, 1052
"""Of a picture, in pixels: A4 at 90 to the inch."""
PROGRAMS: Final = {"soffice": "libreoffice", "pdftoppm": "poppler-utils", "chromium": "chromium"}


def forms() -> Mapping[str, bytes]:
    kinds = {"blank": blank_form, "begun": begun_form}
    return {f"{term.lower()}-{kind}": write(term) for term in Term for kind, write in kinds.items()}


def pages(folder: Path) -> list[Path]:
    """A PNG of each page."""
    files = []
    for name, data in forms().items():
        (folder / f"{name}.docx").write_bytes(data)
        files.append(str(folder / f"{name}.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(office, check=True, capture_output=True, timeout=300)
    for pdf in folder.glob("*.pdf"):
        size = ["-scale-to-x", str(WIDTH), "-scale-to-y", str(HEIGHT)]
        subprocess.run(["pdftoppm", "-png", *size, str(pdf), str(folder / pdf.stem)], check=True, timeout=60)
    return sorted(folder.glob("*.png"))


async def shrunk(pictures: list[Path], program: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        session = await page.context.new_cdp_session(page)
        for picture in pictures:
            data = base64.b64encode(picture.read_bytes()).decode()
            await page.set_content(f'<body style="margin:0"><img src="data:image/png;base64,{data}"></body>')
            await page.wait_for_function("document.images[0].complete")
            shot: Any = await session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
            (FOLDER / f"{picture.stem}.webp").write_bytes(base64.b64decode(shot["data"]))
        await browser.close()


def main() -> int:
    if lost := [f"{name} (Debian package {package})" for name, package in PROGRAMS.items() if not shutil.which(name)]:
        sys.stderr.write(f"Not found: {', '.join(lost)}.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with TemporaryDirectory() as folder:
        asyncio.run(shrunk(pages(Path(folder)), str(shutil.which("chromium"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
