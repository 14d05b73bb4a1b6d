"""Visits as a calendar file: who asks gets a link of their own, and what it opens is read off the records then."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.standing_in import check_acting
from automations.engine.workflow import Effect, Work
from automations.visits.cards import acting_about, visit_dossier
from cards.visits.calendar_file import calendar_link_card
from documents.visit_calendar_file import calendar_file
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.visits.calendar_file import LINK_LASTS, AskForCalendarFile, check_may_have_file
from handbook.visits.dossier import VisitDossier
from store.unit_of_work import UnitOfWork


def ask(uow: UnitOfWork, command: AskForCalendarFile, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, one link is sent."""
    person = ctx.somebody
    if command.visit_id:
        _check(uow, person.id, command.visit_id, RenderContext(ctx.now, ctx.policy))
    key = f"{person.id}:{command.visit_id}:{ctx.now:%Y%m%d%H%M}"
    args = {"person_id": person.id, "visit_id": command.visit_id}
    return [OutboxJob("send_calendar_link", key, args, JobQueue.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {AskForCalendarFile: ask}


async def send_calendar_link(work: Work, person_id: str, visit_id: str) -> None:
    """The link is made when it is sent, and kept nowhere."""
    if visit_id:
        context = work.bus.render_context
        await work.bus.read(lambda uow: _check(uow, person_id, visit_id, context))
    until = work.bus.now() + LINK_LASTS
    url = work.links.calendar_file(person_id, visit_id, until) if work.links else ""
    card = calendar_link_card(url, until)
    await send_message(work, person_id, card)


def _check(uow: UnitOfWork, person_id: str, visit_id: str, context: RenderContext) -> None:
    _of_one(uow, known_person(uow, person_id), visit_id, context)


def _of_one(uow: UnitOfWork, person: Person, visit_id: str, context: RenderContext) -> VisitDossier:
    """Raises Refused where the visit is not theirs, nor of whom they stand in for."""
    dossier = visit_dossier(uow, visit_id, context)
    check_may_have_file(dossier, check_acting(acting_about(uow, person, context.now, dossier.visit)).person)
    return dossier


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_calendar_link": Effect(
        send_calendar_link,
        "The calendar file that you asked for could not be sent",
        NOT_REACHED,
        about=("answer", "person_id"),
    ),
}


def file_of(uow: UnitOfWork, person_id: str, visit_id: str, context: RenderContext) -> bytes:
    """A visit, or all visits of this academic year and later, of somebody. Raises Refused where it is not theirs."""
    person = known_person(uow, person_id)
    if visit_id:
        return calendar_file([_of_one(uow, person, visit_id, context)], context.now)
    year = AcademicYear.of(london_date(context.now))
    own = [visit for visit in uow.visits.of_person(person) if visit.year >= year]
    return calendar_file([visit_dossier(uow, visit.id, context) for visit in own], context.now)
