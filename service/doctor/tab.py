"""The overview in Teams: whether its page can sign anybody in."""

from typing import Final

import aiohttp

from pages.kit.files_served import HTMX, TEAMS_JS, is_there
from service.doctor.finding import Finding, amber, green, red
from service.doctor.set_up import SetUp
from service.tab_door import METADATA

_OFF: Final = "The overview cannot be opened in Teams: the settings name no app, or no public address."
_FETCH: Final = (
    "npm ci --omit=dev --ignore-scripts",
    "cp node_modules/htmx.org/dist/htmx.min.js node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js "
    "pages/kit/scripts/",
)


async def look_at_tab(set_up: SetUp) -> Finding:
    """Its scripts are there, and the keys by which people are signed in can be read. Whether the registration lets
    Teams ask for its tokens is not for us to read."""
    settings = set_up.settings
    if not (settings.tab_app_id or settings.bot_app_id) or not settings.public_url:
        return amber(_OFF, "Set the public address of the service:", "SIPDESK_PUBLIC_URL=https://sip.trust.example")
    if not (is_there(HTMX) and is_there(TEAMS_JS)):
        words = "The scripts of the overview are not installed, so it signs nobody in."
        return amber(words, "In the folder of the release, then install it again (docs/deployment.md):", *_FETCH)
    url = METADATA.format(entra=settings.entra_url, tenant=settings.tenant_id)
    try:
        async with set_up.http.get(url, allow_redirects=False) as reply:
            issuer = (await reply.json())["issuer"] if reply.status == 200 else ""
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
        fix = f"Check that this machine can reach {settings.entra_url} through its firewall, then run it again:"
        return red(f"The keys of Microsoft’s sign-in cannot be read ({type(error).__name__}).", fix, "sipdesk doctor")
    if issuer != f"{settings.entra_url}/{settings.tenant_id}/v2.0":
        return red("Microsoft’s sign-in is of another tenant.", "Correct SIPDESK_TENANT_ID in .env.")
    return green("The overview’s scripts are there, and Microsoft’s keys for signing in can be read.")
