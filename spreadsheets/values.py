"""One cell as a figure: a number within its bounds, or the code that stands in its place with what it means."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from handbook.data.figures import Figure, Missing
from handbook.data.measures import Unit

CODES: Final[Mapping[str, Missing]] = {
    "": Missing.BLANK,
    "SUPP": Missing.SUPPRESSED,
    "C": Missing.SUPPRESSED,
    "NE": Missing.NO_ENTRIES,
    "LOWCOV": Missing.LOW_COVERAGE,
    "LOW": Missing.LOW_COVERAGE,
    "NA": Missing.NOT_APPLICABLE,
    "Z": Missing.NOT_APPLICABLE,
    "X": Missing.NOT_AVAILABLE,
    "NP": Missing.NOT_PUBLISHED,
    "NEW": Missing.NEW_SCHOOL,
}
"""What the DfE writes in place of a figure: in its performance tables, and (c, z, x, low) in today's files."""

_NUMBER: Final = re.compile(r"[+-]?\d{1,8}(\.\d{1,8})?")
_BOUNDS: Final[Mapping[Unit, tuple[int, int]]] = {
    Unit.PERCENT: (0, 100),
    Unit.PROGRESS: (-40, 40),
    Unit.SCORE: (80, 120),
    Unit.POINTS: (0, 30),
    Unit.PUPILS: (0, 100_000_000),
}


def figure_of(cell: str, unit: Unit) -> Figure | None:
    """What a cell says; None where it says nothing that can stand there. A cell of blanks alone is another thing than
    an empty one: so the DfE marks what a kind of row does not have."""
    text = cell.strip()
    code = CODES.get(text.upper())
    if code is not None:
        return Figure(missing=Missing.NOT_FOR_PLACE if cell and not text else code)
    number = text.replace("−", "-")
    if unit is Unit.PERCENT:
        number = number.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(number):
        return None
    value, (least, most) = Decimal(number), _BOUNDS[unit]
    if not least <= value <= most or (unit is Unit.PUPILS and value != value.to_integral_value()):
        return None
    return Figure(value)
