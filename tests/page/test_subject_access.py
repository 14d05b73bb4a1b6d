"""The pages of somebody's copy and of the officer's file: axe finds no fault, and they fit on a telephone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from documents.subject_access.pages import (
    Document,
    Entry,
    Section,
    write_index,
    write_records,
    write_review,
    write_searched,
)
from handbook.subject_access.marking import Mark, Marked
from handbook.subject_access.plain import Line
from tests.page.browser import AXE, DESKTOP, NARROWEST, ON_ONE_LOOP, WCAG

pytestmark = ON_ONE_LOOP

OTHER = Mark(Marked.PERSON, 1, "Nigel T.", "Nigel Thackeray")
ENTRY = Entry(
    "1. St Bede’s", (Line(0, "Headteacher", ("Helen",)), Line(0, "Told", ()), Line(1, "By", (OTHER, " today")))
)
SECTION = Section("Reports", "reports", (ENTRY,), (ENTRY,))
LONG = Document("documents/" + "a-very-long-name" * 8 + ".docx", "Versions of reports", 20_000)
PAGES = {
    "index": write_index("Helen", "1 December 2026", [SECTION], [LONG], ["A file"]),
    "nothing": write_index("Helen", "1 December 2026", [], [], []),
    "records": write_records(SECTION),
    "officer": write_records(SECTION, officer=True),
    "review": write_review("Helen", [SECTION], [], [LONG], [(1, "Nigel Thackeray")]),
    "searched": write_searched("Helen", ["The name Helen"], ["Reports"], []),
}


@pytest.mark.parametrize("size", [DESKTOP, NARROWEST], ids=["desktop", "narrowest"])
async def test_no_fault_and_nothing_cut_off(chromium: Browser, tmp_path: Path, size: dict[str, int]) -> None:
    context = await chromium.new_context(viewport=size)  # pyright: ignore[reportArgumentType] -- width and height
    page = await context.new_page()
    for name, html in PAGES.items():
        await page.set_content(html.decode())
        await page.add_script_tag(path=AXE)
        found = await page.evaluate("tags => axe.run({runOnly: tags}).then(one => one.violations)", WCAG)
        assert [(name, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    await context.close()


async def test_the_marks_are_open_for_the_officer_alone() -> None:
    assert "[another person 1]" in PAGES["records"].decode()
    assert "Nigel" not in PAGES["records"].decode()
    assert "[a third party: Nigel T.]" in PAGES["officer"].decode()
    assert "1 record, and 1 record that may be about you" in PAGES["index"].decode()
