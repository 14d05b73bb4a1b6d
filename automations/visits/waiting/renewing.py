"""A half-day that was found or is on offer has passed before anybody answered: others take its place, from both
calendars as they are then, as the first were (V2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.workflow import Effect, Work
from automations.visits.cards import visit_about
from automations.visits.decisions import decided_by, noted
from automations.visits.notifications import graph
from automations.visits.slots import other_slots
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.visits.booking import OFFERED_AT_MOST
from handbook.visits.renewal import (
    OfferAnew,
    RenewOffer,
    TopUpOffer,
    check_is_to_be_renewed,
    is_to_be_renewed,
    still_to_come,
    topped_up,
)
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

OFFERED: Final = (VisitStatus.FOUND, VisitStatus.PROPOSED)


def renew(uow: UnitOfWork, command: RenewOffer, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Once a day: where the calendars could not be read, they are asked again on the next."""
    visit = uow.visits.get(command.visit_id)
    check_is_to_be_renewed(visit, command, ctx.now)
    done = _occasion(visit, ctx.now)
    if not uow.visits.note_done(visit.id, done, ctx.entry("offer_passed", visit_about(visit.id), rule="V2"), ctx.now):
        raise Refused("stale", "This has been done already.")
    return [graph("renew_offer", visit, done, version=visit.version)]


HANDLERS: Final[Mapping[type, Handler]] = {
    RenewOffer: renew,
    TopUpOffer: decided_by(lambda on, said, _: topped_up(on.visit, said), "offered_anew", follows="offer_topped_up"),
}


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[RenewOffer | ReportDeadlineUnknown, ...]:
    def due_about(visit: Visit) -> Iterable[RenewOffer]:
        if is_to_be_renewed(visit, now) and not uow.visits.is_done(visit.id, _occasion(visit, now)):
            yield RenewOffer(visit.id, visit.version)

    return of_each("half-days on offer", uow.visits.in_status(OFFERED), due_about)


async def renew_offer(work: Work, visit_id: str, version: int) -> None:
    """What is still to come stays on offer, and nobody is written to for one that has passed beside it."""
    visit = await work.bus.read(lambda uow: uow.visits.get(visit_id))
    if visit.version != version:
        return
    offer, left = await other_slots(work, visit_id), still_to_come(visit, work.bus.now())
    if not left:
        trouble = "" if offer.slots else f"All half-days on offer have passed. {offer.trouble}"
        await noted(work, OfferAnew(visit_id, version, offer.slots, trouble))
        return
    slots = sorted((*left, *offer.slots[: OFFERED_AT_MOST - len(left)]), key=lambda slot: slot.half_day)
    await noted(work, TopUpOffer(visit_id, version, tuple(slots)))


EFFECTS: Final[Mapping[str, Effect]] = {
    "renew_offer": Effect(renew_offer, "Half-days have passed, and no others could be looked for yet"),
}


def _occasion(visit: Visit, now: datetime) -> str:
    return f"renewed v{visit.version} on {london_date(now)}"
