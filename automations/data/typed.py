"""What is typed about figures: `figures`, and `figures` with a school's name or URN. The answer is live cards."""

from collections.abc import Mapping
from typing import Any, Final

from automations.data.figure_cards import FigureKind, figures_about
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from automations.engine.workflow import Reply
from cards.data.actions import ShowFigures
from handbook.core.people import Person
from handbook.data.dossier import may_see
from store.unit_of_work import UnitOfWork

FIGURES: Final = "figures"
AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""

_PLEASE: Final = "Please type “figures” and a part of the school’s name, such as “figures hilda”."


def figures_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words.partition(" ")[0] != FIGURES:
        return None
    wanted = words.removeprefix(FIGURES).strip()
    mine = [school for school in uow.roster.schools() if may_see(school, person)]
    if not mine:
        return None
    found = [school for school in mine if wanted in school.full_name.lower() or wanted == school.urn]
    if not found:
        return [send_text(person.id, f"None of your schools is called that. {_PLEASE}", message_id)]
    if len(found) > AT_MOST:
        return [send_text(person.id, f"{len(found)} schools fit. {_PLEASE}", message_id)]
    told = [send_card(FigureKind.FIGURES, person.id, figures_about(school.urn), 0, message_id) for school in found]
    return [in_order(told, message_id)]


def _again(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(FigureKind.FIGURES, figures_about(command.urn))


REPLIES: Final[Mapping[type, Reply]] = {ShowFigures: Reply(_again, only_shows=True)}
