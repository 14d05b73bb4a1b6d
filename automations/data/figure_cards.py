"""The card of a school's figures, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.data.figures import figures_card
from cards.kit.lines import closed_card
from handbook.core.people import Person
from handbook.data.dossier import FigureDossier, may_see
from handbook.data.figures import ENGLAND, ENGLAND_STATE_FUNDED, FigureSet, Source, authority_place
from handbook.data.similar import similar_schools
from handbook.reports.sharing_agreement import AgreementKind
from store.unit_of_work import UnitOfWork

OF_FIGURES: Final = "figures"


class FigureKind(StrEnum):
    """The cards of figures that are sent, by name."""

    FIGURES = "figures"


def figures_about(urn: str) -> str:
    return f"{OF_FIGURES}:{urn}"


def figure_dossier(uow: UnitOfWork, urn: str) -> FigureDossier:
    """All that stands beside one another for a school. Without its agreement no figure is even read (D1)."""
    school = uow.roster.school_then(urn)
    agreement = uow.agreements.of_school(urn, AgreementKind.DATA)
    if not agreement.allows_figures:
        return FigureDossier(school, agreement)
    sets: dict[str, tuple[FigureSet, ...]] = {}
    for one in uow.figures.of_places({urn, *(school.urn for school in uow.roster.schools())}):
        sets[one.place] = (*sets.get(one.place, ()), one)
    own = sets.get(urn, ())
    authorities = {authority_place(one.number[:3]) for one in own if one.number}
    around = uow.figures.of_places((*authorities, ENGLAND, ENGLAND_STATE_FUNDED))
    published = {place: tuple(_published(of_place)) for place, of_place in sets.items()}
    near = similar_schools(urn, (one for of_place in published.values() for one in of_place))
    return FigureDossier(school, agreement, own, around, {place: published[place] for place in near})


def _published(sets: Iterable[FigureSet]) -> Iterable[FigureSet]:
    """What the EBIU gave of a school is not for the average of others: they have not agreed to that."""
    return (one for one in sets if one.source is not Source.EBIU)


def _figures(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    urn = card.record_id
    if not may_see(uow.roster.school_then(urn), viewer):
        return closed_card()
    return figures_card(figure_dossier(uow, urn), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_FIGURES: _figures}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_FIGURES: RecordTrouble(advisor, asked_for=True)}


def redraw_figures(uow: UnitOfWork, revision: str) -> Iterable[OutboxJob]:
    """New figures were taken in: of one school may be what others are compared with, so that all are drawn again."""
    for school in uow.roster.schools():
        yield from refresh_all(uow, figures_about(school.urn), revision)
