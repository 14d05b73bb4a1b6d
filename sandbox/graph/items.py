"""Folders and files: find, list, make, rename, move, delete, versions and changes."""

import base64
import json
from dataclasses import replace
from typing import Any

from aiohttp import web

from sandbox.graph import checkouts, odata, placing, shapes
from sandbox.graph.call import Call, nothing
from sandbox.graph.errors import GraphError, bad_request, item_not_found, name_taken
from sandbox.graph.shapes import ITEM_PROPERTIES, ON_SELECT
from sandbox.graph.sites import list_item_shape
from sandbox.graph.tree import Item

PAGE = 200
CONFLICT = "@microsoft.graph.conflictBehavior"


def get_item(call: Call) -> web.Response:
    return call.entity(item_shape(call, call.item()), "driveItem")


def list_children(call: Call) -> web.Response:
    held = call.visible(call.stand_in.tree.children(call.item()))
    shown, token = odata.page(held, call.options, PAGE)
    following = odata.next_link(call.url, call.options, token) if token else None
    return call.collection([item_shape(call, item) for item in shown], "driveItems", nextLink=following)


def make_folder(call: Call) -> web.Response:
    parent, tree = call.item(), call.stand_in.tree
    body = call.json(("name", "folder"))
    name = body.get("name")
    if not isinstance(name, str) or not isinstance(body.get("folder"), dict):
        raise bad_request("A folder needs a name and the folder facet.")
    if not parent.folder:
        raise bad_request("Only a folder has children.")
    behaviour = placing.behaviour(body.get(CONFLICT), "fail")
    there = tree.child(parent, name)
    if there is not None and behaviour == "rename":
        name, there = placing.free_name(tree, parent, name, is_folder=True), None
    if there is not None and (behaviour == "fail" or not there.folder):
        raise name_taken()
    made = there or tree.add_folder(parent, name, call.change)
    return call.entity(item_shape(call, made), "driveItem", 201)


def update_item(call: Call) -> web.Response:
    """Renames and moves, within one library."""
    item, tree = call.item(), call.stand_in.tree
    placing.check_match(item, call.if_match)
    body = call.json(("name", "parentReference"))
    name: Any = body.get("name", item.name)
    target: Any = body.get("parentReference") or {}
    if item.parent is None or not isinstance(name, str) or not hasattr(target, "get"):
        raise bad_request("This item cannot be renamed or moved so.")
    if target.get("driveId", item.drive) != item.drive:
        raise bad_request("Moving between drives is not supported.", "notSupported")
    parent = tree.by_id(item.drive, str(target.get("id") or item.parent))
    call.stand_in.access.check_item(call.caller, parent, call.need)
    return call.entity(item_shape(call, tree.rename(item, parent, name, call.change)), "driveItem")


def delete_item(call: Call) -> web.Response:
    item = call.item()
    placing.check_match(item, call.if_match)
    if item.parent is None:
        raise bad_request("The root of a drive cannot be deleted.")
    checkouts.check_not_held(call, item)
    call.stand_in.tree.remove(item)
    return nothing()


def list_versions(call: Call) -> web.Response:
    item = call.item()
    if item.folder:
        raise bad_request("A folder has no versions.")
    sql = "SELECT * FROM version WHERE item = :item ORDER BY number DESC"
    rows = [dict(row) for row in call.stand_in.database.rows(sql, item=item.id)]
    found = [shapes.version({**row, "modified_by": json.loads(row["modified_by"])}) for row in rows]
    return call.collection(found, "driveItemVersions")


def old_version(call: Call, item: Item) -> dict[str, Any]:
    """A version before the current one."""
    number = call.word("version").removesuffix(".0")
    sql = "SELECT * FROM version WHERE item = :item AND number = :number"
    row = call.stand_in.database.row(sql, item=item.id, number=int(number) if number.isdecimal() else -1)
    if row is None:
        raise item_not_found()
    if row["number"] == item.version:
        raise bad_request("The current version cannot be used as an earlier one.")
    return dict(row)


def restore_version(call: Call) -> web.Response:
    """What was then becomes the newest version."""
    item, tree = call.item(), call.stand_in.tree
    then = old_version(call, item)
    restored = tree.replace(item, call.stand_in.blobs.read(then["blob"]), call.change)
    lost = dict.fromkeys(restored.fields)
    if restored.fields != (fields := json.loads(then["fields"])):
        tree.set_fields(restored, lost | fields, call.change)
    return nothing()


def delta(call: Call) -> web.Response:
    """Changes since a token; without one, everything. Each item comes once, with what it is now."""
    drive, database = call.library().drive_id, call.stand_in.database
    start, path = call.spot()
    if path or start.parent is not None:
        raise bad_request("Delta is supported on the root of a drive only.", "notSupported")
    link = call.url.partition("/delta")[0] + "/delta()"
    newest = database.counted("change")
    if call.options.token == "latest":  # noqa: S105 - the word of the protocol, no secret
        return call.collection([], "driveItems", deltaLink=f"{link}?token={_token(newest, False)}")
    since, first_round = _since(call.options.token, newest, link)
    changed = call.visible(call.stand_in.tree.changed_since(drive, since))
    held = [item for item in changed if not (first_round and item.deleted)]
    shown = held[: call.options.top or PAGE]
    if len(shown) < len(held):
        following = f"{link}?token={_token(shown[-1].changed, first_round)}" + _again(call)
        return call.collection([_changed(call, item) for item in shown], "driveItems", nextLink=following)
    last = f"{link}?token={_token(newest, False)}" + _again(call)
    return call.collection([_changed(call, item) for item in shown], "driveItems", deltaLink=last)


def item_shape(call: Call, item: Item) -> dict[str, Any]:
    stand_in = call.stand_in
    wanted = odata.expanded(call.options, ("listItem", "listItem/fields"))
    whole = stand_in.shapes.item(item, stand_in.download_url(item))
    if not item.folder:
        whole["publication"] = checkouts.publication(call, item)
    shape = odata.selected(whole, call.options, ITEM_PROPERTIES, ON_SELECT)
    if wanted:
        below = odata.Options(expand={"fields": wanted["listItem/fields"]} if "listItem/fields" in wanted else None)
        shape["listItem"] = list_item_shape(replace(call, options=below), item)
    return shape


def _changed(call: Call, item: Item) -> dict[str, Any]:
    if item.deleted:
        return {"id": item.id, "deleted": {"state": "deleted"}, "parentReference": {"driveId": item.drive}}
    return item_shape(call, item)


def _token(since: int, first_round: bool) -> str:
    return base64.urlsafe_b64encode(f"{'all' if first_round else 'new'}:{since}".encode()).decode()


def _since(token: str | None, newest: int, link: str) -> tuple[int, bool]:
    if token is None:
        return 0, True
    try:
        kind, _, number = base64.urlsafe_b64decode(token).decode().partition(":")
        if kind in ("all", "new") and 0 <= int(number) <= newest:
            return int(number), kind == "all"
    except ValueError:
        pass
    message = "Resync required. Replace any local items with the server's version (including deletes)."
    raise GraphError(410, "resyncRequired", message, headers={"Location": link})


def _again(call: Call) -> str:
    """What else was asked goes with the link."""
    top = f"&$top={call.options.top}" if call.options.top else ""
    return top + (f"&$select={','.join(call.options.select)}" if call.options.select else "")
