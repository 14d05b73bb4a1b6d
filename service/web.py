"""The routes."""

from typing import Final

from aiohttp import web

from automations.engine.watch import TURN
from service.about_page import ABOUT_PAGE
from service.calendar_door import CALENDAR_FILES, TRAINING_FILES, calendar_door, training_door
from service.case_door import CASE_DOCUMENTS, case_door, case_page
from service.celebration_door import CELEBRATIONS, celebration_door
from service.form_door import APPLICATION, BLANK_FORMS, application_form_door, form_door
from service.front_door import FrontDoor
from service.graph_door import graph_door
from service.mail_door import mail_door
from service.membership_door import MEMBERSHIPS, membership_door
from service.metrics_door import METRICS, metrics_door
from service.readiness import Readiness
from service.skills_door import SKILLS_BOOK, SKILLS_PICTURE, skills_book_door, skills_picture_door
from service.tab_door import add_tab
from service.wiring import LIFECYCLE, NOTIFICATIONS, Service

IDLE_FOR: Final = 75.0
"""Seconds after which a connection without a whole request is closed: longer than a proxy keeps one (nginx: 60)."""
REST_OF_BODY: Final = 5.0
"""Seconds for what nobody waited for of a body, once the answer is given."""


def server(service: Service) -> web.AppRunner:
    """The routes behind a web server that unpacks no bodies, and waits for nobody without end."""
    return web.AppRunner(
        application(service),
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=IDLE_FOR,
        lingering_time=REST_OF_BODY,
    )


def application(service: Service) -> web.Application:
    """`POST /api/messages` for Teams, `/api/graph/…` for Microsoft Graph, `/healthz` (the process lives) and `/readyz`
    (it can work) for who runs it, and `/about` for anybody."""
    app = web.Application()
    FrontDoor(service.settings, service.inbound.turned_away).stand_before(app)

    async def messages(request: web.Request) -> web.StreamResponse:
        with service.watch.step(TURN):
            response = await service.bot.handle(request)
            service.watch.note("http.response.status_code", response.status)
        service.answered.set()
        return response

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def about(_: web.Request) -> web.Response:
        return web.Response(text=ABOUT_PAGE, content_type="text/html")

    async def start(_: web.Application) -> None:
        await service.start()

    async def stop(_: web.Application) -> None:
        await service.stop()

    app.router.add_post("/api/messages", messages)
    door = graph_door(service)
    app.router.add_post(NOTIFICATIONS, door)
    app.router.add_post(LIFECYCLE, door)
    app.router.add_get(CALENDAR_FILES, calendar_door(service))
    app.router.add_get(TRAINING_FILES, training_door(service))
    app.router.add_get(SKILLS_PICTURE, skills_picture_door(service))
    app.router.add_get(SKILLS_BOOK, skills_book_door(service))
    app.router.add_get(CELEBRATIONS, celebration_door(service))
    app.router.add_get(MEMBERSHIPS, membership_door(service))
    app.router.add_get(BLANK_FORMS, form_door(service))
    app.router.add_get(APPLICATION, application_form_door)
    app.router.add_get(CASE_DOCUMENTS, case_page)
    app.router.add_post(CASE_DOCUMENTS, case_door(service))
    app.router.add_routes(mail_door(service))
    add_tab(app, service)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", Readiness(service).answer)
    app.router.add_get("/about", about)
    if service.measured is not None:
        app.router.add_get(METRICS, metrics_door(service, service.measured))
    app.on_startup.append(start)
    app.on_cleanup.append(stop)
    return app
