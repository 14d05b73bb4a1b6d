"""Half-days on offer that have passed, or were taken meanwhile, and what is offered in their place (V3)."""

from dataclasses import dataclass
from datetime import datetime

from handbook.core.refusal import Refused
from handbook.visits.booking import OFFERED_AT_MOST
from handbook.visits.moves import VisitMove, check_move, moved_on
from handbook.visits.visit import Slot, Visit, VisitStatus


@dataclass(frozen=True, slots=True)
class RenewOffer:
    """A command of the clock: a half-day that was found or is on offer has passed, and is replaced."""

    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class OfferAnew:
    """Of the service: a half-day was taken meanwhile, or has passed; these are offered instead."""

    visit_id: str
    version: int
    slots: tuple[Slot, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class TopUpOffer:
    """Of the service: one of several half-days has passed, and these are on offer now."""

    visit_id: str
    version: int
    slots: tuple[Slot, ...]


def still_to_come(visit: Visit, now: datetime) -> tuple[Slot, ...]:
    """The half-days found or on offer that have not begun."""
    return tuple(slot for slot in visit.slots if slot.half_day.starts_at > now)


def is_to_be_renewed(visit: Visit, now: datetime) -> bool:
    """Whether a half-day that waits for the SIP or the headteacher has passed."""
    waits = visit.status in (VisitStatus.FOUND, VisitStatus.PROPOSED)
    return waits and len(still_to_come(visit, now)) < len(visit.slots)


def check_is_to_be_renewed(visit: Visit, command: RenewOffer, now: datetime) -> None:
    """Raises Refused where it was answered, or another clock came first."""
    check_move(visit, VisitMove.LOSE, command.version)
    if not is_to_be_renewed(visit, now):
        raise Refused("stale", "None of these half-days has passed.")


def topped_up(visit: Visit, command: TopUpOffer) -> Visit:
    """Raises Refused where the visit has moved on meanwhile."""
    check_move(visit, VisitMove.LOSE, command.version)
    return moved_on(visit, VisitMove.LOSE, slots=command.slots)


def offered_anew(visit: Visit, command: OfferAnew) -> Visit:
    """What was picked had been taken, or what was on offer has passed: others are on offer, or it is the SIP's turn
    where there is none. A visit that was to be moved stays where it was. Raises Refused."""
    loses = visit.status is VisitStatus.MOVED or bool(command.slots)
    move = VisitMove.LOSE if loses else VisitMove.FIND_NONE
    check_move(visit, move, command.version)
    return moved_on(
        visit,
        move,
        slots=command.slots[:OFFERED_AT_MOST],
        half_day=visit.before,
        before=None,
        trouble=command.trouble,
    )
