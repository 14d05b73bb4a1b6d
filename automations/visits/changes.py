"""What becomes of a visit that is booked: people move or cancel it here (within the cut-off they ask the other side) or
do so in Outlook, which is the truth for time; afterwards it was held, or it was not (V2)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.visits.cards import visit_about
from automations.visits.decisions import decided_by
from handbook.core.refusal import Refused
from handbook.visits import changes as rules
from handbook.visits import in_outlook as outlook
from handbook.visits import outcome
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_outlook import (
    NoteDeclined,
    NoteGone,
    NoteInOrder,
    NoteMoved,
    NoteNewEntry,
    NoteNewTimeProposed,
    NoteNotInCalendar,
    NoteNotInvited,
)
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork


def _moved(on: VisitDossier, said: MoveVisit, by: CommandContext) -> Visit:
    return rules.moved(on, said, by.somebody, by.policy.visits.cut_off, by.now)


def _cancelled(on: VisitDossier, said: CancelVisit, by: CommandContext) -> Visit:
    return rules.cancelled(on, said, by.somebody, by.policy.visits.cut_off, by.now)


_new_time = decided_by(lambda on, said, by: outlook.noted_new_time(on.visit, said, by.now), "new_time_in_outlook")


def new_time_proposed(uow: UnitOfWork, command: NoteNewTimeProposed, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A proposal stands on the invitation for good, also once it was turned down: it is noted once."""
    to, entry = command.to, ctx.entry("wish_seen", visit_about(command.visit_id))
    occasion = f"wish {to.on} {to.starts:%H:%M} of {command.said_at}"
    if not uow.visits.note_done(command.visit_id, occasion, entry, ctx.now):
        raise Refused("stale", "This proposal has been noted already.")
    return _new_time(uow, command, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    MoveVisit: decided_by(_moved, "visit_moved"),
    CancelVisit: decided_by(_cancelled, "visit_cancelled"),
    AgreeToChange: decided_by(lambda on, said, by: rules.agreed(on, said, by.somebody, by.now), "change_agreed"),
    KeepVisit: decided_by(lambda on, said, by: rules.kept(on, said, by.somebody), "visit_kept"),
    SayHeld: decided_by(lambda on, said, by: outcome.held(on, said, by.somebody, by.now), "visit_held", "V2"),
    SayNotHeld: decided_by(
        lambda on, said, by: outcome.not_held(on, said, by.somebody, by.now), "visit_not_held", "V2"
    ),
    NoteMoved: decided_by(lambda on, said, by: outlook.noted_moved(on, said, by.now), "moved_in_outlook"),
    NoteNewEntry: decided_by(
        lambda on, said, _: outlook.noted_new_entry(on.visit, said), "new_entry_in_outlook", follows="visit_redrawn"
    ),
    NoteGone: decided_by(lambda on, _, by: outlook.noted_gone(on.visit, by.now), "gone_in_outlook", calls_off=False),
    NoteDeclined: decided_by(lambda on, _, by: outlook.noted_declined(on.visit, by.now), "declined_in_outlook"),
    NoteNewTimeProposed: new_time_proposed,
    NoteNotInvited: decided_by(
        lambda on, _, by: outlook.noted_as_odd(on, outlook.not_invited(on), by.now), "not_invited", follows="visit_odd"
    ),
    NoteNotInCalendar: decided_by(
        lambda on, _, by: outlook.noted_as_odd(on, outlook.not_in_calendar(on), by.now),
        "not_in_calendar",
        follows="visit_odd",
    ),
    NoteInOrder: decided_by(lambda on, _, __: outlook.noted_in_order(on), "in_order_again", follows="visit_redrawn"),
}
