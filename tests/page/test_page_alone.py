"""The page alone, with a bot that says what it is told: dialogs, typeahead, the channel, long chats, levers."""

from typing import Any

from playwright.async_api import Route, expect

from tests.page.browser import NARROWEST, ON_ONE_LOOP, Window
from tests.page.stage import Stage
from tests.sandbox.teams_side import CARD, HEAD, OTHER, TRUST, card, execute, message

pytestmark = ON_ONE_LOOP
DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const chat = document.getElementById("chat");
  for (const kind of ["dragover", "drop"]) {
    chat.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""
OPENS = {"type": "Action.Submit", "title": "Book", "data": {"verb": "visit.book", "msteams": {"type": "task/fetch"}}}
NOTE = {"type": "Input.Text", "id": "note", "label": "Your note", "isRequired": True, "errorMessage": "Write a note."}
SEARCHED = "application/vnd.microsoft.search.searchResponse"
UNREACHABLE = "Unable to reach app. Please try again."


def text(words: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": words, "wrap": True}


def dialog(*body: dict[str, Any]) -> dict[str, Any]:
    form = card({"type": "Action.Submit", "title": "Save", "data": {"verb": "visit.save"}}, body=[*body])
    shown = {"title": "Book a visit", "height": 240, "width": "medium", "card": {"contentType": CARD, "content": form}}
    return {"task": {"type": "continue", "value": shown}}


async def opened(stage: Stage, *answers: dict[str, Any]) -> Window:
    """The headteacher's window, in which a dialog is asked for; the bot answers in turn."""
    await stage.show(card(OPENS, body=[text("A visit")]))
    stage.bot.replies(*answers)
    head = await stage.windows.open(HEAD.id)
    await head.press("Book")
    return head


async def test_a_dialog_is_filled_in_and_sent(stage: Stage) -> None:
    head = await opened(
        stage, dialog(NOTE), dialog(text("Are you sure?")), {"task": {"type": "message", "value": "Booked."}}
    )
    task = head.page.get_by_role("dialog", name="Book a visit")
    await expect(task).to_be_visible()
    assert await head.faults("#task") == []
    await task.get_by_role("button", name="Save").click()
    await expect(task).to_contain_text("Write a note.")  # nothing was sent
    await task.get_by_label("Your note").fill("At ten, please.")
    await task.get_by_role("button", name="Save").click()
    await expect(task).to_contain_text("Are you sure?")
    assert stage.bot.heard[-1]["value"]["data"] == {"verb": "visit.save", "note": "At ten, please."}
    await task.get_by_role("button", name="Save").click()
    await expect(task).to_contain_text("Booked.")
    await head.page.keyboard.press("Escape")
    await expect(task).to_be_hidden()
    assert await head.page.evaluate("document.activeElement.textContent") == "Book"


async def test_a_dialog_that_fails_keeps_what_was_typed(stage: Stage) -> None:
    head = await opened(stage, dialog(NOTE), {"nonsense": True})
    task = head.page.get_by_role("dialog", name="Book a visit")
    await task.get_by_label("Your note").fill("At ten, please.")
    await stage.whole.ask("POST", "/control/faults", {"service": "bot", "kind": "status", "times": None})
    await task.get_by_role("button", name="Save").click()
    await expect(task.get_by_role("alert")).to_have_text(UNREACHABLE)
    await expect(task.get_by_label("Your note")).to_have_value("At ten, please.")
    await stage.whole.ask("DELETE", "/control/faults")
    await task.get_by_role("button", name="Save").click()
    await expect(task).to_be_hidden()  # an answer without a task ends it


async def test_choices_are_asked_for_while_typing(stage: Stage) -> None:
    school = {"type": "Input.ChoiceSet", "id": "school", "label": "School", "style": "filtered", "choices": []}
    asks = {**school, "choices.data": {"type": "Data.Query", "dataset": "schools"}, "errorMessage": "Choose a school."}
    fixed = {**school, "id": "term", "label": "Term", "choices": [{"title": "Autumn term", "value": "autumn"}]}
    await stage.show(card(execute("visit.book"), body=[asks, fixed]))
    found = [{"title": "St Hilda’s", "value": "934128"}]
    stage.bot.replies({"statusCode": 200, "type": SEARCHED, "value": {"results": found}})
    head = await stage.windows.open(HEAD.id)
    box = head.page.get_by_role("combobox", name="School")
    await box.press_sequentially("hil")
    await expect(head.messages.get_by_text("1 found")).to_be_visible()
    assert await head.faults("#messages") == []
    assert await box.evaluate("(one) => [...one.list.options].map((option) => option.value)") == ["St Hilda’s"]
    await head.press("Visit.Book")
    await expect(head.messages).to_contain_text("Choose a school.")  # “hil” is none
    await box.fill("St Hilda’s")
    await head.page.get_by_role("combobox", name="Term").fill("Autumn term")
    await head.press("Visit.Book")
    await expect(head.messages.get_by_role("alert")).to_be_visible()  # this bot answers every press with choices
    sent = next(one for one in stage.bot.heard if one["name"] == "adaptiveCard/action")
    assert sent["value"]["action"]["data"] == {"report": "r1", "school": "934128", "term": "autumn"}


async def test_the_team_s_channel(stage: Stage) -> None:
    channel, advisor = TRUST.team.channel_id, TRUST.people[0]
    await stage.send(message(card(execute("visit.claim"), body=[text("Who takes this visit?")])), channel)
    sip = await stage.windows.open(OTHER.id)
    await sip.page.get_by_role("link", name=f"{TRUST.team.name} › {TRUST.team.channel_name}").click()
    await expect(sip.messages).to_contain_text("Who takes this visit?")
    await sip.page.get_by_label("Post to Trust team").fill("Coffee first?")
    await sip.page.keyboard.press("Enter")
    await expect(sip.newest).to_contain_text("Coffee first?")
    assert stage.bot.heard == []
    assert await sip.faults() == []
    await sip.page.get_by_label("You are").select_option(advisor.id)
    await expect(sip.newest).to_contain_text(OTHER.name)
    answer = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "The visit is yours."}
    stage.bot.replies(answer)
    await sip.press("Visit.Claim")
    await expect(sip.messages).to_contain_text("The visit is yours.")
    assert stage.bot.heard[-1]["from"]["aadObjectId"] == advisor.id


async def test_a_long_chat_shows_the_newest_and_finds_the_rest(stage: Stage) -> None:
    for number in range(1, 31):
        await stage.send({"type": "message", "text": f"Message {number}."})
    head = await stage.windows.open(HEAD.id)
    await expect(head.newest).to_contain_text("Message 30.")
    await expect(head.newest).to_be_in_viewport()
    shown = head.page.locator("#messages > .message")
    for _ in range(30):
        if await shown.count() == 30:
            break
        await head.page.locator("#scroller").evaluate("(box) => box.scrollTo(0, 0)")
        await head.page.wait_for_timeout(50)
    await expect(shown).to_have_count(30)
    await expect(head.page.get_by_role("button", name="Earlier messages")).to_have_count(0)
    await expect(shown.first).to_contain_text("Message 1.")


async def test_at_a_zoom_of_200_per_cent_a_chat_opens_at_its_end_and_stays_there(stage: Stage) -> None:
    """As large as a window of 1280 by 720 is then: the page scrolls as a whole."""
    for number in range(1, 20):
        await stage.send({"type": "message", "text": f"Message {number}."})
    head = await stage.windows.open(HEAD.id, {"width": 640, "height": 360})
    await expect(head.newest).to_contain_text("Message 19.")
    await expect(head.newest).to_be_in_viewport()
    await stage.show(card(execute("report.approve"), body=[text("The newest of all")]))
    await expect(head.newest).to_contain_text("The newest of all")
    await expect(head.newest).to_be_in_viewport()


async def test_on_a_phone_a_chat_opens_at_its_end(stage: Stage) -> None:
    for number in range(1, 20):
        await stage.send({"type": "message", "text": f"Message {number}."})
    head = await stage.windows.open(HEAD.id, NARROWEST)
    await expect(head.newest).to_be_in_viewport()
    await head.page.get_by_role("button", name="Beside it").click()
    await head.page.reload()
    await head.page.get_by_role("button", name="Chat", exact=True).click()
    await expect(head.newest).to_be_in_viewport()


async def test_a_bot_that_is_down_is_shown_as_teams_shows_it(stage: Stage) -> None:
    await stage.show(card(execute("report.approve")))
    head = await stage.windows.open(HEAD.id)
    await head.tab("Levers")
    await head.page.get_by_role("group", name="SIP Desk (").get_by_label("Down").check()
    await expect(head.page.locator("#levers fieldset.broken")).to_have_count(1)
    await head.press("Report.Approve")
    await expect(head.page.get_by_role("alert")).to_have_text(UNREACHABLE)
    await head.tab("Timeline")
    await expect(head.page.locator("#happened .bad").first).to_contain_text("no answer after 3 tries")


async def test_a_card_that_changed_while_the_bot_was_too_slow_says_so_too(stage: Stage) -> None:
    shown = await stage.show(card(execute("report.approve")))
    head = await stage.windows.open(HEAD.id)

    async def too_slow(route: Route) -> None:
        path = f"/v3/conversations/{stage.conversation}/activities/{shown}"
        await stage.whole.ask("PUT", path, message(card(execute("report.governors"))))
        await expect(head.button("Report.Governors")).to_be_visible()
        await route.fulfill(json={"shows": "error", "text": UNREACHABLE})

    await head.page.route("**/play/*/press", too_slow)
    await head.press("Report.Approve")
    await expect(head.newest.get_by_role("alert")).to_have_text(UNREACHABLE)


async def test_files_are_dropped(stage: Stage) -> None:
    head = await stage.windows.open(HEAD.id)
    await head.page.evaluate(DROP, ["notes.txt", "not a report"])
    await expect(head.messages).to_contain_text("notes.txt")
    assert stage.bot.heard[-1]["attachments"][0]["name"] == "notes.txt"


async def test_the_app_is_taken_out_blocked_and_given_back(stage: Stage) -> None:
    head = await stage.windows.open(HEAD.id)
    await head.page.get_by_label("More about this chat").click()
    await head.press("Block the bot")
    await expect(head.page.locator("#composer")).to_contain_text("has blocked the bot")
    await head.press("Unblock")
    await expect(head.page.get_by_label("Type a message to SIP Desk")).to_be_visible()
    await head.page.get_by_label("More about this chat").click()
    await head.press("Take the app out")
    await expect(head.page.locator("#composer")).to_contain_text("does not have the app")
    await head.press("Install")
    await expect(head.page.get_by_label("Type a message to SIP Desk")).to_be_visible()
    assert [one["type"] for one in stage.bot.heard] == [
        "installationUpdate",
        "conversationUpdate",
        "installationUpdate",
    ]


async def test_the_clock_is_moved_and_everything_begins_again(stage: Stage) -> None:
    await stage.send({"type": "message", "text": "Good morning"})
    head = await stage.windows.open(HEAD.id)
    before = await head.page.locator("#now").get_attribute("datetime") or ""
    await head.tab("Levers")
    await head.press("Next half term")
    await expect(head.page.locator("#now.moved")).to_be_visible()
    assert (await head.page.locator("#now").get_attribute("datetime") or "") > before
    head.page.on("dialog", lambda asked: asked.accept())
    await head.press("Begin again")
    await expect(head.messages).to_contain_text("Nothing has been said")
    await expect(head.page.locator("#now.moved")).to_have_count(0)
    await head.tab("Libraries")
    await expect(head.page.locator("#shelves")).to_contain_text("Nothing is filed here yet")


async def test_without_the_renderer_the_page_says_what_is_missing(stage: Stage) -> None:
    await stage.show(card(execute("report.approve"), body=[text("Waiting for you")]))
    window = await stage.windows.open(HEAD.id)
    await window.page.route("**/page/renderer.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    await window.page.reload()
    await expect(window.page.locator("#missing")).to_contain_text("npm")
    await expect(window.newest).to_contain_text("Waiting for you")
    await expect(window.page.locator("#composer")).to_be_in_viewport()


async def test_the_narrowest_page_shows_channel_and_dialog(stage: Stage) -> None:
    head = await opened(stage, dialog(NOTE))
    await head.page.set_viewport_size(NARROWEST)  # pyright: ignore[reportArgumentType] -- a dict of width and height
    await expect(head.page.get_by_role("dialog")).to_be_visible()
    assert await head.page.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    assert await head.faults("#task") == []
