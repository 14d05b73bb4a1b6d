"""What is due, record by record: one about which that cannot be said stops no other, and is reported."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import structlog

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import PERMANENT, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

log = structlog.get_logger()


class _Known(Protocol):
    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=_Known)
Command = TypeVar("Command")


@dataclass(frozen=True, slots=True)
class ReportDeadlineUnknown:
    """What is due could not be worked out, of one record or of all of a kind. `kind` names no record: it is read by the
    administrator, who may not know of each."""

    kind: str


def of_each(
    kind: str, records: Iterable[Record], due: Callable[[Record], Iterable[Command]]
) -> tuple[Command | ReportDeadlineUnknown, ...]:
    """What is due about each record."""
    found: list[Command | ReportDeadlineUnknown] = []
    for record in records:
        try:
            found += due(record)
        except (*PERMANENT, Refused):
            log.exception("deadline_unknown", kind=kind, record=record.id)
            found.append(ReportDeadlineUnknown(kind))
    return tuple(dict.fromkeys(found))


def report_unknown(uow: UnitOfWork, command: ReportDeadlineUnknown, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Told once a day."""
    words = (
        f"SIP Desk cannot work out what is due for some of its {command.kind}. Everything else goes on. "
        "Its log says more: look for “deadline_unknown”."
    )
    key = f"deadline_unknown:{command.kind}:{london_date(ctx.now)}"
    return [send_text(administrator(uow, ctx.policy), words, key)]


HANDLERS: Final[Mapping[type, Handler]] = {ReportDeadlineUnknown: report_unknown}
