"""Sharing an item with people: list, invite, link, change, take back."""

from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.graph.call import Call, nothing
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.tree import Item

ROLES = ("read", "write")
LONGEST_MESSAGE = 2000
_INVITE = ("recipients", "roles", "requireSignIn", "sendInvitation", "message", "expirationDateTime",
           "retainInheritedPermissions")  # fmt: skip


def list_permissions(call: Call) -> web.Response:
    grants = call.stand_in.sharing.grants(call.item())
    return call.collection([call.stand_in.shapes.permission(grant) for grant in grants], "permissions")


def get_permission(call: Call) -> web.Response:
    grant = call.stand_in.sharing.grant(call.item(), call.word("permission"))
    return call.entity(call.stand_in.shapes.permission(grant), "permissions/$entity")


def invite(call: Call) -> web.Response:
    """Who cannot be found fails alone, as an `error` in their element; where nobody can be found, all of it fails."""
    item, body = call.item(), call.json(_INVITE)
    if body.get("requireSignIn") is not True and body.get("sendInvitation") is not True:
        raise bad_request("Both requireSignIn and sendInvitation cannot be false.")
    if len(body.get("message") or "") > LONGEST_MESSAGE:
        raise bad_request(f"The message is longer than {LONGEST_MESSAGE} characters.")
    role, until, mails = _role(body), _until(body), _recipients(body)
    if not any(call.stand_in.tenant.resolved(mail) for mail in mails):
        raise GraphError(
            400, "invalidRequest", "Some users in the request could not be found.", inner="noResolvedUsers"
        )
    _keep_inherited(call, item, body)
    return call.collection([_invited(call, item, mail, role, until) for mail in mails], "permissions")


def create_link(call: Call) -> web.Response:
    item, body = call.item(), call.json(("type", "scope", "retainInheritedPermissions"))
    kind, scope = body.get("type"), body.get("scope", "organization")
    if kind not in ("view", "edit") or scope not in ("organization", "users", "anonymous"):
        raise bad_request("A link is of type view or edit, and of scope organization or users.")
    if scope == "anonymous":
        raise GraphError(403, "notAllowed", "Anonymous links are disabled here.", inner="sharingDisabled")
    _keep_inherited(call, item, body)
    grant, is_new = call.stand_in.sharing.link(item, str(kind), str(scope))
    return call.entity(call.stand_in.shapes.permission(grant), "permissions/$entity", 201 if is_new else 200)


def update_permission(call: Call) -> web.Response:
    sharing = call.stand_in.sharing
    grant = sharing.grant(call.item(), call.word("permission"))
    changed = sharing.change(grant, _role(call.json(("roles",))))
    return call.entity(call.stand_in.shapes.permission(changed), "permissions/$entity")


def delete_permission(call: Call) -> web.Response:
    sharing = call.stand_in.sharing
    sharing.remove(sharing.grant(call.item(), call.word("permission")))
    return nothing()


def _invited(call: Call, item: Item, mail: str, role: str, until: datetime | None) -> dict[str, Any]:
    person = call.stand_in.tenant.resolved(mail)
    if person is None:
        error = {"code": "invalidRequest", "message": "The recipient could not be found."}
        return {"invitation": {"email": mail, "signInRequired": True}, "error": error}
    grant = call.stand_in.sharing.invite(item, person.id, role, until)
    return call.stand_in.shapes.permission(grant)


def _keep_inherited(call: Call, item: Item, body: dict[str, Any]) -> None:
    if body.get("retainInheritedPermissions") is False:
        call.stand_in.tree.stop_inheriting(item)


def _role(body: dict[str, Any]) -> str:
    for role in ROLES:
        if body.get("roles") == [role]:
            return role
    raise bad_request("roles must be one of read and write.")


def _until(body: dict[str, Any]) -> datetime | None:
    given = body.get("expirationDateTime")
    try:
        return None if given is None else datetime.fromisoformat(given)
    except (ValueError, TypeError):
        raise bad_request("expirationDateTime is no date and time.") from None


def _recipients(body: dict[str, Any]) -> list[str]:
    try:
        mails = [str(recipient["email"]) for recipient in body["recipients"]]
    except (KeyError, TypeError):
        mails = []
    if not mails:
        raise bad_request("recipients must be a list of recipients with an email.")
    return mails
