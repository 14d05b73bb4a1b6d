"""What the workflow of records of SIPs consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.sip_team import appraisals, cards, changing, clock, team, typed

WORKFLOW: Final = Workflow(
    name="sip_team",
    ids={"appraisal_id": appraisals.OF_APPRAISAL},
    handlers={**changing.HANDLERS, **clock.HANDLERS, **appraisals.HANDLERS},
    follow_ups={**changing.FOLLOW_UPS, **appraisals.FOLLOW_UPS},
    effects=typed.EFFECTS,
    cards={**cards.CARDS, **appraisals.CARDS},
    replies={**cards.REPLIES, **team.REPLIES, **appraisals.REPLIES},
    phrases=(typed.mine_asked, typed.sips_asked, appraisals.appraisals_asked),
    troubles={**cards.TROUBLES, **appraisals.TROUBLES},
    due={"checks on SIPs": clock.checks_due, "visits without checks": clock.visits_due},
)
