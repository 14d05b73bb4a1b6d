"""The process in which a file is read: a file comes in, what it says goes out as JSON, or a clean copy of it. It has
bounds on its memory and
time, and loads little else than what reads: it is begun for each file."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from documents.unreadable import UnreadableDocument
from handbook.reports.paper.proforma import Contents

MAX_MEMORY: Final = 512 * 1024 * 1024
"""Bytes of address space. Python and lxml take about 25 MB of it, a large report 60."""
MAX_SECONDS: Final = 20
"""Of the processor. An ordinary report takes a tenth of one."""
UNREADABLE: Final = b"unreadable "
CLEAN: Final = "clean"
"""What the process is told that is to make a clean copy."""
TAKE: Final = "take"
"""What it is told that is to read, and to give back the file without what nobody filled."""
APPLICATION: Final = "application"
"""What it is told that is to read an application form."""
END: Final = b"\0"
"""Between what the file says and the file."""


def bound(memory: int = MAX_MEMORY, seconds: int = MAX_SECONDS) -> None:
    """This process may not have more than that. Where memory runs out all the same, it is the first to go."""
    with suppress(ImportError, OSError, ValueError):  # not every system knows each of them
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def main(read: Callable[[bytes], Contents] | None = None, *, what: str = "") -> None:
    bound()
    data = sys.stdin.buffer.read()
    done = {CLEAN: _cleaned, TAKE: _taken, APPLICATION: _application}.get(what)
    try:
        told = done(data) if done else _read(data, read)
    except UnreadableDocument as no:
        told = UNREADABLE + no.code.encode()
    except (MemoryError, RecursionError):
        told = UNREADABLE + b"too_hard"
    sys.stdout.buffer.write(told)


def _read(data: bytes, read: Callable[[bytes], Contents] | None) -> bytes:
    from documents.reading import read_warily  # noqa: PLC0415 - what it loads is bounded too

    return json.dumps(asdict((read or read_warily)(data))).encode()


def _cleaned(data: bytes) -> bytes:
    from documents.clean_copy import clean_copy  # noqa: PLC0415 - as above

    return clean_copy(data)


def _application(data: bytes) -> bytes:
    from documents.application_form import read_application_form  # noqa: PLC0415 - as above

    return json.dumps(read_application_form(data)).encode()


def _taken(data: bytes) -> bytes:
    """The file stays as it was where it would read otherwise without them."""
    from documents.clean_copy import without_unfilled  # noqa: PLC0415 - as above
    from documents.reading import read_warily  # noqa: PLC0415

    contents, filled = read_warily(data), without_unfilled(data)
    kept = filled if filled is data or read_warily(filled) == contents else data
    return json.dumps(asdict(contents)).encode() + END + kept


if __name__ == "__main__":
    main(what="".join(sys.argv[1:]))
