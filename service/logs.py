"""Logs: one JSON object a line on standard error, ours and the libraries' alike, without names or contents.

Of an exception its kind, its code and where it was raised are told, and never its text: that may quote what somebody
wrote, a token or a password. Of what a library says, what stands before the first colon, for the same reason."""

import errno
import json
import logging
import re
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final, TextIO, cast

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from structlog.typing import EventDict, Processor

_URL: Final = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*)://\S+")
_BEARER: Final = re.compile(r"\b(bearer)\s+\S+", re.IGNORECASE)
_LONGEST: Final = 200
_PLACES: Final = 6
_UNREADABLE: Final = (HttpProcessingError, web.RequestPayloadError)
log = structlog.get_logger()


def configure(level: str) -> None:
    """Libraries are heard from `WARNING` on. Whatever nobody catches is logged as well."""
    structlog.configure(
        processors=[*LINE, _AS_JSON],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    libraries = libraries_to(sys.stderr)
    logging.raiseExceptions = False  # what cannot be formatted would be printed as it is
    logging.captureWarnings(capture=True)
    logging.basicConfig(level=logging.WARNING, handlers=[libraries], force=True)
    queue = logging.getLogger("dbos")  # it would print in a way of its own, unless it has a handler
    queue.handlers, queue.propagate = [libraries], False
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda raised: _uncaught(raised.exc_type, raised.exc_value, raised.exc_traceback)


def libraries_to(stream: TextIO) -> logging.Handler:
    """Writes what libraries say as lines of ours."""
    libraries = logging.StreamHandler(stream)
    libraries.addFilter(_is_worth_hearing)
    libraries.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _AS_JSON],
            foreign_pre_chain=[structlog.stdlib.add_logger_name, _before_the_colon, *LINE],
        )
    )
    return libraries


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        log.error("uncaught", **(told_of(error) if error else {"error": kind.__name__}))


def _is_worth_hearing(record: logging.LogRecord) -> bool:
    """What a stranger sends and aiohttp cannot read is no error of ours."""
    return not (record.exc_info and isinstance(record.exc_info[1], _UNREADABLE))


def _before_the_colon(_: object, __: str, event: EventDict) -> EventDict:
    said = str(event["event"]).splitlines() or [""]
    event["event"] = said[0].partition(":")[0][:_LONGEST]
    event.pop("stack_info", None)
    return event


def _kind_and_place(_: object, __: str, event: EventDict) -> EventDict:
    raised: Any = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = cast("tuple[object, ...]", raised)[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event.update(told_of(error))
    return event


def _kind(other: object) -> str:
    return type(other).__name__


def told_of(error: BaseException) -> Mapping[str, object]:
    """Kind and code of a failure, where it went through our code and where it was raised, and what it came from."""
    because: list[str] = []
    cause = _cause(error)
    while cause is not None and len(because) < _PLACES:
        because.append(_named(cause))
        cause = _cause(cause)
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames[:-1] if "site-packages" not in frame.filename]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*ours[1 - _PLACES :], *frames[-1:])]
    return {"error": _named(error), "at": places, **({"because": because} if because else {})}


def _cause(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _named(error: BaseException) -> str:
    code: object = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    if isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno)
    return f"{type(error).__name__} {code}" if isinstance(code, str) else type(error).__name__


def _nothing_secret(_: object, __: str, event: EventDict) -> EventDict:
    return {name: _redacted(value) for name, value in event.items()}


def _redacted(value: object) -> object:
    if not isinstance(value, str):
        return value
    return _BEARER.sub(r"\1 …", _URL.sub(r"\1://…", value))


LINE: Final[Sequence[Processor]] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _kind_and_place,
    _nothing_secret,
)
"""What every line goes through before it is written."""
_AS_JSON: Final = structlog.processors.JSONRenderer(json.dumps, default=_kind)
