"""The cards of a term's plan, as the records stand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.plans.plan import plan_card, plan_table_card
from handbook.core.people import Person, Role
from store.unit_of_work import UnitOfWork

OF_SIP = "plan"
OF_SERVICE = "plans"


class PlanKind(StrEnum):
    """The cards of a term's plan that are sent, by name."""

    TERM_PLAN = "term_plan"
    TERM_TABLE = "term_table"


def plan_about(plan_id: str) -> str:
    return f"{OF_SIP}:{plan_id}"


def plans_about(run_id: str) -> str:
    return f"{OF_SERVICE}:{run_id}"


def render_plan(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    return plan_card(uow.term_plans.get(card.record_id), viewer, context.now)


def render_table(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """The version of the card is its page."""
    plans = uow.term_plans.of_run(card.record_id)
    sips = (uow.roster.then(plan.sip_id, Role.SIP, plan.made_at) for plan in plans)
    return plan_table_card(plans, {one.id: one.name for one in sips}, viewer, card.version)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_SIP: render_plan, OF_SERVICE: render_table}
TROUBLES: Final[Mapping[str, RecordTrouble]] = dict.fromkeys(
    (OF_SIP, OF_SERVICE), RecordTrouble(advisor, called=lambda _uow, _key: "the plan of a term")
)
