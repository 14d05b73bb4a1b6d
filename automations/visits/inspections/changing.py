"""Ofsted's call is corrected or called off by the headteacher, and what was arranged for its days is put right (O2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.roster import school_of
from automations.engine.standing_in import Acting, acting
from automations.visits.cards import ofsted_about, ofsted_hearers, visit_about
from automations.visits.decisions import as_them, called_off
from automations.visits.inspections.hearing import told_of
from automations.visits.notifications import after_visit
from handbook.visits.ofsted import changes as rules
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.ofsted.changes import CallOffOfsted, CorrectOfstedCall
from handbook.visits.standing_in import signed
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork


def correct(uow: UnitOfWork, command: CorrectOfstedCall, ctx: CommandContext) -> Iterable[OutboxJob]:
    call = uow.ofsted_calls.get(command.call_id)
    school = school_of(uow, call.urn)
    by = acting(uow, ctx.somebody, ctx.now, school)
    return _changed(uow, call, rules.corrected(call, command, school, by.person, ctx.now), "ofsted_corrected", ctx, by)


def call_off(uow: UnitOfWork, command: CallOffOfsted, ctx: CommandContext) -> Iterable[OutboxJob]:
    call = uow.ofsted_calls.get(command.call_id)
    school = school_of(uow, call.urn)
    by = acting(uow, ctx.somebody, ctx.now, school)
    return _changed(uow, call, rules.called_off(call, school, by.person, ctx.now), "ofsted_called_off", ctx, by)


HANDLERS: Final[Mapping[type, Handler]] = {CorrectOfstedCall: correct, CallOffOfsted: call_off}


def offers_replaced(uow: UnitOfWork, call: OfstedCall, ctx: CommandContext, by: Acting) -> Iterable[OutboxJob]:
    """Half-days of the school that are on offer while inspectors are in are taken back, and later ones sought."""
    for visit in uow.visits.of_school(call.urn):
        after = rules.offers_others(call, visit)
        if after is not None:
            yield from _saved(uow, visit, after, "ofsted_offer_taken_back", ctx, by)


def _changed(
    uow: UnitOfWork, call: OfstedCall, after: OfstedCall, action: str, ctx: CommandContext, by: Acting
) -> Iterable[OutboxJob]:
    about, school = ofsted_about(call.id), school_of(uow, call.urn)
    after = replace(after, told=ofsted_hearers(uow, school, ctx.policy))
    entry = ctx.entry(action, about, rule="O2", told=told_of(school, after), **by.noted)
    saved = uow.ofsted_calls.save(after, entry, ctx.now)
    yield follow_up("ofsted_changed", about, f"{about}@{saved.revision}")
    for visit in uow.visits.of_school(call.urn):
        off = rules.not_needed(call, saved, visit)
        if off is not None:
            yield from _saved(uow, visit, off, "visit_cancelled", ctx, by)
    if saved.called_off_at is None:
        yield from offers_replaced(uow, saved, ctx, by)


def _saved(
    uow: UnitOfWork, visit: Visit, after: Visit, action: str, ctx: CommandContext, by: Acting
) -> Iterable[OutboxJob]:
    entry = ctx.entry(action, visit_about(visit.id), rule="O2", **by.noted)
    saved = uow.visits.save(signed(visit, after, by.person.id, by.deputy_id, ctx.now), entry, ctx.now)
    yield after_visit(saved, as_them(ctx, by))
    yield from called_off(visit, saved)
