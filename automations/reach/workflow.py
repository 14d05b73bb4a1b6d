"""What the workflow of reaching people consists of."""

from typing import Final

from automations.engine.jobs.trouble_hearers import BY_ADVISOR
from automations.engine.workflow import RecordTrouble, Workflow
from automations.reach import accounts, broadcasts, installing, people

WORKFLOW: Final = Workflow(
    name="reach",
    handlers={**people.HANDLERS, **accounts.HANDLERS, **broadcasts.HANDLERS, **installing.HANDLERS},
    follow_ups={**broadcasts.FOLLOW_UPS, **installing.FOLLOW_UPS},
    effects={**people.EFFECTS, **accounts.EFFECTS, **broadcasts.EFFECTS, **installing.EFFECTS},
    cards=broadcasts.CARDS,
    replies={**people.REPLIES, **broadcasts.REPLIES, **installing.REPLIES},
    phrases=(people.asked_for_reach, broadcasts.asked_to_write),
    ids=broadcasts.IDS,
    troubles={
        **broadcasts.TROUBLES,
        **installing.TROUBLES,
        accounts.ABOUT: RecordTrouble(BY_ADVISOR.heard_by, once_a_week=True),
    },
    due={"people who can be reached again": people.due_now, "accounts": accounts.due_now},
)
