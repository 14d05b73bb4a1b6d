"""Somebody chooses by which framework a school and its SIP judge (P2)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from automations.reports.cards import ReportKind, part_about
from cards.kit.lines import closed_card
from cards.reports.actions import ShowFrameworks
from cards.reports.frameworks import frameworks_card
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.framework_choice import ChooseFramework, chosen, schools_to_choose_for
from store.unit_of_work import UnitOfWork

WORDS: Final = frozenset(("framework", "frameworks"))


def choose(uow: UnitOfWork, command: ChooseFramework, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice, or for what stands there already, it changes nothing."""
    current, school = uow.school_frameworks.of_school(command.urn), uow.roster.school(command.urn)
    choice = chosen(current, school, command, ctx.somebody, ctx.now)
    if choice.key == current.key or school is None:
        return []
    entry = ctx.entry("framework_chosen", f"school:{choice.urn}", framework=choice.key, rule="P2")
    saved = uow.school_frameworks.save(choice, entry, ctx.now)
    whose = (ctx.actor_id, school.headteacher_id, school.sip_id)
    abouts = [frameworks_about(person_id) for person_id in dict.fromkeys(whose)]
    abouts += (part_about(saved.urn, AcademicYear.of(london_date(ctx.now)), term) for term in Term)
    return [job for about in abouts for job in refresh_all(uow, about, f"{saved.urn}@{saved.revision}")]


HANDLERS: Final[Mapping[type, Handler]] = {ChooseFramework: choose}


def frameworks_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in WORDS or not schools_to_choose_for(uow.roster.schools(), person):
        return None
    return [send_card(ReportKind.FRAMEWORKS, person.id, frameworks_about(person.id), 0, message_id)]


def frameworks_about(person_id: str) -> str:
    return f"frameworks:{person_id}"


def render_frameworks(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """A person's own; anybody else gets a card that says nothing."""
    schools = schools_to_choose_for(uow.roster.schools(), viewer)
    if card.record_id != viewer.id or not schools:
        return closed_card()
    found = [(school, uow.school_frameworks.of_school(school.urn)) for school in schools]
    return frameworks_card(found, viewer, london_date(context.now))


CARDS: Final[Mapping[str, CardRenderer]] = {"frameworks": render_frameworks}


def _own(_uow: UnitOfWork, _command: object, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.FRAMEWORKS, frameworks_about(viewer.id))


REPLIES: Final[Mapping[type, Reply]] = {
    ChooseFramework: Reply(_own),
    ShowFrameworks: Reply(_own, only_shows=True),
}
