"""What the workflow of visits consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.visits import (
    answers,
    booking,
    calendar,
    calendar_file,
    calendar_sync,
    cards,
    changes,
    clock,
    governors_feedback,
    handing_over,
    notifications,
    ofsted_call,
    outlook,
    report,
    slots,
    troubles,
    typed,
)
from automations.visits.inspections import changing
from automations.visits.waiting import chasing, renewing

WORKFLOW: Final = Workflow(
    name="visits",
    ids={"visit_id": "visit", "call_id": "ofsted"},
    handlers={
        **booking.HANDLERS,
        **changes.HANDLERS,
        **renewing.HANDLERS,
        **clock.HANDLERS,
        **troubles.HANDLERS,
        **calendar_sync.HANDLERS,
        **ofsted_call.HANDLERS,
        **changing.HANDLERS,
        **calendar_file.HANDLERS,
        **governors_feedback.HANDLERS,
    },
    follow_ups={
        **notifications.FOLLOW_UPS,
        **clock.FOLLOW_UPS,
        **troubles.FOLLOW_UPS,
        **ofsted_call.FOLLOW_UPS,
    },
    effects={
        **slots.EFFECTS,
        **renewing.EFFECTS,
        **calendar.EFFECTS,
        **calendar_file.EFFECTS,
        **handing_over.EFFECTS,
        **outlook.EFFECTS,
        **report.EFFECTS,
        **calendar_sync.EFFECTS,
    },
    cards=cards.CARDS,
    replies={**answers.REPLIES, **governors_feedback.REPLIES},
    phrases=(typed.book_asked, typed.ofsted_asked, typed.visits_asked),
    synonyms=typed.SYNONYMS,
    troubles=troubles.TROUBLES,
    deputised=frozenset({"visit", "ofsted"}),
    due={
        "visits": clock.due_now,
        "calendars": calendar_sync.due_now,
        "half-days on offer": renewing.due_now,
        chasing.VISITS.kind: chasing.VISITS,
        chasing.CALLS.kind: chasing.CALLS,
    },
)
