"""Words of a report that stand in no section: the SIP says where they belong (M4, P1). The choice is kept for the next
version; “always so” keeps that of a heading for every report of this SIP."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.approval import check_in_hand
from handbook.reports.dossier import Dossier
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN, Passage, Placement
from handbook.reports.paper.proforma import SECTIONS, Contents

CHOICES: Final = frozenset((*(kind.key for kind in SECTIONS), LEFT_OUT, OF_ITS_OWN))


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The SIP says where passages of this version belong, each by its number in reading order. `always`: also in other
    reports of theirs, as far as they stand under a heading."""

    report_id: str
    version: int
    choices: tuple[tuple[int, str], ...]
    always: bool = False


def check_may_place(dossier: Dossier, command: PlaceWords, person: Person) -> None:
    """Raises Refused unless this version is still in the SIP's hand, and something that can be chosen was."""
    check_in_hand(dossier, person, command.version)
    if not command.choices:
        raise Refused("missing", "Please choose where the words belong, then press the button again.", "P1")
    passages = dossier.newest.contents.unplaced
    for number, choice in command.choices:
        if number >= len(passages) or choice not in CHOICES or not can_belong(passages[number], choice):
            raise Refused("stale", "I could not read that choice. Here is how the report stands now.", "P1")


def can_belong(passage: Passage, choice: str) -> bool:
    """A comment belongs nowhere; only what has a heading can be a section of its own."""
    return not passage.is_comment and (choice != OF_ITS_OWN or bool(passage.title))


def chosen(dossier: Dossier, command: PlaceWords, person: Person) -> tuple[Placement, ...]:
    """What the report remembers from now on. Raises Refused."""
    check_may_place(dossier, command, person)
    passages = dossier.newest.contents.unplaced
    new = {passages[number].name: choice for number, choice in command.choices}
    kept = [one for one in dossier.report.placements if one.name not in new]
    return (*kept, *(Placement(name, choice) for name, choice in new.items()))


def headings_chosen(dossier: Dossier, command: PlaceWords) -> dict[str, str]:
    """What is kept for every report of the SIP: by the heading that the words stand under."""
    passages = dossier.newest.contents.unplaced
    return {passages[number].name: choice for number, choice in command.choices if passages[number].title}


def with_placements(contents: Contents, placements: Iterable[Placement], always: Mapping[str, str]) -> Contents:
    """A report with what was said of its words before: of this report, or else of such headings."""
    said = {**always, **{one.name: one.belongs for one in placements}}
    return replace(contents, unplaced=tuple(_placed(one, said.get(one.name, "")) for one in contents.unplaced))


def _placed(passage: Passage, choice: str) -> Passage:
    return replace(passage, belongs=choice) if choice and can_belong(passage, choice) else passage
