"""Signing in to Microsoft Graph, and how far the token reaches."""

from collections.abc import Mapping
from typing import Any, Final

from graph.permissions import INSTALLING, PERMISSIONS, Given
from graph.probes import claims
from handbook.core.external_errors import ExternalError, Forbidden
from service.doctor.finding import BY_SCRIPT, Finding, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_FENCED: Final = frozenset(name for one in PERMISSIONS if one.given is not Given.ENTRA for name in one.never)
_GIVEN: Final = tuple(one.name for one in PERMISSIONS if one.given is not Given.EXCHANGE)
_BECAUSE: Final[Mapping[str, str]] = {
    "AADSTS90002": "SIPDESK_TENANT_ID names no tenant.",
    "AADSTS900023": "SIPDESK_TENANT_ID is no id of a tenant.",
    "AADSTS700016": "the tenant has no app with the id in SIPDESK_GRAPH_APP_ID (or SIPDESK_BOT_APP_ID).",
    "AADSTS7000215": "SIPDESK_GRAPH_SECRET is not the secret’s value. (Is it the secret’s id by mistake?)",
    "AADSTS7000222": "the secret in SIPDESK_GRAPH_SECRET has expired.",
    "AADSTS700027": "the registration does not know the certificate in SIPDESK_GRAPH_CERTIFICATE, or it has expired.",
}
_OF_OWN: Final[Mapping[str, str]] = {
    "managed_identity": "Give the machine an identity (docs/tenant.md, “Where it runs”), or choose another way to sign "
    "in with SIPDESK_GRAPH_CREDENTIAL.",
    "token": "Copy the sandbox’s service_token again from its /tenant.json.",
}


async def look_at_sign_in(set_up: SetUp) -> Finding:
    """Whether Microsoft Entra gives a token, and for the tenant that is meant."""
    way = set_up.settings.graph_credential
    try:
        said = await claims(set_up.service.graph)
    except Forbidden as denied:
        because = next((words for code, words in _BECAUSE.items() if str(denied).endswith(code)), f"{denied}.")
        fix = _OF_OWN.get(
            way, f"Correct it in .env; if the secret or certificate has expired, make a new one. {BY_SCRIPT}"
        )
        commands = () if way in _OF_OWN else (tenant_script("Registration"),)
        return red(f"Microsoft Entra refused a token ({way}): {because}", fix, *commands)
    tenant = set_up.settings.tenant_id.casefold()
    if str(said.get("tid", tenant)).casefold() != tenant:
        fix = "Set SIPDESK_TENANT_ID to the tenant that the identity belongs to, or sign in with one of the tenant."
        return red("The token is for another tenant than SIPDESK_TENANT_ID.", fix)
    return green(f"Microsoft Entra issued a token ({way}).")


async def look_at_reach(set_up: SetUp) -> Finding:
    """What the token may do in the whole tenant: no less than is needed, and no more."""
    said = await claims(set_up.service.graph)
    if "roles" not in said and "tid" not in said:
        return amber("The token does not say which permissions it has, so they are only tested below.")
    roles = set(_listed(said))
    lacking = [name for name in _GIVEN if name not in roles]
    if lacking:
        words = f"The token carries no {' and no '.join(lacking)}: nobody has consented, or not for this app."
        return red(words, BY_SCRIPT, tenant_script("Consent"))
    if fences := sorted(roles & _FENCED):
        words = f"{' and '.join(fences)} opens the whole tenant, not only the one site and the scoped mailboxes."
        return red(
            words, f"Take the consent back (docs/permissions.md says why). {BY_SCRIPT}", tenant_script("Consent")
        )
    wanted = {*_GIVEN, INSTALLING.name} if set_up.settings.teams_app_id else set(_GIVEN)
    if more := sorted(roles - wanted):
        words = f"The token carries more than SIP Desk uses: {', '.join(more)}."
        fix = "Take the consent back, unless you know what it is for: Entra admin centre, Enterprise apps, the app, "
        return amber(words, f"{fix}Permissions, Revoke.")
    return green(f"The token carries {' and '.join(sorted(roles))}, and no more.")


def _listed(said: Mapping[str, Any]) -> list[str]:
    return [str(role) for role in said.get("roles") or ()]


def could_not_ask(error: ExternalError) -> Finding:
    """For what a check did not foresee."""
    fix = "Run it again in a few minutes. If it persists, give this code to Microsoft’s support."
    return red(f"Microsoft 365 gave an unexpected answer: {error}.", fix, "sipdesk doctor")
