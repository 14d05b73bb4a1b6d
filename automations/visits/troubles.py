"""What could not be done about a visit stands on its cards, and the SIP, who plans it, is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR, nobody_named, themselves
from automations.engine.notifications import send_trouble_card
from automations.engine.roster import school_called
from automations.engine.workflow import FollowUp, RecordTrouble, follow_ups_of
from automations.visits.cards import VisitKind, visit_about
from automations.visits.notifications import after_visit, visit_redrawn
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteVisitTrouble:
    """Something promised about a visit does not work; it is tried again, but somebody should know."""

    visit_id: str
    effect: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteVisitTroubleOver:
    """What did not work has worked at last."""

    visit_id: str
    effect: str
    could_not: str


def note_trouble(uow: UnitOfWork, command: NoteVisitTrouble, ctx: CommandContext) -> Iterable[OutboxJob]:
    visit = uow.visits.get(command.visit_id)
    if visit.trouble == command.words:
        return []
    entry = ctx.entry("trouble", visit_about(visit.id), effect=command.effect, what=command.what)
    saved = uow.visits.save(replace(visit, trouble=command.words), entry, ctx.now)
    return [after_visit(saved, ctx, "visit_troubled")]


def note_trouble_over(uow: UnitOfWork, command: NoteVisitTroubleOver, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Only the trouble of this effect: another one may have come since."""
    visit = uow.visits.get(command.visit_id)
    if not visit.trouble.startswith(command.could_not):
        return []
    entry = ctx.entry("trouble_over", visit_about(visit.id), effect=command.effect)
    saved = uow.visits.save(replace(visit, trouble=""), entry, ctx.now)
    return [after_visit(saved, ctx, "visit_redrawn")]


HANDLERS: Final[Mapping[type, Handler]] = {NoteVisitTrouble: note_trouble, NoteVisitTroubleOver: note_trouble_over}


def visit_troubled(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """What could not be done is for the SIP, who plans it."""
    return _said_to((visit.sip_id,), uow, visit)


def visit_odd(uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """What stands in the calendars otherwise than it should is for both to put right."""
    return _said_to((visit.sip_id, visit.headteacher_id), uow, visit)


def _said_to(hear: Iterable[str], uow: UnitOfWork, visit: Visit) -> Iterable[OutboxJob]:
    """Each trouble of a version is told once."""
    yield from visit_redrawn(uow, visit)
    for person_id in hear if visit.trouble else ():
        yield send_trouble_card(VisitKind.VISIT, person_id, visit_about(visit.id), visit.version, visit.trouble)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, visit_id: uow.visits.get(visit_id),
    {"visit_troubled_by_service": visit_troubled, "visit_odd_by_service": visit_odd},
)


def _of_call(uow: UnitOfWork, call_id: str) -> Iterable[str]:
    school = uow.roster.school(uow.ofsted_calls.get(call_id).urn)
    return [school.headteacher_id, school.sip_id] if school else []


TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "visit": RecordTrouble(
        lambda uow, visit_id: [uow.visits.get(visit_id).sip_id],
        noted=NoteVisitTrouble,
        over=NoteVisitTroubleOver,
        now=lambda uow, visit_id: uow.visits.get(visit_id).trouble,
    ),
    "visits": ASKED_FOR,
    "book": ASKED_FOR,
    "ofsted": RecordTrouble(
        _of_call,
        called=lambda uow, call_id: f"Ofsted’s call at {school_called(uow, uow.ofsted_calls.get(call_id).urn)}",
    ),
    "ofsted_question": RecordTrouble(nobody_named, asked_for=True),
    "calendar": RecordTrouble(themselves, once_a_week=True),
}
