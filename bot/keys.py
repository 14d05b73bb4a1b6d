"""The Bot Framework's signing keys. botbuilder 4.17.1 fetches them in the middle of a request, on the event loop and
without a timeout, and answers 500 to a key it does not know until its cache is a day old; so they are kept here."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
import jwt
import structlog

from bot.wire import Wire
from handbook.core import outside_json

METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
REFRESH_AFTER = 12 * 3600.0
ASK_AGAIN_AFTER = 30.0
KEEP_FOR = 24 * 3600.0
_TIMEOUT = aiohttp.ClientTimeout(total=5)
_FIRST_RETRY, _LAST_RETRY = 1.0, 60.0

log = structlog.get_logger(__name__)


class KeysUnavailable(Exception):
    """No key has ever been loaded: nobody can be told from anybody yet."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`endorsements` are the channels that the key speaks for; None where its publisher names none."""

    key: jwt.PyJWK
    endorsements: frozenset[str] | None
    seen_at: float


class SigningKeys:
    """The published keys, loaded in the background and refreshed twice a day. A key that is no longer published is
    kept for a day, and all are kept while the endpoint is down."""

    def __init__(
        self, wire: Wire, metadata_url: str = METADATA_URL, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._wire = wire
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()
        self._background: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._background = asyncio.create_task(self._keep_fresh())

    async def close(self) -> None:
        if self._background is not None:
            self._background.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._background

    async def find(self, key_id: str) -> SigningKey | None:
        """The key of this id. An unknown one is asked for, by all callers together at most twice a minute: made-up ids
        cost little, and keep no new key out for longer. Raises KeysUnavailable while there is no key at all."""
        if key_id not in self._keys:
            async with self._asking:
                if key_id not in self._keys and self._may_ask():
                    await self._refresh()
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(key_id)

    def _may_ask(self) -> bool:
        wait = ASK_AGAIN_AFTER if self._keys else _FIRST_RETRY
        return self._asked_at is None or self._clock() - self._asked_at >= wait

    async def _keep_fresh(self) -> None:
        retry = _FIRST_RETRY
        while True:
            async with self._asking:
                fetched = await self._refresh()
            await asyncio.sleep(REFRESH_AFTER if fetched else retry)
            retry = _FIRST_RETRY if fetched else min(retry * 2, _LAST_RETRY)

    async def _refresh(self) -> bool:
        try:
            published = await self._published()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            log.warning("signing_keys.not_loaded", error=type(error).__name__, kept=len(self._keys))
            return False
        finally:
            self._asked_at = self._clock()
        now = self._clock()
        kept = {key_id: key for key_id, key in self._keys.items() if now - key.seen_at < KEEP_FOR}
        self._keys = kept | published
        log.info("signing_keys.loaded", published=len(published), kept=len(self._keys))
        return True

    async def _published(self) -> dict[str, SigningKey]:
        metadata = await self._read(self._metadata_url)
        key_set = await self._read(metadata["jwks_uri"])
        now = self._clock()
        found = {key["kid"]: _signing_key(key, now) for key in key_set["keys"]}
        keys = {key_id: key for key_id, key in found.items() if key is not None}
        if not keys:
            raise ValueError("no usable key is published")
        return keys

    async def _read(self, url: str) -> dict[str, Any]:
        async with self._wire.session().get(
            url, timeout=_TIMEOUT, allow_redirects=False, raise_for_status=True
        ) as response:
            return cast("dict[str, Any]", outside_json.read(await response.read()))


def _signing_key(published: Mapping[str, Any], now: float) -> SigningKey | None:
    if published.get("kty") != "RSA":
        return None
    try:
        key = jwt.PyJWK(dict(published), algorithm="RS256")
    except jwt.PyJWTError:
        return None
    endorsements = published.get("endorsements")
    return SigningKey(key, None if endorsements is None else frozenset(endorsements), now)
