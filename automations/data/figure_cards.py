"""The card of a school's figures, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.data.similar_schools import nearness, published, sets_of_schools
from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.data.figures import figures_card
from cards.data.similar import similar_card
from cards.kit.lines import closed_card
from handbook.core.people import Person
from handbook.data.dossier import FigureDossier, may_see
from handbook.data.figures import ENGLAND, ENGLAND_STATE_FUNDED, authority_place
from handbook.data.nearness import may_compare
from handbook.data.similar import similar_schools
from handbook.reports.agreements.texts import AgreementKind
from store.unit_of_work import UnitOfWork

OF_FIGURES: Final = "figures"


class FigureKind(StrEnum):
    """The cards of figures that are sent, by name. Both are about a school’s figures, and are drawn anew with them."""

    FIGURES = "figures"
    SIMILAR = "similar_schools"


def figures_about(urn: str) -> str:
    return f"{OF_FIGURES}:{urn}"


def figure_dossier(uow: UnitOfWork, urn: str) -> FigureDossier:
    """All that stands beside one another for a school. Without its agreement no figure is even read (D1)."""
    school = uow.roster.school_then(urn)
    agreement = uow.agreements.of_school(urn, AgreementKind.DATA)
    if not agreement.allows_figures:
        return FigureDossier(school, agreement)
    sets = sets_of_schools(uow, urn)
    own = sets.get(urn, ())
    authorities = {authority_place(one.number[:3]) for one in own if one.number}
    around = uow.figures.of_places((*authorities, ENGLAND, ENGLAND_STATE_FUNDED))
    by_place = {place: tuple(published(of_place)) for place, of_place in sets.items()}
    near = similar_schools(urn, (one for of_place in by_place.values() for one in of_place))
    return FigureDossier(school, agreement, own, around, {place: by_place[place] for place in near})


def _figures(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    urn = card.record_id
    school = uow.roster.school_then(urn)
    if card.kind == FigureKind.SIMILAR:
        return similar_card(nearness(uow, urn), viewer) if may_compare(school, viewer) else closed_card()
    if not may_see(school, viewer):
        return closed_card()
    return figures_card(figure_dossier(uow, urn), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_FIGURES: _figures}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_FIGURES: RecordTrouble(advisor, asked_for=True)}


def redraw_figures(uow: UnitOfWork, revision: str) -> Iterable[OutboxJob]:
    """New figures were taken in: of one school may be what others are compared with, so that all are drawn again."""
    for school in uow.roster.schools():
        yield from refresh_all(uow, figures_about(school.urn), revision)
