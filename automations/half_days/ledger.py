"""What is written into the half-days of a year beside its visits: preparation (V1) and extra services (AS1, PM2)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.workflow import Reply
from automations.half_days.ledger_cards import HalfDaysKind, extra_about, half_days_about
from automations.visits.cards import book_about
from cards.half_days.actions import ShowExtra, ShowHalfDays
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.half_days import extra_services as extras
from handbook.half_days import preparation as preparations
from handbook.half_days.entitlement import HalfDayAccount, check_preparation_left
from handbook.half_days.extra_services import (
    AgreeExtraService,
    AnswerExtraService,
    DropExtraService,
    ExtraService,
    is_same,
)
from handbook.half_days.preparation import DropPreparation, NotePreparationDone, PlanPreparation, Preparation
from store.unit_of_work import UnitOfWork

HALF_DAYS: Final = frozenset(("half-days", "half days", "preparation", "extra services"))
_ASKED_BY: Final = (Role.SIP, Role.HEADTEACHER, Role.TRUST_ADVISOR)


def plan(uow: UnitOfWork, command: PlanPreparation, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A button that is pressed twice sets aside once."""
    school = school_of(uow, command.urn)
    new = preparations.preparation_planned(command, school, ctx.somebody, ctx.now, uuid.uuid4().hex)
    if _is_set_aside(uow, new):
        return []
    own = uow.visits.account(school.urn, new.year, ctx.policy.visits.entitlement)
    check_preparation_left(own, new.half_days, school.name)
    entry = ctx.entry("preparation_planned", f"preparation:{new.id}", rule="V1")
    uow.preparations.open(new, entry, ctx.now)
    return _refreshed(uow, school, f"{new.id}-1")


def done(uow: UnitOfWork, command: NotePreparationDone, ctx: CommandContext) -> Iterable[OutboxJob]:
    found = uow.preparations.get(command.preparation_id)
    changed = preparations.preparation_done(found, ctx.somebody, ctx.now)
    return _changed(uow, changed, "preparation_done", ctx)


def drop(uow: UnitOfWork, command: DropPreparation, ctx: CommandContext) -> Iterable[OutboxJob]:
    found = uow.preparations.get(command.preparation_id)
    changed = preparations.preparation_dropped(found, ctx.somebody)
    return _changed(uow, changed, "preparation_dropped", ctx)


def agree(uow: UnitOfWork, command: AgreeExtraService, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The headteacher is told, and asked where it costs something; so is the SIP who does it. Raises Refused for what
    is on record: a button may be pressed twice."""
    school, sip = school_of(uow, command.urn), uow.roster.named(command.sip_id)
    new = extras.extra_service_agreed(command, school, sip, ctx.somebody, ctx.now, uuid.uuid4().hex)
    if any(is_same(new, other) for other in uow.extra_services.of_year(new.urn, new.year)):
        words = f"“{new.name}” is on record for {school.name} already. Bought once more, it needs another name."
        raise Refused("taken", words, "AS1")
    entry = ctx.entry("extra_service_agreed", extra_about(new.id), rule="AS1")
    return _extra_changed(uow, uow.extra_services.open(new, entry, ctx.now), school, ctx)


def answer_extra(uow: UnitOfWork, command: AnswerExtraService, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Whoever noted it, and whose work it would be, are told."""
    found = uow.extra_services.get(command.extra_id)
    school = uow.roster.school_then(found.urn)
    changed = extras.extra_service_answered(found, school, command, ctx.somebody, ctx.now)
    action = "extra_service_consented" if command.agrees else "extra_service_declined"
    entry = ctx.entry(action, extra_about(found.id), rule="AS1")
    return _extra_changed(uow, uow.extra_services.save(changed, entry, ctx.now), school, ctx)


def drop_extra(uow: UnitOfWork, command: DropExtraService, ctx: CommandContext) -> Iterable[OutboxJob]:
    found = uow.extra_services.get(command.extra_id)
    school = uow.roster.school_then(found.urn)
    own = uow.visits.account(found.urn, found.year, ctx.policy.visits.entitlement)
    changed = extras.extra_service_dropped(found, school, ctx.somebody, _used(own, found))
    entry = ctx.entry("extra_service_dropped", extra_about(found.id), rule="AS1")
    return _extra_changed(uow, uow.extra_services.save(changed, entry, ctx.now), school, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {
    PlanPreparation: plan,
    NotePreparationDone: done,
    DropPreparation: drop,
    AgreeExtraService: agree,
    AnswerExtraService: answer_extra,
    DropExtraService: drop_extra,
}


def _is_set_aside(uow: UnitOfWork, new: Preparation) -> bool:
    """Raises Refused where that day has another amount for this school: it would be guessed which one is meant."""
    own = [
        one
        for one in uow.preparations.of_year(new.urn, new.year)
        if (one.sip_id, one.on) == (new.sip_id, new.on) and not one.dropped
    ]
    if any(one.half_days != new.half_days or one.done for one in own):
        raise Refused("taken", "Preparation is on record for that school and day already.", "V1")
    return bool(own)


def _used(own: HalfDayAccount, extra: ExtraService) -> int:
    return sum(line.held + line.planned for one, line in own.extras if one.id == extra.id)


def _changed(uow: UnitOfWork, changed: Preparation, action: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    entry = ctx.entry(action, f"preparation:{changed.id}", rule="V1")
    saved = uow.preparations.save(changed, entry, ctx.now)
    return _refreshed(uow, uow.roster.school_then(saved.urn), f"{saved.id}-{saved.revision}")


def _extra_changed(uow: UnitOfWork, extra: ExtraService, school: School, ctx: CommandContext) -> Iterable[OutboxJob]:
    state = f"{extra.id}-{extra.revision}"
    about = extra_about(extra.id)
    noted_by = (extra.agreed_by_id,) if extra.answered_at else ()
    hear = dict.fromkeys((school.headteacher_id, extra.sip_id, school.sip_id, *noted_by))
    told = [send_card(HalfDaysKind.EXTRA, one, about, extra.revision) for one in hear if one != ctx.actor_id]
    others = [job for what in (about, book_about(extra.sip_id)) for job in refresh_all(uow, what, state)]
    return [*told, *others, *_refreshed(uow, school, state, extra.sip_id, extra.agreed_by_id)]


def _refreshed(uow: UnitOfWork, school: School, state: str, *others: str) -> list[OutboxJob]:
    """Whoever has it on a card sees how it stands."""
    people = dict.fromkeys((school.sip_id, school.headteacher_id, *others))
    return [job for one in people for job in refresh_all(uow, half_days_about(one), state)]


def ledger_answer(
    _uow: UnitOfWork, _command: object, viewer: Person, _context: RenderContext, _click: Click
) -> CardRef:
    """What a button about half-days is answered with: the year's ledger, as it now is."""
    return CardRef(HalfDaysKind.HALF_DAYS, half_days_about(viewer.id))


def extra_answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(HalfDaysKind.EXTRA, extra_about(command.extra_id))


REPLIES: Final[Mapping[type, Reply]] = {
    PlanPreparation: Reply(ledger_answer),
    NotePreparationDone: Reply(ledger_answer),
    DropPreparation: Reply(ledger_answer),
    AgreeExtraService: Reply(ledger_answer),
    AnswerExtraService: Reply(extra_answer),
    ShowExtra: Reply(extra_answer, only_shows=True),
    DropExtraService: Reply(ledger_answer),
    ShowHalfDays: Reply(ledger_answer, only_shows=True),
}


def half_days_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in HALF_DAYS or not person.is_a(*_ASKED_BY):
        return None
    return [send_card(HalfDaysKind.HALF_DAYS, person.id, half_days_about(person.id), 0, message_id)]
