"""What the workflow of records of SIPs consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.sip_team import cards, changing, clock, team, typed

WORKFLOW: Final = Workflow(
    name="sip_team",
    handlers={**changing.HANDLERS, **clock.HANDLERS},
    follow_ups=changing.FOLLOW_UPS,
    effects=typed.EFFECTS,
    cards=cards.CARDS,
    replies={**cards.REPLIES, **team.REPLIES},
    phrases=(typed.mine_asked, typed.sips_asked),
    troubles=cards.TROUBLES,
    due={"checks on SIPs": clock.checks_due, "visits without checks": clock.visits_due},
)
