"""A page: a template filled in, with the headers that go with it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook.core.british_time import date_words, day_words, moment_words
from pages.kit import files_served, security

_ROOM: Final = Path(__file__).parents[1]


@cache
def environment() -> Environment:
    """The one of all pages. Everything that is put into a template is escaped, and a name that nobody gave is an error.
    Templates lie in `templates/<package>/` of their package and are named with it: `kit/layout.html`."""
    folders = sorted(str(path) for path in _ROOM.glob("*/templates"))
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    ours: dict[str, object] = {
        "file": files_served.address,
        "is_there": files_served.is_there,
        "contents": files_served.contents,
    }
    made.globals.update(ours)  # pyright: ignore[reportCallIssue, reportArgumentType] - its types know only what it brings
    made.filters["date"] = date_words
    made.filters["day"] = day_words
    made.filters["moment"] = moment_words
    return made


def render(template: str, values: Mapping[str, object]) -> str:
    """A part of a page, for an answer that replaces only that."""
    return environment().get_template(template).render(values)


def page(
    template: str,
    values: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    framed_by: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """The answer. A template gets `nonce` for its scripts beside `values`; `headers` are added to those of every
    page."""
    nonce = security.fresh_nonce()
    return web.Response(
        text=render(template, {**(values or {}), "nonce": nonce}),
        status=status,
        content_type="text/html",
        headers={**security.headers(nonce, framed_by), **(headers or {})},
    )
