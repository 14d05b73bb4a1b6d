"""A no to a file, in a sentence for whoever sent it; and what is wrong in its cells, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_AT_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot be taken: where it is, what stands in it, and what would be right. `place` is its column,
    from 0 on; -1 where the file has no such column."""

    sheet: str
    row: int
    column: str
    value: str
    right: str
    place: int = -1

    @property
    def words(self) -> str:
        sheet = f"sheet “{self.sheet}”, " if self.sheet else ""
        said = f"“{self.value[:60]}”" if self.value else "nothing"
        return f"{sheet}row {self.row}, column {self.column}: there is {said}; right would be {self.right}."


class UnusableFile(Exception):
    """Nothing of the file was taken. `reason` is one clear sentence; `faults` say where, if it is about cells."""

    def __init__(self, reason: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults = tuple(faults)

    @property
    def lines(self) -> list[str]:
        """The sentence, then the faults, the first twenty of them."""
        more = len(self.faults) - _AT_MOST
        shown = [fault.words for fault in self.faults[:_AT_MOST]]
        return [self.reason, *shown, *([f"and {more} more."] if more > 0 else [])]
