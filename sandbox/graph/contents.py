"""The bytes of files: put, get (always a redirect to the other origin), as PDF, and upload sessions."""

from typing import Any

from aiohttp import web

from sandbox.graph import checkouts, mime_types, placing
from sandbox.graph.call import Call, elsewhere, reply
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.items import CONFLICT, item_shape, old_version
from sandbox.graph.placing import Spot
from sandbox.graph.tickets import Ticket
from sandbox.graph.tree import Item, Tree

_SESSION_ITEM = ("name", "fileSize", "description", "fileSystemInfo", "mediaSource", "driveItemSource")


def put_content(call: Call) -> web.Response:
    spot = _spot(call, call.options.conflict)
    checkouts.check_not_held(call, call.stand_in.tree.below(spot.start, spot.path))
    placed, is_new = placing.place(call.stand_in.tree, spot, call.body, call.change)
    answer = call.entity(item_shape(call, placed), "driveItem", 201 if is_new else 200)
    settle(call.stand_in.tree, placed)
    return answer


def settle(tree: Tree, item: Item) -> None:
    """A Word file's eTag moves on after the answer, when SharePoint has written its properties."""
    if item.name.lower().endswith(".docx"):
        tree.promote(item)


async def get_content(call: Call) -> web.Response:
    item, stand_in = call.item(), call.stand_in
    if item.blob is None:
        raise bad_request("A folder has no content.")
    if call.options.format is None:
        return elsewhere(stand_in.tickets.url(_ticket(item.blob, item.name), stand_in.now()))
    if call.options.format.lower() != "pdf":
        raise GraphError(406, "notSupported", f"Conversion to '{call.options.format}' is not supported.")
    printed = await stand_in.pdf.convert(item.blob, item.name)
    name = f"{item.name.rpartition('.')[0]}.pdf"
    return elsewhere(stand_in.tickets.url(_ticket(printed, name), stand_in.now()))


def get_version_content(call: Call) -> web.Response:
    item = call.item()
    then = old_version(call, item)
    return elsewhere(call.stand_in.tickets.url(_ticket(then["blob"], item.name), call.stand_in.now()))


def create_upload_session(call: Call) -> web.Response:
    body = call.json(("item", "deferCommit")) if call.body else {}
    wish: dict[str, Any] = body.get("item") or {}
    if unknown := [key for key in wish if not key.startswith("@") and key not in _SESSION_ITEM]:
        raise bad_request(f"The property '{unknown[0]}' is not supported here.")
    spot = _spot(call, wish.get(CONFLICT))
    if spot.path and wish.get("name") not in (None, spot.path[-1]):
        raise bad_request("The name in the request must match the name in the address.")
    placing.check_spot(call.stand_in.tree, spot)
    deferred = body.get("deferCommit") is True
    session = call.stand_in.uploads.open(spot, call.identity, call.stand_in.now(), deferred=deferred)
    url = call.stand_in.upload_url(session.id)
    context = f"{call.base}/$metadata#microsoft.graph.uploadSession"
    return reply({"@odata.context": context, "uploadUrl": url, **session.status()})


def _spot(call: Call, conflict: object) -> Spot:
    start, path = call.writable_spot()
    return Spot(start, path, placing.behaviour(conflict, "replace"), call.if_match)


def _ticket(blob: str, name: str) -> Ticket:
    return Ticket(blob, name, mime_types.of(name))
