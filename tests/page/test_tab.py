"""The overview in a real browser, in a frame as in Teams: signed in by Teams' own library, by keyboard alone, at 320
pixels, in three themes."""

import pytest
from playwright.async_api import Browser

from automations.engine.jobs.given_up import NoteGivenUp, job_id
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.workflows import TABLES
from handbook.core.people import Role
from pages.kit import files_served
from tests.page.browser import DESKTOP, NARROWEST, ON_ONE_LOOP, PHONE
from tests.page.teams_tab import TabWindow, tab_of
from tests.support.house import House
from tests.support.story import Story

pytestmark = [
    ON_ONE_LOOP,
    pytest.mark.skipif(not files_served.is_there(files_served.TEAMS_JS), reason="TeamsJS was not found (npm ci)"),
]


def who(house: House, role: str) -> str:
    return next(one["id"] for one in house.roster["people"] if one["role"] == role)


async def fits(window: TabWindow, *titles: str) -> None:
    """No fault and no sideways scrolling on any of these pages, each opened by the last link of its name."""
    for title in titles:
        await window.frame.get_by_role("link", name=title).first.click()
        await window.drawn(title)
        assert await window.faults() == []
        assert not await window.is_too_wide(), title


async def test_the_trust_advisor_opens_the_overview_and_every_kind_of_page(chromium: Browser, house: House) -> None:
    story = Story.of(house)
    await story.sent()
    async with tab_of(chromium, house, who(house, Role.TRUST_ADVISOR)) as window:
        await window.drawn("Overview")
        await window.frame.get_by_text("as at Monday 23 November 2026").wait_for()
        for theme in ("default", "dark", "contrast"):
            await window.theme(theme)
            assert await window.faults() == [], theme
        await window.frame.get_by_text("Show as a table").first.click()
        await fits(window, "Agreements missing", "Overview", "Schools")
        await window.frame.get_by_label("Name, town, number or person").fill("zzz")
        await window.frame.get_by_text("No school is like that").wait_for()
        await window.frame.get_by_label("Name, town, number or person").fill(story.school.urn)
        await window.frame.get_by_role("status").get_by_text("1 of").wait_for()
        async with window.page.expect_download() as download:
            await window.frame.get_by_role("link", name="Download as Excel").click()
        assert (await download.value).suggested_filename == "schools.xlsx"
        await window.frame.locator("table a").first.click()
        await window.frame.get_by_role("button", name="Watch this school").click()
        await window.frame.get_by_role("button", name="Stop watching this school").wait_for()
        assert await window.faults() == []


async def test_whoever_looks_after_it_stops_mail_and_calls_a_job_off_on_a_phone(
    chromium: Browser, house: House
) -> None:
    lost = OutboxJob("file_report", "a", {"report_id": "a"}, JobQueue.GRAPH)
    note = NoteGivenUp(lost, *TABLES.listed(lost), "Forbidden", "A report could not be filed", "it may not")
    await house.service.bus.decide(note)
    async with tab_of(chromium, house, who(house, Role.TRUST_ADVISOR), PHONE) as window:
        await window.drawn("Overview")
        await fits(window, "Jobs")
        await window.frame.get_by_text("Stop a kind of work").click()
        await window.frame.get_by_label("What", exact=True).select_option("mail")
        await window.frame.get_by_label("Why (others").fill("a wrong letter")
        await window.frame.get_by_role("button", name="Stop it").click()
        await window.frame.get_by_text("Stopped. What is under way ends").wait_for()
        for theme in ("default", "dark", "contrast"):
            await window.theme(theme)
            assert await window.faults() == [], theme
        await window.frame.get_by_label("How they failed").select_option("Forbidden")
        await window.frame.get_by_role("button", name="Try it again").wait_for()
        await window.frame.get_by_role("link", name="file_report").click()
        await window.drawn(f"Job {job_id(lost)}")
        assert await window.faults() == []
        assert not await window.is_too_wide()
        await window.frame.get_by_label("Why (the people").fill("not wanted")
        await window.frame.get_by_role("button", name="Never do it").click()
        await window.frame.get_by_text("It is called off.").wait_for()


async def test_a_headteacher_uses_it_by_keyboard_at_320_pixels_and_without_cookies(
    chromium: Browser, house: House
) -> None:
    story = Story.of(house)
    await story.sent()
    async with tab_of(chromium, house, story.head.id, NARROWEST, cookies=False) as window:
        await window.drawn("Overview")
        assert await window.faults() == []
        assert not await window.is_too_wide()
        await window.frame.locator("a.skip").focus()
        for _ in range(40):
            await window.page.keyboard.press("Tab")
            if "Reports outstanding" in await window.frame.evaluate("document.activeElement.textContent"):
                break
        await window.page.keyboard.press("Enter")
        await window.drawn("Reports outstanding")
        assert "waits for your answer" in await window.text()
        assert await window.frame.evaluate("document.activeElement.id") == "title"
        await window.page.keyboard.press("Tab")
        await window.page.keyboard.press("Enter")
        await window.drawn("Overview")
        await fits(window, "Schools", story.school.name)
        assert "Agreements" in await window.text()


async def test_outside_teams_the_page_says_where_it_is_opened(chromium: Browser, house: House) -> None:
    page = await chromium.new_page()
    await page.goto(f"{house.bot}/tab")
    await page.get_by_text("This page is opened in Microsoft Teams").first.wait_for()
    assert await page.locator("[data-sign-in]").count() == 1
    await page.close()


async def test_somebody_who_left_reads_one_plain_sentence(chromium: Browser, house: House) -> None:
    gone = who(house, Role.DIRECTOR)
    with house.database.writing() as uow:
        people = [one for one in uow.roster.people(*Role) if one.id != gone]
        uow.roster.replace(people, uow.roster.schools(), {}, {}, {}, [])
    async with tab_of(chromium, house, gone, DESKTOP) as window:
        await window.drawn("Not signed in")
        assert "You are not on the SIP service’s list of people." in await window.text()
