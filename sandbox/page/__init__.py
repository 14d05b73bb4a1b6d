"""The page on which the people of the trust are played: its files, the card renderer where npm has put it, and the
samples that whoever started the stand-in laid ready to be sent."""

from pathlib import Path

from aiohttp import web

_HERE = Path(__file__).parent
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
RENDERER = _HERE.parents[1] / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
_MISSING = (
    "console.info('The card renderer is not installed. Install Node.js with npm, then run: make install');\n"
    "document.documentElement.dataset.renderer = 'missing';\n"
)
_SAFETY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Page:
    """`samples` holds a folder for each person with files that the page offers to send as
    theirs; it need not exist. `renderer` is the bundle of npm's
    adaptivecards: without it the page says what is missing, and shows of each card what it says as plain text."""

    def __init__(self, samples: Path, renderer: Path = RENDERER) -> None:
        self._samples = samples
        self._renderer = renderer
        self._files = {file.name: file for file in _HERE.iterdir() if file.suffix in _TYPES}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.opening),
            web.get("/favicon.ico", self.icon),
            web.get("/page/renderer.js", self.renderer),
            web.get("/page/{name}", self.file),
            web.get("/samples/{person}", self.samples),
            web.get("/samples/{person}/{name}", self.sample),
        ]

    async def opening(self, _: web.Request) -> web.StreamResponse:
        return self._answer("index.html")

    async def icon(self, _: web.Request) -> web.StreamResponse:
        return self._answer("icon.svg")

    async def file(self, request: web.Request) -> web.StreamResponse:
        return self._answer(request.match_info["name"])

    def _answer(self, name: str) -> web.StreamResponse:
        if name not in self._files:
            raise web.HTTPNotFound
        file = self._files[name]
        return web.FileResponse(file, headers={**_SAFETY, "Content-Type": f"{_TYPES[file.suffix]}; charset=utf-8"})

    async def renderer(self, _: web.Request) -> web.StreamResponse:
        if not self._renderer.exists():
            return web.Response(text=_MISSING, content_type="text/javascript")
        return web.FileResponse(self._renderer, headers={"Content-Type": "text/javascript; charset=utf-8"})

    async def samples(self, request: web.Request) -> web.Response:
        """The names of the files that lie ready for a person."""
        return web.json_response(sorted(self._laid_ready(request)))

    async def sample(self, request: web.Request) -> web.StreamResponse:
        file = self._laid_ready(request).get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return web.FileResponse(file)

    def _laid_ready(self, request: web.Request) -> dict[str, Path]:
        of = request.match_info["person"]
        folder = next((one for one in self._folders() if one.name == of), None)
        return {file.name: file for file in folder.iterdir()} if folder else {}

    def _folders(self) -> list[Path]:
        return [one for one in self._samples.iterdir() if one.is_dir()] if self._samples.is_dir() else []
