"""A line on the Trust Advisor's board: an offer of good practice (P4), or a need of the headteacher's own (P5), which
stands there only with their consent to that very line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.good_practice.said import Part, SaidLine
from handbook.good_practice.tags import checked_tags

NO_SUCH_LINE: Final = "I cannot find that line. It may have been withdrawn."


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """`text` and `tags` are empty once it was withdrawn: nothing of it is kept but that it was. `by_id` is the
    headteacher who approved the report or ticked the line. `may_be_named`: the school agrees to being named with it in
    a list for celebration events."""

    id: str
    urn: str
    report_id: str
    part: Part
    text: str
    tags: tuple[str, ...]
    by_id: str
    shown_at: datetime
    withdrawn_at: datetime | None = None
    may_be_named: bool = False
    revision: int = 0

    @property
    def is_offer(self) -> bool:
        return self.part is Part.OFFER

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class CorrectTags:
    """The Trust Advisor says what a line is about: tags of the list, and own words with commas between."""

    line_id: str
    revision: int
    tags: tuple[str, ...]
    own: str


@dataclass(frozen=True, slots=True)
class ForgetNeed:
    """A command of the clock: the headteacher whose need it was has left the school."""

    line_id: str


def line_id(urn: str, said: SaidLine) -> str:
    """The same words of the same school are one line, whichever report says them."""
    return f"{urn}.{said.name}"


def is_on_board(line: PracticeLine, school: School | None) -> bool:
    """Whether a line is shown to the Trust Advisor: its school is on the list, nobody withdrew it, and a need is still
    that of the school's headteacher."""
    if school is None or line.is_withdrawn:
        return False
    return line.is_offer or line.by_id == school.headteacher_id


def may_see_board(person: Person) -> bool:
    """The Trust Advisor, and nobody else (W3)."""
    return person.is_a(Role.TRUST_ADVISOR)


def check_may_see_board(person: Person) -> None:
    """Raises Refused as for a line that is none."""
    if not may_see_board(person):
        raise Refused("not_yours", NO_SUCH_LINE, "W3")


def check_on_board(line: PracticeLine, school: School | None, person: Person) -> None:
    """Raises Refused unless this person may see this line now."""
    check_may_see_board(person)
    if not is_on_board(line, school):
        raise Refused("unknown", NO_SUCH_LINE, "W3")


def may_be_celebrated(line: PracticeLine, school: School | None) -> bool:
    """Whether an offer stands in the list for celebration events, with its school named."""
    return line.is_offer and line.may_be_named and is_on_board(line, school)


def tags_corrected(line: PracticeLine, command: CorrectTags, school: School | None, person: Person) -> PracticeLine:
    """Raises Refused."""
    check_on_board(line, school, person)
    if command.revision != line.revision:
        raise Refused("stale", "This line has changed since. Here is how it stands now.", "W3")
    return replace(line, tags=checked_tags(command.tags, command.own))


def withdrawn(line: PracticeLine, now: datetime) -> PracticeLine:
    """Nothing of its words is kept."""
    return replace(line, text="", tags=(), withdrawn_at=now, may_be_named=False)


def need_forgotten(line: PracticeLine, school: School | None, now: datetime) -> PracticeLine:
    """Raises Refused where it is still a need of the school's headteacher."""
    if line.is_offer or line.is_withdrawn or is_on_board(line, school):
        raise Refused("stale", "This line stands.", "P5")
    return withdrawn(line, now)


def tags_used(lines: Iterable[PracticeLine]) -> tuple[str, ...]:
    """Every tag of these lines once, the most used first."""
    counts: dict[str, int] = {}
    for line in lines:
        for tag in line.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))
