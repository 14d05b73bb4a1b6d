"""Figures that were read from a file are kept (D1): all of them, with one entry in the audit, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.outbox import Promise
from handbook.core.refusal import Refused
from handbook.data.figures import FigureSet
from store.ledger import Ledger

FIGURES: Final = "figures"


@dataclass(frozen=True, slots=True)
class KeepFigures:
    """What a file says; `sha256` is of the file. No card of ours sends this: it comes from the command line."""

    sha256: str
    sets: tuple[FigureSet, ...]


def keep(books: Ledger, command: KeepFigures, occasion: Occasion) -> Iterable[Promise]:
    """Raises Refused for a person, and for a place that is no school on the list."""
    if occasion.person is not None:
        raise Refused("not_yours", "Figures are taken in by whoever runs the service.", "D1")
    unknown = [one.place for one in command.sets if one.is_school and books.roster.school(one.place) is None]
    if unknown:
        raise Refused("unknown", "The list of schools has changed meanwhile. Please take the file in again.", "D1")
    found = books.figures.difference(command.sets)
    counts = {"new": len(found.new), "changed": len(found.changed)}
    entry = occasion.entry("figures_kept", FIGURES, sha256=command.sha256, rule="D1", **counts)
    books.figures.keep(command.sets, entry, occasion.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {KeepFigures: keep}
