"""The page of whoever looks after SIP Desk: what there is to do, why it waits, and steering it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from automations.engine.command_bus import RenderContext
from automations.engine.jobs.listing import STATE_WORDS, ListedJob
from automations.engine.jobs.pausing import PauseWork, ResumeWork
from automations.engine.jobs.steering import Operator, RetryJobs, call_off_and_tell
from automations.engine.roster import known_person
from automations.operating.asking import FILTERS, kind_named
from automations.operating.board import board, matching, one_job
from automations.overview.attempts import ROUTE
from handbook.core.people import Person
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from pages.kit.sent_form import sent_form
from pages.tab.later import Later
from pages.tab.session import is_from_our_page
from pages.tab.set_up import TabSetUp
from pages.tab.signing_in import shell
from pages.tab.views import OTHER_SITE, Door, Values

JOBS: Final = "/tab/jobs"
_LONGEST_REASON: Final = 300
_DONE: Final = {
    "off": "It is called off. The people who wait for it are told.",
    "stopped": "Stopped. What is under way ends, and nothing more is begun.",
    "on": "It goes on, the oldest first.",
}
Act = Callable[[web.Request, str, Mapping[str, str]], Awaitable[str]]
"""Does what was pressed, for the person of that id, with what they sent; returns what the page says then."""


class JobViews:
    """Asks the records at each request whether somebody looks after the service."""

    def __init__(self, set_up: TabSetUp, later: Later) -> None:
        self._set_up = set_up
        self._later = later

    def list(self, uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
        seen = board(uow, self._set_up.tables, request.query, viewer, context)
        return {
            "title": "Jobs",
            "seen": seen,
            "said": _said(request.query.get("done", "")),
            "state_words": STATE_WORDS,
        }

    def one(self, uow: Any, viewer: Person, context: RenderContext, request: web.Request) -> Values:
        seen = one_job(uow, self._set_up.tables, request.match_info["job"], viewer, context)
        return {"title": f"Job {seen.job.id}", "seen": seen}

    def press(self, act: Act) -> Door:
        """A button of the page: it counts only from a page of ours, and from whoever looks after the service."""

        async def door(request: web.Request) -> web.Response:
            person_id = self._set_up.sessions.person_of(request, self._set_up.bus.now())
            if person_id is None:
                return shell(self._set_up)
            if not is_from_our_page(request):
                self._later.do(self._set_up.attempts.turned_away("other_site", person_id))
                return self._set_up.sentence("Not done", (OTHER_SITE,), 403)
            sent = await sent_form(request)
            try:
                done = await act(request, person_id, sent)
            except Refused as no:
                return self._set_up.sentence("Not done", (no.reason,), 403)
            raise web.HTTPSeeOther(f"{JOBS}?{urlencode({'done': done})}")

        return door

    async def retry_one(self, request: web.Request, person_id: str, _: Mapping[str, str]) -> str:
        job = await self._job(request, person_id)
        await self._set_up.bus.decide(RetryJobs((job.id,), (job.about,)), person_id, ROUTE)
        return "again-1"

    async def retry_all(self, _: web.Request, person_id: str, sent: Mapping[str, str]) -> str:
        asked = {name: sent.get(name, "") for name in FILTERS}
        context, tables = self._set_up.bus.render_context, self._set_up.tables
        found = await self._set_up.bus.read(
            lambda uow: matching(uow, tables, asked, known_person(uow, person_id), context)
        )
        command = RetryJobs(tuple(one.id for one in found), tuple(one.about for one in found))
        await self._set_up.bus.decide(command, person_id, ROUTE)
        return f"again-{len(found)}"

    async def call_off(self, request: web.Request, person_id: str, sent: Mapping[str, str]) -> str:
        job, bus = await self._job(request, person_id), self._set_up.bus
        by = Operator(person_id, ROUTE)
        await call_off_and_tell(bus, self._set_up.tables, job.id, sent.get("reason", "")[:_LONGEST_REASON], by)
        return "off"

    async def stop(self, _: web.Request, person_id: str, sent: Mapping[str, str]) -> str:
        typed = sent.get("mailbox", "").strip() or sent.get("kind", "")
        kind = await self._set_up.bus.read(lambda uow: kind_named(uow, self._set_up.tables, typed))
        command = PauseWork(kind, sent.get("reason", "")[:_LONGEST_REASON])
        await self._set_up.bus.decide(command, person_id, ROUTE)
        return "stopped"

    async def resume(self, _: web.Request, person_id: str, sent: Mapping[str, str]) -> str:
        await self._set_up.bus.decide(ResumeWork(sent.get("kind", "")), person_id, ROUTE)
        return "on"

    async def _job(self, request: web.Request, person_id: str) -> ListedJob:
        """Raises Refused where it is gone, and for who does not look after the service."""
        context, tables = self._set_up.bus.render_context, self._set_up.tables
        id_ = request.match_info["job"]
        return (
            await self._set_up.bus.read(lambda uow: one_job(uow, tables, id_, known_person(uow, person_id), context))
        ).job


def _said(done: str) -> str:
    """What became of what was pressed; empty for words that are not ours."""
    what, _, number = done.partition("-")
    if what == "again" and number.isdecimal() and len(number) < 7:
        count = int(number)
        return f"{several(count, 'job')} {'is' if count == 1 else 'are'} tried again now."
    return _DONE.get(done, "")
