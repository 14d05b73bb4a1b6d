"""Which schools are most like one (P2), as the records stand. Of other schools nothing is read but what the DfE has
published: what the EBIU gave of a school is for that school."""

from collections.abc import Iterable, Mapping

from handbook.data.figures import FigureSet, Source
from handbook.data.nearness import Nearness
from handbook.data.similar import is_context_known, neighbours
from handbook.reports.agreements.texts import AgreementKind
from store.unit_of_work import UnitOfWork


def sets_of_schools(uow: UnitOfWork, urn: str) -> Mapping[str, tuple[FigureSet, ...]]:
    """All that is kept of a school and of those on the list, by URN."""
    sets: dict[str, tuple[FigureSet, ...]] = {}
    for one in uow.figures.of_places({urn, *(school.urn for school in uow.roster.schools())}):
        sets[one.place] = (*sets.get(one.place, ()), one)
    return sets


def published(sets: Iterable[FigureSet]) -> Iterable[FigureSet]:
    """What the EBIU gave of a school is not for comparing others: they have not agreed to that."""
    return (one for one in sets if one.source is not Source.EBIU)


def nearness(uow: UnitOfWork, urn: str) -> Nearness:
    """The school and all others in the order of their distance. Without its agreement no figure is even read (D1)."""
    school, agreement = uow.roster.school_then(urn), uow.agreements.of_school(urn, AgreementKind.DATA)
    if not agreement.allows_figures:
        return Nearness(school, agreement)
    sets = [one for of_place in sets_of_schools(uow, urn).values() for one in published(of_place)]
    found = ((uow.roster.school(one.urn), one) for one in neighbours(urn, sets))
    others = tuple((other, one) for other, one in found if other is not None)
    return Nearness(school, agreement, others, is_context_known(urn, sets))
