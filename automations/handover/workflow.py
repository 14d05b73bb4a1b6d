"""What the workflow of handovers consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.handover import cards, covers, leaving, passing_on

WORKFLOW: Final = Workflow(
    name="handover",
    ids={"handover_id": "handover"},
    handlers={**cards.HANDLERS, **covers.HANDLERS, **passing_on.HANDLERS, **leaving.HANDLERS},
    effects=covers.EFFECTS,
    follow_ups={**covers.FOLLOW_UPS, **passing_on.FOLLOW_UPS},
    cards=cards.CARDS,
    replies=cards.REPLIES,
    troubles=cards.TROUBLES,
    due={
        "handovers": passing_on.due_now,
        "those who stand in": covers.due_now,
        "cards of those who left": leaving.due_now,
    },
)
