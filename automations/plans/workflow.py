"""What the workflow of a term's plan consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.plans import drafting, making, plan, plan_cards

WORKFLOW: Final = Workflow(
    name="plans",
    ids={"plan_id": "plan"},
    handlers={**plan.HANDLERS, **drafting.HANDLERS},
    effects=making.EFFECTS,
    cards=plan_cards.CARDS,
    troubles=plan_cards.TROUBLES,
    replies={**plan.REPLIES, **drafting.REPLIES},
    phrases=(plan.plan_asked,),
)
