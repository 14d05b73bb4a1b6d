"""Meetings and the plan of a term, played by clicking: into the calendars of those who call them together, and into no
other."""

from datetime import date, timedelta

from playwright.async_api import expect

from handbook.core.people import Role
from tests.page.browser import ON_ONE_LOOP, Window, Windows
from tests.support.case_story import CaseStory
from tests.support.house import House

pytestmark = ON_ONE_LOOP
SHUT = "could not be updated in the calendars yet: SIP Desk has no permission for it"


async def types(window: Window, words: str) -> None:
    box = window.page.locator("#composer").get_by_role("textbox").first
    await box.fill(words)
    await box.press("Enter")


async def sees(window: Window, subject: str, on: date) -> None:
    """It stands in the calendar of whoever this is, on a day of the weeks to come."""
    await window.tab("Calendar")
    calendar, week = window.page.locator("#calendar"), window.page.locator("#calendar .which-week")
    day = calendar.get_by_role("region", name=f"{on:%a} {on.day} {on:%b}")
    while not await day.count():
        before = await week.inner_text()
        await window.press("Later")
        await expect(week).not_to_have_text(before)
    await expect(day).to_contain_text(subject)


async def shut(house: House, person_id: str, state: str = "closed") -> None:
    async with house.http.post(f"{house.sandbox}/control/mailboxes/{person_id}", json={"state": state}) as reply:
        assert reply.status == 200


async def test_the_trust_advisor_sets_a_meeting_and_plans_a_term(house: House, windows: Windows) -> None:
    advisor_id = house.holder(Role.TRUST_ADVISOR).id
    advisor = await windows.open(advisor_id)
    await types(advisor, "team meeting")
    on = (house.now + timedelta(days=16)).date()
    await advisor.newest.get_by_label("Day", exact=True).fill(on.isoformat())
    await advisor.press("Set the meeting")
    await expect(advisor.newest).to_contain_text("Meetings set for 2026/27: 1 of 6.")
    await house.kept()
    await sees(advisor, "SIP team meeting", on)
    await shut(house, advisor_id)
    await types(advisor, "plan spring")
    await expect(advisor.newest).to_contain_text("Plan: Spring 2026/27 visits of the service")
    await expect(advisor.newest).not_to_contain_text("not read")


async def test_a_calendar_that_set_up_forgot_is_told_and_filled_once_it_is_open(house: House, windows: Windows) -> None:
    advisor_id = house.holder(Role.TRUST_ADVISOR).id
    await shut(house, advisor_id)
    advisor = await windows.open(advisor_id)
    await types(advisor, "team meeting")
    on = (house.now + timedelta(days=16)).date()
    await advisor.newest.get_by_label("Day", exact=True).fill(on.isoformat())
    await advisor.press("Set the meeting")
    await expect(advisor.messages).to_contain_text(SHUT)
    await shut(house, advisor_id, "open")
    await house.settled()
    await sees(advisor, "SIP team meeting", on)


async def test_a_dso_sets_a_partnership_meeting(house: House, windows: Windows) -> None:
    story = CaseStory.of(house)
    await story.with_dso()
    dso, head = await windows.open(story.dso.id), await windows.open(story.head.id)
    await dso.press("Open")
    await dso.press("Partnership meeting")
    on = (house.now + timedelta(days=16)).date()
    await dso.newest.get_by_label("On which day?").fill(on.isoformat())
    await dso.newest.get_by_label("Morning or afternoon?").select_option(index=1)
    await dso.newest.get_by_label("What is it for, and where?").fill("The plan for mathematics, at the school.")
    await dso.newest.get_by_label(story.head.name).check()
    await dso.press("Show me what will be read")
    await dso.newest.get_by_role("button", name="Send", exact=True).click()
    await expect(dso.newest).to_contain_text("That is on record.")
    await house.kept()
    await sees(dso, "Partnership meeting", on)
    await sees(head, "Partnership meeting", on)
    await expect(head.page.locator("#calendar")).to_contain_text("SIP Desk may not open this calendar.")
    await expect(head.page.locator("#calendar")).not_to_contain_text("mathematics")
