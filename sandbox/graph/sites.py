"""The site, its libraries as drives and as lists, and the lists' items with their columns."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.graph import columns, odata, placing, shapes
from sandbox.graph.call import Call
from sandbox.graph.columns import TITLE
from sandbox.graph.errors import bad_request
from sandbox.graph.filters import Filter, Test
from sandbox.graph.shapes import ON_SELECT
from sandbox.graph.tenant import Library
from sandbox.graph.tree import Item

PAGE = 200
UNINDEXED_ALLOWED = "honornonindexedquerieswarningmayfailrandomly"


def get_site(call: Call) -> web.Response:
    call.site()
    site = call.stand_in.shapes.site()
    return call.entity(odata.selected(site, call.options, shapes.SITE_PROPERTIES, ON_SELECT), "sites/$entity")


def list_drives(call: Call) -> web.Response:
    drives = [_drive(call, library) for library in _reached(call)]
    return call.collection(drives, "drives")


def list_lists(call: Call) -> web.Response:
    return call.collection([_list(call, library) for library in _reached(call)], "lists")


def get_drive(call: Call) -> web.Response:
    return call.entity(_drive(call, call.library()), "drives/$entity")


def get_list(call: Call) -> web.Response:
    """Of `/sites/{site}/lists/{list}` and of `/drives/{drive}/list` alike."""
    return call.entity(_list(call, call.library()), "lists/$entity")


def list_columns(call: Call) -> web.Response:
    library, tenant = call.library(), call.stand_in.tenant
    found = [columns.definition(tenant, library, column) for column in (TITLE, *library.columns)]
    known = tuple(found[0])
    return call.collection([odata.selected(one, call.options, known) for one in found], "columns")


def list_items(call: Call) -> web.Response:
    library = call.library()
    test = _test(call, library)
    held = [item for item in call.visible(call.stand_in.tree.all_of(library.drive_id)) if test(_named(call, item))]
    shown, token = odata.page(held, call.options, PAGE)
    following = odata.next_link(call.url, call.options, token) if token else None
    return call.collection([list_item_shape(call, item) for item in shown], "listItems", nextLink=following)


def get_list_item(call: Call) -> web.Response:
    """Of a list's item and of `…/items/{item}/listItem` alike."""
    return call.entity(list_item_shape(call, call.item()), "listItems/$entity")


def get_fields(call: Call) -> web.Response:
    return call.entity(_fields(call, call.item(), call.options.select), "fieldValueSets/$entity")


def update_fields(call: Call) -> web.Response:
    item = call.item()
    placing.check_match(item, call.if_match)
    values = columns.checked(call.library(), call.json())
    updated = call.stand_in.tree.set_fields(item, values, call.change)
    return call.entity(_fields(call, updated, ()), "fieldValueSets/$entity")


def list_item_shape(call: Call, item: Item) -> dict[str, Any]:
    wanted = odata.expanded(call.options, ("fields", "driveItem"))
    shape = odata.selected(call.stand_in.shapes.list_item(item), call.options, shapes.LIST_ITEM_PROPERTIES, ON_SELECT)
    if "fields" in wanted:
        shape["fields"] = _fields(call, item, wanted["fields"])
    if "driveItem" in wanted:
        shape["driveItem"] = {k: v for k, v in call.stand_in.shapes.item(item).items() if k not in ON_SELECT}
    return shape


def _fields(call: Call, item: Item, wanted: tuple[str, ...]) -> dict[str, Any]:
    """A column that does not exist cannot be selected; one that is not set is left out."""
    held = call.stand_in.shapes.fields(item)
    library = call.stand_in.tenant.library(item.drive)
    known = {*held, TITLE.name, *(column.name for column in library.columns if library)} if library else set(held)
    for name in wanted:
        if name not in known:
            raise bad_request(f"Field '{name}' is not recognized")
    return {key: value for key, value in held.items() if not wanted or key in wanted or key.startswith("@")}


def _named(call: Call, item: Item) -> Mapping[str, Any]:
    return {f"fields/{name}": value for name, value in call.stand_in.shapes.fields(item).items()}


def _test(call: Call, library: Library) -> Test:
    if call.options.filter is None:
        return lambda _: True
    found = Filter(call.options.filter)
    honoured = UNINDEXED_ALLOWED in call.request.headers.get("Prefer", "").lower()
    for name in found.names:
        column = library.column(name.removeprefix("fields/")) if name.startswith("fields/") else None
        if column is None and name not in ("fields/Title", "fields/FileLeafRef"):
            raise bad_request(f"Field '{name}' is not recognized in $filter.")
        if not honoured and (column is None or not column.indexed):
            raise bad_request(
                f"Field '{name.removeprefix('fields/')}' cannot be referenced in filter or orderby as it is not "
                "indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but "
                "be warned that such queries may fail on large lists."
            )
    return found.test


def _reached(call: Call) -> list[Library]:
    call.site()
    return [lib for lib in call.stand_in.tenant.libraries if call.stand_in.access.reaches(call.caller, lib.drive_id)]


def _drive(call: Call, library: Library) -> dict[str, Any]:
    shape = call.stand_in.shapes.drive(library)
    return odata.selected(shape, call.options, shapes.DRIVE_PROPERTIES, ON_SELECT)


def _list(call: Call, library: Library) -> dict[str, Any]:
    shape = call.stand_in.shapes.list(library)
    return odata.selected(shape, call.options, shapes.LIST_PROPERTIES, ON_SELECT)
