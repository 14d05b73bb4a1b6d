"""The calendar beside the chat: a week of the chosen person, with what Outlook lets them do, live, and by keyboard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, expect

from tests.page.browser import DESKTOP, NARROWEST, ON_ONE_LOOP, Window
from tests.page.stage import Stage
from tests.sandbox.calendar_wire import HEAD, NO_MAILBOX, SIP, meeting

pytestmark = ON_ONE_LOOP
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
AGENDA = {"contentType": "html", "content": "<p>Agenda</p><ul><li>Reading &amp; phonics</li></ul><img src=x onerror=1>"}


def on(days: int, time: str) -> str:
    """In this week, counted from Monday."""
    return f"{MONDAY + timedelta(days=days)}T{time}"


def written(days: int) -> str:
    return f"{MONDAY + timedelta(days=days):%d/%m/%Y}"


@dataclass
class Diary:
    """The calendar in one window."""

    window: Window

    @property
    def panel(self) -> Locator:
        return self.window.page.locator("#calendar")

    @property
    def dialog(self) -> Locator:
        return self.window.page.locator("#appointment")

    def entry(self, words: str) -> Locator:
        return self.panel.locator(".entry", has_text=words)

    async def opens(self, words: str) -> Locator:
        await self.entry(words).click()
        return self.dialog

    async def does(self, words: str, act: str) -> None:
        await (await self.opens(words)).get_by_role("button", name=act, exact=True).click()

    async def fill(self, **fields: str) -> None:
        for label, words in fields.items():
            await self.dialog.get_by_label(label).fill(words)


async def booked(stage: Stage, *invited: Any, **more: Any) -> None:
    """By the service, over Graph: a visit on Wednesday at nine."""
    whole = stage.whole
    token = (await whole.tenant())["service_token"]
    body = meeting(on(2, "09:00"), on(2, "12:00"), *invited, body=AGENDA, location={"displayName": "The hall"}, **more)
    made = await whole.ask("POST", f"{whole.addresses.graph}/users/{SIP.id}/events", body, token)
    assert made.status == 201, made


async def entered(stage: Stage, person: Any, start: str, end: str, **more: Any) -> None:
    made = await stage.whole.ask("POST", f"/calendars/{person.id}", {"start": start, "end": end, **more})
    assert made.status == 201, made


async def diary(stage: Stage, person: Any) -> Diary:
    window = await stage.windows.open(person.id)
    await window.tab("Calendar")
    return Diary(window)


async def test_an_invitation_comes_is_read_and_answered_live(stage: Stage) -> None:
    sip, head = await diary(stage, SIP), await diary(stage, HEAD)
    await booked(stage, HEAD)
    await expect(sip.entry("SIP visit")).to_have_class("entry booked")
    await expect(head.entry("SIP visit")).to_have_class("entry tentative")
    await expect(head.entry("SIP visit")).to_contain_text("Not answered")
    await expect(head.window.page.locator("#happened .graph").first.locator("..")).to_contain_text("enters a meeting")
    opened = await head.opens("SIP visit")
    for words in ("09:00–12:00", f"{MONDAY + timedelta(days=2):%B %Y}", SIP.name, "The hall", "None yet"):
        await expect(opened).to_contain_text(words)
    assert await opened.locator(".entry-words").inner_text() == "Agenda\nReading & phonics"
    assert await opened.locator("img").count() == 0
    await head.fill(**{"A word to the organiser": "Gladly"})
    await opened.get_by_role("button", name="Accept").click()
    await expect(head.entry("SIP visit")).to_have_class("entry booked")
    await expect(head.window.page.locator("#announcer")).to_have_text("Accepted.")
    await expect(await sip.opens("SIP visit")).to_contain_text(f"{HEAD.name}: Accepted")
    [letter] = (await stage.whole.ask("GET", f"/letters?to={SIP.mail}")).body
    assert letter["comment"] == "Gladly"
    await sip.dialog.get_by_role("button", name="Close").click()
    await head.does("SIP visit", "Tentative")
    await expect(head.entry("SIP visit")).to_have_class("entry tentative")
    await head.does("SIP visit", "Decline")
    await expect(head.entry("SIP visit")).to_have_count(0)
    await expect(await sip.opens("SIP visit")).to_contain_text(f"{HEAD.name}: Declined")


async def test_a_new_time_is_proposed_and_taken_and_the_meeting_called_off(stage: Stage) -> None:
    await booked(stage, HEAD)
    sip, head = await diary(stage, SIP), await diary(stage, HEAD)
    await head.does("SIP visit", "Propose a new time")
    await head.fill(Day=written(3), From="13:00", Until="12:00")
    propose = head.dialog.get_by_role("button", name="Tentative, and propose")
    await propose.click()
    await expect(head.dialog.get_by_role("alert")).to_have_text("The end must come after the start.")
    await head.fill(Until="16:00")
    await propose.click()
    await expect(head.dialog).to_be_hidden()
    await expect(await sip.opens("SIP visit")).to_contain_text(f"{HEAD.name}: Tentative, proposes Thursday")
    await sip.dialog.get_by_role("button", name="Move to this time").click()
    await expect(head.entry("SIP visit")).to_contain_text("13:00–16:00")
    await sip.does("SIP visit", "Move")
    await sip.fill(Day=written(4), From="9.30")
    await sip.dialog.get_by_role("button", name="Move").click()
    await expect(head.entry("SIP visit")).to_contain_text("09:30–16:00")
    await expect(sip.dialog).to_be_hidden()
    await sip.does("SIP visit", "Cancel the meeting")
    await expect(sip.panel.locator(".entry")).to_have_count(0)
    await expect(head.entry("SIP visit")).to_have_class("entry cancelled")
    await expect(head.entry("Cancelled").locator(".entry-subject")).to_have_css("text-decoration-line", "line-through")
    await head.does("SIP visit", "Remove from calendar")
    await expect(head.panel.locator(".entry")).to_have_count(0)


async def test_something_of_one_s_own_by_keyboard_alone(stage: Stage) -> None:
    head = await diary(stage, HEAD)
    page = head.window.page
    await head.panel.get_by_role("button", name="New appointment").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("Dentist")
    await head.fill(Day="31/11/2026")
    await page.keyboard.press("Enter")
    await expect(head.dialog.get_by_role("alert")).to_have_text("Write the day as 24/11/2026.")
    await head.fill(Day=written(1), From="ten")
    await page.keyboard.press("Enter")
    await expect(head.dialog.get_by_role("alert")).to_contain_text("Write a time as 09:00")
    await head.fill(From="9.00")
    await head.dialog.get_by_label("Show as").select_option("Out of office")
    await head.dialog.get_by_label("From").press("Enter")
    await expect(head.entry("Dentist")).to_contain_text("Out of office")
    await expect(head.panel.get_by_role("button", name="New appointment")).to_be_focused()
    await head.entry("Dentist").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(head.entry("Dentist")).to_be_focused()
    await entered(stage, HEAD, on(1, "11:00"), on(1, "11:30"), subject="Assembly")
    await expect(head.entry("Assembly")).to_be_visible()
    await expect(head.entry("Dentist")).to_be_focused()  # also when the week is drawn anew
    await head.does("Dentist", "Delete")
    await expect(head.entry("Dentist")).to_have_count(0)


async def test_weeks_are_turned_and_nothing_that_stands_there_is_left_out(stage: Stage) -> None:
    await entered(stage, HEAD, on(5, "10:00"), on(5, "12:00"), subject="Summer fair")
    await entered(stage, HEAD, on(7, "00:00"), on(9, "00:00"), subject="Training", show_as="oof")
    await entered(stage, HEAD, on(8, "19:00"), on(8, "20:30"), subject="Governors")
    await entered(stage, HEAD, on(9, "15:00"), on(10, "08:30"), subject="Retreat")
    head = await diary(stage, HEAD)
    days = head.panel.get_by_role("heading", level=4)
    await expect(days).to_have_count(6)  # with Saturday, for the fair's sake
    await expect(days.nth(0)).to_contain_text(f"Mon {MONDAY.day} ")
    await expect(head.panel.get_by_role("heading", level=3)).to_contain_text("this week")
    await head.window.press("Later")
    await expect(head.panel.get_by_role("heading", level=3)).to_contain_text("next week")
    await expect(head.panel.get_by_role("button", name="Later")).to_be_focused()
    await expect(days).to_have_count(5)
    await expect(head.entry("Training")).to_have_count(2)
    await expect(head.entry("All day")).to_have_count(2)
    await expect(head.entry("Retreat")).to_have_text(["from 15:00 Retreat", "until 08:30 Retreat"])
    await expect(head.entry("Governors")).to_be_visible()
    await expect(await head.opens("from 15:00")).to_contain_text("15:00 to ")
    await head.dialog.get_by_role("button", name="Close").click()
    await head.window.press("Earlier")
    await head.window.press("Earlier")
    await expect(head.panel.get_by_role("heading", level=3)).to_contain_text("last week")
    await head.window.press("Today")
    await expect(head.entry("Summer fair")).to_be_visible()
    await head.window.page.get_by_role("link", name=SIP.name).click()
    await expect(head.panel).to_contain_text(f"Calendar of {SIP.name}")
    await expect(head.panel).to_contain_text("Nothing")


async def test_who_has_no_mailbox_answers_the_letter(stage: Stage) -> None:
    sip, head = await diary(stage, SIP), await diary(stage, NO_MAILBOX)
    await expect(head.panel).to_contain_text("No post has come yet.")
    await booked(stage, NO_MAILBOX)
    letter = head.panel.locator(".letter")
    await expect(letter).to_contain_text("09:00–12:00, The hall")
    assert await letter.locator(".entry-words").inner_text() == "Agenda\nReading & phonics"
    await expect(letter).to_contain_text(f"From {SIP.name}")
    assert await head.window.faults("#calendar") == []
    await letter.get_by_role("button", name="Accept").click()
    await expect(letter).to_contain_text("You answered: Accepted")
    await letter.get_by_role("button", name="Propose a new time").click()
    await head.fill(From="10:00", Until="13:00")
    await head.dialog.get_by_role("button", name="Decline, and propose").click()
    await expect(letter).to_contain_text("You answered: Declined")
    await expect(await sip.opens("SIP visit")).to_contain_text(f"{NO_MAILBOX.name}: Declined, proposes Wednesday")
    await sip.dialog.get_by_role("button", name="Cancel the meeting").click()
    await expect(letter).to_have_count(2)
    await expect(letter.first).to_contain_text("Cancelled")
    await expect(letter.get_by_role("button")).to_have_count(0)


async def test_levers_of_mailbox_and_notifications(stage: Stage) -> None:
    head = await diary(stage, HEAD)
    page = head.window.page
    mailbox = page.get_by_role("group", name=f"Mailbox of {HEAD.name}")
    for choice, said in (
        ("In the scope", f"Calendar of {HEAD.name}"),
        ("No mailbox", f"Post of {HEAD.name}"),
        ("Outside the scope", "may not open this calendar. It sees when they are busy, as colleagues do."),
    ):
        await head.window.tab("Levers")
        await mailbox.get_by_label(choice).check()
        await expect(mailbox.get_by_label(choice)).to_be_focused()
        await head.window.tab("Calendar")
        await expect(head.panel).to_contain_text(said)
    await head.window.tab("Levers")
    shares = page.get_by_role("group", name=f"What others see of {HEAD.name}’s time")
    await shares.get_by_label("Nothing").check()
    await expect(page.locator("#levers fieldset.broken")).to_have_count(1)
    await head.window.tab("Calendar")
    await expect(head.panel).to_contain_text("Nor does it see when they are busy")
    await head.window.tab("Levers")
    await shares.get_by_label("When they are busy").check()
    await expect(page.locator("#levers fieldset.broken")).to_have_count(0)
    notices = page.get_by_role("group", name="Word of changes in calendars")
    for choice, setting in (
        ("Twice", ("copies", 2)),
        ("A minute late", ("delay_seconds", 60)),
        ("Lost", ("lost", True)),
    ):
        await notices.get_by_label(choice).check()
        await expect(page.locator("#happened .levers").first).to_be_attached()
        await expect(notices.get_by_label(choice)).to_be_checked()
        await expect(page.locator("#levers fieldset.broken")).to_have_count(1)
        assert (await stage.whole.ask("GET", "/control/notifications")).body[setting[0]] == setting[1]
    await notices.get_by_label("At once").check()
    await expect(page.locator("#levers fieldset.broken")).to_have_count(0)


async def test_axe_is_content_in_each_theme_and_at_320_pixels(stage: Stage) -> None:
    await booked(stage, HEAD)
    await entered(stage, HEAD, on(2, "11:00"), on(2, "11:20"), subject="Hold", show_as="tentative")
    own = await diary(stage, HEAD)
    for size in (DESKTOP, NARROWEST):
        await own.window.page.set_viewport_size(size)  # pyright: ignore[reportArgumentType] -- a dict of width and height
        if size is NARROWEST:
            await own.window.page.get_by_role("button", name="Beside it").click()
        await expect(own.entry("SIP visit")).to_be_visible()
        for theme in ("light", "dark", "contrast"):
            await own.window.page.evaluate("(name) => { document.documentElement.dataset.theme = name; }", theme)
            only = () if theme == "light" else ("color-contrast",)
            assert await own.window.faults("#calendar", only=only) == [], (theme, size)
        assert await own.window.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        await own.opens("SIP visit")
        assert await own.window.faults("#appointment") == [], size
        await own.dialog.get_by_role("button", name="Propose a new time").click()
        assert await own.window.faults("#appointment") == [], size
        await own.window.page.keyboard.press("Escape")
