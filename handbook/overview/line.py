"""The lines of the overview: what is out of the ordinary, who sees which, and the rows that each is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role
from handbook.reach.states import may_see_reach
from handbook.schools.sight import Part
from handbook.sip_team.changes import keeps_records


class Line(StrEnum):
    """What is looked for, in the order in which it is shown."""

    CASES = "cases"
    REPORTS = "reports"
    VISITS = "visits"
    AGREEMENTS = "agreements"
    HALF_DAYS = "half_days"
    CAPACITY = "capacity"
    CHECKS = "checks"
    REFUNDS = "refunds"
    REACH = "reach"
    JOBS = "jobs"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Line.CASES: "Concerns and complaints that wait for you",
    Line.REPORTS: "Reports outstanding",
    Line.VISITS: "Schools without a visit this term",
    Line.AGREEMENTS: "Agreements missing",
    Line.HALF_DAYS: "Half-days left this year",
    Line.CAPACITY: "SIPs over capacity",
    Line.CHECKS: "Checks missing or running out",
    Line.REFUNDS: "Refunds due",
    Line.REACH: "People who are not reached",
    Line.JOBS: "Jobs that could not be done",
}
_NEEDS: Final = {
    Line.REPORTS: Part.REPORTS,
    Line.VISITS: Part.VISITS,
    Line.AGREEMENTS: Part.AGREEMENTS,
    Line.HALF_DAYS: Part.HALF_DAYS,
    Line.REFUNDS: Part.MEMBERSHIP,
}
"""What somebody must see of a school to see it in a line."""
SEATED: Final = (
    *(Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR),
    *(Role.DSO, Role.DIRECTOR, Role.CHAIR_OF_TRUST_BOARD),
)
"""To whom concerns or complaints are given (E1-E4, X1-X3)."""
CONFIDENTIAL: Final = frozenset((Line.CASES,))
"""Shown on the page alone: in no file that is downloaded."""


def sees_line(line: Line, viewer: Person, parts: Collection[Part], administrator_id: str) -> bool:
    """Whether a line is shown at all: by what they see of some school (`parts`), or by what they keep."""
    if line in _NEEDS:
        return _NEEDS[line] in parts
    if line is Line.CASES:
        return viewer.is_a(*SEATED)
    if line in (Line.CAPACITY, Line.CHECKS):
        return viewer.is_a(Role.SIP) or keeps_records(viewer, administrator_id)
    return may_see_reach(viewer, administrator_id)


@dataclass(frozen=True, slots=True)
class Row:
    """One of those that a line counts. `stage` is how it stands, `since` from when on, `opens` what it opens
    (`schools/900001`, `sips/…`); empty where there is nothing more to see."""

    name: str
    stage: str
    words: str = ""
    since: date | None = None
    opens: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line as somebody sees it."""

    line: Line
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def stages(self) -> tuple[tuple[str, int], ...]:
        """How many stand how, the most first."""
        counted: dict[str, int] = {}
        for row in self.rows:
            counted[row.stage] = counted.get(row.stage, 0) + row.count
        return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))

    def oldest(self, today: date) -> int | None:
        """For how many days that has stood which has stood longest; None where no day is known."""
        days = [row.since for row in self.rows if row.since]
        return max((today - min(days)).days, 0) if days else None
