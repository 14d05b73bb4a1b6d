"""Sending mail from a mailbox: /users/{id}/sendMail, and what was sent."""

import asyncio
from datetime import timedelta
from typing import Any, Final, cast

from aiohttp import web

from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request, outlook_denied

PERMISSION: Final = "Mail.Send"
EACH_MINUTE: Final = 30
AT_ONCE: Final = 4
_TAKES_S: Final = 0.02
"""How long Exchange is about one: so that several can be under way at once."""
_KEYS: Final = ("subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "importance")


async def send_mail(call: Call) -> web.Response:
    """Answered with 202 and no body: it is on its way, not delivered."""
    sender = _mailbox(call)
    body = call.json(("message", "saveToSentItems"))
    message, to = _message(body)
    mails, now = call.stand_in.mails, call.stand_in.now()
    if mails.lately(sender, now - timedelta(minutes=1)) + len(to) > EACH_MINUTE:
        raise _throttled("Request limit exceeded for this mailbox.", 60)
    if mails.under_way.get(sender, 0) >= AT_ONCE:
        raise _throttled("Application is over its MailboxConcurrency limit.", 1)
    mails.under_way[sender] = mails.under_way.get(sender, 0) + 1
    try:
        await asyncio.sleep(_TAKES_S)
    finally:
        mails.under_way[sender] -= 1
    mails.send(now, sender, to, message, kept=body.get("saveToSentItems") is not False)
    return web.Response(status=202)


def _mailbox(call: Call) -> str:
    """Whose mailbox it is. What Exchange assigned opens the service's own and no other; what was consented to in Entra,
    every one."""
    wanted, own = call.word("user").lower(), call.stand_in.tenant.trust.service_mailbox
    person = call.stand_in.tenant.person(wanted)
    if wanted != own and person is None:
        raise GraphError(404, "ErrorInvalidUser", f"The requested user '{wanted}' is invalid.")
    if wanted != own and PERMISSION not in call.caller.roles:
        raise outlook_denied()
    return own if person is None else person.mail


def _message(body: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    message = body.get("message")
    if not isinstance(message, dict) or not isinstance(body.get("saveToSentItems", True), bool):
        raise bad_request("The message is missing, or saveToSentItems is no boolean.", "ErrorInvalidRequest")
    said = cast("dict[str, Any]", message)
    if unknown := [key for key in said if key not in _KEYS]:
        raise bad_request(f"The property '{unknown[0]}' is not supported here.", "RequestBodyRead")
    text = said.get("body")
    kind = cast("dict[str, Any]", text).get("contentType") if isinstance(text, dict) else None
    if str(kind).lower() not in ("text", "html"):
        raise bad_request("The body has a contentType, Text or HTML, and content.", "RequestBodyRead")
    lists: list[Any] = [said.get(key) or [] for key in ("toRecipients", "ccRecipients", "bccRecipients")]
    try:
        to = [str(one["emailAddress"]["address"]) for some in lists for one in some]
    except (KeyError, TypeError):
        raise bad_request("A recipient has an emailAddress with an address.", "RequestBodyRead") from None
    if not to or any("@" not in one for one in to):
        raise bad_request("At least one recipient is not valid, or there is none.", "ErrorInvalidRecipients")
    return said, to


def _throttled(message: str, seconds: int) -> GraphError:
    return GraphError(429, "ApplicationThrottled", message, headers={"Retry-After": str(seconds)})
