"""What the workflow of looking after SIP Desk consists of."""

from typing import Final

from automations.engine.jobs.trouble_hearers import BY_ADVISOR
from automations.engine.workflow import Workflow
from automations.operating import alerts, typed

WORKFLOW: Final = Workflow(
    name="operating",
    handlers=alerts.HANDLERS,
    effects=typed.EFFECTS,
    cards=alerts.CARDS,
    phrases=(typed.jobs_asked,),
    due={"work that does not get on": alerts.due_now},
    troubles={alerts.ABOUT: BY_ADVISOR},
)
