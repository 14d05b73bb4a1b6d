"""The story of one report, played by clicking."""

import asyncio

from playwright.async_api import expect

from tests.page.browser import ON_ONE_LOOP, Windows
from tests.support.house import House
from tests.support.story import Story

pytestmark = ON_ONE_LOOP
COMMENT = "Please add that attendance has risen."
VIEW = "We agree, and our governors have looked at both gaps."


async def test_a_report_is_sent_approved_and_filed_while_everybody_watches(house: House, windows: Windows) -> None:
    story = Story.of(house)
    sip, head = await windows.open(story.sip.id), await windows.open(story.head.id)
    await sip.send("report.docx", house.paper(story.school))
    await expect(sip.newest).to_contain_text("ready to send")
    await sip.press("Send to headteacher")
    await expect(sip.newest).to_contain_text(f"with {story.head.name}")
    await expect(head.button("Approve")).to_be_visible()
    await head.press("Approve and add our view")
    await head.page.get_by_label("Our view: filed with the report").fill(VIEW)
    await head.press("Approve with this view")
    await expect(head.page.get_by_label("Our view: filed with the report")).to_have_value(VIEW)
    await head.press("Yes, approve")
    await expect(head.messages).to_contain_text(f"by {story.head.name} on")
    await house.kept()
    await expect(sip.messages).to_contain_text(f"“{VIEW}”")
    await expect(head.newest).to_contain_text("For your governors")
    locations = sip.page.locator("#shelves")
    await expect(locations.get_by_text("2026-27_Autumn_SIP-report_934128_v1.pdf")).to_be_visible()
    await sip.tab("Timeline")
    happened = sip.page.locator("#happened")
    await expect(happened).to_contain_text(f"{story.head.name} presses “Approve with this view”")
    await expect(happened).to_contain_text("stores a file")


async def test_a_change_is_asked_for_and_the_old_card_is_void(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head, sip = await windows.open(story.head.id), await windows.open(story.sip.id)
    await head.press("Ask for a change")
    await expect(head.page.get_by_label("What should change?")).to_be_visible()
    await expect(head.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    await head.press("Send this comment")
    await expect(head.messages).to_contain_text(
        "Please write what should change"
    )  # the input is required: nothing was sent
    await head.page.get_by_label("What should change?").fill(COMMENT)
    await head.press("Send this comment")
    await expect(sip.newest).to_contain_text(COMMENT)
    await sip.send("report, again.docx", house.paper(story.school, story.with_section("visit_notes", "More.")))
    await sip.press("Send to headteacher")
    await expect(head.messages.get_by_text("changes since version 1")).to_be_visible()


async def test_an_out_of_date_card_answers_with_what_is_true(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open(story.head.id)
    await head.page.route("**/chats/*", lambda route: route.abort())  # this client learns of nothing any more
    await story.head.press(await story.head.newest(), "report.ask_change", comment=COMMENT)
    await house.kept()
    await head.press("Approve")
    await head.page.unroute("**/chats/*")
    await head.page.reload()
    await expect(head.messages).to_contain_text(COMMENT)
    await expect(head.messages).not_to_contain_text("Approved")
    assert await house.audit("approved") == []


async def test_a_double_click_counts_once(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open(story.head.id)
    await head.press("Approve")
    await head.button("Yes, approve").dblclick()
    await expect(head.messages).to_contain_text(f"by {story.head.name} on")
    await house.kept()
    actions = [entry["action"] for entry in await house.audit()]
    assert actions.count("approved") == 1, actions


async def test_a_graph_outage_heals(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open(story.head.id)
    await head.tab("Levers")
    await head.page.get_by_role("group", name="Microsoft Graph").get_by_label("Down").check()
    await expect(head.page.locator("#levers fieldset.broken")).to_have_count(1)
    await head.press("Approve")
    await head.press("Yes, approve")
    await expect(head.messages).to_contain_text("Filing is under way")
    await head.tab("Timeline")
    await expect(head.page.locator("#happened .bad").first).to_contain_text("503, down")
    await head.tab("Levers")
    await head.page.get_by_role("group", name="Microsoft Graph").get_by_label("Works").check()
    await expect(head.page.locator("#levers fieldset.broken")).to_have_count(0)
    filed = head.messages.get_by_text("Filed in the library of approved reports")
    async with asyncio.timeout(90):
        while not await filed.count():
            await house.hasten()
            await asyncio.sleep(0.5)  # the service was asked to wait, and waits
    await head.tab("Libraries")
    await expect(head.page.locator("#shelves")).to_contain_text("2026-27_Autumn_SIP-report_934128_v1.pdf")


async def test_the_whole_answer_by_keyboard_alone(house: House, windows: Windows) -> None:
    story = Story.of(house)
    await story.sent()
    head = await windows.open()
    keyboard = head.page.keyboard
    await head.page.focus("#filter")
    await keyboard.type(story.head.name)
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(head.button("Approve")).to_be_visible()
    for name in ("Approve", "Yes, approve"):
        await expect(head.button(name)).to_be_visible()
        for _ in range(40):
            await keyboard.press("Tab")
            if await head.page.evaluate("document.activeElement.textContent") == name:
                break
        await keyboard.press("Enter")
    await expect(head.messages).to_contain_text(f"by {story.head.name} on")
    assert await head.page.evaluate("document.activeElement.closest('[data-message]') !== null"), "focus was lost"
