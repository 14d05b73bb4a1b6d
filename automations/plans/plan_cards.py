"""The cards of a term's plan, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.ports import Card
from automations.engine.standing_in import holding
from automations.engine.workflow import RecordTrouble
from automations.plans.errands import schools_planned_by, terms_to_plan
from cards.kit.lines import closed_card
from cards.plans.line import line_card
from cards.plans.plan import plan_card
from cards.plans.table import PlanRow, table_card
from cards.plans.terms import terms_card
from handbook.core.people import Person, Role
from handbook.plans.acceptance import OF_SERVICE, OF_SIP, PlannedVisit, ProposedPlan
from handbook.plans.drafting import may_edit
from handbook.plans.outstanding import term_days
from handbook.plans.progress import LineFacts, LineStands, line_stands
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

OF_TERMS: Final = "plan_terms"


class PlanKind(StrEnum):
    """The cards of a term's plan that are sent, by name."""

    CHOOSE_TERM = "plan_terms"
    TERM_PLAN = "term_plan"
    TERM_TABLE = "term_table"


def terms_about(person_id: str) -> str:
    return f"{OF_TERMS}:{person_id}"


def facts_of(
    uow: UnitOfWork,
    plan: ProposedPlan,
    line: PlannedVisit,
    context: RenderContext,
    visits: Mapping[str, Visit] | None = None,
) -> LineFacts:
    """What a line is held against now; `visits` are those of the plan's lines, where they were loaded already."""
    school, visit = uow.roster.school(line.urn), None
    if line.visit_id:
        visit = (visits or {}).get(line.visit_id) or uow.visits.get(line.visit_id)
    ends_on = None
    if school is not None and visit is not None:
        dates = uow.roster.calendar(school, context.policy.bank_holidays)
        days = term_days(dates, (plan.year, plan.purpose(line).term))
        ends_on = days[1] if days else None
    return LineFacts(school, uow.roster.person(plan.sip_id) is not None, visit, ends_on)


def standing(
    uow: UnitOfWork, plans: Iterable[ProposedPlan], context: RenderContext
) -> list[tuple[ProposedPlan, PlannedVisit, LineStands]]:
    """Every line and where it stands."""
    own = tuple(plans)
    visits = {one.id: one for one in uow.visits.of_ids(line.visit_id for plan in own for line in plan.lines)}
    return [
        (plan, line, line_stands(plan, line, facts_of(uow, plan, line, context, visits), context.now))
        for plan in own
        for line in plan.lines
    ]


def render_plan(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    plan = uow.term_plans.get(card.record_id)
    stands = {line.key: stands for _, line, stands in standing(uow, [plan], context)}
    return plan_card(plan, stands, viewer, context.now)


def render_table(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """The version of the card is its page."""
    plans = uow.term_plans.of_run(card.record_id)
    if not may_edit(viewer) or not plans:
        return closed_card()
    names = {plan.sip_id: uow.roster.then(plan.sip_id, Role.SIP, plan.made_at).name for plan in plans}
    rows = [PlanRow(plan, line, names[plan.sip_id], stands) for plan, line, stands in standing(uow, plans, context)]
    return table_card(plans, rows, viewer, card.version)


def render_terms(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    if holding(uow, viewer, context.now, card.record_id) is None:
        return closed_card()
    return terms_card(terms_to_plan(uow, schools_planned_by(uow, viewer), context), viewer)


def line_of(uow: UnitOfWork, plan_id: str, key: str, viewer: Person, context: RenderContext) -> Card:
    """One line of a draft, for the Trust Advisor. Raises Refused where there is none."""
    plan = uow.term_plans.get(plan_id)
    if not may_edit(viewer):
        return closed_card()
    line = plan.line(key)
    stands = line_stands(plan, line, facts_of(uow, plan, line, context), context.now)
    return line_card(plan, line, uow.roster.then(plan.sip_id, Role.SIP, plan.made_at).name, stands, viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_SIP: render_plan, OF_SERVICE: render_table, OF_TERMS: render_terms}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    **dict.fromkeys((OF_SIP, OF_SERVICE), RecordTrouble(advisor, called=lambda _uow, _key: "the plan of a term")),
    OF_TERMS: ASKED_FOR,
}
