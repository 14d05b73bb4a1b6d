"""The web side of the bot: `POST /api/messages`, proved, admitted, sorted and answered.

It stands on botbuilder's CloudAdapterBase alone: the aiohttp adapter that goes with it answers 500 to every invoke with
a body, and 500 where 401 or 400 is meant."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

import structlog
from aiohttp import web
from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from pydantic_core import to_json
from structlog.contextvars import bound_contextvars

from automations.engine.inbound.port import InboundPort
from bot import dialogs, extension, replies
from bot.activity_guard import ActivityGuard, TurnedAway, short
from bot.incoming import Unreadable, read_activity
from bot.keys import KeysUnavailable
from bot.no_send_turn import no_send_turn, no_send_turns
from bot.proof import NotProven

AUDIT_UNPROVEN_EVERY = 60.0

log = structlog.get_logger(__name__)


class Handler(Protocol):
    async def on_turn(self, turn_context: TurnContext) -> object: ...


class TeamsAdapter(CloudAdapterBase):
    """Answers every request with the status that it means, and no text of an exception.

    An invoke always gets 200, because Teams shows anything else as “Unable to reach app” and presses the button again;
    a failure of ours is a sentence to the person. Any other activity that we failed to take in gets 500, so that Teams
    sends it again: what a person typed must not vanish."""

    def __init__(self, guard: ActivityGuard, inbound: InboundPort, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(no_send_turns())
        self._guard = guard
        self._inbound = inbound
        self._silent = no_send_turn()
        self._clock = clock
        self._audited_at: float | None = None
        self._noting: asyncio.Task[None] | None = None

    async def process(self, request: web.Request, bot: Handler) -> web.Response:
        try:
            proven = await self._guard.authenticate(request.headers.get("Authorization"))
            activity = await read_activity(request)
            self._guard.authorise(proven, activity)
        except Unreadable as refusal:
            log.info("request.unreadable", status=refusal.status, reason=refusal.reason)
            return web.Response(status=refusal.status)
        except KeysUnavailable:
            return web.Response(status=503, headers={"Retry-After": "5"})
        except NotProven as refusal:
            return self._unproven(refusal.reason)
        except TurnedAway as refusal:
            await self._audit(refusal.reason, refusal.detail)
            return web.Response(status=403)
        with bound_contextvars(activity=short(activity.id)):
            return await self._turn(activity, bot)

    async def _turn(self, activity: Activity, bot: Handler) -> web.Response:
        activity.delivery_mode = None  # answers are never collected: nothing is said within a turn
        try:
            answer = await self.process_activity(self._silent, activity, bot.on_turn)
            if activity.type != ActivityTypes.invoke:
                return web.Response(status=200)
            return _json((answer.body if answer.status == 200 else None) or {})
        except Exception as error:  # noqa: BLE001  # the edge: a bug must not reach the person, nor its text the log
            log.error("turn.failed", kind=str(activity.type)[:64], **_whereabouts_of(error))
        if activity.type == ActivityTypes.invoke:
            return _json(_our_fault(activity))
        return web.Response(status=500)

    async def settle(self) -> None:
        """Returns once what was to be noted in the audit is."""
        if self._noting is not None:
            await self._noting

    def _unproven(self, reason: str) -> web.Response:
        """Anybody on the internet can get here, so only one such attempt a minute is written into the audit, and nobody
        waits for it."""
        log.warning("request.unproven", reason=reason)
        now = self._clock()
        if self._audited_at is None or now - self._audited_at >= AUDIT_UNPROVEN_EVERY:
            self._audited_at = now
            self._noting = asyncio.create_task(self._audit("unproven", reason))
        return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})

    async def _audit(self, reason: str, detail: str) -> None:
        log.warning("request.turned_away", reason=reason)
        try:
            await self._inbound.turned_away(reason, detail)
        except Exception as error:  # noqa: BLE001  # the edge: the answer to the caller stays the same
            log.error("audit.failed", **_whereabouts_of(error))


def _our_fault(activity: Activity) -> dict[str, object]:
    """Said in the spelling of what was asked."""
    if extension.is_ours(activity):
        return extension.said(activity.name, replies.NO_ANSWER)
    if dialogs.is_ours(activity):
        return dialogs.said(replies.OUR_FAULT)
    return replies.said(replies.OUR_FAULT)


def _json(body: object) -> web.Response:
    return web.Response(body=to_json(body), content_type="application/json")


def _whereabouts_of(error: Exception) -> dict[str, object]:
    """Kind and place of a failure. Its message is left out: it may quote a person's words."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    return {"error": type(error).__name__, "at": places[-6:]}
