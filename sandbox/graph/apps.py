"""Apps in people's Teams: /users/{id}/teamwork/installedApps, for the one app that the trust has in its catalogue."""

import base64
import re
from typing import Any, Final

from aiohttp import web

from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError, bad_request
from sandbox.graph.stand_in import InstalledApps
from sandbox.trust import SandboxPerson

_BIND: Final = "teamsApp@odata.bind"
_BOUND: Final = re.compile(r"https://graph\.microsoft\.com/v1\.0/appCatalogs/teamsApps/([^/]+)")
_FILTER: Final = re.compile(r"teamsApp/id eq '([^']*)'")


def list_apps(call: Call) -> web.Response:
    person, wanted = _person(call), call.options.filter
    found = _FILTER.fullmatch(wanted) if wanted else None
    if wanted and found is None:
        raise bad_request("Filters of installed apps are of teamsApp/id here.", "BadRequest")
    app_id = call.stand_in.tenant.trust.catalogue_app_id
    is_asked = found is None or found[1] == app_id
    shown = [_shape(call, person, app_id)] if is_asked and _apps(call).has(person) else []
    return call.collection(shown, f"users('{person.id}')/teamwork/installedApps")


def install_app(call: Call) -> web.Response:
    """Answered without a body. Who has the app already is no success."""
    person, said = _person(call), call.json((_BIND,)).get(_BIND)
    bound = _BOUND.fullmatch(said) if isinstance(said, str) else None
    if bound is None:
        raise bad_request("teamsApp must be bound to an app of the catalogue.", "BadRequest")
    if bound[1] != call.stand_in.tenant.trust.catalogue_app_id:
        raise GraphError(404, "NotFound", f"Failed to find app with id '{bound[1]}' in the app catalog.")
    if _apps(call).has(person):
        raise GraphError(409, "Conflict", "App is already installed in the scope.")
    _apps(call).install(person)
    return web.Response(status=201)


def _apps(call: Call) -> InstalledApps:
    if call.stand_in.apps is None:
        raise GraphError(503, "ServiceUnavailable", "There is no Teams beside this Graph.")
    return call.stand_in.apps


def _person(call: Call) -> SandboxPerson:
    wanted = call.word("user")
    found = call.stand_in.tenant.person(wanted)
    if found is None:
        raise GraphError(404, "NotFound", f"User '{wanted}' not found.")
    return found


def _shape(call: Call, person: SandboxPerson, app_id: str) -> dict[str, Any]:
    own = {"id": base64.b64encode(f"{person.id}##{app_id}".encode()).decode()}
    if "teamsApp" not in (call.options.expand or {}):
        return own
    trust = call.stand_in.tenant.trust
    app = {"id": app_id, "externalId": trust.app_id, "displayName": "SIP Desk", "distributionMethod": "organization"}
    return {**own, "teamsApp": app}
