"""Putting the room together."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from automations.engine.inbound.port import InboundPort
from automations.engine.watch import UNWATCHED, Watch
from bot import credentials
from bot.activity_guard import ActivityGuard
from bot.adapter import TeamsAdapter
from bot.app_token import AppToken, Credential
from bot.connector import Connector
from bot.downloads import Downloads
from bot.hosts import Hosts
from bot.keys import METADATA_URL, SigningKeys
from bot.messenger import DEFAULT_SERVICE_URL, FindConversation, RememberConversation, TeamsMessenger
from bot.pace import Pace
from bot.proof import Proof
from bot.sip_desk_bot import SipDeskBot
from bot.wire import Wire


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as the service sees it. `messenger` works from any event loop; a process that only sends need not
    start."""

    messenger: TeamsMessenger
    _adapter: TeamsAdapter
    _handler: SipDeskBot
    _wire: Wire
    _token: AppToken
    _keys: SigningKeys | None

    async def handle(self, request: web.Request) -> web.Response:
        """`POST /api/messages`."""
        return await self._adapter.process(request, self._handler)

    async def start(self) -> None:
        """Begins to load the signing keys, and does not wait for them."""
        if self._keys is not None:
            self._keys.start()

    async def sign_in(self) -> None:
        """Gets the token that shows Teams who is speaking; nothing in local mode. Raises Forbidden where none is
        given."""
        await self._token.headers()

    async def close(self) -> None:
        await self._adapter.settle()
        if self._keys is not None:
            await self._keys.close()
        self._token.close()
        await self._wire.close()


def build(  # noqa: PLR0913  # the whole set-up of the room, each by name
    inbound: InboundPort,
    *,
    tenant_id: str,
    conversations: FindConversation,
    remember: RememberConversation,
    app_id: str = "",
    app_password: str = "",
    credential: Credential | None = None,
    local: bool = False,
    default_service_url: str = DEFAULT_SERVICE_URL,
    metadata_url: str = METADATA_URL,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    watch: Watch = UNWATCHED,
) -> Bot:
    """Either with an `app_id` and its password (or another `credential`, see `bot.credentials`), or `local`:
    then everybody on this machine may speak, nothing leaves it, and `default_service_url` must be on it. `pause` is
    how the pace of a chat is kept. Raises ValueError for anything in between."""
    if local == bool(app_id):
        raise ValueError("A bot has an app id, or it is local; never both, never neither.")
    if not tenant_id:
        raise ValueError("A bot serves one tenant.")
    hosts = Hosts(local=local)
    if not hosts.may_serve(default_service_url):
        raise ValueError("The default service address is not one that this bot may speak to.")
    wire = Wire()
    token = AppToken(None if local else credential or _credential(app_id, app_password, tenant_id))
    keys = None if local else SigningKeys(wire, metadata_url)
    guard = ActivityGuard(hosts, tenant_id, Proof(keys, app_id) if keys else None)
    messenger = TeamsMessenger(
        Connector(wire, hosts, token, watch),
        Downloads(wire, hosts),
        Pace(sleep=pause),
        app_id=app_id,
        tenant_id=tenant_id,
        default_service_url=default_service_url,
        conversations=conversations,
        remember=remember,
    )
    return Bot(messenger, TeamsAdapter(guard, inbound), SipDeskBot(inbound, messenger.say_at_once), wire, token, keys)


def _credential(app_id: str, app_password: str, tenant_id: str) -> Credential:
    if not app_password:
        raise ValueError("An app id needs a password or another credential.")
    return credentials.secret(app_id, app_password, tenant_id)
