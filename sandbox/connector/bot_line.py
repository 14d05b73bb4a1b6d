"""The line to the bot: Teams' patience with it, and what it does when the bot does not answer."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.connector.shapes import Object
from sandbox.connector.telling import told
from sandbox.events import Tell, tell_nobody


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that Teams waits for one answer, and how often it asks again with the same activity."""

    deadline: float = 10
    retries: int = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: the last status (None: nothing in time) and body (None: none, or not JSON), after so many
    tries."""

    status: int | None
    body: Any
    tries: int


class BotLine:
    """Posts activities to the bot's address. `token` goes along as a bearer token where there is one."""

    def __init__(self, url: str, patience: Patience, token: str | None = None, tell: Tell = tell_nobody) -> None:
        self._tell = tell
        self.url = url
        self._patience = patience
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._session: ClientSession | None = None

    async def send(self, activity: Object, *, accepted: Callable[[int, Any], bool]) -> Heard:
        """Posts until an answer is `accepted` or patience is at its end."""
        heard, began = Heard(None, None, 0), time.monotonic()
        for tries in range(1, self._patience.retries + 2):
            heard = Heard(*await self._post(activity), tries)
            if heard.status is not None and accepted(heard.status, heard.body):
                break
        took = round((time.monotonic() - began) * 1000, 1)
        self._tell("told", **told(activity), status=heard.status, tries=heard.tries, ms=took)
        return heard

    async def _post(self, activity: Object) -> tuple[int | None, Any]:
        if self._session is None:
            self._session = ClientSession()
        patience = ClientTimeout(total=self._patience.deadline)
        try:
            async with self._session.post(self.url, json=activity, headers=self._headers, timeout=patience) as answer:
                return answer.status, _json(await answer.read())
        except (TimeoutError, ClientError):
            return None, None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
