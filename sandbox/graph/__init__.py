"""A stand-in for Microsoft Graph: directory, one site, its libraries, calendars. State lies in a folder and survives
`kill -9`."""

from collections import deque
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import unquote

from aiohttp import web

from sandbox.faults import Faults, Service, faults_middleware
from sandbox.graph import content, mime_types
from sandbox.graph.service import CALLS, CALLS_KEPT, TOKENS, Called, answer, envelope
from sandbox.graph.stand_in import STAND_IN, Clock, StandIn, installed_soffice, utc_now
from sandbox.graph.tenant import Tenant
from sandbox.tokens import Tokens
from sandbox.trust import Trust

__all__ = ["CALLS", "STAND_IN", "Called", "content_app", "graph_app", "site_id", "web_routes"]


def site_id(trust: Trust) -> str:
    """The id of the one site, as `Tokens.issue_app(sites={...})` needs it."""
    return Tenant(trust).site_id


def graph_app(
    *,
    folder: Path,
    trust: Trust,
    tokens: Tokens,
    faults: Faults,
    public: str,
    now: Clock = utc_now,
    soffice: Callable[[], str | None] = installed_soffice,
    scope: Collection[str] = (),
) -> web.Application:
    """To be mounted with `add_subapp("/v1.0", …)`. `public` is the address of `content_app`'s origin. `app[CALLS]` is
    the log of the last calls; `soffice` says where LibreOffice is, if anywhere. `scope` are the ids of those whose
    mailboxes what Exchange assigned to an application opens: without them, nobody's."""
    app = web.Application(middlewares=[envelope, faults_middleware(faults, "graph")])
    stand_in = StandIn(folder, trust, public, now=now, soffice=soffice(), scope=scope)
    app[STAND_IN], app[TOKENS], app[CALLS] = stand_in, tokens, deque(maxlen=CALLS_KEPT)
    app.router.add_route("*", "/{path:.*}", answer)
    app.cleanup_ctx.append(stand_in.postman.on_duty)
    app.on_shutdown.append(faults.let_go)
    app.on_cleanup.append(stand_in.close)
    return app


def content_app(*, folder: Path, trust: Trust, faults: Faults, now: Clock = utc_now) -> web.Application:
    """The other origin, on a port of its own: pre-authenticated downloads and upload sessions."""
    app = web.Application()
    stand_in = StandIn(folder, trust, now=now)
    app.add_subapp("/download", _part(stand_in, faults, "download"))
    app.add_subapp("/upload", _part(stand_in, faults, "upload"))
    app.on_shutdown.append(faults.let_go)
    app.on_cleanup.append(stand_in.close)
    return app


def _part(stand_in: StandIn, faults: Faults, service: Service) -> web.Application:
    part = web.Application(middlewares=[envelope, faults_middleware(faults, service)])
    part[STAND_IN], part[CALLS] = stand_in, deque(maxlen=CALLS_KEPT)
    if service == "download":
        part.router.add_get("/{ticket}/{name}", content.download)
    else:
        for method in ("GET", "PUT", "POST", "DELETE"):
            part.router.add_route(method, "/{session}", content.upload)
    part.router.add_route("*", "/{path:.*}", content.missing)
    return part


def web_routes(graph: web.Application) -> list[web.RouteDef]:
    """For the sandbox's main origin: the path of a file's `webUrl` gives the file, so that a person can look at it by
    putting the sandbox's address where the SharePoint host stands. Asks for no sign-in."""
    stand_in = graph[STAND_IN]
    prefix = f"{stand_in.tenant.trust.site_path}/"

    async def show(request: web.Request) -> web.StreamResponse:
        path = unquote(request.raw_path.partition("?")[0]).removeprefix(prefix).split("/")
        library = next((lib for lib in stand_in.tenant.libraries if lib.url_name == path[0]), None)
        found = stand_in.tree.below(stand_in.tree.root(library.drive_id), path[1:]) if library else None
        if found is None or found.blob is None:
            raise web.HTTPNotFound
        return web.FileResponse(stand_in.blobs.path(found.blob), headers={"Content-Type": mime_types.of(found.name)})

    return [web.get(f"{prefix}{{path:.*}}", show)]
