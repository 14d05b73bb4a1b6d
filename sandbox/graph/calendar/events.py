"""Events one by one: create, read, change, delete, cancel, answer."""

import hashlib
import json
from typing import Any

from aiohttp import web

from sandbox.graph import odata
from sandbox.graph.calendar import prefer, shapes, writing
from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.extended import with_extended
from sandbox.graph.calendar.meetings import Response
from sandbox.graph.calendar.opening import mailbox
from sandbox.graph.calendar.time_zones import Moment, lower_keys, read_moment
from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request


def create_event(call: Call) -> web.Response:
    person, body = mailbox(call), call.json(tuple(writing.READERS))
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    copy = call.stand_in.meetings.create(person, writing.read(body), fingerprint)
    answer = _answer(call, copy, 201)
    answer.headers["Location"] = f"{call.base}/users/{person.id}/events/{copy.id(prefer.read(call.request).immutable)}"
    return answer


def get_event(call: Call) -> web.Response:
    """Also one that was deleted, by its immutable id, and nothing in it says so."""
    return _answer(call, call.stand_in.book.by_any_id(mailbox(call).id, call.word("event")))


def update_event(call: Call) -> web.Response:
    copy = _copy(call)
    _match(call, copy)
    values = writing.read(call.json(tuple(writing.READERS)))
    return _answer(call, call.stand_in.meetings.update(copy, values))


def delete_event(call: Call) -> web.Response:
    copy = _not_deleted(call)
    _match(call, copy)
    call.stand_in.meetings.delete(copy)
    return web.Response(status=204)


def cancel_event(call: Call) -> web.Response:
    copy, said = _not_deleted(call), _said(call, "comment")
    call.stand_in.meetings.cancel(copy, str(said.get("comment") or ""))
    return web.Response(status=202)


def accept_event(call: Call) -> web.Response:
    return _respond(call, "accepted")


def decline_event(call: Call) -> web.Response:
    return _respond(call, "declined")


def tentatively_accept_event(call: Call) -> web.Response:
    return _respond(call, "tentativelyAccepted")


def _respond(call: Call, response: Response) -> web.Response:
    copy, said = _copy(call), _said(call, "comment", "sendresponse", "proposednewtime")
    send = said.get("sendresponse", True)
    if str(send).lower() not in ("true", "false"):
        raise bad_request("SendResponse is true or false.", "ErrorInvalidRequest")
    proposed = _proposed(said["proposednewtime"]) if said.get("proposednewtime") else None
    sent = str(send).lower() == "true"
    call.stand_in.meetings.respond(copy, response, str(said.get("comment") or ""), sent, proposed)
    return web.Response(status=202)


def _proposed(value: Any) -> tuple[Moment, Moment]:
    given = lower_keys(value)
    start, end = read_moment(given.get("start"), "start"), read_moment(given.get("end"), "end")
    if end.at <= start.at:
        raise bad_request("The proposed end comes before the proposed start.", "ErrorInvalidRequest")
    return start, end


def _copy(call: Call) -> Copy:
    return call.stand_in.book.by_id(mailbox(call).id, call.word("event"))


def _not_deleted(call: Call) -> Copy:
    """Raises 403 for what lies in Deleted Items already, as the service does where the id is an immutable one."""
    copy = call.stand_in.book.by_any_id(mailbox(call).id, call.word("event"))
    if copy.deleted:
        raise GraphError(403, "ErrorCannotDeleteObject", "Object cannot be deleted.")
    return copy


def _said(call: Call, *known: str) -> dict[str, Any]:
    """The parameters of an action, in any case; a body may be left out altogether."""
    said = lower_keys(call.json()) if call.body.strip() else {}
    for name in said:
        if name not in known and not name.startswith("@"):
            raise bad_request(f"The parameter '{name}' is not supported here.", "ErrorInvalidRequest")
    return said


def _match(call: Call, copy: Copy) -> None:
    if call.if_match not in (None, "*", f'W/"{copy.change_key}"', f'"{copy.change_key}"'):
        message = (
            "The send or update operation could not be performed because the change key passed in the request does not"
            " match the current change key for the item."
        )
        raise GraphError(412, "ErrorIrresolvableConflict", message)


def _answer(call: Call, copy: Copy, status: int = 200) -> web.Response:
    wants = prefer.read(call.request)
    shape = with_extended(shapes.event(copy, wants), copy, call.options)
    known = (*shapes.EVENT_PROPERTIES, "singleValueExtendedProperties")
    shape = odata.selected(shape, call.options, known) | {"id": copy.id(wants.immutable)}
    shape |= with_extended({}, copy, call.options)
    return wants.mark(call.entity(shape, f"users('{copy.mailbox}')/events/$entity", status))
