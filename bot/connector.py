"""The Bot Connector: the REST service through which a bot speaks in Teams.

Called with aiohttp, not with botbuilder's ConnectorClient: that one sends through `requests` in the default thread
pool with a timeout of 100 seconds, opens a connection per message, and ignores `Retry-After`. What is needed of the
service is three calls."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, cast
from urllib.parse import quote

import aiohttp
from yarl import URL

from automations.engine.watch import CONVERSATION, UNWATCHED, Watch
from bot.app_token import AppToken
from bot.hosts import Hosts
from bot.wire import Wire
from handbook.core import outside_json
from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    NotFound,
    Rejected,
    SignInRefused,
    Unavailable,
    Unreachable,
)

_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
_AGAIN = frozenset({408, 412, 425, 429, 502, 503, 504})
_DONE = frozenset({200, 201, 202, 204})
_STATES = {
    "ConversationBlockedByUser": "blocked",
    "MessageWritesBlocked": "blocked",
    "BotNotInConversationRoster": "uninstalled",
    "ForbiddenOperationException": "uninstalled",
}


class Connector:
    """Each call is made once: trying again is the worker's business, and the error says whether and when."""

    def __init__(self, wire: Wire, hosts: Hosts, token: AppToken, watch: Watch = UNWATCHED) -> None:
        self._watch = watch
        self._wire = wire
        self._hosts = hosts
        self._token = token

    async def create(self, service_url: str, conversation: Mapping[str, Any]) -> str:
        """The id of the conversation. For one person it is the same each time."""
        return await self._call("POST", service_url, "", conversation)

    async def send(self, service_url: str, conversation_id: str, message: Mapping[str, Any]) -> str:
        """The id of the message."""
        return await self._call("POST", service_url, f"/{quote(conversation_id, safe='')}/activities", message)

    async def update(
        self, service_url: str, conversation_id: str, activity_id: str, message: Mapping[str, Any]
    ) -> None:
        place = f"/{quote(conversation_id, safe='')}/activities/{quote(activity_id, safe='')}"
        await self._call("PUT", service_url, place, message)

    async def delete(self, service_url: str, conversation_id: str, activity_id: str) -> None:
        place = f"/{quote(conversation_id, safe='')}/activities/{quote(activity_id, safe='')}"
        await self._call("DELETE", service_url, place)

    async def _call(self, method: str, service_url: str, place: str, body: Mapping[str, Any] | None = None) -> str:
        if not self._hosts.may_serve(service_url):
            raise Rejected("bot connector: not an allowed host")
        url = URL(f"{service_url.rstrip('/')}/v3/conversations{place}", encoded=True)
        with self._watch.step(CONVERSATION, {"http.request.method": method}):
            return await self._asked(method, url, body)

    async def _asked(self, method: str, url: URL, body: Mapping[str, Any] | None) -> str:
        headers = await self._token.headers()
        try:
            async with self._wire.session().request(
                method, url, json=body, headers=headers, timeout=_TIMEOUT, allow_redirects=False
            ) as response:
                answer = await _object(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            away = Unavailable(f"bot connector: {type(error).__name__}")
            away.maybe_done = not isinstance(error, aiohttp.ClientConnectorError)
            raise away from None
        if response.status not in _DONE:
            _refused(response.status, _code(answer), response.headers.get("Retry-After"))
        return str(answer.get("id", ""))


async def _object(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        answer = outside_json.read(await response.read())
        outside_json.check(answer)
    except outside_json.NotReadable:
        return {}
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}


def _code(answer: Mapping[str, Any]) -> str:
    """The service's own word for what went wrong. Its message is left out: it may name people."""
    error = answer.get("error")
    code = cast("dict[str, Any]", error).get("code") if isinstance(error, dict) else None
    return code[:64] if isinstance(code, str) and code.isascii() else ""


def _refused(status: int, code: str, retry_after: str | None) -> NoReturn:
    error = _error(status, code, retry_after)
    error.maybe_done = status == 408 or status >= 500
    raise error


def _error(status: int, code: str, retry_after: str | None) -> ExternalError:
    what = f"bot connector: {status} {code}".rstrip()
    if status in _AGAIN:
        return Unavailable(what, seconds(retry_after))
    if status == 403:
        return Unreachable(_STATES.get(code, "refused"), code)
    if status == 401:
        return SignInRefused(what)
    if status in (404, 410):
        return NotFound(what)
    if status == 409:
        return Conflict(what)
    # Also 500, which Teams' own guidance says not to repeat.
    return Rejected(what)


def seconds(retry_after: str | None) -> float | None:
    """What a `Retry-After` says, as seconds from now: it may also be a date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
