"""The whole stand-in in one process: Graph and the connector on one port, file contents on another."""

import json
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from aiohttp import web

from sandbox.calls import Calls
from sandbox.clock import Clock
from sandbox.connector.refusals import answer_refusals
from sandbox.connector.teams import Manners, Teams
from sandbox.control import Addresses, Control
from sandbox.diaries import Diaries
from sandbox.entra import Entra
from sandbox.events import Events
from sandbox.faults import Faults, faults_middleware
from sandbox.first_day import forget_everything
from sandbox.graph import STAND_IN, content_app, graph_app, web_routes
from sandbox.graph.stand_in import installed_soffice
from sandbox.keys import Keys, in_scope
from sandbox.neighbours import only_neighbours
from sandbox.outlook_levers import OutlookLevers
from sandbox.page import Page
from sandbox.set_up_levers import SetUpLevers
from sandbox.shelves import Shelves
from sandbox.teams_tab import TeamsTab
from sandbox.trust import Trust

BOT = "http://127.0.0.1:3978/api/messages"
LARGEST_CHAT_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """`folder` holds all state. A port of 0 lets the system choose. `require_token`: the bot must send the connector's
    token. `manners` is how strictly Teams is played. `plain_pdf`: PDFs show the bare text, without LibreOffice."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8365
    content_port: int = 8366
    bot: str = BOT
    require_token: bool = False
    manners: Manners = field(default_factory=Manners)
    plain_pdf: bool = False


@asynccontextmanager
async def running(settings: Settings) -> AsyncGenerator[Addresses]:
    """Serves until the block is left; yields the addresses when they answer. Raises OSError for a port in use."""
    main = _bound(settings.host, settings.port)
    try:
        content = _bound(settings.host, settings.content_port)
    except OSError:
        main.close()
        raise
    origin, content_origin = _origin(settings.host, main), _origin(settings.host, content)
    addresses = Addresses(f"{origin}/v1.0", f"{origin}/", content_origin, settings.bot)
    runners: list[web.AppRunner] = []
    try:
        for app, bound in zip(_apps(settings, addresses), (main, content), strict=True):
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
            runners.append(runner)
            await runner.setup()
            await web.SockSite(runner, bound).start()
        _write_addresses(settings.folder, addresses)
        yield addresses
    finally:
        for runner in runners:
            await runner.cleanup()


def _apps(settings: Settings, where: Addresses) -> tuple[web.Application, web.Application]:
    clock = Clock(settings.folder, settings.manners.clock)
    events = Events(clock.now)
    trust, faults, calls = Trust.load(), Faults(), Calls(clock.now, events.tell)
    keys = Keys.kept_in(settings.folder, trust)
    tokens, files = keys.tokens(trust), settings.folder / "graph"
    graph = graph_app(
        folder=files,
        trust=trust,
        tokens=tokens,
        faults=faults,
        public=where.content,
        now=clock.now,
        soffice=(lambda: None) if settings.plain_pdf else installed_soffice,
        scope=in_scope(trust),
    )
    teams = Teams(
        settings.folder,
        trust,
        service_url=where.connector,
        content_origin=where.content,
        bot=where.bot,
        manners=replace(settings.manners, clock=clock.now, faults=faults),
        token=keys.connector if settings.require_token else None,
        tell=events.tell,
    )
    stand_in, neighbours = graph[STAND_IN], only_neighbours(settings.host)
    stand_in.apps = teams.installing
    control = Control(
        trust, where, keys, faults, calls, stand_in, lambda: forget_everything(stand_in, teams), clock, events
    )
    set_up = SetUpLevers(trust, tokens, stand_in).routes()
    outlook = [*Diaries(stand_in, events.tell).routes(), *OutlookLevers(stand_in, events.tell).routes()]
    tab = [
        *Entra(settings.folder, trust, where.connector.rstrip("/"), clock.now).routes(),
        *TeamsTab(trust, where.bot).routes(),
    ]
    pages = [*tab, *Page(settings.folder / "samples").routes(), *Shelves(stand_in).routes(), *outlook, *events.routes()]
    main = web.Application(
        middlewares=[neighbours, calls.middleware(), answer_refusals], client_max_size=LARGEST_CHAT_FILE
    )
    main.add_subapp("/v1.0", graph)
    main.add_subapp("/v3", teams.connector(faults_middleware(faults, "connector")))
    main.add_routes([*control.routes(), *set_up, *pages, *teams.people_side(), *web_routes(graph)])
    main.on_shutdown.append(events.hang_up)
    main.on_cleanup.append(teams.close)
    content = content_app(folder=files, trust=trust, faults=faults, now=clock.now)
    content.middlewares.extend((neighbours, calls.middleware()))
    content.add_subapp("/chat-files", teams.files.app(faults_middleware(faults, "download")))
    return main, content


def _bound(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def _origin(host: str, bound: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}"


def _write_addresses(folder: Path, addresses: Addresses) -> None:
    unfinished = folder / "addresses.json.new"
    unfinished.write_text(json.dumps(asdict(addresses)) + "\n", encoding="utf-8")
    unfinished.replace(folder / "addresses.json")
