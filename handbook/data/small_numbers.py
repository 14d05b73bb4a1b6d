"""What of a school's figures may be shown (D1): nothing about fewer than six pupils, nor what would let it be worked
out; and what is about few pupils is marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import Figure, FigureSet, Missing, Source
from handbook.data.measures import PAIRS, Group, Topic

FEW: Final = 6
"""Groups of fewer pupils are hidden."""
MANY: Final = 11
"""Groups of fewer are shown, with a word of caution."""
CARE: Final = "fewer than 11 pupils"

_NONE: Final = Figure(missing=Missing.NO_FILE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it may be shown. `pupils` is the size of its group, None where that is not known or may not be told;
    `hollow` where it is about six to ten pupils."""

    figure: Figure
    pupils: int | None = None
    hollow: bool = False


def shown(sets: Iterable[FigureSet], year: AcademicYear, topic: Topic, group: Group = Group.ALL) -> Shown:
    """A school's figure of a year, from all that is kept of the school."""
    of_year = [one for one in sets if one.year == year]
    figure, source = _found(of_year, topic, group)
    cohort, pupils = _pupils(of_year, Group.ALL), _pupils(of_year, group)
    if cohort is not None and cohort < FEW:
        return Shown(Figure(missing=Missing.FEW))
    partner = _partner(group)
    if partner is None:
        return Shown(figure, pupils, _is_hollow(figure, pupils))
    others = _pupils(of_year, partner)
    told = None if _is_few(pupils) or _is_few(others) else pupils
    hidden = _hidden(figure, source, pupils, others) or _other_hidden(figure, _found(of_year, topic, partner)[0])
    if hidden is not None:
        return Shown(Figure(missing=hidden), told)
    return Shown(figure, told, _is_hollow(figure, pupils))


def _hidden(figure: Figure, source: Source, pupils: int | None, others: int | None) -> Missing | None:
    """Why a figure of one of a pair is hidden for the number of pupils in it; None where it is not."""
    if figure.value is None:
        return None
    if pupils is None and source is Source.EBIU:
        return Missing.NUMBER_UNKNOWN  # the DfE hides small groups itself; of the EBIU's nobody has said how small
    if _is_few(pupils):
        return Missing.FEW
    return Missing.FEW_IN_PAIR if _is_few(others) else None


def _other_hidden(figure: Figure, other: Figure) -> Missing | None:
    """The DfE hid the other of the pair, which this one and the whole would tell."""
    return Missing.FEW_IN_PAIR if figure.value is not None and other.missing is Missing.SUPPRESSED else None


def _found(of_year: Iterable[FigureSet], topic: Topic, group: Group) -> tuple[Figure, Source]:
    """What the DfE has published; else, where it publishes no such thing, what the EBIU gives."""
    found = _NONE, Source.KS2
    for one in sorted(of_year, key=lambda one: one.source is Source.EBIU):
        figure = one.figure(topic, group)
        before = found[0].missing
        if before is Missing.NO_FILE or (before is Missing.NOT_IN_FILE and figure.missing is not before):
            found = figure, one.source
    return found


def _pupils(of_year: Iterable[FigureSet], group: Group) -> int | None:
    value = _found(of_year, Topic.COHORT, group)[0].value
    return None if value is None else int(value)


def _partner(group: Group) -> Group | None:
    for one, other in PAIRS:
        if group in (one, other):
            return other if group is one else one
    return None


def _is_few(pupils: int | None) -> bool:
    return pupils is not None and 0 < pupils < FEW


def _is_hollow(figure: Figure, pupils: int | None) -> bool:
    return figure.value is not None and pupils is not None and pupils < MANY
