"""The routes: opening changes nothing, one page for every bad link, and a page that works in any browser."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from handbook.mail.links import TRIES
from handbook.reports.library import FiledItem
from pages.kit import files_served
from pages.mail.door import MailDoor
from tests.automations.conftest import small_office
from tests.automations.mail.test_sending import sent_to_nobody
from tests.automations.mail_office import InMemoryMailer, pages, with_mailbox
from tests.automations.office import HEAD, Office
from tests.support.house import free_port
from tests.support.mail import Browser

__all__ = ["small_office"]


class Door:
    """The pages of an office, behind a web server."""

    def __init__(self, office: Office, mailer: InMemoryMailer, browser: Browser, origin: str) -> None:
        self.office, self.mailer, self.browser, self.origin = office, mailer, browser, origin

    @property
    def url(self) -> str:
        return f"{self.origin}/mail/{self.mailer.key(HEAD)}"

    async def prove(self) -> None:
        await self.browser.send(f"{self.url}/code")
        await self.office.run_all()
        await self.browser.send(f"{self.url}/enter", code=self.mailer.code(HEAD))


@pytest.fixture
async def door(small_office: Office) -> AsyncIterator[Door]:
    mailer = with_mailbox(small_office)
    await sent_to_nobody(small_office)

    async def content(_item: FiledItem) -> bytes:
        raise AssertionError("no document of this test lies in a library")

    app, port = web.Application(), free_port()
    app.add_routes(MailDoor(pages(small_office), content, secure=False).routes())
    app.router.add_get(files_served.ROUTE, files_served.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Door(small_office, mailer, Browser(http), f"http://127.0.0.1:{port}")
    await runner.cleanup()


async def test_opening_it_fifty_times_changes_nothing(door: Door) -> None:
    before = door.office.entries()
    for path in ("", "/code"):
        for method in ("GET", "HEAD"):
            for _ in range(12):
                assert (await door.browser.open(door.url + path, method)).status == 200
    assert door.office.entries() == before
    assert (await door.office.report()).decision is None


async def test_whatever_is_wrong_with_a_link_one_page_says_it(door: Door) -> None:
    said: set[str] = set()
    for key in ("a" * 43, "x", "a%2Fb", "%00", "é", "a" * 200):
        for path in ("", "/code", "/document"):
            page = await door.browser.open(f"{door.origin}/mail/{key}{path}")
            assert page.status == 404
            said.add(page.words)
        for path in ("", "/code", "/enter"):
            page = await door.browser.send(f"{door.origin}/mail/{key}{path}", code="123456", press="{}")
            assert page.status == 404
            said.add(page.words)
    assert len(said) == 1
    assert "This link cannot be used" in said.pop()


async def test_a_wrong_code_says_how_often_it_may_be_tried(door: Door) -> None:
    before = await door.browser.open(f"{door.url}/code")
    assert "Send me a code" in before.words
    asked = await door.browser.send(f"{door.url}/code")
    assert f"A code is on its way to {HEAD.email[:1]}…@{HEAD.email.partition('@')[2]}" in asked.words
    await door.office.run_all()
    wrong = f"{(int(door.mailer.code(HEAD)) + 1) % 10**6:06}"
    for left in range(TRIES - 1, -1, -1):
        page = await door.browser.send(f"{door.url}/enter", code=wrong)
        assert "That is not the code, or it is too old." in page.words
        assert {0: "Ask for a new one", 1: "once more"}.get(left, f"{left} more times") in page.words
        assert "<title>Error: " in page.html


async def test_without_a_code_a_press_and_a_document_lead_to_the_code(door: Door) -> None:
    page = await door.browser.send(door.url, press='{"verb": "report.approve", "data": {}}')
    assert page.url.endswith("/code")
    assert (await door.browser.open(f"{door.url}/document")).url.endswith("/code")
    assert (await door.office.report()).decision is None


async def test_what_was_typed_stays_when_it_is_refused(door: Door) -> None:
    await door.prove()
    page = await door.browser.open(door.url)
    assert "Download the document" in page.words
    long = "x" * 2001
    page = await door.browser.press(door.url, "Send this comment", comment=long)
    assert "There is a problem" in page.words
    assert f"{long}</textarea>" in page.html
    assert "<details open>" in page.html
    for odd in ("", "{", "[]", '{"verb": 1, "data": {}}', '{"verb": "x", "data": []}', '{"verb": "report.send"}'):
        page = await door.browser.send(door.url, press=odd)
        assert (page.status, "There is a problem" in page.words) == (200, True)
    page = await door.browser.press(door.url, "Send this comment", comment="Please add attendance.")
    assert "that is on record" in page.words
    assert "Change asked" in page.words
    assert (await door.office.report()).asked_change == "Please add attendance."


async def test_the_cookie_is_this_links_alone_and_no_script_reads_it(door: Door) -> None:
    await door.browser.send(f"{door.url}/code")
    await door.office.run_all()
    code = door.mailer.code(HEAD)
    async with door.browser.http.post(f"{door.url}/enter", data={"code": code}, allow_redirects=False) as reply:
        cookie = reply.headers["Set-Cookie"]
    assert reply.status == 303
    for part in ("HttpOnly", "SameSite=Lax", f"Path=/mail/{door.mailer.key(HEAD)}", "Max-Age=7200"):
        assert part in cookie


async def test_every_page_is_kept_by_nobody_and_framed_by_nobody(door: Door) -> None:
    for url in (door.url, f"{door.url}/code", f"{door.origin}/mail/forged"):
        headers = (await door.browser.open(url)).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "script-src" in headers["Content-Security-Policy"]
    await door.prove()
    document = (await door.browser.open(f"{door.url}/document")).headers
    assert (document["Cache-Control"], document["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert document["Content-Disposition"] == "attachment; filename*=UTF-8''report.docx"
