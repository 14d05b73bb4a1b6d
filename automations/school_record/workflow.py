"""What the workflow of a school's record consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.school_record import record_zip, year_cards, year_reports

WORKFLOW: Final = Workflow(
    name="school_record",
    handlers={**year_reports.HANDLERS, **record_zip.HANDLERS},
    effects=year_reports.EFFECTS,
    cards=year_cards.CARDS,
    replies=year_cards.REPLIES,
    phrases=(year_cards.years_asked,),
    troubles=year_cards.TROUBLES,
)
