"""What the workflow of the SIP team's meetings consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.meetings import calendar, outlook, team_meeting, team_meeting_cards, themes

WORKFLOW: Final = Workflow(
    name="meetings",
    handlers={**team_meeting.HANDLERS, **outlook.HANDLERS, **themes.HANDLERS},
    follow_ups=team_meeting.FOLLOW_UPS,
    effects={**calendar.EFFECTS, **outlook.EFFECTS},
    cards=team_meeting_cards.CARDS,
    troubles=team_meeting_cards.TROUBLES,
    due={"SIP team meetings": outlook.looks_due},
    replies=team_meeting.REPLIES,
    synonyms=team_meeting.SYNONYMS,
    phrases=(team_meeting.meetings_asked,),
)
