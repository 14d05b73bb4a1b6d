"""What the workflow of the trust's list consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.schools import changing, import_cards, sheets

WORKFLOW: Final = Workflow(
    name="schools",
    handlers={**changing.HANDLERS, **sheets.HANDLERS},
    effects=sheets.EFFECTS,
    cards=import_cards.CARDS,
    troubles=import_cards.TROUBLES,
    replies=import_cards.REPLIES,
    due={"imports": sheets.due_now},
)
