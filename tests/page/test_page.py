"""The page with the service behind it: live in several windows, usable by everybody."""

from playwright.async_api import expect

from tests.page.browser import NARROWEST, ON_ONE_LOOP, PHONE, Windows
from tests.support.house import House
from tests.support.story import Story

pytestmark = ON_ONE_LOOP


async def test_axe_finds_no_serious_fault(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.approved()
    window = await windows.open(story.head.id)
    for theme in ("light", "dark", "contrast"):
        await window.theme(theme)
        only = () if theme == "light" else ("color-contrast",)  # the rest is the same in each theme
        await window.tab("Libraries")
        assert await window.faults(only=only) == [], theme
        for tab in ("Timeline", "Levers"):
            await window.tab(tab)
            assert await window.faults(f"#{tab.lower()}", only=only) == [], (theme, tab)
    await window.page.get_by_role("button", name="How to play").click()
    assert await window.faults("#how-dialog") == []


async def test_a_phone_is_wide_enough_for_everything(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    window = await windows.open(size=PHONE)
    page = window.page
    await page.get_by_role("link", name=story.head.name).click()
    await window.press("Approve")
    await window.press("Yes, approve")
    await expect(window.messages).to_contain_text(f"by {story.head.name} on")
    for part in ("People", "Chat", "Beside it"):
        await page.get_by_role("button", name=part, exact=True).click()
        for size in (PHONE, NARROWEST):
            await page.set_viewport_size(size)  # pyright: ignore[reportArgumentType] -- a dict of width and height
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], (part, size)
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
    badge = head.page.get_by_role("link", name=story.sip.name).locator(".badge")
    await expect(badge).to_have_count(0)  # the SIP's own windows have read it


async def test_files_are_looked_at_with_columns_versions_and_readers(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.approved()
    head = await windows.open(story.head.id)
    locations = head.page.locator("#shelves")
    await locations.locator("summary", has_text="_v1.pdf").click()
    for words in ("Sha256", "Retain Until", "31 Aug 2033", "2 versions", "Version 1", story.head.name):
        await expect(locations).to_contain_text(words)
    await head.press("Look at it")
    await expect(head.page.locator("#preview iframe")).to_be_visible()
    await head.press("Close")
    async with head.page.expect_download() as got:
        await locations.get_by_role("link", name="Version 1").first.click()
    assert (await got.value).suggested_filename.startswith("v1 ")
    async with head.page.context.expect_event("request") as asked:  # a window of its own, where the browser shows PDFs
        await head.page.locator("#messages").get_by_role("link", name="Open PDF").first.click()
    assert (await asked.value).url.startswith(house.sandbox)
