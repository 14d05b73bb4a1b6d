"""One target for a while, in this process: inputs that reach lines that none has reached are kept, and changed in
their turn. What is raised, does not end, or was let grow is told."""

import contextlib
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from tests.fuzz.targets import Target

ROOMS: Final = ("handbook", "cards", "documents", "spreadsheets", "graph", "bot", "service", "sandbox")
HANGS_AFTER: Final = 20
"""Seconds of the processor: what the process that reads has, as `documents/reading_apart.py` bounds it."""
_TRACED: Final = 3
_KEPT: Final = 400
Clock = Callable[[], float]
_ROOT: Final = Path(__file__).parents[2]


class Hangs(BaseException):
    """It has taken longer than the process that reads would be given."""


@dataclass(slots=True)
class Ran:
    """What came of a target. `faults` are by where they were raised, each with an input that does it."""

    runs: int = 0
    seconds: float = 0
    lines: int = 0
    kept: int = 0
    outcomes: dict[str, int] = field(default_factory=dict[str, int])
    crashes: int = 0
    hangs: int = 0
    slowest: float = 0
    grown_kb: int = 0
    faults: dict[str, tuple[str, bytes]] = field(default_factory=dict[str, tuple[str, bytes]])


class Reached:
    """The lines of our own rooms that were ever carried out."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        self._ours: dict[str, bool] = {}

    def __call__(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        name = frame.f_code.co_filename
        ours = self._ours.get(name)
        if ours is None:
            ours = self._ours[name] = name.startswith(tuple(f"{_ROOT}{os.sep}{room}{os.sep}" for room in ROOMS))
        return self._line if ours else None

    def _line(self, frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


def run(target: Target, seconds: float, seed: int, last: Path | None = None, clock: Clock = time.monotonic) -> Ran:
    """`last` is where each input is put before it is read, for one that ends the process."""
    random, ran, reached, kept = Random(seed), Ran(), Reached(), list[bytes]()
    for one in target.seeds():
        ran.outcomes[target.reads(one)] = 0
    began, before = clock(), 0
    warm = min(seconds / 3, 60)
    while (now := clock() - began) < seconds:
        if not before and now > warm:
            before = _resident_kb()
        data = target.an_input(random, kept)
        if last is not None:
            last.write_bytes(data)
        traced = ran.runs % _TRACED == 0
        known = len(reached.lines)
        _once(target, data, ran, reached if traced else None)
        if len(reached.lines) > known:
            ran.kept += 1
            kept.append(data)
            del kept[:-_KEPT]
    ran.seconds, ran.lines = clock() - began, len(reached.lines)
    ran.grown_kb = _resident_kb() - (before or _resident_kb())
    return ran


def _once(target: Target, data: bytes, ran: Ran, reached: Reached | None) -> None:
    began = time.process_time()
    try:
        with _bounded():
            sys.settrace(reached)
            try:
                ended = target.reads(data)
            finally:
                sys.settrace(None)
        ran.outcomes[ended] = ran.outcomes.get(ended, 0) + 1
    except Hangs:
        ran.hangs += 1
        ran.faults.setdefault("hangs", ("it does not end", data))
    except (MemoryError, RecursionError) as error:
        _note(ran, error, data)
    except Exception as error:  # noqa: BLE001 - whatever is raised is a fault
        _note(ran, error, data)
    ran.runs += 1
    if reached is None:
        ran.slowest = max(ran.slowest, time.process_time() - began)


def _note(ran: Ran, error: BaseException, data: bytes) -> None:
    ran.crashes += 1
    steps = traceback.extract_tb(error.__traceback__)
    ours = next((one for one in reversed(steps) if one.filename.startswith(str(_ROOT))), steps[-1])
    where = f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno}"
    ran.faults.setdefault(where, ("".join(traceback.format_exception(error)[-6:]), data))


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def ends(_signal: int, _frame: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGVTALRM, ends)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _resident_kb() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
