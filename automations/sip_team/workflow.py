"""What the workflow of records of SIPs consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.sip_team import appraisal_chasing, appraisals, cards, changing, clock, team, typed
from automations.sip_team.skills import asking, files, plan
from automations.sip_team.skills import cards as skills_cards
from automations.sip_team.skills import typed as skills_typed
from automations.sip_team.skills.kinds import OF_ANSWER
from automations.sip_team.training import calendar as training_calendar
from automations.sip_team.training import cards as training_cards
from automations.sip_team.training import clock as training_clock
from automations.sip_team.training import sessions
from automations.sip_team.training import typed as training_typed

WORKFLOW: Final = Workflow(
    name="sip_team",
    ids={"appraisal_id": appraisals.OF_APPRAISAL, "session_id": training_cards.OF_SESSION, "answer_id": OF_ANSWER},
    handlers={
        **changing.HANDLERS,
        **clock.HANDLERS,
        **appraisals.HANDLERS,
        **sessions.HANDLERS,
        **training_clock.HANDLERS,
        **asking.HANDLERS,
        **plan.HANDLERS,
        **files.HANDLERS,
    },
    follow_ups={**changing.FOLLOW_UPS, **appraisals.FOLLOW_UPS, **sessions.FOLLOW_UPS},
    effects={**typed.EFFECTS, **training_calendar.EFFECTS, **files.EFFECTS, **skills_typed.EFFECTS},
    cards={**cards.CARDS, **appraisals.CARDS, **training_cards.CARDS, **skills_cards.CARDS},
    replies={**cards.REPLIES, **team.REPLIES, **appraisals.REPLIES, **training_cards.REPLIES, **skills_cards.REPLIES},
    phrases=(
        typed.mine_asked,
        typed.sips_asked,
        appraisals.appraisals_asked,
        training_typed.training_asked,
        skills_typed.skills_asked,
    ),
    troubles={**cards.TROUBLES, **appraisals.TROUBLES, **training_cards.TROUBLES, **skills_cards.TROUBLES},
    due={
        "checks on SIPs": clock.checks_due,
        "visits without checks": clock.visits_due,
        "training in calendars": training_clock.looks_due,
        "attendance of training": training_clock.attendance_due,
        "skills": asking.skills_due,
        appraisal_chasing.APPRAISERS.kind: appraisal_chasing.APPRAISERS,
    },
)
