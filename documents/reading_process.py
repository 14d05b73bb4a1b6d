"""Reading what somebody sent in a process of its own, one file at a time, with bounds on its memory and time: whatever
is in a file, the service lives on. The process ends with the file; at rest it costs nothing."""

import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from documents.unreadable import CODES, Code, Unreadable
from handbook.reports.proforma import Contents

MAX_MEMORY: Final = 512 * 1024 * 1024
"""Bytes of address space. Python, lxml and pydantic take about 150 MB of it, a large report 60."""
MAX_SECONDS: Final = 20
"""Of the processor. An ordinary report takes a tenth of one."""
PATIENCE: Final = 90
"""Seconds by the clock, on a machine that is busy with other things."""

_CONTENTS: Final[TypeAdapter[Contents]] = TypeAdapter(Contents)
_UNREADABLE: Final = b"unreadable "
_ONE_AT_A_TIME: Final = ThreadPoolExecutor(1, "reading")


def begin_to_read(data: bytes) -> "Future[Contents]":
    """What a report says, once the files before it have been read. Ends in Unreadable, and nothing else."""
    return _ONE_AT_A_TIME.submit(read_apart, data)


def read_apart(data: bytes, command: tuple[str, ...] = ("-m", "documents.reading_process")) -> Contents:
    """Waits for the process. Raises Unreadable, also where it was ended: by its bounds, or by what the file does."""
    known = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}  # nothing else: no secret is in it
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no word of anybody's in the command
            (sys.executable, *command), input=data, capture_output=True, timeout=PATIENCE, env=known, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_hard") from error
    if done.stdout.startswith(_UNREADABLE):
        said = done.stdout.removeprefix(_UNREADABLE).decode(errors="replace")
        given: list[Code] = [code for code in CODES if code == said]
        raise Unreadable(given[0] if given else "too_hard")
    try:
        return _CONTENTS.validate_json(done.stdout)
    except ValidationError:
        raise Unreadable("too_hard") from None  # its text would quote the report


def bound(memory: int = MAX_MEMORY, seconds: int = MAX_SECONDS) -> None:
    """This process may not have more than that. Where memory runs out all the same, it is the first to go."""
    with suppress(ImportError, OSError, ValueError):  # not every system knows each of them
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def main(read: Any = None) -> None:
    """The process: a file comes in, what it says goes out."""
    bound()
    from documents.reading import read_proforma  # noqa: PLC0415 - what it loads is bounded too

    try:
        told = _CONTENTS.dump_json((read or read_proforma)(sys.stdin.buffer.read()))
    except Unreadable as no:
        told = _UNREADABLE + no.code.encode()
    except (MemoryError, RecursionError):
        told = _UNREADABLE + b"too_hard"
    sys.stdout.buffer.write(told)


if __name__ == "__main__":
    main()
