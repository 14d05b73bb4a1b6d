"""The pages of the tab: each asks the records anew who somebody is and what is theirs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from automations.engine.command_bus import RenderContext
from automations.engine.roster import known_person
from automations.operating.board import looks_after
from automations.overview.attempts import ROUTE
from automations.overview.overview import (
    NO_LINE,
    line_rows,
    overview,
    reports_waited,
    school_page,
    sip_page,
    visits_of_week,
)
from automations.overview.schools import school_sheet, school_table, sheet_file
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.overview.pictures import WAITED
from handbook.overview.school_table import TableAsked, asked_of
from handbook.overview.watchlist import WatchSchool
from pages.kit.page import page
from pages.kit.sent_form import sent_form
from pages.tab import charts
from pages.tab.later import Later
from pages.tab.session import is_from_our_page
from pages.tab.set_up import TabSetUp
from pages.tab.signing_in import shell

Values = Mapping[str, object]
Make = Callable[[Any, Person, RenderContext, web.Request], Values]
"""What a template is filled with, of the records (the first), for who looks."""
Door = Callable[[web.Request], Awaitable[web.Response]]
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STATUS: Final = {"no_filter": 400, "unknown": 403}
OTHER_SITE: Final = "That came from another page than SIP Desk’s own, so that nothing was done."


class Views:
    def __init__(self, set_up: TabSetUp, later: Later) -> None:
        self._set_up = set_up
        self._later = later

    def door(self, template: str, make: Make) -> Door:
        """A page for whoever has a session; who has none is asked by the shell who they are."""

        async def door(request: web.Request) -> web.Response:
            context = self._set_up.bus.render_context
            person_id = self._set_up.sessions.person_of(request, context.now)
            if person_id is None:
                return shell(self._set_up)
            try:
                values = await self._set_up.bus.read(
                    lambda uow: _with_viewer(make, uow, known_person(uow, person_id), context, request)
                )
            except Refused as no:
                return self._refused(request, person_id, no)
            own = {"as_at": context.now, "hosts": self._set_up.hosts, "query": request.query}
            return page(template, {**own, **values}, framed_by=self._set_up.framed_by)

        return door

    async def watch(self, request: web.Request) -> web.Response:
        """`POST /tab/schools/{urn}/watch`: put onto the watchlist, or taken off it; then the page that it was pressed
        on."""
        now = self._set_up.bus.now()
        person_id = self._set_up.sessions.person_of(request, now)
        if person_id is None:
            return shell(self._set_up)
        if not is_from_our_page(request):
            self._later.do(self._set_up.attempts.turned_away("other_site", person_id))
            return self._set_up.sentence("Not done", (OTHER_SITE,), 403)
        sent, urn = await sent_form(request), request.match_info["urn"]
        try:
            await self._set_up.bus.decide(WatchSchool(urn, sent.get("watched") == "1"), person_id, ROUTE)
        except Refused as no:
            return self._set_up.sentence("Not open to you", (no.reason,), 403)
        raise web.HTTPSeeOther(f"/tab/schools/{urn}")

    async def sheet(self, request: web.Request) -> web.Response:
        """The workbook of a filter, by a key that its page made for this person and half an hour."""
        context, query = self._set_up.bus.render_context, dict(request.query)
        person_id = self._set_up.sessions.person_of_sheet(query.pop("key", ""), context.now)
        if person_id is None:
            return shell(self._set_up)
        try:
            asked = asked_of(query)
            rows = await self._set_up.bus.read(lambda uow: school_sheet(uow, person_id, asked, context))
        except Refused as no:
            return self._refused(request, person_id, no)
        data = await asyncio.to_thread(sheet_file, rows)
        named = {"Content-Disposition": 'attachment; filename="schools.xlsx"', "Cache-Control": "no-store"}
        return web.Response(body=data, content_type=_EXCEL, headers=named)

    def schools(self, uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
        asked = asked_of(request.query)
        table = school_table(uow, asked, viewer, context)
        key = self._set_up.sessions.sheet_key(viewer.id, context.now)
        shown = table.page.shown
        return {
            "title": "Schools",
            "table": table,
            "sheet": f"/tab/schools.xlsx?{_address(asked, key=key)}",
            "before": f"/tab/schools?{_address(asked, before=shown[0].urn)}" if table.page.has_before and shown else "",
            "after": f"/tab/schools?{_address(asked, after=shown[-1].urn)}" if table.page.has_after and shown else "",
        }

    def _refused(self, request: web.Request, person_id: str, no: Refused) -> web.Response:
        if no.code not in ("no_filter", "gone"):
            self._later.do(self._set_up.attempts.turned_away(no.code, person_id, _about(request)))
        title = "No such filter" if no.code == "no_filter" else "Not open to you"
        return self._set_up.sentence(title, (no.reason,), _STATUS.get(no.code, 404))


def _with_viewer(make: Make, uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    own = {"viewer": viewer, "looks_after": looks_after(uow, viewer, context.policy)}
    return {**own, **make(uow, viewer, context, request)}


def first(uow: Any, viewer: Person, context: RenderContext, _request: web.Request) -> Values:
    seen = overview(uow, viewer, context)
    pictures = seen.pictures
    return {
        "title": "Overview",
        "seen": seen,
        "pictures": pictures,
        "half_days": charts.half_day_bars(pictures.half_days) if pictures else (),
        "waited": charts.count_bars(pictures.waited) if pictures else (),
        "strip": charts.strip(pictures.weeks) if pictures else (),
        "charts": charts,
    }


def line(uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    seen = line_rows(uow, request.match_info["line"], viewer, context)
    return {"title": seen.line.words, "rows": seen.rows, "number": seen.number}


def week(uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    monday = _day(request.match_info["monday"])
    rows = visits_of_week(uow, monday, viewer, context)
    return {"title": f"Visits in the week of {monday.day} {monday:%B %Y}", "rows": rows, "number": len(rows)}


def waited(uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    words = WAITED[int(request.match_info["bar"])][0]
    rows = reports_waited(uow, words, viewer, context)
    return {"title": f"Reports answered after {words}", "rows": rows, "number": len(rows)}


def school(uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    seen = school_page(uow, request.match_info["urn"], viewer, context)
    return {"title": seen.title, "seen": seen}


def sip(uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
    seen = sip_page(uow, request.match_info["sip"], viewer, context)
    return {"title": seen.title, "seen": seen}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NO_LINE from None


def _address(asked: TableAsked, **more: str) -> str:
    """The same filter as an address says it."""
    own = {"show": asked.schools.show.value, "of": asked.schools.of, "find": asked.schools.find}
    every = {**own, "watched": "1" if asked.watched else "", **more}
    return urlencode({name: value for name, value in every.items() if value})


def _about(request: web.Request) -> str:
    """What somebody asked for, as the audit names records."""
    given = request.match_info
    if "urn" in given:
        return f"school:{given['urn']}"
    if request.path.startswith("/tab/jobs"):
        return "jobs"
    return f"sip_record:{given['sip']}" if "sip" in given else ""
