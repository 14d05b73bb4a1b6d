"""What a browser sends from a form of ours, within bounds of time; of size, the web server has its own."""

import asyncio
from typing import Final

from aiohttp import web

SECONDS: Final = 10.0
_FORM: Final = "application/x-www-form-urlencoded"


async def sent_form(request: web.Request) -> dict[str, str]:
    """Its fields by name. Raises HTTPUnsupportedMediaType for what no form of ours sends (files would be written to
    the disk), and HTTPRequestTimeout for a body that does not come."""
    if request.can_read_body and request.content_type != _FORM:
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(SECONDS):
            sent = await request.post()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, LookupError):  # no text, or in no known alphabet
        raise web.HTTPBadRequest from None
    return {name: value for name, value in sent.items() if isinstance(value, str)}
