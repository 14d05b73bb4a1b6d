"""Who we are to Microsoft 365."""

import asyncio
import inspect
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken

FAR_FUTURE = 2**40


class Credential(Protocol):
    """Any credential of azure-identity: `get_token` may be sync or async."""

    def get_token(self, *scopes: str, **options: Any) -> Any: ...


class StaticCredential:
    """One fixed token: for the sandbox, which has no sign-in page (azure-identity insists on https for one)."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_token(self, *scopes: str, **options: Any) -> "AccessToken":
        from azure.core.credentials import AccessToken  # noqa: PLC0415 - azure is imported when first needed

        return AccessToken(self._token, FAR_FUTURE)


class OffTheLoop:
    """A credential whose `get_token` never blocks the event loop: a sync one asks Entra from a thread."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential
        self._is_async = inspect.iscoroutinefunction(credential.get_token)

    async def get_token(self, *scopes: str, **options: Any) -> "AccessToken":
        if self._is_async:
            return await self._credential.get_token(*scopes, **options)
        return await asyncio.to_thread(self._credential.get_token, *scopes, **options)

    async def close(self) -> None:
        """Closes the credential's own connection to Entra, where it keeps one."""
        close = getattr(self._credential, "close", None)
        closing = close() if close else None
        if inspect.isawaitable(closing):
            await closing
