"""The pages behind letters, with the service's own records and library."""

from aiohttp import web

from automations.mail.page import MailPages
from automations.workflows import TABLES
from handbook.reports.library import FiledItem
from pages.mail.door import MailDoor
from service.wiring import Service

DOCUMENT_AT_MOST = 50 * 1024 * 1024


def mail_door(service: Service) -> list[web.RouteDef]:
    async def content(item: FiledItem) -> bytes:
        return await service.libraries.content(item, DOCUMENT_AT_MOST)

    secure = service.settings.public_url.startswith("https://")
    return MailDoor(MailPages(service.bus, TABLES), content, secure=secure).routes()
