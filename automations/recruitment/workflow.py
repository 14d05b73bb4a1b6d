"""What the workflow of recruitment consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.recruitment import (
    answers,
    applying,
    appointing,
    calendar,
    cards,
    clock,
    deciding,
    loading,
    typed,
    word_form,
)

WORKFLOW: Final = Workflow(
    name="recruitment",
    ids={"application_id": loading.OF_APPLICATION},
    handlers={
        **applying.HANDLERS,
        **deciding.HANDLERS,
        **appointing.HANDLERS,
        **clock.HANDLERS,
        **word_form.HANDLERS,
    },
    follow_ups=cards.FOLLOW_UPS,
    effects={**calendar.EFFECTS, **word_form.EFFECTS},
    cards=cards.CARDS,
    replies=answers.REPLIES,
    phrases=(typed.applications_asked, word_form.form_asked),
    synonyms=typed.SYNONYMS,
    troubles=cards.TROUBLES,
    due={"applications": clock.due_now},
)
