"""People's accounts (what is promised: `Directory` in automations/engine/ports.py)."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.external_errors import NotFound
from handbook.core.people import DirectoryAccount

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_AT_ONCE: Final = 20
"""Asked for together: fewer than what the directory takes of an application in a second, and each is repeated by itself
where it asks us to wait."""


class EntraDirectory:
    """Accounts by Entra object id, and by what people call them."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def account(self, person_id: str) -> DirectoryAccount:
        """Without the permission to see `accountEnabled` (User.Read.All) an account counts as enabled."""
        return _account(await self._client.json(requests.user(person_id), service=GraphService.DIRECTORY))

    async def accounts_known_as(
        self, names: Sequence[str], progress: Callable[[float], None] = lambda _: None
    ) -> Mapping[str, tuple[DirectoryAccount, ...]]:
        """By each name (an object id, an address or a sign-in name), the accounts that have it: none, one or more."""
        found: dict[str, tuple[DirectoryAccount, ...]] = {}
        for first in range(0, len(names), _AT_ONCE):
            some = names[first : first + _AT_ONCE]
            found |= zip(some, await asyncio.gather(*map(self._known_as, some)), strict=True)
            progress(len(found) / len(names))
        return found

    async def accounts_called(self, words: str) -> tuple[DirectoryAccount, ...]:
        """Those with this address or sign-in name; without an @, those with this name."""
        if "@" in words:
            return await self._known_as(words)
        reply = await self._client.json(requests.users_named(words), service=GraphService.DIRECTORY)
        return tuple(_account(user) for user in reply["value"])

    async def _known_as(self, name: str) -> tuple[DirectoryAccount, ...]:
        if _ID.fullmatch(name):
            try:
                return (await self.account(name),)
            except NotFound:
                return ()
        reply = await self._client.json(requests.users_known_as(name), service=GraphService.DIRECTORY)
        return tuple(_account(user) for user in reply["value"])


def _account(user: Mapping[str, Any]) -> DirectoryAccount:
    return DirectoryAccount(
        id=str(user["id"]).lower(),
        name=str(user.get("displayName") or ""),
        email=str(user.get("mail") or ""),
        sign_in=str(user.get("userPrincipalName") or ""),
        enabled=user.get("accountEnabled") is not False,
    )
