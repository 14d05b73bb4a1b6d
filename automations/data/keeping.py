"""Figures that were read from a file are kept (D1): all of them, with one entry in the audit, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.data.figure_cards import redraw_figures
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from handbook.core.refusal import Refused
from handbook.data.figures import FigureSet
from store.unit_of_work import UnitOfWork

FIGURES: Final = "figures"


@dataclass(frozen=True, slots=True)
class KeepFigures:
    """What a file says; `sha256` is of the file. No card of ours sends this: it comes from the command line."""

    sha256: str
    sets: tuple[FigureSet, ...]


def keep(uow: UnitOfWork, command: KeepFigures, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused for a person, and for a place that is no school on the list."""
    if ctx.person is not None:
        raise Refused("not_yours", "Only the person who runs the service can import figures.", "D1")
    unknown = [one.place for one in command.sets if one.is_school and uow.roster.school(one.place) is None]
    if unknown:
        raise Refused("unknown", "The list of schools has changed since. Please import the file again.", "D1")
    found = uow.figures.difference(command.sets)
    counts = {"new": len(found.new), "changed": len(found.changed)}
    entry = ctx.entry("figures_kept", FIGURES, sha256=command.sha256, rule="D1", **counts)
    uow.figures.keep(command.sets, entry, ctx.now)
    return redraw_figures(uow, command.sha256[:16]) if found.new or found.changed else ()


HANDLERS: Final[Mapping[type, Handler]] = {KeepFigures: keep}
