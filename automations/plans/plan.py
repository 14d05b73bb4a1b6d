"""The plan of a term (V2): asked for, proposed to each SIP, accepted line by line. What is accepted is sought and sent
by the ordinary booking; what that refuses stays on the card with its reason."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import Reply
from automations.plans.plan_cards import PlanKind, plan_about, plans_about
from automations.visits import booking as visit_booking
from cards.plans.actions import ShowPlan
from cards.plans.plan import pages_of
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.plans.acceptance import (
    AcceptPlanned,
    AcceptWholePlan,
    NotePlans,
    PlannedVisit,
    ProposedPlan,
    accepted,
    to_accept,
    turned_down,
)
from handbook.plans.outstanding import begun
from handbook.visits.booking import SeekVisit, SendSlots
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

PLAN: Final = "plan"
PLANNERS: Final = (Role.SIP, Role.TRUST_ADVISOR)
_TERMS: Final = {f"{PLAN} {term.value.lower()}": term.value for term in Term} | {PLAN: ""}


def plan_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """A plan of the term ahead, or of the one that is named, takes a while: the answer says so, and the plan comes."""
    if not person.is_a(*PLANNERS) or words not in _TERMS:
        return None
    run_id = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    args = {"run_id": run_id, "person_id": person.id, "term": _TERMS[words]}
    soon = "I am looking at the calendars to plan the visits that have no day yet. The plan follows in a moment."
    return [send_text(person.id, soon, message_id), OutboxJob("plan_term", run_id, args, JobQueue.GRAPH)]


def note(uow: UnitOfWork, command: NotePlans, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Each SIP gets their own; a Trust Advisor who asked gets all as a table. Made twice, it is noted once."""
    if uow.term_plans.of_run(command.run_id):
        return
    for plan in command.plans:
        entry = ctx.entry("term_planned", plan_about(plan.id), rule="V2", schools=len(plan.lines))
        uow.term_plans.open(plan, entry, ctx.now)
        yield send_card(PlanKind.TERM_PLAN, plan.sip_id, plan_about(plan.id), 0)
    if command.by_id not in {plan.sip_id for plan in command.plans}:
        for page in range(1, pages_of(command.plans) + 1):
            yield send_card(PlanKind.TERM_TABLE, command.by_id, plans_about(command.run_id), page)


def accept(uow: UnitOfWork, command: AcceptPlanned, ctx: CommandContext) -> Iterable[OutboxJob]:
    plan = uow.term_plans.get(command.plan_id)
    return _send_all(uow, plan, to_accept(plan, ctx.somebody, ctx.now, command.urn), ctx)


def accept_all(uow: UnitOfWork, command: AcceptWholePlan, ctx: CommandContext) -> Iterable[OutboxJob]:
    plan = uow.term_plans.get(command.plan_id)
    return _send_all(uow, plan, to_accept(plan, ctx.somebody, ctx.now), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {NotePlans: note, AcceptPlanned: accept, AcceptWholePlan: accept_all}


def plan_answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    """What a button about a plan is answered with."""
    return CardRef(PlanKind.TERM_PLAN, plan_about(command.plan_id))


REPLIES: Final[Mapping[type, Reply]] = {
    AcceptPlanned: Reply(plan_answer),
    AcceptWholePlan: Reply(plan_answer),
    ShowPlan: Reply(plan_answer, only_shows=True),
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
            plan = accepted(plan, line.urn, visit.id)
            jobs += promised
        except Refused as refusal:
            plan = turned_down(plan, line.urn, refusal.reason)
            no = ctx.entry("refused", about, command="AcceptPlanned", code=refusal.code, rule=refusal.rule)
            uow.audit(no, ctx.now)
    entry = ctx.entry("plan_accepted", about, rule="V2", lines=len(lines))
    saved = uow.term_plans.save(plan, entry, ctx.now)
    return [*jobs, *refresh_all(uow, about, saved.revision)]


def _send(
    uow: UnitOfWork, plan: ProposedPlan, line: PlannedVisit, ctx: CommandContext
) -> tuple[Visit, Sequence[OutboxJob]]:
    """Into the booking: the visit is begun, or was already, and its half-day goes to the headteacher."""
    jobs = list[OutboxJob]()
    visit = _begun(uow, plan, line)
    if visit is None:
        jobs += visit_booking.seek(uow, SeekVisit(line.urn, plan.year, TermlyVisit(plan.term)), ctx)
        visit = _begun(uow, plan, line)
    own = tuple[HalfDay, ...](() if line.half_day is None else (line.half_day,))
    sent = SendSlots(visit.id if visit else "", visit.version if visit else 0, own)
    jobs += visit_booking.HANDLERS[SendSlots](uow, sent, ctx)
    return uow.visits.get(sent.visit_id), jobs


def _begun(uow: UnitOfWork, plan: ProposedPlan, line: PlannedVisit) -> Visit | None:
    return begun(uow.visits.of_school(line.urn), (plan.year, plan.term), plan.sip_id)
