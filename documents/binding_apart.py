"""The process in which PDFs are bound together: they come in one after the other behind a line of JSON that says what
they are; how many pages each has goes out, or one PDF of all. It is sealed before it takes them."""

import json
import sys
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sealed.bounds import seal

if TYPE_CHECKING:
    from pypdf import PdfReader

COUNT: Final = "count"
APPEND: Final = "append"
MAX_MEMORY: Final = 1024 * 1024 * 1024
MAX_SECONDS: Final = 60


def main(how: str) -> None:
    seal(MAX_MEMORY, MAX_SECONDS)
    stdin = sys.stdin.buffer
    about: dict[str, Any] = json.loads(stdin.readline())
    parts: list[bytes] = [stdin.read(size) for size in about["sizes"]]
    if how == COUNT:
        done = _counted(parts)
    elif how == APPEND:
        done = _appended(parts[0], parts[1], about["names"][1])
    else:
        done = _bound(about["title"], about["names"], parts)
    sys.stdout.buffer.write(done)


def _counted(parts: Sequence[bytes]) -> bytes:
    return json.dumps([_pages(part) for part in parts]).encode()


def _pages(part: bytes) -> int:
    """None that can be read: 0, whatever is wrong with it."""
    try:
        read = _reader(part)
        return 0 if read.is_encrypted else len(read.pages)
    except Exception:  # noqa: BLE001 - a broken file may raise anything, and this process is its own
        return 0


def _bound(title: str, names: Sequence[str], parts: Sequence[bytes]) -> bytes:
    """Each with a bookmark, and its own bookmarks below that."""
    from pypdf import PdfWriter  # noqa: PLC0415 - only the process loads it
    from pypdf.generic import NameObject, TextStringObject  # noqa: PLC0415

    writer, whole = PdfWriter(), BytesIO()
    for name, part in zip(names, parts, strict=True):
        writer.append(_reader(part), outline_item=name, import_outline=True)
    writer.add_metadata({"/Title": title, "/Author": "SIP Desk"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    writer.page_mode = "/UseOutlines"
    writer.compress_identical_objects()
    writer.write(whole)
    return whole.getvalue()


def _appended(whole: bytes, last: bytes, name: str) -> bytes:
    """What stood in the first stands as it was."""
    from pypdf import PdfWriter  # noqa: PLC0415 - only the process loads it

    writer, done = PdfWriter(clone_from=_reader(whole)), BytesIO()
    writer.append(_reader(last), outline_item=name, import_outline=False)
    writer.write(done)
    return done.getvalue()


def _reader(part: bytes) -> "PdfReader":
    from pypdf import PdfReader  # noqa: PLC0415 - as above

    return PdfReader(BytesIO(part))


if __name__ == "__main__":
    main(sys.argv[-1])
