"""A file that somebody has checked out: nobody else changes it until they check it in."""

from typing import Any

from aiohttp import web

from sandbox.graph.call import Call, nothing
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.tree import Item


def check_out(call: Call) -> web.Response:
    item = call.item()
    if item.folder:
        raise bad_request("A folder cannot be checked out.")
    check_not_held(call, item)
    call.stand_in.database.run("DELETE FROM checkout WHERE item = :item", item=item.id)
    call.stand_in.database.insert("checkout", item=item.id, caller=call.caller.id)
    return nothing()


def check_in(call: Call) -> web.Response:
    item = call.item()
    call.json(("comment", "checkInAs"))
    if _holder(call, item) is None:
        raise bad_request("The file is not checked out.")
    check_not_held(call, item)
    call.stand_in.database.run("DELETE FROM checkout WHERE item = :item", item=item.id)
    return nothing()


def publication(call: Call, item: Item) -> dict[str, Any]:
    """The facet of that name, which is there when it is selected."""
    facet: dict[str, Any] = {"level": "published", "versionId": f"{item.version}.0"}
    return facet if _holder(call, item) is None else {**facet, "level": "checkout"}


def check_not_held(call: Call, item: Item | None) -> None:
    """Raises 423 where another has it checked out."""
    if item is not None and _holder(call, item) not in (None, call.caller.id):
        words = "The file is checked out or locked for editing by another user."
        raise GraphError(423, "notAllowed", words, inner="resourceLocked")


def _holder(call: Call, item: Item) -> str | None:
    row = call.stand_in.database.row("SELECT caller FROM checkout WHERE item = :item", item=item.id)
    return row["caller"] if row else None
