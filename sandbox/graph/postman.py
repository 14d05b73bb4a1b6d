"""Brings notifications to their addresses, at least once: whoever does not answer 2xx within three seconds is asked
again, ever more rarely. And the handshake: an address must give back what it is sent before anything is sent there."""

import asyncio
import json
import time
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
from aiohttp import web
from yarl import URL

from sandbox.graph.database import Database
from sandbox.graph.errors import GraphError

ANSWER_S = 3.0
HANDSHAKE_S = 10.0
ATTEMPTS = 10
FIRST_WAIT_S = 0.5
_BATCH = 100


class Postman:
    """`handshake_s`: how long an address may take to give back the token."""

    def __init__(self, database: Database, handshake_s: float = HANDSHAKE_S) -> None:
        self._db = database
        self._handshake_s = handshake_s
        self._wake = asyncio.Event()
        self._http: aiohttp.ClientSession | None = None

    async def on_duty(self, _app: web.Application) -> AsyncIterator[None]:
        """For `app.cleanup_ctx`."""
        self._db.after_writing = self._wake.set
        async with aiohttp.ClientSession() as self._http:
            round_ = asyncio.create_task(self._deliver_all(self._http))
            yield
            round_.cancel()
            with suppress(asyncio.CancelledError):
                await round_

    async def check(self, url: str) -> None:
        """Raises 400 unless the address gives back a token that it is sent."""
        assert self._http is not None  # noqa: S101 -- on duty while there are calls
        token = f"Validation: Testing client application reachability for subscription Request-Id: {uuid.uuid4()}"
        where = URL(url).update_query({"validationToken": token})
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        wait = aiohttp.ClientTimeout(total=self._handshake_s)
        try:
            async with self._http.post(where, headers=headers, timeout=wait, allow_redirects=False) as answer:
                said = await answer.text(errors="replace")
                if answer.status != 200 or answer.content_type != "text/plain" or said != token:
                    raise _unproven("must respond with 200 OK to validation request.")
        except TimeoutError:
            raise _unproven("did not answer the validation request in time.") from None
        except (aiohttp.ClientError, OSError):
            raise _unproven("could not be reached.") from None

    async def _deliver_all(self, http: aiohttp.ClientSession) -> None:
        while True:
            self._wake.clear()
            for_url: dict[str, list[tuple[int, str]]] = defaultdict(list)
            sql = "SELECT place, url, body FROM notice WHERE held = 0 AND due <= :now ORDER BY place LIMIT :most"
            for row in self._db.rows(sql, now=time.time(), most=_BATCH):
                for_url[row["url"]].append((row["place"], row["body"]))
            if for_url:
                await asyncio.gather(*(self._deliver(http, url, batch) for url, batch in for_url.items()))
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._until_next())

    def _until_next(self) -> float | None:
        row = self._db.row("SELECT min(due) AS due FROM notice WHERE held = 0")
        return None if row is None or row["due"] is None else max(0.01, row["due"] - time.time())

    async def _deliver(self, http: aiohttp.ClientSession, url: str, batch: list[tuple[int, str]]) -> None:
        body = {"value": [json.loads(text) for _, text in batch]}
        try:
            async with http.post(url, json=body, timeout=aiohttp.ClientTimeout(total=ANSWER_S)) as answer:
                taken = 200 <= answer.status < 300
        except (aiohttp.ClientError, OSError):
            taken = False
        for place, _ in batch:
            if not taken:
                self._db.run(_AGAIN, now=time.time(), first=FIRST_WAIT_S, place=place)
            self._db.run(_DONE, taken=taken, most=ATTEMPTS, place=place)


_AGAIN = (
    "UPDATE notice SET attempts = attempts + 1, due = :now + min(60, :first * (1 << attempts)) WHERE place = :place"
)
_DONE = "DELETE FROM notice WHERE place = :place AND (:taken OR attempts >= :most)"


def _unproven(why: str) -> GraphError:
    message = f"Subscription validation request failed. Notification endpoint {why}"
    return GraphError(400, "ValidationError", message)
