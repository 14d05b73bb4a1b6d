"""Reading what somebody sent, and making a clean copy of it, in a process of its own, one file at a time, with bounds
on its memory and time: whatever is in a file, the service lives on. The process ends with the file."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from pydantic import TypeAdapter, ValidationError

from documents.reading_apart import APPLICATION, CLEAN, END, TAKE, UNREADABLE
from documents.unreadable import CODES, Code, UnreadableDocument
from handbook.reports.paper.proforma import Contents
from sealed.process import Ended, told_apart

PATIENCE: Final = 90
"""Seconds by the clock, on a machine that is busy with other things."""

_READ: Final = ("-m", "documents.reading_apart")
LOADS: Final = (
    "documents.reading_apart",
    "documents.reading",
    "documents.clean_copy",
    "documents.application_form",
    "lxml.etree",
)
"""What the process has loaded before it is given a file."""
_CONTENTS: Final[TypeAdapter[Contents]] = TypeAdapter(Contents)
_ANSWERS: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(dict[str, str])
_ONE_AT_A_TIME: Final = ThreadPoolExecutor(1, "reading")


def begin_to_read(data: bytes) -> "Future[Contents]":
    """What a report says, once the files before it have been read. Ends in Unreadable, and nothing else."""
    return _ONE_AT_A_TIME.submit(read_apart, data)


def begin_to_take(data: bytes) -> "Future[tuple[bytes, Contents]]":
    """The same, with the file less its prompts and the rows that nobody filled."""
    return _ONE_AT_A_TIME.submit(_take_apart, data)


def begin_to_clean(data: bytes) -> "Future[tuple[bytes, Contents]]":
    """A clean copy of a report, and what it says. Ends in Unreadable, and nothing else."""
    return _ONE_AT_A_TIME.submit(_clean_apart, data)


def begin_to_read_application(data: bytes) -> "Future[dict[str, str]]":
    """What an application form says, by the keys of its questions. Ends in Unreadable, and nothing else."""
    return _ONE_AT_A_TIME.submit(_application_apart, data)


def read_apart(data: bytes, command: tuple[str, ...] = _READ) -> Contents:
    """Waits for the process. Raises Unreadable, also where it was ended: by its bounds, or by what the file does."""
    return _said(_done_apart(data, command))


def _application_apart(data: bytes) -> dict[str, str]:
    try:
        return _ANSWERS.validate_json(_done_apart(data, (*_READ, APPLICATION)))
    except ValidationError:
        raise UnreadableDocument("too_hard") from None  # its text would quote the form


def _said(told: bytes) -> Contents:
    try:
        return _CONTENTS.validate_json(told)
    except ValidationError:
        raise UnreadableDocument("too_hard") from None  # its text would quote the report


def _clean_apart(data: bytes) -> tuple[bytes, Contents]:
    clean = _done_apart(data, (*_READ, CLEAN))
    return clean, read_apart(clean)


def _take_apart(data: bytes) -> tuple[bytes, Contents]:
    told, _, kept = _done_apart(data, (*_READ, TAKE)).partition(END)
    return kept, _said(told)


def _done_apart(data: bytes, command: tuple[str, ...]) -> bytes:
    try:
        told = told_apart(command, data, PATIENCE, LOADS)
    except Ended:
        raise UnreadableDocument("too_hard") from None
    if told.startswith(UNREADABLE):
        said = told.removeprefix(UNREADABLE).decode(errors="replace")
        given: list[Code] = [code for code in CODES if code == said]
        raise UnreadableDocument(given[0] if given else "too_hard")
    return told
