"""`$filter`, as much of it as SIP Desk uses: `a eq 'x'` and `a/any(x:x eq 'x')`, joined by `and`, `or` and brackets."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.graph.errors import GraphError, bad_request

Test = Callable[[Mapping[str, Any]], bool]
_ANY = re.compile(r"(?P<name>\w+)/any\(\s*(?P<one>\w+)\s*:\s*(?P=one)\s+eq\s+(?P<value>'(?:[^']|'')*')\s*\)")
_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[\w/@.]+)|(?P<mark>[()]))")


class Filter:
    """`names` are the properties that the filter reads, as they were written."""

    def __init__(self, text: str) -> None:
        self.names: list[str] = []
        self._tokens = _split(text)
        self.test = self._either()
        if self._tokens:
            raise _syntax(self._tokens[0])

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next_is("or"):
            tests.append(self._both())
        return lambda entity: any(test(entity) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next_is("and"):
            tests.append(self._one())
        return lambda entity: all(test(entity) for test in tests)

    def _one(self) -> Test:
        if self._next_is("("):
            inner = self._either()
            if not self._next_is(")"):
                raise _syntax("end")
            return inner
        name = self._take()
        if found := _ANY.fullmatch(name):
            return self._any(found["name"], _value(found["value"]))
        if not self._next_is("eq"):
            raise _unsupported(name)
        wanted = _value(self._take())
        self.names.append(name)
        return lambda entity: _same(entity.get(name), wanted)

    def _any(self, name: str, wanted: str | bool | None) -> Test:
        self.names.append(f"{name}/any")
        return lambda entity: any(_same(one, wanted) for one in entity.get(name) or ())

    def _next_is(self, word: str) -> bool:
        if self._tokens and self._tokens[0].lower() == word:
            self._tokens.pop(0)
            return True
        return False

    def _take(self) -> str:
        if not self._tokens:
            raise _syntax("end")
        return self._tokens.pop(0)


def _split(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _ANY.match(text, at + len(text[at:]) - len(text[at:].lstrip()))
        if found is not None:
            tokens.append(found[0])
            at = found.end()
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise _syntax(text[at:])
        tokens.append(found["text"] or found["word"] or found["mark"])
        at = found.end()
    return tokens


def _value(token: str) -> str | bool | None:
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    if token in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[token]
    raise _syntax(token)


def _same(found: Any, wanted: str | bool | None) -> bool:
    """Directory and lists compare text without regard to case."""
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    return found == wanted and type(found) is type(wanted)


def _syntax(near: str) -> GraphError:
    return bad_request(f"Invalid filter clause: there is an error near '{near}'.", "BadRequest")


def _unsupported(name: str) -> GraphError:
    message = f"Unsupported or invalid query filter clause specified for property '{name}'."
    return bad_request(message, "Request_UnsupportedQuery")
