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
from sandbox.faults import Faults, Rule


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
    """Posts activities to the bot's address. `token` goes along as a bearer token where there is one. Those of `faults`
    that are for the service "bot" stand in the way."""

    def __init__(
        self,
        url: str,
        patience: Patience,
        token: str | None = None,
        tell: Tell = tell_nobody,
        faults: Faults | None = None,
    ) -> None:
        self._tell = tell
        self._faults = faults or Faults()
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
        rule = self._faults.next_for("bot", "POST", self.url)
        return await (self._post_now(activity) if rule is None else self._hindered(rule, activity))

    async def _hindered(self, rule: Rule, activity: Object) -> tuple[int | None, Any]:
        """The bot hears of it, unless it is down (`timeout`) or fails at once (`status`)."""
        answer = await self._post_now(activity) if rule.kind in ("slow", "applied_then_500") else (None, None)
        if rule.kind in ("status", "applied_then_500"):
            return rule.status, None
        deadline = self._patience.deadline
        waits = deadline if rule.seconds is None else min(rule.seconds, deadline)
        too_late = await self._faults.pause(waits) and waits == deadline
        return (None, None) if too_late else answer

    async def _post_now(self, activity: Object) -> tuple[int | None, Any]:
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
