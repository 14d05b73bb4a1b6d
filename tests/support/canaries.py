"""What a service lets out beside what it is meant to say: lines of its log as they are written where it runs, the texts
of exceptions, and bodies of refusals. And what must stand in none of them: secrets, names, addresses, people's words.

Canaries are the house's own: its secrets, the people of its list, and all that anybody types in the journey."""

import io
import json
import logging
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
import structlog
from aiohttp import web
from structlog.typing import EventDict

import service.web
from service.logs import LINE, libraries_to
from service.wiring import Service
from tests.support.people import Somebody

_SIGNED: Final = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")
"""A token, or the key of a link (JSON Web Token)."""
_WORDS: Final = 16
"""Letters: what is shorter is a command or a date."""


@dataclass
class Canaries:
    """What was let out, by the way that it took, and what was typed. `services` are those that ran."""

    let_out: dict[str, list[str]] = field(default_factory=lambda: {"log": [], "exceptions": [], "refusals": []})
    typed: set[str] = field(default_factory=set[str])
    services: list[Service] = field(default_factory=list[Service])

    def check(self) -> None:
        """Raises AssertionError, with the way and the canary."""
        secrets = self._secrets()
        canaries = {*secrets, *self._people(), *self.typed, "zygo"}
        for way, text in (*((way, "\n".join(texts)) for way, texts in self.let_out.items()), *self._audits()):
            _check(way, text, canaries)
        for path, data in self._files():
            for secret in secrets:
                assert secret.encode() not in data, f"a secret stands in {path.name}"
            assert not _SIGNED.search(data.decode("latin-1")), f"a signed key stands in {path.name}"

    def _secrets(self) -> set[str]:
        found = set[str]()
        for one in self.services:
            given = (one.settings.graph_token, one.settings.link_secret, one.settings.bot_app_password)
            found |= {one.secret, *(secret.get_secret_value() for secret in given)}
        return {secret for secret in found if secret}

    def _lists(self) -> Iterator[dict[str, Any]]:
        for path in {one.settings.roster for one in self.services}:
            if path is not None and path.exists():
                yield json.loads(path.read_text(encoding="utf-8"))

    def _people(self) -> set[str]:
        """Names of two words, for one of one may be a word; and addresses."""
        people = [one for listed in self._lists() for one in listed["people"]]
        names = {one["name"] for one in people if " " in one["name"]}
        return names | {one["email"] for one in people if one.get("email")}

    def _databases(self) -> set[Path]:
        urls = {one.settings.database_url for one in self.services}
        paths = {Path(url.removeprefix("sqlite:///")) for url in urls if url.startswith("sqlite:///")}
        return {path for path in paths if path.exists()}

    def _audits(self) -> Iterator[tuple[str, str]]:
        """It says who by their ids, and what by the name of the deed: it is meant to hold no name and no word."""
        for path in self._databases():
            with closing(sqlite3.connect(path)) as database:
                yield "audit", repr(database.execute("select * from audit").fetchall())

    def _files(self) -> Iterator[tuple[Path, bytes]]:
        """The service's own: the queue's tables lie in its database."""
        for path in self._databases():
            for own in path.parent.glob(f"{path.name}*"):
                yield own, own.read_bytes()


def _check(way: str, text: str, canaries: set[str]) -> None:
    for canary in canaries:
        at = text.find(canary)
        assert at < 0, f"{way} tells “{canary}”: …{text[max(0, at - 300) : at + len(canary) + 100]}…"
    signed = _SIGNED.search(text)
    assert not signed, f"{way} tells a signed key: …{text[max(0, signed.start() - 300) : signed.end()]}…"


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Canaries]:
    """Hears all that is let out meanwhile."""
    canaries, lines = Canaries(), io.StringIO()
    processors = structlog.get_config()["processors"]
    structlog.configure(processors=[_heard(canaries), *processors])
    libraries, raised = libraries_to(lines), _Raised(canaries)
    heard = [logging.getLogger(), logging.getLogger("dbos")]
    for logger in heard:
        logger.addHandler(libraries)
        logger.addHandler(raised)
    libraries.setLevel(logging.WARNING)
    _note_services(patch, canaries)
    _note_words(patch, canaries)
    try:
        yield canaries
    finally:
        for logger in heard:
            logger.removeHandler(libraries)
            logger.removeHandler(raised)
        structlog.configure(processors=processors)
        canaries.let_out["log"].append(lines.getvalue())


def _heard(canaries: Canaries) -> Callable[[object, str, EventDict], EventDict]:
    def hear(logger: Any, name: str, event: EventDict) -> EventDict:
        line: Any = dict(event)
        error = event.get("exc_info")
        canaries.let_out["exceptions"].extend(_texts(error[1] if isinstance(error, tuple) else _current(error)))
        for processor in LINE:
            line = processor(logger, name, line)
        canaries.let_out["log"].append(json.dumps(line, default=lambda other: type(other).__name__, ensure_ascii=False))
        return event

    return hear


def _current(error: object) -> object:
    return sys.exc_info()[1] if error is True else error


def _texts(error: object) -> Iterator[str]:
    """Of an exception and all that it came from."""
    seen = set[int]()
    while isinstance(error, BaseException) and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__name__}: {error} {error.args!r}"
        error = error.__cause__ or error.__context__


class _Raised(logging.Handler):
    def __init__(self, canaries: Canaries) -> None:
        super().__init__(logging.WARNING)
        self._canaries = canaries

    def emit(self, record: logging.LogRecord) -> None:
        self._canaries.let_out["exceptions"].extend(_texts(record.exc_info[1] if record.exc_info else None))


def _note_services(patch: pytest.MonkeyPatch, canaries: Canaries) -> None:
    application = service.web.application

    async def refused(_: web.BaseRequest, response: web.StreamResponse) -> None:
        if response.status >= 400 and isinstance(response, web.Response):
            canaries.let_out["refusals"].append(f"{response.headers} {response.text}")

    def noted(started: Service) -> web.Application:
        canaries.services.append(started)
        app = application(started)
        app.on_response_prepare.append(refused)
        return app

    patch.setattr(service.web, "application", noted)


def _note_words(patch: pytest.MonkeyPatch, canaries: Canaries) -> None:
    play = Somebody.play

    async def played(somebody: Somebody, act: str, **body: Any) -> dict[str, Any]:
        canaries.typed |= set(_typed(body))
        return await play(somebody, act, **body)

    patch.setattr(Somebody, "play", played)


def _typed(body: object) -> Iterator[str]:
    if isinstance(body, str):
        if len(body) >= _WORDS and " " in body:
            yield body
    elif isinstance(body, Mapping):
        for value in body.values():
            yield from _typed(value)
    elif isinstance(body, list):
        for value in body:
            yield from _typed(value)
