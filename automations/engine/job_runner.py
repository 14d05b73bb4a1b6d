"""How promises are kept: one short attempt each, and what follows when it does not work."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final

import structlog
from structlog.contextvars import bound_contextvars

from automations.engine.clicks_first import ClicksFirst
from automations.engine.command_bus import Sight
from automations.engine.given_up import NoteGivenUp, begun_anew
from automations.engine.outbox import FAN_OUT, PERMANENT, FarEnd, Promise
from automations.engine.trouble_hearers import about, heard
from automations.engine.trouble_words import COULD_NOT, because, named, trouble_words, words_of
from automations.engine.workflow import Effect, RecordTrouble, Work, WorkflowTables
from handbook.core.external_errors import FarEndError, Gone, MailboxUnavailable, Unavailable
from handbook.core.refusal import Refused
from store.ledger import Ledger

PATIENT_FOR: Final = 18
"""After so many attempts at something that does not answer (about a quarter of an hour), somebody is told."""
PATIENT_WITH_A_MAILBOX_FOR: Final = 4
"""The same for a mailbox that cannot be opened (about a quarter of a minute): it is mostly a matter of its licence."""
GIVES_UP_AFTER: Final = 200
"""Attempts in all: about two days. What waits longer than that needs a person."""
CRASHED: Final = "crashed"
_A_FAULT: Final = "it is a fault of SIP Desk, and its log says more (“promise_failed”)"
_FAULTS: Final = {
    CRASHED: "it ended the service three times",
    Refused.__name__: "somebody or something that it needs is missing from the list of people",
    **{kind.__name__: _A_FAULT for kind in PERMANENT},
    **dict.fromkeys(("KeyError", "IndexError", "OverflowError", "ZeroDivisionError"), _A_FAULT),
}
SURE_AFTER: Final = 4
"""Attempts, within a quarter of a minute, at something that fails by its own arguments (`PERMANENT`)."""
_A_MOMENT: Final = 0.5
_ON_NO_CARD: Final = RecordTrouble()

log = structlog.get_logger()


async def fan_out(work: Work, fan_out: str, about: str) -> None:
    """Makes of the one promise of a decision all that follow from it."""
    await work.desk.record(lambda books: _followed_up(books, work.tables, fan_out, about, work.desk.sight))


async def fan_outs(work: Work, of: str) -> None:
    """The same for several decisions, which the first version promised as one where they shared a commit: each is
    tried, whatever becomes of the others."""
    failed: list[Exception] = []
    for name, of_what in json.loads(of):
        try:
            await fan_out(work, name, of_what)
        except Exception as error:  # noqa: BLE001 - raised below, once the others were tried
            failed.append(error)
    if failed:
        raise failed[0]


EFFECTS: Final[Mapping[str, Effect]] = {FAN_OUT: fan_out, "fan_outs": fan_outs}


class Keeper:
    """Keeps promises with the far ends at hand."""

    def __init__(self, work: Work, clicks: ClicksFirst, jitter: float = 0.2) -> None:
        self._work = work
        self._clicks = clicks
        self._jitter = jitter

    async def keep(self, promise: Promise) -> None:
        """One attempt. It never raises: what did not work is promised again, later, and told to somebody when it is
        not a matter of waiting. Who may not be told any more is not told; but what was decided is done, and waits
        where somebody whom it needs is missing from the list of people."""
        await self._clicks.quiet()
        with bound_contextvars(**_in_log(promise)):
            await self._attempt(promise)

    async def _attempt(self, promise: Promise) -> None:
        try:
            await self._work.tables.effects[promise.effect](self._work, **promise.args)
            await self._say_trouble_is_over(promise)
            if promise.attempt > 1:
                await self._work.desk.answers_again(promise.far_end)
        except Refused as refusal:
            log.info("promise_moot", effect=promise.effect, code=refusal.code)
            if promise.far_end is not FarEnd.TEAMS:
                await self._later(promise, None, Refused.__name__)
        except PERMANENT as error:
            log.exception("promise_failed", effect=promise.effect, attempt=promise.attempt)
            await self._later(promise, None, type(error).__name__, at_most=SURE_AFTER)
        except FarEndError as error:
            await self._later(promise, error, type(error).__name__)
        except Exception as error:
            log.exception("promise_failed", effect=promise.effect, attempt=promise.attempt)
            await self._later(promise, None, type(error).__name__)

    async def crashed(self, promise: Promise) -> None:
        """It was under way each time that the service went down: it is not begun again."""
        log.error("promise_given_up", effect=promise.effect, attempt=promise.attempt, error=CRASHED)
        await self._surely(promise, partial(self._give_up, promise, None, CRASHED))
        await self._say_trouble(promise, None, gave_up=True)

    async def _later(
        self, promise: Promise, error: FarEndError | None, name: str, *, at_most: int | None = None
    ) -> None:
        log.warning("promise_waits", effect=promise.effect, attempt=promise.attempt, error=str(error))
        gave_up = promise.attempt >= (at_most or GIVES_UP_AFTER)
        if not gave_up and not _is_moot(promise, error):
            earliest = error.retry_after or 0.0 if isinstance(error, Unavailable) else None
            again = promise.again(self._delay(promise, error), earliest, name)
            await self._surely(promise, partial(self._work.desk.record, lambda _: [again]))
        if gave_up and not _is_moot(promise, error):
            log.error("promise_given_up", effect=promise.effect, attempt=promise.attempt, error=name)
            await self._surely(promise, partial(self._give_up, promise, error, name))
        patience = PATIENT_WITH_A_MAILBOX_FOR if isinstance(error, MailboxUnavailable) else PATIENT_FOR
        patient = isinstance(error, Unavailable | None) and promise.attempt < patience
        if gave_up or not patient:
            await self._say_trouble(promise, error, gave_up=gave_up)

    async def _give_up(self, promise: Promise, error: FarEndError | None, name: str) -> None:
        why = because(error) if error else _FAULTS.get(name, because(None))
        await self._work.desk.decide(NoteGivenUp(promise, name, _could_not(promise), why))

    async def _surely(self, promise: Promise, write: Callable[[], Awaitable[None]]) -> None:
        """Where the ledger takes nothing for a moment (the database restarts, the disk is full), the promise is held
        until it does: it is written nowhere else."""
        while True:
            try:
                return await write()
            except Exception:
                log.exception("promise_not_written", effect=promise.effect, attempt=promise.attempt)
                await asyncio.sleep(_A_MOMENT)

    async def _say_trouble(self, promise: Promise, error: FarEndError | None, *, gave_up: bool) -> None:
        if promise.effect == "redraw_card":
            return None
        what, name = about(promise)
        trouble = self._work.tables.troubles.get(what, _ON_NO_CARD)
        told = trouble.told
        if told is not None:
            effect = "tell_case" if promise.effect == "tell_card" else promise.effect
            words = trouble_words(effect, error, gave_up=gave_up)
            return await self._work.desk.record(lambda books: told(books, name, words, promise.key))
        who = await self._name(promise)
        words = trouble_words(promise.effect, error, gave_up=gave_up, who=who)
        with suppress(Refused):
            if trouble.noted is not None:
                await self._work.desk.decide(trouble.noted(name, promise.effect, str(error), words))
            if gave_up or promise.far_end is not FarEnd.TEAMS or not isinstance(error, Unavailable | None):
                sight = self._work.desk.sight  # that Teams is down is not told once for each message
                await self._work.desk.record(lambda books: heard(books, promise, error, words, sight))
        return None

    async def _say_trouble_is_over(self, promise: Promise) -> None:
        what, name = about(promise)
        over = self._work.tables.troubles.get(what, _ON_NO_CARD).over
        if over is not None and (promise.attempt > 1 or begun_anew(promise)):
            await self._work.desk.decide(over(name, promise.effect, await self._name(promise)))

    async def _name(self, promise: Promise) -> str:
        return await self._work.desk.read(lambda books: named(books, promise))

    def _delay(self, promise: Promise, error: FarEndError | None) -> float:
        asked = error.retry_after if isinstance(error, Unavailable) else None
        own = _patience(promise.attempt) if isinstance(error, Unavailable | None) else _A_QUARTER_OF_AN_HOUR
        return max(asked or 0.0, own * (1 + self._jitter * random.random()))


_A_MINUTE: Final = 60.0
_A_QUARTER_OF_AN_HOUR: Final = 900.0


def _patience(attempt: int) -> float:
    """Seconds until the next attempt: about half a minute's worth of quick ones, then every minute, and after ten
    minutes about a tenth of what it has waited already, so that the end of an outage is noticed soon, however long it
    was."""
    if attempt <= 5:
        return 2.0**attempt
    return min(_A_MINUTE * 1.1 ** max(0, attempt - 15), _A_QUARTER_OF_AN_HOUR)


def _could_not(promise: Promise) -> str:
    """A database that somebody has prepared may name any effect."""
    return words_of(promise.effect) if promise.effect in COULD_NOT else "Something could not be done"


def _followed_up(books: Ledger, tables: WorkflowTables, name: str, about: str, sight: Sight) -> Iterable[Promise]:
    return tables.follow_ups[name](books, about.partition(":")[2], sight)


def _in_log(promise: Promise) -> Mapping[str, str]:
    """What every line says that is logged meanwhile; of a case nothing, for its name alone would tell of it."""
    what, name = about(promise)
    return {"job": promise.id, "about": f"{what}:{name}"} if what in ("report", "visit") else {}


def _is_moot(promise: Promise, error: FarEndError | None) -> bool:
    """A card that cannot be redrawn because its message or chat is gone need not be."""
    return promise.effect == "redraw_card" and isinstance(error, Gone)
