"""What the workflow of reports consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.reports import (
    answers,
    approval,
    arrival,
    blank_form,
    cards,
    clean_copy,
    file_question,
    frameworks,
    governors,
    opening,
    placing,
    reminders,
    sharing,
    sharing_agreement,
    taking_up,
    troubles,
    typed,
)

WORKFLOW: Final = Workflow(
    name="reports",
    handlers={
        **arrival.HANDLERS,
        **approval.HANDLERS,
        **clean_copy.HANDLERS,
        **placing.HANDLERS,
        **opening.HANDLERS,
        **sharing.HANDLERS,
        **governors.HANDLERS,
        **reminders.HANDLERS,
        **sharing_agreement.HANDLERS,
        **taking_up.HANDLERS,
        **troubles.HANDLERS,
        **file_question.HANDLERS,
        **frameworks.HANDLERS,
    },
    follow_ups={
        **arrival.FOLLOW_UPS,
        **approval.FOLLOW_UPS,
        **sharing.FOLLOW_UPS,
        **governors.FOLLOW_UPS,
        **reminders.FOLLOW_UPS,
        **sharing_agreement.FOLLOW_UPS,
        **troubles.FOLLOW_UPS,
    },
    effects={
        **arrival.EFFECTS,
        **approval.EFFECTS,
        **clean_copy.EFFECTS,
        **opening.EFFECTS,
        **sharing.EFFECTS,
        **governors.EFFECTS,
        **blank_form.EFFECTS,
    },
    cards={**cards.CARDS, **frameworks.CARDS},
    replies={**answers.REPLIES, **frameworks.REPLIES},
    phrases=(typed.reports_asked, typed.agreement_asked, frameworks.frameworks_asked, blank_form.blank_form_asked),
    troubles=troubles.TROUBLES,
    deputised=frozenset({"report"}),
    due={"reports": reminders.due_now, "files": file_question.due_now},
)
