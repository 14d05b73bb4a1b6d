"""The app in people's Teams (what is promised: `AppInstaller` in automations/engine/ports.py)."""

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.external_errors import Conflict


class TeamsAppInstaller:
    """`app_id` is the app's id in the trust's own catalogue of Teams."""

    def __init__(self, client: GraphClient, app_id: str) -> None:
        self._client = client
        self._app_id = app_id

    async def install(self, person_id: str) -> bool:
        ask = requests.install_app(person_id, self._app_id)
        try:  # a second time does no harm: it is answered with Conflict
            await self._client.send(ask, service=GraphService.TEAMS, repeatable=True)
        except Conflict:
            return False
        return True

    async def has(self, person_id: str) -> bool:
        ask = requests.installed_app(person_id, self._app_id)
        return bool((await self._client.json(ask, service=GraphService.TEAMS)).get("value"))
