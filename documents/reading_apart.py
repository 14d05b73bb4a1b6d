"""The process in which a file is read: a file comes in, what it says goes out as JSON, or a clean copy of it. What
reads is loaded; it is sealed, and only then takes the file: each file has a process of its own."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from documents.unreadable import UnreadableDocument
from handbook.reports.paper.proforma import Contents
from sealed.bounds import seal

Done = Callable[[bytes], bytes]

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


def main(read: Callable[[bytes], Contents] | None = None, *, what: str = "") -> None:
    does = _reads(read) if read else _LOADED[what]()
    seal(MAX_MEMORY, MAX_SECONDS)
    data = sys.stdin.buffer.read()
    try:
        told = does(data)
    except UnreadableDocument as no:
        told = UNREADABLE + no.code.encode()
    except (MemoryError, RecursionError):
        told = UNREADABLE + b"too_hard"
    sys.stdout.buffer.write(told)


def _reads(read: Callable[[bytes], Contents]) -> Done:
    return lambda data: json.dumps(asdict(read(data))).encode()


def _to_read() -> Done:
    from documents.reading import read_warily  # noqa: PLC0415 - each loads what it needs, and no more

    return _reads(read_warily)


def _to_clean() -> Done:
    from documents.clean_copy import clean_copy  # noqa: PLC0415 - as above

    return clean_copy


def _to_read_application() -> Done:
    from documents.application_form import read_application_form  # noqa: PLC0415 - as above

    return lambda data: json.dumps(read_application_form(data)).encode()


def _to_take() -> Done:
    """The file stays as it was where it would read otherwise without them."""
    from documents.clean_copy import without_unfilled  # noqa: PLC0415 - as above
    from documents.reading import read_warily  # noqa: PLC0415

    def taken(data: bytes) -> bytes:
        contents, filled = read_warily(data), without_unfilled(data)
        kept = filled if filled is data or read_warily(filled) == contents else data
        return json.dumps(asdict(contents)).encode() + END + kept

    return taken


_LOADED: Final[Mapping[str, Callable[[], Done]]] = {
    "": _to_read,
    CLEAN: _to_clean,
    TAKE: _to_take,
    APPLICATION: _to_read_application,
}


if __name__ == "__main__":
    main(what="".join(sys.argv[1:]))
