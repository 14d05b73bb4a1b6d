"""People's accounts (what is promised: `Directory` in automations/engine/ports.py)."""

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.people import DirectoryAccount


class EntraDirectory:
    """Accounts by Entra object id."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def account(self, person_id: str) -> DirectoryAccount:
        """Without the permission to see `accountEnabled` (User.Read.All) an account counts as enabled."""
        user = await self._client.json(requests.user(person_id), service=GraphService.DIRECTORY)
        return DirectoryAccount(
            id=str(user["id"]).lower(),
            name=str(user.get("displayName") or ""),
            email=str(user.get("mail") or ""),
            sign_in=str(user.get("userPrincipalName") or ""),
            enabled=user.get("accountEnabled") is not False,
        )
