"""What becomes of a visit that is booked: people move or cancel it here (within the cut-off they ask the other side) or
do so in Outlook, which is the truth for time; afterwards it was held, or it was not (V2)."""

from collections.abc import Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.visits.decisions import decided_by
from handbook.visits import changes as rules
from handbook.visits import in_outlook as outlook
from handbook.visits import outcome
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_outlook import NoteDeclined, NoteGone, NoteMoved, NoteNewEntry, NoteNewTimeProposed
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.visit import Visit


def _moved(on: VisitDossier, said: MoveVisit, by: CommandContext) -> Visit:
    return rules.moved(on, said, by.somebody, by.policy.visits.cut_off, by.now)


def _cancelled(on: VisitDossier, said: CancelVisit, by: CommandContext) -> Visit:
    return rules.cancelled(on, said, by.somebody, by.policy.visits.cut_off, by.now)


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
    NoteNewTimeProposed: decided_by(
        lambda on, said, by: outlook.noted_new_time(on.visit, said, by.now), "new_time_in_outlook"
    ),
}
