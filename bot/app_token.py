"""The bot's own token, which shows the Bot Connector who is speaking."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from handbook.core.external_errors import NoToken, Unavailable

_SECONDS = 15


class Credential(Protocol):
    """What botframework.connector.auth calls AppCredentials: password, certificate or managed identity."""

    def get_access_token(self) -> str: ...


class AppToken:
    """MSAL (behind botbuilder's credentials) keeps the token until it nears its end, but asks for a new one with
    blocking requests and without a timeout. So it works in one thread of its own: a login service that hangs holds up
    neither the loop nor anybody else's threads."""

    def __init__(self, credential: Credential | None) -> None:
        """No credential is local mode: nothing is sent."""
        self._credential = credential
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="app-token")

    async def headers(self) -> dict[str, str]:
        """Raises NoToken where the login service refuses, Unavailable where it cannot be asked."""
        if self._credential is None:
            return {}
        asked = asyncio.get_running_loop().run_in_executor(self._thread, self._credential.get_access_token)
        try:
            async with asyncio.timeout(_SECONDS):
                token = await asked
        except PermissionError:  # its message quotes the login service's, with ids of the tenant
            raise NoToken("app token: refused") from None
        except (TimeoutError, OSError, KeyError, ValueError) as error:  # requests' errors are OSErrors
            raise Unavailable(f"app token: {type(error).__name__}") from None
        return {"Authorization": f"Bearer {token}"}

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
