"""The page itself: live in several windows, usable by everybody, honest when something is missing."""

import pytest
from playwright.async_api import expect

from tests.page.browser import DESKTOP, NARROWEST, PHONE, Windows
from tests.support.house import House
from tests.support.story import Story

DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const chat = document.getElementById("chat");
  for (const kind of ["dragover", "drop"]) {
    chat.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_axe_finds_no_serious_fault(house: House, windows: Windows, theme: str) -> None:
    story = Story.of(house)
    await story.approved()
    window = await windows.open(story.head.id, theme=theme)
    for tab in ("Libraries", "Timeline", "Calendar", "Levers"):
        await window.tab(tab)
        assert await window.faults() == [], tab
    await window.page.get_by_role("button", name="How to play").click()
    assert await window.faults() == []


@pytest.mark.parametrize("size", [PHONE, NARROWEST])
async def test_a_phone_is_wide_enough_for_everything(house: House, windows: Windows, size: dict[str, int]) -> None:
    story = Story.of(house)
    await story.sent()
    window = await windows.open(size=size)
    page = window.page
    await page.get_by_role("link", name=story.head.name).click()
    await window.press("Approve")
    await expect(window.messages).to_contain_text(f"Approved: by {story.head.name}")
    for part in ("People", "Chat", "Beside it"):
        await page.get_by_role("button", name=part, exact=True).click()
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], part
        assert await window.faults() == [], part
    await expect(page.locator("#shelves")).to_be_visible()


async def test_what_one_does_the_other_sees_and_a_reload_loses_nothing(house: House, windows: Windows) -> None:
    story = Story.of(house)
    sip, same, head = (
        await windows.open(story.sip.id),
        await windows.open(story.sip.id),
        await windows.open(story.head.id),
    )
    await sip.page.get_by_label("Type a message to SIP Desk").fill("Hello **there** <b>you</b>")
    await sip.page.keyboard.press("Enter")
    for window in (sip, same):
        await expect(window.messages).to_contain_text("Hello there <b>you</b>")
        await expect(window.newest).to_contain_text("SIP Desk")
    before = await sip.messages.inner_text()
    await sip.page.reload()
    await expect(sip.newest).to_contain_text("SIP Desk")
    assert await sip.messages.inner_text() == before
    await sip.send("report.docx", house.paper(story.school))
    await sip.press("Send to headteacher")
    await expect(head.button("Approve")).to_be_visible()
    other = await windows.open(house.holder("trust_advisor").id)
    badge = other.page.get_by_role("link", name=story.sip.name).locator(".badge")
    await expect(badge).to_have_count(0)  # the SIP's own windows have read it


async def test_a_bot_that_is_down_is_shown_as_teams_shows_it(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open(story.head.id)
    for site in tuple(house.runner.sites):
        await site.stop()
    assert house.runner.server is not None
    await house.runner.server.shutdown()
    await head.press("Approve")
    await expect(head.page.get_by_role("alert")).to_have_text("Unable to reach app. Please try again.")
    await head.tab("Timeline")
    await expect(head.page.locator("#happened .bad").first).to_contain_text("no answer after 3 tries")


async def test_files_are_dropped_and_refused_in_words(house: House, windows: Windows) -> None:
    sip = await windows.open(Story.of(house).sip.id)
    await sip.page.evaluate(DROP, ["notes.txt", "not a report"])
    await expect(sip.messages).to_contain_text("notes.txt")
    await expect(sip.newest).to_contain_text("Word document")


async def test_the_app_is_taken_out_blocked_and_given_back(house: House, windows: Windows) -> None:
    head = await windows.open(Story.of(house).head.id)
    await head.page.get_by_label("More about this chat").click()
    await head.press("Block the bot")
    await expect(head.page.locator("#composer")).to_contain_text("has blocked the bot")
    await head.press("Unblock")
    await expect(head.page.get_by_label("Type a message to SIP Desk")).to_be_visible()
    await head.page.get_by_label("More about this chat").click()
    await head.press("Take the app out")
    await expect(head.page.locator("#composer")).to_contain_text("does not have the app")
    await head.press("Install")
    await expect(head.newest).to_contain_text("SIP Desk")


async def test_the_clock_is_moved_and_everything_begins_again(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open(story.head.id)
    before = await head.page.locator("#now").get_attribute("datetime")
    await head.tab("Levers")
    await head.press("Next half term")
    await expect(head.page.locator("#now.moved")).to_be_visible()
    assert (await head.page.locator("#now").get_attribute("datetime") or "") > (before or "")
    head.page.on("dialog", lambda dialog: dialog.accept())
    await head.press("Begin again")
    await expect(head.messages).to_contain_text("Nothing has been said")
    await expect(head.page.locator("#now.moved")).to_have_count(0)
    await head.tab("Libraries")
    await expect(head.page.locator("#shelves")).to_contain_text("Nothing is filed here yet")


async def test_files_are_looked_at_with_columns_versions_and_readers(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.approved()
    head = await windows.open(story.head.id)
    shelves = head.page.locator("#shelves")
    await shelves.locator("summary", has_text="_v1.pdf").click()
    for words in ("Sha256", "Retain Until", "Version 1", story.head.name):
        await expect(shelves).to_contain_text(words)
    await head.press("Look at it")
    await expect(head.page.locator("#preview iframe")).to_be_visible()
    await head.press("Close")
    async with head.page.expect_download() as got:
        await shelves.get_by_role("link", name="Version 1").first.click()
    assert (await got.value).suggested_filename.startswith("v1 ")
    async with head.page.expect_popup() as opened:
        await head.page.locator("#messages").get_by_role("link", name="Open PDF").first.click()
    assert (await opened.value).url.startswith(house.sandbox)


async def test_without_the_renderer_the_page_says_what_is_missing(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    window = await windows.open(story.head.id)
    await window.page.route("**/page/renderer.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    await window.page.reload()
    await expect(window.page.locator("#missing")).to_contain_text("npm")
    await expect(window.newest).to_contain_text("Waiting for you")
    assert DESKTOP["width"] > 900  # the banner must not push the chat out of sight
    await expect(window.page.locator("#composer")).to_be_in_viewport()
