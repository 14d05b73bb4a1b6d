"""Where the picture and the workbook of the team's skills are fetched, by signed links of the Trust Advisor (T4)."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.sip_team.skills.files import seen_by
from documents.skills_drawing import skills_png
from service.wiring import Service
from service.workbook_door import workbook_door
from spreadsheets.skills_book import skills_book

SKILLS_PICTURE: Final = "/training/{token:[^/]+}.png"
SKILLS_BOOK: Final = "/training/{token:[^/]+}.xlsx"


def skills_picture_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    return workbook_door(
        service,
        "skills.png",
        service.links.read_skills,
        lambda uow, claims, _: seen_by(uow, *claims),
        lambda picture, _: skills_png(picture),
        "image/png",
    )


def skills_book_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    return workbook_door(
        service,
        "skills.xlsx",
        service.links.read_skills,
        lambda uow, claims, _: seen_by(uow, *claims),
        lambda picture, _: skills_book(picture),
    )
