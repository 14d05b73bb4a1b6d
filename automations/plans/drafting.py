"""The Trust Advisor's work with a plan (V2): a term is chosen, lines are edited and the rest worked out again, and each
SIP is sent theirs."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.clicked_card import card_pressed
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.ports import Card
from automations.engine.roster import school_of
from automations.engine.workflow import Reply
from automations.plans.errands import schools_planned_by, terms_to_plan
from automations.plans.plan_cards import PlanKind, facts_of, line_of, terms_about
from cards.plans.actions import ShowLine, ShowPlans
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.plans.acceptance import ProposedPlan, plan_about, plans_about
from handbook.plans.drafting import (
    Around,
    EditLine,
    NoteReplanned,
    PlanTerm,
    SendPlans,
    check_is_ahead,
    check_may_edit,
    check_may_plan,
    check_may_send,
    edited,
    replanned,
    sent,
)
from handbook.plans.progress import gone_words
from store.unit_of_work import UnitOfWork


def planned(person: Person, occasion: str, term: str, year: int = 0) -> list[OutboxJob]:
    """It takes a while, in a process of its own."""
    run_id = hashlib.sha256(occasion.encode()).hexdigest()[:32]
    args = {"run_id": run_id, "person_id": person.id, "term": term, "year": year}
    soon = "I am looking at the calendars to plan the visits that have no day yet. The plan follows in a moment."
    return [send_text(person.id, soon, occasion), OutboxJob("plan_term", run_id, args, JobQueue.GRAPH)]


def plan_term(uow: UnitOfWork, command: PlanTerm, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Pressed twice in a minute, once."""
    check_may_plan(ctx.somebody)
    context = RenderContext(ctx.now, ctx.policy)
    ahead = terms_to_plan(uow, schools_planned_by(uow, ctx.somebody), context)
    check_is_ahead((command.year, command.term), ahead)
    occasion = f"plan:{ctx.somebody.id}:{command.year.starts_in}-{command.term}:{ctx.now:%Y%m%d%H%M}"
    return planned(ctx.somebody, occasion, command.term.value, command.year.starts_in)


def edit(uow: UnitOfWork, command: EditLine, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What was seen counts: two who edit at once lose nothing, and each sees what the other did. Raises Refused."""
    plan = uow.term_plans.get(command.plan_id)
    check_may_edit(plan, ctx.somebody)
    line, context = plan.line(command.key), RenderContext(ctx.now, ctx.policy)
    gone = gone_words(plan, facts_of(uow, plan, line, context))
    if gone:
        raise Refused("gone", f"{line.school_name}: {gone}. This line is sent to nobody.")
    school = school_of(uow, line.urn)
    here = ((one.key, uow.roster.school(one.urn)) for one in plan.lines)
    around = Around(
        school.full_name,
        uow.roster.calendar(school, ctx.policy.bank_holidays),
        {key: uow.roster.hosting(one).place for key, one in here if one},
        ctx.policy.visits.travel,
    )
    after = edited(plan, command, ctx.somebody, around)
    entry = ctx.entry("plan_line_edited", plan_about(plan.id), rule="V2", edit=command.edit.value, school=line.urn)
    saved = uow.term_plans.save(after, entry, ctx.now)
    if saved.is_working:
        args = {"plan_id": saved.id, "revision": saved.revision}
        yield OutboxJob("plan_again", f"{saved.id}@{saved.revision}", args, JobQueue.GRAPH)
    yield from refresh_all(uow, plans_about(saved.run_id), _state(saved))


def note_replanned(uow: UnitOfWork, command: NoteReplanned, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Noted twice, or overtaken by another edit, it changes nothing."""
    after = replanned(uow.term_plans.get(command.plan_id), command)
    if after is None:
        return
    entry = ctx.entry("term_replanned", plan_about(after.id), rule="V2", schools=len(after.lines))
    saved = uow.term_plans.save(after, entry, ctx.now)
    yield from refresh_all(uow, plans_about(saved.run_id), _state(saved))


def send(uow: UnitOfWork, command: SendPlans, ctx: CommandContext) -> Iterable[OutboxJob]:
    """To every SIP who is on the list. Lines whose school or SIP has left meanwhile stay as difficulties."""
    plans = uow.term_plans.of_run(command.run_id)
    check_may_send(plans, command, ctx.somebody)
    context = RenderContext(ctx.now, ctx.policy)
    first = plans[0]
    check_is_ahead((first.year, first.term), terms_to_plan(uow, uow.roster.schools(), context))
    for plan in plans:
        entry = ctx.entry("plan_sent", plan_about(plan.id), rule="V2", lines=len(plan.lines))
        saved = uow.term_plans.save(sent(plan), entry, ctx.now)
        if uow.roster.person(plan.sip_id) is not None:
            yield send_card(PlanKind.TERM_PLAN, plan.sip_id, plan_about(saved.id), 0)
    yield from refresh_all(uow, plans_about(command.run_id), "sent")


HANDLERS: Final[Mapping[type, Handler]] = {
    PlanTerm: plan_term,
    EditLine: edit,
    NoteReplanned: note_replanned,
    SendPlans: send,
}


def _terms(_uow: UnitOfWork, _command: PlanTerm, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PlanKind.CHOOSE_TERM, terms_about(viewer.id))


def _page(_uow: UnitOfWork, command: ShowPlans, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(PlanKind.TERM_TABLE, plans_about(command.run_id), command.page)


def _page_pressed(
    uow: UnitOfWork, command: SendPlans, viewer: Person, _context: RenderContext, click: Click
) -> CardRef:
    return card_pressed(uow, viewer, click, CardRef(PlanKind.TERM_TABLE, plans_about(command.run_id), 1))


def _line(uow: UnitOfWork, command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return line_of(uow, command.plan_id, command.key, viewer, context)


def _line_again(uow: UnitOfWork, command: EditLine, viewer: Person, context: RenderContext) -> Card:
    return line_of(uow, command.plan_id, command.key, viewer, context)


REPLIES: Final[Mapping[type, Reply]] = {
    PlanTerm: Reply(_terms),
    ShowPlans: Reply(_page, only_shows=True, turns_page=True),
    ShowLine: Reply(_line, only_shows=True),
    EditLine: Reply(_line, form=_line_again),
    SendPlans: Reply(_page_pressed),
}


def _state(plan: ProposedPlan) -> str:
    return f"{plan.id}-{plan.revision}"
