"""The cards of a term's plan, as the records stand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import Sight
from automations.engine.ports import Card
from cards.plans.plan import plan_card, plan_table_card
from handbook.core.people import Person, Role
from store.ledger import Ledger

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


def draw_plan(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    return plan_card(books.term_plans.get(card.record_id), viewer, sight.now)


def draw_table(books: Ledger, card: CardRef, viewer: Person, _sight: Sight) -> Card:
    """The version of the card is its page."""
    plans = books.term_plans.of_run(card.record_id)
    sips = (books.roster.then(plan.sip_id, Role.SIP, plan.made_at) for plan in plans)
    return plan_table_card(plans, {one.id: one.name for one in sips}, viewer, card.version)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_SIP: draw_plan, OF_SERVICE: draw_table}
