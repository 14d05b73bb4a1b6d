"""What the clock brings about visits: the pack of the evening before, and afterwards the question: was it held?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.visits.cards import VisitKind, visit_about
from automations.visits.notifications import after_visit
from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.visits.outcome import waits_for_an_answer
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

EVENING: Final = time(16, 0)
"""From when on the evening before a visit is meant, in London."""
_A_DAY: Final = timedelta(days=1)
_LONGEST_HOLIDAY: Final = timedelta(days=60)


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


def bring_pack(uow: UnitOfWork, command: BringPack, ctx: CommandContext) -> Iterable[OutboxJob]:
    visit = _once(uow, command, ctx, "pack")
    return [send_card(VisitKind.VISIT_PACK, visit.sip_id, visit_about(visit.id), visit.version)]


def ask_whether_held(uow: UnitOfWork, command: AskWhetherHeld, ctx: CommandContext) -> Iterable[OutboxJob]:
    return [after_visit(_once(uow, command, ctx, "held_asked"), ctx, "held_asked")]


HANDLERS: Final[Mapping[type, Handler]] = {BringPack: bring_pack, AskWhetherHeld: ask_whether_held}


def held_asked(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """Cards change with the hour: what stands is drawn again, though the visit has not changed."""
    about = visit_about(visit.id)
    yield from refresh_all(uow, about, f"over-{visit.version}")
    yield send_card(VisitKind.VISIT, visit.sip_id, about, visit.version, "held")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, visit_id: uow.visits.get(visit_id), {"held_asked_by_service": held_asked}
)


def due_now(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[BringPack | AskWhetherHeld | ReportDeadlineUnknown, ...]:
    """All that the clock should do about visits now."""

    def due_about(visit: Visit) -> Iterable[BringPack | AskWhetherHeld]:
        if is_evening_before(uow, policy, visit, now) and not uow.visits.is_done(visit.id, f"pack v{visit.version}"):
            yield BringPack(visit.id, visit.version)
        if waits_for_an_answer(visit, now) and not uow.visits.is_done(visit.id, f"held_asked v{visit.version}"):
            yield AskWhetherHeld(visit.id, visit.version)

    return of_each("visits", uow.visits.standing(by=london_date(now) + _LONGEST_HOLIDAY), due_about)


def _once(uow: UnitOfWork, command: BringPack | AskWhetherHeld, ctx: CommandContext, what: str) -> Visit:
    """Raises Refused where another clock, or a person, came first."""
    visit = uow.visits.get(command.visit_id)
    entry = ctx.entry(what, visit_about(visit.id), version=visit.version)
    done = f"{what} v{visit.version}"
    if visit.version != command.version or not uow.visits.note_done(visit.id, done, entry, ctx.now):
        raise Refused("stale", "This has been done already.")
    return visit


def is_evening_before(uow: UnitOfWork, policy: TrustPolicy, visit: Visit, now: datetime) -> bool:
    """From then on until the visit begins. Nobody is told on a Sunday what they need on Monday: the evening is that of
    the school day before."""
    half_day, school = visit.half_day, uow.roster.school(visit.urn)
    if half_day is None or not now < half_day.starts_at:
        return False
    day = half_day.on - _A_DAY
    if school and day > london_date(now):
        calendar = uow.roster.calendar(school, policy.bank_holidays)
        while day > london_date(now) and not calendar.is_school_day(day):
            day -= _A_DAY
    return datetime.combine(day, EVENING, LONDON) <= now
