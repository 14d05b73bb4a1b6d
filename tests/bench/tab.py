"""How fast the overview is: a trust of 185 schools, filtered and paged; what a page and its scripts weigh; and when
something is seen on a phone's slow line."""

import statistics
import sys
import time
from dataclasses import replace
from typing import Any, Final

from playwright.async_api import Browser

from handbook.core.people import Role
from pages.kit.files_served import served_files
from tests.page.browser import PHONE
from tests.page.teams_tab import tab_of
from tests.support.house import House

SCHOOLS: Final = 185
LARGE: Final = 20_000
TIMES: Final = 20
SLOW_3G: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Chromium's own profile: 400 kbit/s, and 400 ms for each way."""


def _schools(house: House, count: int) -> None:
    """Copies of the trust's own, by other numbers; nobody is added."""
    with house.database.writing() as uow:
        known = uow.roster.schools()
        made = [
            replace(known[at % len(known)], urn=f"{800_000 + at}", name=f"{known[at % len(known)].name} {at}")
            for at in range(count)
        ]
        people = uow.roster.people(*Role)
        sessions = {one["name"]: () for one in house.roster["local_authorities"]}
        uow.roster.replace(people, made, sessions, {}, {}, [])


async def _taken(house: House, session: str, path: str) -> tuple[float, int]:
    """Median milliseconds of an answer, and its bytes."""
    taken: list[float] = []
    size = 0
    for _ in range(TIMES):
        before = time.perf_counter()
        async with house.http.get(f"{house.bot}{path}", headers={"X-SIP-Desk-Session": session}) as reply:
            size = len(await reply.read())
            assert reply.status == 200, path
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken), size


async def _session(house: House, person_id: str) -> str:
    token = (await (await house.http.post(f"{house.sandbox}/play/{person_id}/tab-token")).json())["token"]
    given = {"Authorization": f"Bearer {token}"}
    return (await (await house.http.post(f"{house.bot}/tab/session", headers=given)).json())["session"]


async def _first_paint(browser: Browser, house: House, person_id: str) -> tuple[float, float]:
    """Milliseconds until something is seen in the frame, and until the overview is drawn."""
    async with tab_of(browser, house, person_id, PHONE, line=SLOW_3G) as window:
        await window.drawn("Overview")
        paints: list[Any] = await window.frame.evaluate(
            "performance.getEntriesByType('paint').map(one => one.startTime)"
        )
        drawn: float = await window.frame.evaluate("performance.now()")
    return max(paints, default=0.0), drawn


async def tab_figures(browser: Browser, house: House) -> None:
    advisor = next(one["id"] for one in house.roster["people"] if one["role"] == Role.TRUST_ADVISOR)
    session = await _session(house, advisor)
    for count in (SCHOOLS, LARGE):
        _schools(house, count)
        for path in ("/tab", "/tab/schools?show=no_visit&find=catholic", "/tab/schools"):
            taken, size = await _taken(house, session, path)
            sys.stdout.write(f"{path} with {count} schools: median {taken:.0f} ms, {size / 1000:.0f} kB\n")
    _schools(house, SCHOOLS)
    packed = sum(len(one.zipped) for one in served_files().values())
    sys.stdout.write(f"scripts and style sheets, packed, kept by the browser: {packed / 1000:.0f} kB\n")
    paint, drawn = await _first_paint(browser, house, advisor)
    sys.stdout.write(f"first paint on slow 3G: {paint:.0f} ms; signed in and drawn: {drawn:.0f} ms\n")
