"""What the workflow of concerns, complaints and cover consists of. What people press about a case is answered by
`router`, which leaves no trace."""

from typing import Final

from automations.cases import (
    cards,
    clock,
    cover,
    cover_chasing,
    decisions,
    document,
    meetings,
    notifications,
    raising,
    typed,
)
from automations.cases.answers import case_answer
from automations.cases.kinds import CaseKind
from automations.engine.workflow import ByMail, Workflow
from cards.cases.actions import OpenCase
from handbook.mail.letters import Waits

WORKFLOW: Final = Workflow(
    name="cases",
    ids={"case_id": "case", "cover_id": "cover"},
    confidential=frozenset({"case"}),
    handlers={
        **decisions.HANDLERS,
        **clock.HANDLERS,
        **raising.HANDLERS,
        **cover.HANDLERS,
    },
    follow_ups={
        **notifications.FOLLOW_UPS,
        **cover.FOLLOW_UPS,
    },
    effects={
        **meetings.EFFECTS,
        **document.EFFECTS,
        **typed.EFFECTS,
    },
    cards=cards.CARDS,
    replies=cover.REPLIES,
    synonyms=typed.SYNONYMS,
    phrases=(typed.asked_for_case, cover.cover_asked),
    troubles=cards.TROUBLES,
    by_mail={
        CaseKind.CASE: ByMail(Waits.SOMETHING, shows=frozenset({OpenCase}), code_first=True, reply=case_answer),
    },
    due={"records": clock.due_now, cover_chasing.COVERS.kind: cover_chasing.COVERS},
)
