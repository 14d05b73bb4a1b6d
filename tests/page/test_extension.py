"""The message extension on the page: by keyboard, with axe, at 320 pixels; what is chosen is sent."""

from playwright.async_api import expect

from tests.page.browser import DESKTOP, NARROWEST, ON_ONE_LOOP, Window
from tests.page.stage import Stage
from tests.sandbox.teams_side import CARD, HEAD, OTHER, card
from tests.sandbox.test_connector_extension import preview, result, results

pytestmark = ON_ONE_LOOP

CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:{}"


def found(title: str, url: str) -> dict[str, object]:
    heading = {"type": "TextBlock", "text": title, "wrap": True, "style": "heading", "weight": "Bolder"}
    shown = card({"type": "Action.OpenUrl", "title": "Open my chat with SIP Desk", "url": url}, body=[heading])
    return result(content={**shown, "fallbackText": title}, preview=preview(title=title))


async def open_menu(window: Window, item: str) -> None:
    await window.page.locator("#composer summary").first.press("Enter")
    await window.page.get_by_role("button", name=item).press("Enter")


async def test_search_by_keyboard_and_send_what_is_chosen(stage: Stage) -> None:
    url = CHAT.format((await stage.whole.tenant())["bot_app_id"])
    stage.bot.replies(results(found("St Bede’s", url), found("St Hilda’s", url)))
    for size in (DESKTOP, NARROWEST):
        window = await stage.windows.open(f"{OTHER.id}/channel", size=size)
        page = window.page
        await open_menu(window, "Search SIP Desk")
        await expect(page.locator("#extension [role=status]")).to_have_text(
            "2 found. Choose one to put it into the chat."
        )
        await expect(page.locator("#extension-words")).to_be_focused()
        assert await window.faults("#extension") == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"):
            await page.keyboard.press(key)
        await page.keyboard.press("Enter")
        await expect(page.locator("#extension")).to_be_hidden()
        await expect(window.newest).to_contain_text("St Hilda’s")
        await expect(page.locator("#message-words")).to_be_focused()
    await window.newest.get_by_role("link", name="Open my chat with SIP Desk").click()
    await expect(page.locator("#chat-title")).to_contain_text("SIP Desk")  # one's own chat, on this page
    assert page.url.endswith(f"#/{OTHER.id}")


async def test_what_is_typed_is_looked_for_and_pages_go_on(stage: Stage) -> None:
    window = await stage.windows.open(HEAD.id)
    page = window.page
    await expect(page.locator("#message-words")).to_be_visible()
    many = [found(f"School {number}", "https://x.example/") for number in range(25)]
    stage.bot.replies(results(*many))
    await open_menu(window, "Search SIP Desk")
    await expect(page.locator(".found li")).to_have_count(25)
    stage.bot.replies(results(found("The last", "https://x.example/")))
    await window.press("More")
    await expect(page.locator(".found li")).to_have_count(26)
    await expect(page.get_by_role("button", name="More", exact=True)).to_be_hidden()
    assert stage.bot.heard[-1]["value"]["queryOptions"]["skip"] == 25
    stage.bot.replies({"composeExtension": {"type": "message", "text": "I found nothing."}})
    await page.get_by_label("Visits").check()
    await page.locator("#extension-words").fill("nowhere")
    await expect(page.locator("#extension [role=status]")).to_have_text("I found nothing.")
    assert stage.bot.heard[-1]["value"]["commandId"] == "visits"
    await page.keyboard.press("Escape")
    await expect(page.locator("#extension")).to_be_hidden()


async def test_an_action_opens_a_dialog_wherever_one_is(stage: Stage) -> None:
    form = card({"type": "Action.Submit", "title": "Go on", "data": {"opened": "1"}}, body=[])
    value = {
        "title": "Raise a concern",
        "height": 200,
        "width": "small",
        "card": {"contentType": CARD, "content": form},
    }
    window = await stage.windows.open(f"{OTHER.id}/channel")
    stage.bot.replies({"task": {"type": "continue", "value": value}})
    await open_menu(window, "Raise a concern")
    await expect(window.page.get_by_role("dialog")).to_contain_text("Raise a concern")
    stage.bot.replies({"task": {"type": "message", "value": "I have written to you."}})
    await window.press("Go on")
    await expect(window.page.get_by_role("dialog")).to_contain_text("I have written to you.")
    assert stage.bot.heard[-1]["name"] == "composeExtension/submitAction"
    await window.press("Close")
    stage.bot.replies({"task": {"type": "message", "value": "I do not know you."}})
    await open_menu(window, "Raise a concern")
    await expect(window.page.get_by_role("dialog")).to_contain_text("I do not know you.")
