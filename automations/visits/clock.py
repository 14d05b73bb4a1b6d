"""What the clock brings about visits: the pack of the evening before, and afterwards the question: was it held?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from automations.engine.command_bus import Customs, Handler, Occasion
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.visits.cards import VisitKind, visit_about
from automations.visits.telling import after_visit
from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.visits.outcome import waits_for_an_answer
from handbook.visits.visit import Visit
from store.ledger import Ledger

EVENING: Final = time(16, 0)
"""From when on the evening before a visit is meant, in London."""


@dataclass(frozen=True, slots=True)
class BringPack:
    """The SIP gets what to take along (V4, V5). `version` is the visit's: one that was moved has a new evening."""

    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class AskWhetherHeld:
    """The visit’s time is over, and nobody has said whether it was held."""

    visit_id: str
    version: int


def bring_pack(books: Ledger, command: BringPack, occasion: Occasion) -> Iterable[Promise]:
    visit = _once(books, command, occasion, "pack")
    return [tell(VisitKind.VISIT_PACK, visit.sip_id, visit_about(visit.id), visit.version)]


def ask_whether_held(books: Ledger, command: AskWhetherHeld, occasion: Occasion) -> Iterable[Promise]:
    return [after_visit(_once(books, command, occasion, "held_asked"), occasion, "held_asked")]


HANDLERS: Final[Mapping[type, Handler]] = {BringPack: bring_pack, AskWhetherHeld: ask_whether_held}


def held_asked(books: Ledger, visit: Visit) -> Iterable[Promise]:
    """Cards change with the hour: what stands is drawn again, though the visit has not changed."""
    about = visit_about(visit.id)
    yield from redraw_all(books, about, f"over-{visit.version}")
    yield tell(VisitKind.VISIT, visit.sip_id, about, visit.version, "held")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, visit_id: books.visits.get(visit_id), {"held_asked_by_service": held_asked}
)


def due_now(
    books: Ledger, _customs: Customs, now: datetime
) -> tuple[BringPack | AskWhetherHeld | ReportDeadlineUnknown, ...]:
    """All that the clock should do about visits now."""

    def due_about(visit: Visit) -> Iterable[BringPack | AskWhetherHeld]:
        if _is_evening_before(visit, now) and not books.visits.is_done(visit.id, f"pack v{visit.version}"):
            yield BringPack(visit.id, visit.version)
        if waits_for_an_answer(visit, now) and not books.visits.is_done(visit.id, f"held_asked v{visit.version}"):
            yield AskWhetherHeld(visit.id, visit.version)

    return of_each("visits", books.visits.standing(by=london_date(now) + timedelta(days=1)), due_about)


def _once(books: Ledger, command: BringPack | AskWhetherHeld, occasion: Occasion, what: str) -> Visit:
    """Raises Refused where another clock, or a person, came first."""
    visit = books.visits.get(command.visit_id)
    entry = occasion.entry(what, visit_about(visit.id), version=visit.version)
    done = f"{what} v{visit.version}"
    if visit.version != command.version or not books.visits.note_done(visit.id, done, entry, occasion.now):
        raise Refused("stale", "This has been done already.")
    return visit


def _is_evening_before(visit: Visit, now: datetime) -> bool:
    """From then on until the visit begins."""
    half_day = visit.half_day
    return half_day is not None and _evening_before(half_day.on) <= now < half_day.starts_at


def _evening_before(day: date) -> datetime:
    return datetime.combine(day - timedelta(days=1), EVENING, LONDON)
