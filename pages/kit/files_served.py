"""Style sheets and scripts, under addresses that name what is in them: a browser keeps each for ever, and asks for a
new one as soon as a word of it changes. All are held in memory, also compressed: they are few and small."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from aiohttp import web
from markupsafe import Markup

PREFIX: Final = "/static"
ROUTE: Final = "/static/{sum:[0-9a-f]{12}}/{name:[a-z0-9_-]{1,40}[.](?:css|js|svg)}"
HTMX: Final = "htmx.js"
TEAMS_JS: Final = "teams.js"
_ROOM: Final = Path(__file__).parents[1]
_SCRIPTS: Final = _ROOM / "kit" / "scripts"
_FETCHED: Final = {
    HTMX: ("htmx.min.js", "htmx.org/dist"),
    TEAMS_JS: ("MicrosoftTeams.min.js", "@microsoft/teams-js/dist/umd"),
}
"""What npm fetches: the name of the file where an image holds it, and the package's folder that it is found in
otherwise."""
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_KEPT: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class ServedFile:
    data: bytes
    zipped: bytes
    sum: str
    type: str


@cache
def served_files() -> dict[str, ServedFile]:
    """By name: what lies in the `files` folder of any package of this room, and what npm has fetched."""
    ours = [path for path in sorted(_ROOM.glob("*/files/*")) if path.suffix in _TYPES]
    names = [path.name for path in ours]
    if len({*names, *_FETCHED}) < len(names) + len(_FETCHED):
        raise ValueError("Two packages of pages/ have a file of the same name.")
    fetched = {name: path for name in _FETCHED if (path := _fetched(name))}
    return {name: _served(path) for name, path in {**{path.name: path for path in ours}, **fetched}.items()}


def is_there(name: str) -> bool:
    """Whether npm has fetched a script, where it is one of npm's."""
    return name in served_files()


def address(name: str) -> str:
    """Where a browser finds a file. Raises KeyError for one that there is none of."""
    return f"{PREFIX}/{served_files()[name].sum}/{name}"


def contents(name: str) -> Markup:
    """What is in a style sheet of ours, for a page that should be seen before anything else is fetched."""
    return Markup(served_files()[name].data.decode())  # noqa: S704 - a file of this package, and nobody's words


async def serve(request: web.Request) -> web.Response:
    """An old address of a file that has changed is answered with 404, and never with other contents."""
    file = served_files().get(request.match_info["name"])
    if file is None or file.sum != request.match_info["sum"]:
        raise web.HTTPNotFound
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=file.data, content_type=file.type, charset="utf-8", headers=_KEPT)
    zipped = _KEPT | {"Content-Encoding": "gzip"}
    return web.Response(body=file.zipped, content_type=file.type, charset="utf-8", headers=zipped)


def _fetched(name: str) -> Path | None:
    file, folder = _FETCHED[name]
    places = (_SCRIPTS / file, _ROOM.parent / "node_modules" / folder / file)
    return next((path for path in places if path.is_file()), None)


def _served(path: Path) -> ServedFile:
    data = path.read_bytes()
    return ServedFile(data, gzip.compress(data, 9, mtime=0), hashlib.sha256(data).hexdigest()[:12], _TYPES[path.suffix])
