"""Which address leads where."""

from typing import Final

from aiohttp import web

from pages.tab.jobs import JOBS, JobViews
from pages.tab.later import Later
from pages.tab.set_up import TabSetUp
from pages.tab.signing_in import session_door
from pages.tab.views import Views, first, line, school, sip, waited, week

TAB: Final = "/tab"
_JOB: Final = "{job:[0-9a-f]{12}}"


def routes(set_up: TabSetUp, later: Later) -> list[web.RouteDef]:
    """All of the tab. An address that could not be one of ours is not found at all."""
    views, jobs = Views(set_up, later), JobViews(set_up, later)
    return [
        web.get(TAB, views.door("tab/overview.html", first)),
        web.post("/tab/session", session_door(set_up, later)),
        web.get("/tab/lines/{line:[a-z_]{1,20}}", views.door("tab/rows.html", line)),
        web.get("/tab/weeks/{monday:20[0-9]{2}-[0-9]{2}-[0-9]{2}}", views.door("tab/rows.html", week)),
        web.get("/tab/waited/{bar:[0-3]}", views.door("tab/rows.html", waited)),
        web.get("/tab/schools", views.door("tab/schools.html", views.schools)),
        web.get("/tab/schools.xlsx", views.sheet),
        web.get("/tab/schools/{urn:[0-9]{1,10}}", views.door("tab/record.html", school)),
        web.post("/tab/schools/{urn:[0-9]{1,10}}/watch", views.watch),
        web.get(JOBS, views.door("tab/jobs.html", jobs.list)),
        web.post(f"{JOBS}/retry", jobs.press(jobs.retry_all)),
        web.post(f"{JOBS}/stop", jobs.press(jobs.stop)),
        web.post(f"{JOBS}/resume", jobs.press(jobs.resume)),
        web.get(f"{JOBS}/{_JOB}", views.door("tab/job.html", jobs.one)),
        web.post(f"{JOBS}/{_JOB}/retry", jobs.press(jobs.retry_one)),
        web.post(f"{JOBS}/{_JOB}/call-off", jobs.press(jobs.call_off)),
        web.get("/tab/sips/{sip:[0-9a-z-]{1,64}}", views.door("tab/record.html", sip)),
    ]
