"""Where the document of a case is fetched. The link opens a page with a button; only the button fetches, and once:
programs that look at links before people do must not use them up."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from automations.cases.document import fetched
from documents.case_record import FILE_NAME
from handbook.core.refusal import Refused
from service.calendar_door import HEADERS
from service.wiring import Service

CASE_DOCUMENTS: Final = "/records/{key:[A-Za-z0-9_-]{20,80}}"
GONE: Final = "This link is not known here, was used, or has expired: please ask SIP Desk in Teams for a new one."
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGE: Final = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Your document</title></head>
<body style="font-family: sans-serif; margin: 2rem; max-width: 40rem">
<h1>Your document</h1>
<p>It is confidential, and can be downloaded once.</p>
<form method="post"><button style="font: inherit; padding: .6rem 1.2rem">Download it</button></form>
</body></html>
"""


async def case_page(_: web.Request) -> web.Response:
    """The same for every link, so that it tells nothing."""
    return web.Response(text=_PAGE, content_type="text/html", headers=HEADERS)


def case_door(service: Service) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The document, or one sentence with 404, whatever was wrong with the link."""

    async def door(request: web.Request) -> web.Response:
        try:
            data = await fetched(service.bus, request.match_info["key"])
        except Refused:
            return web.Response(status=404, text=GONE, headers=HEADERS)
        named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        return web.Response(body=data, content_type=_WORD, headers=HEADERS | named)

    return door
