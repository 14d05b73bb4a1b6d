"""What of an approved report stands on the Trust Advisor's board (W3): good practice unless the headteacher takes it
off (P4); their own needs only where they tick that very line (P5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.good_practice.line import PracticeLine, line_id, withdrawn
from handbook.good_practice.said import Part, SaidLine, said_lines
from handbook.reports.paper.proforma import Contents
from handbook.reports.readers import APPROVED
from handbook.reports.report import Report

ABOUT_OFFERS: Final = (
    "Ticked lines are on the Trust Advisor’s board. The Trust Advisor may show them to another headteacher who would "
    "like to hear more, without naming your school."
)
ABOUT_NEEDS: Final = (
    "Nothing of this is on the board unless you tick it. Ticked, the Trust Advisor can read it there; another "
    "headteacher hears only its topics, and not whose need it is."
)
ABOUT_NAMES: Final = "May your school be named with these in a list for celebration events? (Only those on the board.)"
_CHANGED: Final = "This has changed since the card was sent. Here is how it stands now."


@dataclass(frozen=True, slots=True)
class CollectLines:
    """A report was approved: its good practice goes on the board."""

    report_id: str


@dataclass(frozen=True, slots=True)
class DecideLines:
    """The headteacher says which lines of a report may stand on the board (`shown`), and with which offers the school
    may be named (`named`), by their ids."""

    report_id: str
    version: int
    shown: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithdrawLines:
    """The headteacher takes lines of a school off the board."""

    school_urn: str
    line_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The lines of an approved report that somebody may decide on, by their ids and in its order; and what stands on
    the board, or stood there, of the school."""

    report: Report
    school: School
    said: Mapping[str, SaidLine]
    kept: Mapping[str, PracticeLine]

    def is_shown(self, key: str) -> bool:
        return key in self.kept and not self.kept[key].is_withdrawn

    def is_ticked(self, key: str) -> bool:
        """Shown already; or never decided on, and the report says that it may be. Nothing is shown before it is
        saved."""
        return self.is_shown(key) or (key not in self.kept and self.said[key].wished)

    def is_named(self, key: str) -> bool:
        return self.is_shown(key) and self.kept[key].may_be_named

    def of_part(self, part: Part) -> list[tuple[str, SaidLine]]:
        return [(key, said) for key, said in self.said.items() if said.part is part]


def may_decide_needs(report: Report, school: School, person: Person) -> bool:
    """A need is the headteacher's own: of whoever approved the report, and as long as they are in office (P5)."""
    return person.id == school.headteacher_id == report.own_part_of


def proposal(
    report: Report, contents: Contents, school: School, person: Person, kept: Iterable[PracticeLine]
) -> Proposal:
    """What somebody may decide of a report's lines: whoever approved it, of all; their successor, who has not read the
    report, of the good practice that stands on the board. Raises Refused."""
    check_may_decide(report, school, person)
    said = {line_id(school.urn, line): line for part in Part for line in said_lines(contents, part)}
    every = Proposal(report, school, said, {line.id: line for line in kept})
    if may_decide_needs(report, school, person):
        return every
    return replace(every, said={key: line for key, line in every.of_part(Part.OFFER) if every.is_shown(key)})


def check_may_decide(report: Report, school: School, person: Person) -> None:
    """Raises Refused unless this person is the school's headteacher now, and the report is approved."""
    if person.id != school.headteacher_id:
        only = f"Only the headteacher of {school.name} can say what may be shown of it."
        raise Refused("not_yours", only, "W3")
    if report.status not in APPROVED:
        raise Refused("not_now", "This report is not approved yet, so nothing of it is shown to others.", "W2")


def may_decide(report: Report, school: School, person: Person) -> bool:
    return allows(lambda: check_may_decide(report, school, person))


def collected(
    report: Report, contents: Contents, school: School, kept: Iterable[PracticeLine], now: datetime
) -> tuple[PracticeLine, ...]:
    """The good practice of a report that was approved, as it goes on the board. What the school has there already, or
    has withdrawn, is left as it is; and a line that may name a pupil waits for the headteacher's tick."""
    known = {line.id for line in kept}
    said = [(line_id(school.urn, line), line) for line in said_lines(contents, Part.OFFER) if not line.names_pupil]
    return tuple(_new(report, school, key, line, now) for key, line in said if key not in known)


def lines_decided(proposed: Proposal, command: DecideLines, now: datetime) -> tuple[PracticeLine, ...]:
    """Those lines that change, as they are then. Raises Refused for another version, and for a line that this person
    may not decide on."""
    if command.version != proposed.report.sent or not {*command.shown, *command.named} <= proposed.said.keys():
        raise Refused("stale", _CHANGED, "W3")
    found = [
        _decided(proposed, key, said, shown=key in command.shown, named=key in command.named, now=now)
        for key, said in proposed.said.items()
    ]
    return tuple(line for line in found if line is not None and line != proposed.kept.get(line.id))


def lines_withdrawn(
    lines: Sequence[PracticeLine], school: School | None, person: Person, now: datetime
) -> tuple[PracticeLine, ...]:
    """Raises Refused unless all of them are lines of this person's school; a need is its own headteacher's."""
    if school is None or person.id != school.headteacher_id or any(line.urn != school.urn for line in lines):
        raise Refused("not_yours", "Only the headteacher of the school can take lines off the board.", "W3")
    if not all(line.is_offer or line.by_id == person.id for line in lines):
        raise Refused("not_yours", "Only the headteacher whose need it is can take it off the board.", "P5")
    if not lines:
        raise Refused("missing", "Please choose what should be taken off the board.", "W3")
    return tuple(withdrawn(line, now) for line in lines if not line.is_withdrawn)


def _decided(
    proposed: Proposal, key: str, said: SaidLine, *, shown: bool, named: bool, now: datetime
) -> PracticeLine | None:
    """None where there is nothing to keep of it."""
    kept = proposed.kept.get(key)
    if not shown:
        return withdrawn(kept, now) if kept is not None and not kept.is_withdrawn else None
    new = _new(proposed.report, proposed.school, key, said, now)
    line = kept if kept is not None and not kept.is_withdrawn else replace(new, revision=kept.revision if kept else 0)
    return replace(line, may_be_named=named and line.is_offer)


def _new(report: Report, school: School, key: str, said: SaidLine, now: datetime) -> PracticeLine:
    return PracticeLine(key, school.urn, report.id, said.part, said.words, said.tags, school.headteacher_id, now)
