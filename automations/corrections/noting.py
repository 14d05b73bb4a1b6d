"""A correction is noted beside a record, and stands on all its cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.subject_access.correction import Correction, check
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteCorrection:
    """`person_id` is who says so; `name`, what they are called."""

    about: str
    person_id: str
    name: str
    asked_on: date
    wrong: str
    right: str


def note(uow: UnitOfWork, command: NoteCorrection, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where it says nothing, or was asked for on a day to come."""
    check(command.wrong, command.right)
    if command.asked_on > london_date(ctx.now):
        raise Refused("no_date", "That day has not come yet. Please say on which day they asked.")
    made = Correction(
        uuid4().hex,
        command.about,
        command.person_id,
        command.name,
        command.asked_on,
        command.wrong.strip(),
        command.right.strip(),
        ctx.now,
    )
    uow.corrections.add(made)
    uow.audit(ctx.entry("correction_noted", command.about, person=command.person_id, correction=made.id), ctx.now)
    return refresh_all(uow, command.about, f"corrected-{made.id}")


HANDLERS: Final[Mapping[type, Handler]] = {NoteCorrection: note}
