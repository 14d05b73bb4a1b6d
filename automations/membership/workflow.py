"""What the workflow of memberships consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.membership import cards, sheet, working

WORKFLOW: Final = Workflow(
    name="membership",
    handlers={**working.HANDLERS, **sheet.HANDLERS},
    follow_ups=working.FOLLOW_UPS,
    effects=sheet.EFFECTS,
    cards=cards.CARDS,
    replies=cards.REPLIES,
    phrases=(sheet.list_asked, sheet.sheet_asked),
    troubles=cards.TROUBLES,
    due={"refunds": working.due_now},
)
