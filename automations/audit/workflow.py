"""What keeps the audit answerable."""

from typing import Final

from automations.audit import heads, starting
from automations.engine.jobs.trouble_hearers import BY_ADVISOR
from automations.engine.workflow import RecordTrouble, Workflow

WORKFLOW: Final = Workflow(
    name="audit",
    handlers={**heads.HANDLERS, **starting.HANDLERS},
    effects=heads.EFFECTS,
    troubles={heads.AUDIT: RecordTrouble(BY_ADVISOR.heard_by, once_a_week=True)},
    due={"heads of the audit": heads.due_now},
)
