"""Events together: all of a mailbox, those of a window, and what changed in a window."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.graph import odata
from sandbox.graph.calendar import delta_tokens, prefer, shapes
from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.delta_tokens import DeltaToken
from sandbox.graph.calendar.extended import test_of, with_extended
from sandbox.graph.calendar.opening import mailbox
from sandbox.graph.calendar.time_zones import read_instant
from sandbox.graph.call import Call
from sandbox.graph.errors import bad_request

PAGE = 10
DELTA_PAGE = 50
_ORDERS: dict[str, Callable[[Copy], Any]] = {
    "start/datetime": lambda copy: copy.start,
    "createddatetime": lambda copy: copy.created_at,
    "lastmodifieddatetime": lambda copy: copy.modified_at,
}


def list_events(call: Call) -> web.Response:
    return _listed(call, call.stand_in.book.of(mailbox(call).id))


def calendar_view(call: Call) -> web.Response:
    person = mailbox(call)
    start, end = _window(call)
    return _listed(call, call.stand_in.book.between(person.id, start, end))


def get_calendar(call: Call) -> web.Response:
    person = mailbox(call)
    shape = {
        "id": f"AAMkCal{person.id}",
        "name": "Calendar",
        "color": "auto",
        "changeKey": "AAAAAA==",
        "isDefaultCalendar": True,
        "canEdit": True,
        "canShare": True,
        "canViewPrivateItems": True,
        "isRemovable": False,
        "owner": {"name": person.name, "address": person.mail},
    }
    known = tuple(shape)
    return call.entity(odata.selected(shape, call.options, known), f"users('{person.id}')/calendar/$entity")


def _listed(call: Call, copies: Sequence[Copy]) -> web.Response:
    test, wants = test_of(call.options.filter), prefer.read(call.request)
    found = _ordered([copy for copy in copies if test(copy)], call.options.order_by)
    shown, token = odata.page(found, call.options, wants.page or PAGE)
    following = odata.next_link(call.url, call.options, token) if token else None
    context = f"users('{call.word('user')}')/events"
    return wants.mark(call.collection([_entry(call, copy, wants) for copy in shown], context, nextLink=following))


def _entry(call: Call, copy: Copy, wants: prefer.Preferences) -> dict[str, Any]:
    shape = odata.selected(shapes.event(copy, wants), call.options, shapes.EVENT_PROPERTIES)
    return with_extended(shape | {"id": copy.id(wants.immutable)}, copy, call.options)


def _ordered(copies: list[Copy], order_by: str | None) -> list[Copy]:
    if order_by is None:
        return copies
    name, _, way = order_by.strip().partition(" ")
    order = _ORDERS.get(name.lower())
    if order is None or way.strip().lower() not in ("", "asc", "desc"):
        raise bad_request(f"The $orderby '{order_by}' is not supported here.", "ErrorInvalidUrlQuery")
    return sorted(copies, key=order, reverse=way.strip().lower() == "desc")


def _window(call: Call) -> tuple[datetime, datetime]:
    if call.options.start is None or call.options.end is None:
        message = "This request requires a time window specified by the query parameters StartDateTime and EndDateTime."
        raise bad_request(message, "ErrorInvalidParameter")
    start, end = read_instant(call.options.start, "StartDateTime"), read_instant(call.options.end, "EndDateTime")
    if end <= start:
        raise bad_request("EndDateTime must be later than StartDateTime.", "ErrorInvalidParameter")
    return start, end


def delta(call: Call) -> web.Response:
    """A page of a round. The first round tells of what stands in the window, later ones of what changed: an entry that
    is gone from it, or that changed outside it, is `@removed`."""
    person, wants, stand_in = mailbox(call), prefer.read(call.request), call.stand_in
    given = call.options.delta_token or call.options.skip_token
    if given is None:
        start, end = _window(call)
        token = DeltaToken(person.id, start, end, 0, stand_in.book.last_change(), stand_in.now())
    else:
        token = delta_tokens.read(given, person.id, stand_in)
    changed = [copy for copy in stand_in.book.changed(person.id, token.after) if not token.passes_over(copy)]
    shown = changed[: wants.page or DELTA_PAGE]
    entries = [_changed(copy, token, wants) for copy in shown]
    more = len(shown) < len(changed)
    after = shown[-1].change if more else stand_in.book.last_change()
    kind = "skiptoken" if more else "deltatoken"
    following = f"{call.url}?${kind}={delta_tokens.write(token.further(after, stand_in.now(), more), stand_in)}"
    links = {"nextLink" if more else "deltaLink": following}
    return wants.mark(call.collection(entries, "Collection(event)", **links))


def _changed(copy: Copy, token: DeltaToken, wants: prefer.Preferences) -> dict[str, Any]:
    if copy.deleted or not token.covers(copy):
        return {"id": copy.id(wants.immutable), "@removed": {"reason": "deleted"}}
    return shapes.event(copy, wants)
