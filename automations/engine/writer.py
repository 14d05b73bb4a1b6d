"""All that one process writes, in one thread, several pieces of work to one commit: the disk is asked once for all who
wait for it."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from store.database import Database
from store.unit_of_work import UnitOfWork

T = TypeVar("T")

AT_ONCE: Final = 32
"""Pieces of work in one commit at most, so that the first does not wait long for the last."""


@dataclass(frozen=True, slots=True)
class _Wish:
    work: Callable[[UnitOfWork], Any]
    granted: "asyncio.Future[Any]"


class OneWriter:
    """Hands all who wait one transaction, one after the other. `seal` writes what goes with them just before the
    commit; `sealed` is called after it."""

    def __init__(self, database: Database, seal: Callable[[UnitOfWork], None], sealed: Callable[[], None]) -> None:
        self._database = database
        self._seal = seal
        self._sealed = sealed
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._waiting: deque[_Wish] = deque()

    async def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Returns what `work` returned, once it is committed. Raises what it raised; before that, `work` undoes what it
        wrote (`UnitOfWork.savepoint`), for others share its transaction."""
        loop = asyncio.get_running_loop()
        wish = _Wish(work, loop.create_future())
        self._waiting.append(wish)
        self._thread.submit(self._serve, loop)
        return await wish.granted

    def close(self) -> None:
        """Ends after what waits is written."""
        self._thread.shutdown()

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """Serves all who wait; those that it finds served by an earlier turn need nothing."""
        wishes = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
        if wishes:
            loop.call_soon_threadsafe(_grant, wishes, self._written(wishes))

    def _written(self, wishes: Sequence[_Wish]) -> list[Any]:
        try:
            with self._database.writing() as uow:
                outcomes = [_outcome(uow, wish.work) for wish in wishes]
                self._seal(uow)
            self._sealed()
            return outcomes
        except Exception as error:  # noqa: BLE001 - the commit failed: everybody who waits must hear of it
            return [_Failed(error)] * len(wishes)


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


def _outcome(uow: UnitOfWork, work: Callable[[UnitOfWork], Any]) -> Any:
    try:
        return work(uow)
    except Exception as error:  # noqa: BLE001 - handed to the one who asked for this work
        return _Failed(error)


def _grant(wishes: Sequence[_Wish], outcomes: Sequence[Any]) -> None:
    for wish, outcome in zip(wishes, outcomes, strict=True):
        if wish.granted.cancelled():
            continue
        if isinstance(outcome, _Failed):
            wish.granted.set_exception(outcome.error)
        else:
            wish.granted.set_result(outcome)
