"""The plan of a term (V2): asked for, proposed to each SIP, accepted line by line. What is accepted is sought and sent
by the ordinary booking; what that refuses stays on the card with its reason."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Reply
from automations.plans.drafting import planned
from automations.plans.plan_cards import PlanKind, terms_about
from automations.visits import booking as visit_booking
from cards.plans.actions import ShowPlan, ShowTerms
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.plans.acceptance import (
    AcceptPlanned,
    AcceptWholePlan,
    NotePlans,
    PlannedVisit,
    ProposedPlan,
    accepted,
    plan_about,
    plans_about,
    to_accept,
    turned_down,
)
from handbook.plans.drafting import PLANNERS
from handbook.plans.outstanding import begun
from handbook.visits.booking import SeekVisit, SendSlots
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

PLAN: Final = "plan"
_TERMS: Final = {f"{PLAN} {term.value.lower()}": term.value for term in Term}


def plan_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """Which term? Where it is named, its plan takes a while: the answer says so, and the plan comes."""
    if not person.is_a(*PLANNERS):
        return None
    if words == PLAN:
        return [send_card(PlanKind.CHOOSE_TERM, person.id, terms_about(person.id), 0, message_id)]
    return planned(person, message_id, _TERMS[words]) if words in _TERMS else None


def note(uow: UnitOfWork, command: NotePlans, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A SIP gets their own; the Trust Advisor a draft of all. Made twice, it is noted once."""
    if uow.term_plans.of_run(command.run_id):
        return
    for plan in command.plans:
        entry = ctx.entry("term_planned", plan_about(plan.id), rule="V2", schools=len(plan.lines))
        uow.term_plans.open(plan, entry, ctx.now)
        if not plan.draft:
            yield send_card(PlanKind.TERM_PLAN, plan.sip_id, plan_about(plan.id), 0)
    if any(plan.draft for plan in command.plans):
        yield send_card(PlanKind.TERM_TABLE, command.by_id, plans_about(command.run_id), 1)


def accept(uow: UnitOfWork, command: AcceptPlanned, ctx: CommandContext) -> Iterable[OutboxJob]:
    plan = uow.term_plans.get(command.plan_id)
    return _send_all(uow, plan, to_accept(plan, ctx.somebody, ctx.now, command.key), ctx)


def accept_all(uow: UnitOfWork, command: AcceptWholePlan, ctx: CommandContext) -> Iterable[OutboxJob]:
    plan = uow.term_plans.get(command.plan_id)
    return _send_all(uow, plan, to_accept(plan, ctx.somebody, ctx.now), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {NotePlans: note, AcceptPlanned: accept, AcceptWholePlan: accept_all}


def plan_answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    """What a button about a plan is answered with."""
    return CardRef(PlanKind.TERM_PLAN, plan_about(command.plan_id))


def terms_answer(
    _uow: UnitOfWork, _command: ShowTerms, viewer: Person, _context: RenderContext, _click: Click
) -> CardRef:
    return CardRef(PlanKind.CHOOSE_TERM, terms_about(viewer.id))


REPLIES: Final[Mapping[type, Reply]] = {
    AcceptPlanned: Reply(plan_answer),
    AcceptWholePlan: Reply(plan_answer),
    ShowPlan: Reply(plan_answer, only_shows=True),
    ShowTerms: Reply(terms_answer, only_shows=True),
}


def _send_all(
    uow: UnitOfWork, plan: ProposedPlan, lines: Sequence[PlannedVisit], ctx: CommandContext
) -> Iterable[OutboxJob]:
    """What one school's booking refuses hinders no other."""
    about, jobs = plan_about(plan.id), list[OutboxJob]()
    for line in lines:
        try:
            with uow.savepoint() as own:
                visit, promised = _send(own, plan, line, ctx)
            plan = accepted(plan, line.key, visit.id)
            jobs += promised
        except Refused as refusal:
            plan = turned_down(plan, line.key, refusal.reason)
            no = ctx.entry("refused", about, command="AcceptPlanned", code=refusal.code, rule=refusal.rule)
            uow.audit(no, ctx.now)
    entry = ctx.entry("plan_accepted", about, rule="V2", lines=len(lines))
    saved = uow.term_plans.save(plan, entry, ctx.now)
    table = plans_about(saved.run_id)
    return [*jobs, *refresh_all(uow, about, saved.revision), *refresh_all(uow, table, f"{saved.id}-{saved.revision}")]


def _send(
    uow: UnitOfWork, plan: ProposedPlan, line: PlannedVisit, ctx: CommandContext
) -> tuple[Visit, Sequence[OutboxJob]]:
    """Into the booking: the visit is begun, or was already, and its half-day goes to the headteacher."""
    jobs = list[OutboxJob]()
    visit = _begun(uow, plan, line)
    if visit is None:
        jobs += visit_booking.seek(uow, SeekVisit(line.urn, plan.year, plan.purpose(line)), ctx)
        visit = _begun(uow, plan, line)
    own = tuple[HalfDay, ...](() if line.half_day is None else (line.half_day,))
    sent = SendSlots(visit.id if visit else "", visit.version if visit else 0, own)
    jobs += visit_booking.HANDLERS[SendSlots](uow, sent, ctx)
    return uow.visits.get(sent.visit_id), jobs


def _begun(uow: UnitOfWork, plan: ProposedPlan, line: PlannedVisit) -> Visit | None:
    return begun(uow.visits.of_school(line.urn), (plan.year, plan.purpose(line).term), plan.sip_id)
