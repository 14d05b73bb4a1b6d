"""Teams as far as SIP Desk meets it: the connector for the bot, the chats for looking in, the people to play."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.connector.activities import Activities
from sandbox.connector.bot_line import BotLine, Patience
from sandbox.connector.chat_files import ChatFiles
from sandbox.connector.chats import Chats
from sandbox.connector.conversations import Conversations
from sandbox.connector.dialogs import Dialogs
from sandbox.connector.extension import Extension
from sandbox.connector.installing import Installing
from sandbox.connector.limits import APP, Limits
from sandbox.connector.looking import Looking
from sandbox.connector.names import Names
from sandbox.connector.playing import Playing
from sandbox.connector.pressing import Pressing
from sandbox.connector.refusals import Refused, answer_refusals
from sandbox.connector.seats import Seats
from sandbox.connector.standing import Standings
from sandbox.connector.state import forget_all, open_state
from sandbox.connector.typeahead import Typeahead
from sandbox.events import Tell, tell_nobody
from sandbox.faults import Faults
from sandbox.trust import Trust


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """How strictly Teams is played; the defaults are as in the cloud. `bot_token` is sent to the bot where there is
    one; `link_life` is how long the address of a file works; `faults` may stand between Teams and the bot."""

    patience: Patience = field(default_factory=Patience)
    rate_limits: bool = True
    bot_token: str | None = None
    link_life: timedelta = timedelta(minutes=15)
    clock: Callable[[], datetime] = _utc_now
    seconds: Callable[[], float] = time.monotonic
    faults: Faults = field(default_factory=Faults)


class Teams:
    """One tenant's Teams. Everything it knows is in `folder`, and is there again when it is opened anew. `token`
    is the one that the bot must send; None: it need not send any."""

    def __init__(
        self,
        folder: Path,
        trust: Trust,
        *,
        service_url: str,
        content_origin: str,
        bot: str,
        manners: Manners | None = None,
        token: str | None = None,
        tell: Tell = tell_nobody,
    ) -> None:
        manners = manners or Manners()
        self._token = token
        self._state = open_state(folder)
        self._limits = Limits(manners.seconds, enforced=manners.rate_limits)
        names, standings = Names(trust), Standings(self._state, tell)
        chats = Chats(self._state, manners.clock, tell)
        activities = Activities(trust, names, service_url, manners.clock)
        self.bot = BotLine(bot, manners.patience, manners.bot_token, tell, manners.faults)
        self.files = ChatFiles(self._state, trust, content_origin, manners.clock, manners.link_life)
        self._conversations = Conversations(trust, names, chats, standings, self._limits, service_url, tell)
        seats = Seats(trust, chats, standings, activities, self.bot)
        self.installing = Installing(seats)
        extension = Extension(seats)
        self._people_side = (
            Playing(seats, extension, self.files),
            extension,
            Pressing(seats),
            Dialogs(seats),
            Typeahead(seats),
            Looking(seats),
        )

    def connector(self, *middlewares: Middleware) -> web.Application:
        """What the bot calls; belongs under `/v3`. The middlewares given see what the bot will see."""
        app = web.Application(middlewares=[*middlewares, answer_refusals, self._admit])
        app.add_routes(self._conversations.routes())
        return app

    def people_side(self) -> list[web.RouteDef]:
        """`/play/…` and `/chats…`, for an application with `answer_refusals` among its middlewares."""
        return [route for side in self._people_side for route in side.routes()]

    @web.middleware
    async def _admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._token is not None:
            sent = request.headers.get("Authorization", "")
            if not hmac.compare_digest(sent.encode(), f"Bearer {self._token}".encode()):
                raise Refused(401, "Unauthorized", "Authorization has been denied for this request.")
        self._limits.take("app", APP)
        return await handler(request)

    def forget(self) -> None:
        """The first day again: no chats, everybody's app as the admin gave it."""
        forget_all(self._state)
        self._limits.forget()

    async def close(self, _app: web.Application | None = None) -> None:
        """For `app.on_cleanup`."""
        await self.installing.close()
        await self.bot.close()
        self._state.close()
