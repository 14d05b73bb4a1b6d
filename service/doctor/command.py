"""`sipdesk doctor`: looks, says what it found as it finds it, and ends with 0 or 1."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

import aiohttp

from bot.credentials import UnusableCertificate
from service.clock import clock_of
from service.doctor.examination import examine, unread, worst
from service.doctor.finding import Checked, Light
from service.doctor.report import as_json, paragraph, summary
from service.doctor.set_up import SetUp
from service.settings import Settings
from service.wiring import Service


async def look_over(settings: Settings, *, json: bool) -> int:
    """0 where nothing is red, 1 otherwise."""

    def tell(one: Checked) -> None:
        if not json:
            print(paragraph_here(one), flush=True)

    return _told(await looked_over(settings, tell), json=json)


async def looked_over(settings: Settings, tell: Callable[[Checked], None]) -> list[Checked]:
    """All that is found, each told as soon as it is."""
    now = clock_of(settings)
    try:
        service = Service(settings, now)
    except UnusableCertificate as wrong:
        checked = unread([str(wrong)])
        for one in checked:
            tell(one)
        return checked
    checked: list[Checked] = []
    try:
        async with aiohttp.ClientSession() as http:
            async for one in examine(SetUp(settings, service, http, now)):
                checked.append(one)
                tell(one)
    finally:
        await service.put_away()
    return checked


def paragraph_here(one: Checked) -> str:
    """In colour where this terminal shows it."""
    return paragraph(one, colour=_shows_colour())


def refuse(complaints: Sequence[str], *, json: bool) -> int:
    """The same where the settings cannot be used."""
    checked = unread(complaints)
    if not json:
        print("\n".join(paragraph_here(one) for one in checked))
    return _told(checked, json=json)


def _told(checked: Sequence[Checked], *, json: bool) -> int:
    print(as_json(checked, version("sip-desk")) if json else f"\n{summary(checked)}")
    return 1 if worst(checked) is Light.RED else 0


def _shows_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
