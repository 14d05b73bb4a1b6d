"""The measures of the overview's pictures: where each bar begins and how long it is. The drawing is the template's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbook.half_days.entitlement import EntitlementLine
from handbook.overview.pictures import Week

WIDTH: Final = 400
_LABEL: Final = 128
_BAR: Final = WIDTH - _LABEL - 34
ROW: Final = 32
STRIP: Final = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar. `kind` says how it is filled."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    pieces: tuple[Piece, ...]
    number: str
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of the strip; the bar above it is as high as its visits are many."""

    week: Week
    x: float
    width: float
    held: float
    booked: float
    shows_month: bool


def half_day_bars(lines: Sequence[tuple[str, EntitlementLine]]) -> tuple[Bar, ...]:
    """Held, planned and left, of the longest line."""
    most = max((max(one.allowed, one.held + one.planned) for _, one in lines), default=0) or 1
    found: list[Bar] = []
    for at, (label, one) in enumerate(lines):
        x, pieces = float(_LABEL), list[Piece]()
        for kind, count in (("held", one.held), ("planned", one.planned), ("left", one.remaining)):
            width = round(count / most * _BAR, 1)
            pieces.append(Piece(kind, x, width))
            x = round(x + width, 1)
        found.append(Bar(label, at * ROW, tuple(pieces), str(one.held + one.planned), x))
    return tuple(found)


def count_bars(counts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    most = max((count for _, count in counts), default=0) or 1
    return tuple(
        Bar(label, at * ROW, (Piece("held", _LABEL, width),), str(count), _LABEL + width)
        for at, (label, count) in enumerate(counts)
        for width in (round(count / most * _BAR, 1),)
    )


def strip(weeks: Sequence[Week]) -> tuple[Cell, ...]:
    most = max((one.visits for one in weeks), default=0) or 1
    wide = WIDTH / max(len(weeks), 1)
    return tuple(
        Cell(
            one,
            round(at * wide, 1),
            round(wide - 2, 1),
            round(one.held / most * STRIP, 1),
            round(one.booked / most * STRIP, 1),
            at == 0 or weeks[at - 1].monday.month != one.monday.month,
        )
        for at, one in enumerate(weeks)
    )
