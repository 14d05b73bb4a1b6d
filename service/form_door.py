"""Where blank forms are fetched (M5). They hold nothing about anybody, so that anybody may have them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.reports.blank_form import blank_form
from documents.application_form import FILE_NAME, write_application_form
from handbook.core.school_years import Term
from service.calendar_door import HEADERS
from service.signed_links import APPLICATION_FORM
from service.wiring import Service

BLANK_FORMS: Final = "/forms/{term:[A-Z][a-z]{5}}-{key:[a-z0-9-]{1,40}}.docx"
NO_FORM: Final = "There is no such form: please ask SIP Desk in Teams for one, with the words “blank form”."
APPLICATION: Final = f"/forms/{APPLICATION_FORM}"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The form, or one sentence with 404. Each is made once, however often it is fetched."""
    own = service.settings.form_templates

    async def door(request: web.Request) -> web.Response:
        term, key = request.match_info["term"], request.match_info["key"].replace("-", "_")
        data = await asyncio.to_thread(blank_form, Term(term), key, own) if term in set(Term) else None
        if data is None:
            return web.Response(status=404, text=NO_FORM, headers=HEADERS)
        named = {"Content-Disposition": f'attachment; filename="SIP report, {term}.docx"'}
        return web.Response(body=data, content_type=WORD, headers=HEADERS | named)

    return door


async def application_form_door(_: web.Request) -> web.Response:
    """The blank form of whoever applies to become a SIP (R3)."""
    data = await asyncio.to_thread(write_application_form)
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return web.Response(body=data, content_type=WORD, headers=HEADERS | named)
