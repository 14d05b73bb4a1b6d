"""The cards of a term's plan, as the records stand."""

from typing import Any

from automations.engine.command_bus import Sight
from automations.engine.inbound_port import Click
from cards.plans.actions import PlanCommand
from cards.plans.plan import plan_card, plan_table_card
from handbook.core.people import Person
from store.ledger import Ledger

OF_SIP = "plan"
OF_SERVICE = "plans"


def plan_about(plan_id: str) -> str:
    return f"{OF_SIP}:{plan_id}"


def plans_about(run_id: str) -> str:
    return f"{OF_SERVICE}:{run_id}"


def plan_answer(books: Ledger, command: PlanCommand, viewer: Person, sight: Sight, _click: Click) -> dict[str, Any]:
    """What a button about a plan is answered with. Raises Refused where there is none."""
    return draw_plan(books, command.plan_id, viewer, sight)


def draw_plan(books: Ledger, plan_id: str, viewer: Person, sight: Sight) -> dict[str, Any]:
    return plan_card(books.term_plans.get(plan_id), viewer, sight.now)


def draw_table(books: Ledger, run_id: str, viewer: Person, page: int) -> dict[str, Any]:
    plans = books.term_plans.of_run(run_id)
    people = (books.roster.person(plan.sip_id) for plan in plans)
    return plan_table_card(plans, {one.id: one.name for one in people if one}, viewer, page)
