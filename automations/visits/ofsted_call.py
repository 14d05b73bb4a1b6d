"""Ofsted has called (O2): the headteacher says so once; what is in the diary that week is kept or put off by choice,
and the SIP is asked to come."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.standing_in import Acting, acting
from automations.engine.workflow import FollowUp
from automations.visits.cards import VisitKind, ofsted_about, ofsted_dossier, ofsted_hearers, visit_about, visit_dossier
from automations.visits.decisions import as_them, called_off, check_deputy_may_visit
from automations.visits.inspections.changing import offers_replaced
from automations.visits.inspections.hearing import everybody_hears, told_of
from automations.visits.notifications import after_visit
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted import call as rules
from handbook.visits.ofsted.call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    OfstedCall,
    PutOffForOfsted,
    TellOfstedCalled,
)
from handbook.visits.ofsted.changes import check_tells_nothing_new
from handbook.visits.standing_in import signed
from store.unit_of_work import UnitOfWork


def ofsted_called(uow: UnitOfWork, command: TellOfstedCalled, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Told twice, it is one call."""
    school = school_of(uow, command.urn)
    by = acting(uow, ctx.somebody, ctx.now, school)
    call = rules.ofsted_called(command, school, by.person, ctx.now, uuid.uuid4().hex)
    if check_tells_nothing_new(call, uow.ofsted_calls.of_school(call.urn), ctx.now) is not None:
        return []
    call = replace(call, told=ofsted_hearers(uow, school, ctx.policy))
    entry = ctx.entry("ofsted_called", ofsted_about(call.id), rule="O2", told=told_of(school, call), **by.noted)
    opened = uow.ofsted_calls.open(call, entry, ctx.now)
    return [_after(opened), *offers_replaced(uow, opened, ctx, by)]


def keep(uow: UnitOfWork, command: KeepThroughOfsted, ctx: CommandContext) -> Iterable[OutboxJob]:
    call, dossier = _both(uow, command, ctx)
    by = acting(uow, ctx.somebody, ctx.now, dossier.school)
    return [_saved(uow, rules.kept_through(call, dossier, command, by.person), "ofsted_kept", ctx, by)]


def put_off(uow: UnitOfWork, command: PutOffForOfsted, ctx: CommandContext) -> Iterable[OutboxJob]:
    call, dossier = _both(uow, command, ctx)
    by = acting(uow, ctx.somebody, ctx.now, dossier.school)
    put_off = rules.put_off_for(call, dossier, command, by.person)
    visit = signed(dossier.visit, put_off, by.person.id, by.deputy_id, ctx.now)
    entry = ctx.entry("ofsted_put_off", visit_about(visit.id), rule="O2", **by.noted)
    saved = uow.visits.save(visit, entry, ctx.now)
    return [after_visit(saved, as_them(ctx, by)), *called_off(dossier.visit, saved)]


def ask_sip(uow: UnitOfWork, command: AskSipToCome, ctx: CommandContext) -> Iterable[OutboxJob]:
    call = uow.ofsted_calls.get(command.call_id)
    dossier = ofsted_dossier(uow, call, _context(ctx))
    by = acting(uow, ctx.somebody, ctx.now, dossier.school)
    asked = rules.sip_asked(call, command, dossier.school, by.person, dossier.account, ctx.now)
    return [_saved(uow, asked, "ofsted_sip_asked", ctx, by)]


def answer(uow: UnitOfWork, command: AnswerOfstedCall, ctx: CommandContext) -> Iterable[OutboxJob]:
    """With a yes there is a visit, which goes into both calendars as every other."""
    call = uow.ofsted_calls.get(command.call_id)
    dossier = ofsted_dossier(uow, call, _context(ctx))
    by = acting(uow, ctx.somebody, ctx.now, dossier.school)
    answered = rules.sip_answered(call, command, dossier.school, by.person)
    jobs = [_saved(uow, answered, "ofsted_answered", ctx, by)]
    if command.comes:
        visit = rules.visit_during(call, dossier.school, dossier.account, uuid.uuid4().hex)
        check_deputy_may_visit(uow, by, visit.sip_id, ctx)
        visit = signed(visit, visit, by.person.id, by.deputy_id, ctx.now)
        entry = ctx.entry("visit_sought", visit_about(visit.id), rule="O2", **by.noted)
        opened = uow.visits.open(visit, entry, ctx.now)
        comes = rules.sip_comes(visit_dossier(uow, opened.id, _context(ctx)), ctx.now)
        picked = ctx.entry("slot_picked", visit_about(visit.id), rule="O2", **by.noted)
        jobs.append(after_visit(uow.visits.save(comes, picked, ctx.now), ctx))
    return jobs


HANDLERS: Final[Mapping[type, Handler]] = {
    TellOfstedCalled: ofsted_called,
    KeepThroughOfsted: keep,
    PutOffForOfsted: put_off,
    AskSipToCome: ask_sip,
    AnswerOfstedCall: answer,
}


def ofsted_changed(uow: UnitOfWork, call_id: str, context: RenderContext) -> Iterable[OutboxJob]:
    """Everybody hears of the call and of its days; the SIP of what they are asked, the headteacher of the answer."""
    call = uow.ofsted_calls.get(call_id)
    about, school = ofsted_about(call.id), uow.roster.school_then(call.urn)
    yield from refresh_all(uow, about, call.revision)
    yield from everybody_hears(uow, call, context.policy)
    if call.comes is not None:
        yield send_card(VisitKind.OFSTED, school.headteacher_id, about, call.revision)
    elif call.wanted is not None:
        yield send_card(VisitKind.OFSTED, school.sip_id, about, 0, call.wanted.words)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"ofsted_changed": ofsted_changed}


def _both(uow: UnitOfWork, command: Any, ctx: CommandContext) -> tuple[OfstedCall, VisitDossier]:
    dossier = visit_dossier(uow, command.visit_id, _context(ctx))
    return uow.ofsted_calls.get(command.call_id), dossier


def _saved(uow: UnitOfWork, call: OfstedCall, action: str, ctx: CommandContext, by: Acting) -> OutboxJob:
    entry = ctx.entry(action, ofsted_about(call.id), rule="O2", **by.noted)
    return _after(uow.ofsted_calls.save(call, entry, ctx.now))


def _after(call: OfstedCall) -> OutboxJob:
    about = ofsted_about(call.id)
    return follow_up("ofsted_changed", about, f"{about}@{call.revision}")


def _context(ctx: CommandContext) -> RenderContext:
    return RenderContext(ctx.now, ctx.policy)
