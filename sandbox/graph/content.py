"""The other origin: downloads and upload sessions by address alone. A bearer token has no business here."""

from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import web

from sandbox.graph import errors
from sandbox.graph.call import reply
from sandbox.graph.contents import settle
from sandbox.graph.errors import item_not_found, unauthorised
from sandbox.graph.service import read_body
from sandbox.graph.shapes import ON_SELECT
from sandbox.graph.stand_in import STAND_IN, StandIn
from sandbox.graph.tree import Item
from sandbox.graph.uploads import Session


def check_no_token(request: web.Request) -> None:
    if "Authorization" in request.headers:
        raise unauthorised("This address is authenticated by itself: no Authorization header may come along.")


async def download(request: web.Request) -> web.StreamResponse:
    """Ranges are honoured."""
    check_no_token(request)
    stand_in = request.app[STAND_IN]
    ticket = stand_in.tickets.read(request.match_info["ticket"], stand_in.now())
    if ticket is None:
        raise errors.GraphError(401, "unauthenticated", "The download address has expired.")
    headers = {
        "Content-Type": ticket.mime_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(ticket.name)}",
    }
    return web.FileResponse(stand_in.blobs.path(ticket.blob), headers=headers)


async def upload(request: web.Request) -> web.StreamResponse:
    check_no_token(request)
    stand_in, body = request.app[STAND_IN], await read_body(request)
    now = stand_in.now()
    with stand_in.database.writing():
        session = stand_in.uploads.session(request.match_info["session"], now)
        if request.method == "PUT":
            session = stand_in.uploads.add(session, request.headers.get("Content-Range", ""), body, now)
    return _ANSWERS[request.method](stand_in, session, now)


def _after_fragment(stand_in: StandIn, session: Session, now: datetime) -> web.Response:
    if session.complete and not session.deferred:
        return _commit(stand_in, session, now)
    return reply(session.status(), HTTPStatus.ACCEPTED)


def _commit(stand_in: StandIn, session: Session, now: datetime) -> web.Response:
    with stand_in.database.writing():
        item, is_new = stand_in.uploads.commit(session, now)
        shape = _shape(stand_in, item)
        settle(stand_in.tree, item)
    return reply(shape, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def _status(_: StandIn, session: Session, __: datetime) -> web.Response:
    return reply(session.status())


def _cancel(stand_in: StandIn, session: Session, _: datetime) -> web.Response:
    with stand_in.database.writing():
        stand_in.uploads.end(session)
    return web.Response(status=HTTPStatus.NO_CONTENT)


def _shape(stand_in: StandIn, item: Item) -> dict[str, object]:
    return {key: value for key, value in stand_in.shapes.item(item).items() if key not in ON_SELECT}


_ANSWERS = {"PUT": _after_fragment, "POST": _commit, "GET": _status, "DELETE": _cancel}


async def missing(_: web.Request) -> web.StreamResponse:
    raise item_not_found()
