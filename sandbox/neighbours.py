"""Whom the sandbox answers: programs and pages of this machine. A browser here also shows pages from elsewhere, and
these could reach it under a name of their own that leads here, or post to it without asking first."""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is bound to a host. A name other than localhost is not trusted to be."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def only_neighbours(own: str) -> Middleware:
    """Answers what is asked under a name of this machine, by a program or by a page from there: 421 for another name,
    403 for another page. Bound to the host `own` for others too, it answers everybody, as was wanted."""

    def is_ours(address: str) -> bool:
        try:
            return not is_loopback(own) or is_loopback(urlsplit(address).hostname or "")
        except ValueError:
            return False

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_ours(f"//{request.host}"):
            raise web.HTTPMisdirectedRequest(text="This is not a machine of that name.")
        page = request.headers.get("Origin")
        if page is not None and not is_ours(page):
            raise web.HTTPForbidden(text="Pages from elsewhere have nothing to ask here.")
        return await handler(request)

    return answer
