"""What became of each row of a file. The figures add up, or nothing is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RowOutcome(StrEnum):
    """What a row would do, or did."""

    CREATED = "new"
    CHANGED = "changed"
    UNCHANGED = "as before"
    SKIPPED = "left out"
    REFUSED = "with a fault"


@dataclass(frozen=True, slots=True)
class Tally:
    """`attempted` are the rows with something in them; `skipped` the reasons in words, with how many rows each."""

    attempted: int
    outcomes: Mapping[RowOutcome, int] = field(default_factory=dict[RowOutcome, int])
    skipped: Mapping[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        """Raises ValueError where a row was lost or counted twice."""
        reasons = Counter({RowOutcome.SKIPPED: sum(self.skipped.values())})
        if sum(self.outcomes.values()) != self.attempted or self.of(RowOutcome.SKIPPED) != reasons[RowOutcome.SKIPPED]:
            raise ValueError(f"{self.attempted} rows came to {dict(self.outcomes)}")

    def of(self, outcome: RowOutcome) -> int:
        return self.outcomes.get(outcome, 0)

    @property
    def words(self) -> str:
        parts = ", ".join(f"{self.of(outcome):,} {outcome}" for outcome in RowOutcome)
        return f"{self.attempted:,} {'row' if self.attempted == 1 else 'rows'}: {parts}."


LARGEST_SHARE = 10
"""Per cent of the list that may leave it without another word."""


def leave_too_many(leaving: int, listed: int) -> bool:
    """A file that lacks so much of the list is more likely the wrong file."""
    return leaving * 100 > listed * LARGEST_SHARE
