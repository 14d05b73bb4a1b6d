"""People of the tenant: /users and /me."""

from typing import Any

from aiohttp import web

from sandbox.graph import odata
from sandbox.graph.access import ALL_OF_USERS
from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request, insufficient_privileges
from sandbox.graph.filters import Filter, Test
from sandbox.graph.shapes import USER_DEFAULTS, USER_ON_SELECT, user
from sandbox.trust import SandboxPerson

PAGE = 100
BASIC_FILTERS = ("id", "mail", "userPrincipalName", "displayName", "givenName", "surname")


def list_people(call: Call) -> web.Response:
    test = _test(call)
    people = [one for one in call.stand_in.tenant.everybody() if test(_all(call, one))]
    shown, token = odata.page(people, call.options, PAGE)
    following = odata.next_link(call.url, call.options, token) if token else None
    return call.collection([_shape(call, one) for one in shown], "users", nextLink=following)


def get_person(call: Call) -> web.Response:
    wanted = call.word("user")
    found = call.stand_in.tenant.person(wanted)
    if found is None:
        message = (
            f"Resource '{wanted}' does not exist or one of its queried reference-property objects are not present."
        )
        raise GraphError(404, "Request_ResourceNotFound", message)
    return call.entity(_shape(call, found), "users/$entity")


def get_me(call: Call) -> web.Response:
    if call.caller.kind == "app":
        raise bad_request("/me request is only valid with delegated authentication flow.", "BadRequest")
    found = call.stand_in.tenant.person(call.caller.id)
    if found is None:
        raise GraphError(404, "Request_ResourceNotFound", f"Resource '{call.caller.id}' does not exist.")
    return call.entity(_shape(call, found), "users/$entity")


def _basic(call: Call) -> bool:
    """User.ReadBasic.All and a colleague see names and addresses; the rest reads as null."""
    return not call.caller.roles & ALL_OF_USERS


def _all(call: Call, person: SandboxPerson) -> dict[str, Any]:
    shape = user(person, call.stand_in.enabled(person.id), _basic(call))
    return shape | ({"mail": None} if person.id in call.stand_in.tenant.without_mail else {})


def _shape(call: Call, person: SandboxPerson) -> dict[str, Any]:
    known = (*USER_DEFAULTS, *USER_ON_SELECT)
    return odata.selected(_all(call, person), call.options, known, frozenset(USER_ON_SELECT))


def _test(call: Call) -> Test:
    if call.options.filter is None:
        return lambda _: True
    found = Filter(call.options.filter)
    for name in found.names:
        if name not in (*BASIC_FILTERS, "accountEnabled", "jobTitle", "proxyAddresses/any"):
            message = f"Unsupported or invalid query filter clause specified for property '{name}' of resource 'User'."
            raise bad_request(message, "Request_UnsupportedQuery")
        if name not in BASIC_FILTERS and _basic(call):
            raise insufficient_privileges()
    return found.test
