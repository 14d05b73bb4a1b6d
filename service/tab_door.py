"""Where the overview is opened: the tab's routes, with what they are signed in by."""

from typing import Final

import jwt
from aiohttp import web
from yarl import URL

from automations.overview.attempts import Attempts
from automations.workflows import TABLES
from bot.keys import KeysUnavailable, SigningKeys
from bot.wire import Wire
from pages.kit import files_served
from pages.tab.later import Later
from pages.tab.routes import routes
from pages.tab.session import Sessions
from pages.tab.set_up import TabSetUp
from pages.tab.token import KeysAway, TabTokens
from service.settings import Settings
from service.tab_settings import ENTRA
from service.wiring import Service

METADATA: Final = "{entra}/{tenant}/v2.0/.well-known/openid-configuration"


def add_tab(app: web.Application, service: Service) -> None:
    """The pages of the tab, and the files that pages load. Keys are fetched when somebody first signs in."""
    wire, later, settings = Wire(), Later(), service.settings
    tokens = _tokens(settings, SigningKeys(wire, METADATA.format(entra=settings.entra_url, tenant=settings.tenant_id)))
    sessions = Sessions(service.secret, is_local=settings.local)
    hosts = () if settings.entra_url == ENTRA else (str(URL(settings.entra_url).origin()),)
    set_up = TabSetUp(service.bus, sessions, Attempts(service.bus), TABLES, tokens, hosts)
    app.add_routes([*routes(set_up, later), web.get(files_served.ROUTE, files_served.serve)])

    async def close(_: web.Application) -> None:
        await later.finish()
        await wire.close()

    app.on_cleanup.append(close)


def _tokens(settings: Settings, keys: SigningKeys) -> TabTokens | None:
    """None where there is no app, or no address at which Teams could open the tab."""
    app_id = (settings.tab_app_id or settings.bot_app_id).lower()
    if not app_id or not settings.public_url:
        return None
    host = URL(settings.public_url).host or ""

    async def find(key_id: str) -> jwt.PyJWK | None:
        try:
            found = await keys.find(key_id)
        except KeysUnavailable:
            raise KeysAway from None
        return found.key if found else None

    audiences = frozenset((app_id, f"api://{host}/botid-{app_id}"))
    return TabTokens(find, audiences, f"{settings.entra_url}/{settings.tenant_id}/v2.0", settings.tenant_id)
