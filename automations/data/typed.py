"""What is typed about figures: `figures` or `similar schools`, alone or with a school's name or URN. The answer is live
cards."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from automations.data.figure_cards import FigureKind, figures_about
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from automations.engine.workflow import Reply
from cards.data.actions import ShowFigures, ShowSimilarSchools
from handbook.core.people import Person, School
from handbook.data.dossier import may_see
from handbook.data.nearness import may_compare
from handbook.search.finding import matches, plain_words
from store.unit_of_work import UnitOfWork

FIGURES: Final = "figures"
AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""

SIMILAR: Final = "similar schools"


def figures_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words.partition(" ")[0] != FIGURES:
        return None
    mine = [school for school in uow.roster.schools() if may_see(school, person)]
    wanted = words.removeprefix(FIGURES).strip()
    return _answer(person, mine, FIGURES, wanted, FigureKind.FIGURES, message_id)


def similar_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """Of one school at a time, by who may compare schools (P2)."""
    if words != SIMILAR and not words.startswith(f"{SIMILAR} "):
        return None
    mine = [school for school in uow.roster.schools() if may_compare(school, person)]
    wanted = words.removeprefix(SIMILAR).strip()
    return _answer(person, mine, SIMILAR, wanted, FigureKind.SIMILAR, message_id)


def _answer(
    person: Person, mine: Sequence[School], command: str, wanted: str, kind: FigureKind, message_id: str
) -> list[OutboxJob] | None:
    if not mine:
        return None
    please = f"Please type “{command}” and a part of the school’s name, such as “{command} hilda”."
    typed = plain_words(wanted)
    found = [school for school in mine if matches(typed, plain_words(f"{school.full_name} {school.urn}"))]
    if not found:
        return [send_text(person.id, f"None of your schools is called that. {please}", message_id)]
    if len(found) > AT_MOST:
        return [send_text(person.id, f"{len(found)} schools fit. {please}", message_id)]
    told = [send_card(kind, person.id, figures_about(school.urn), 0, message_id) for school in found]
    return [in_order(told, message_id)]


def _again(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(FigureKind.FIGURES, figures_about(command.urn))


def _similar_again(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(FigureKind.SIMILAR, figures_about(command.urn))


REPLIES: Final[Mapping[type, Reply]] = {
    ShowFigures: Reply(_again, only_shows=True),
    ShowSimilarSchools: Reply(_similar_again, only_shows=True),
}
