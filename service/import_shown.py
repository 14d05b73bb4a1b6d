"""What importing a file would do, as it is shown to whoever decides about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from handbook.schools.outcome import Tally
from handbook.schools.trust_list import TrustList
from service.figures import ProgressBar
from spreadsheets.tables import Table
from spreadsheets.unusable import Fault

T = TypeVar("T")
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file would do, line by line; what schools would lack then; who is not in it; what is wrong in it; and what
    makes the command that does it, None where nothing would change. `after` is the list as it would be then. `check`
    raises Refused where it may not be done."""

    changes: list[str]
    lacks: list[str]
    absent: list[str]
    table: Table | None
    faults: tuple[Fault, ...]
    command: Callable[[], object] | None
    after: TrustList
    check: Callable[[], None] = lambda: None

    @property
    def lines(self) -> list[str]:
        """All that is to be read."""
        return [*self.changes, *self.lacks, *self.absent]


def tally_lines(file: str, tally: Tally) -> list[str]:
    return [
        f"{file}: {tally.words}",
        *(f"Left out: {count:,} {reason}." for reason, count in sorted(tally.skipped.items())),
    ]


def fault_lines(faults: Sequence[Fault]) -> list[str]:
    """The faults, by what is wrong: how many there are of a kind, then each with its cell."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for one in faults:
        sheet = f"sheet “{one.sheet}”, " if one.sheet else ""
        said = f"“{one.value[:60]}”" if one.value.strip() else "nothing"
        kinds.setdefault((one.column, one.right), []).append(f"  {sheet}row {one.row}: {said}")
    lines = [f"{len(faults):,} cells cannot be taken." if len(faults) > 1 else "1 cell cannot be taken."]
    for (column, right), cells in kinds.items():
        lines += [f"Column {column}: right would be {right}.", *some_of(cells)]
    return lines


def some_of(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([f"  and {more:,} more"] if more > 0 else [])]


def with_bar(file: Path, read: Callable[[Callable[[float], None]], T]) -> T:
    bar = ProgressBar(f"Reading {file.name}")
    try:
        return read(bar.show)
    finally:
        bar.end()
