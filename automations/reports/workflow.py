"""What the workflow of reports consists of."""

from typing import Final

from automations.engine.workflow import Workflow
from automations.reports import (
    answers,
    approval,
    arrival,
    blank_form,
    by_mail,
    by_phone,
    cards,
    clean_copy,
    file_question,
    frameworks,
    opening,
    passing,
    placing,
    reminders,
    school_part,
    sharing,
    taking_up,
    troubles,
    typed,
)
from automations.reports.agreements import agreement as sharing_agreement
from automations.reports.agreements import clock as agreement_clock
from automations.reports.agreements import list as agreement_list
from automations.reports.agreements import rounds as agreement_rounds
from automations.reports.agreements import texts as agreement_texts
from automations.reports.agreements import unsharing, vacant
from automations.reports.cards import ReportKind
from automations.reports.copies import shared_copy
from automations.reports.forms import reading as form_reading
from automations.reports.forms import writing as form_writing
from automations.reports.governors import chair, pack
from automations.reports.second_thoughts import reopening
from automations.reports.second_thoughts.confirmations import CONFIRMATIONS

WORKFLOW: Final = Workflow(
    name="reports",
    ids={"report_id": "report", "file_id": "file", "arrival_id": "arrival", "round_id": "agreement_round"},
    about={**sharing_agreement.ABOUT, **school_part.ABOUT, **form_writing.ABOUT},
    confirmations=CONFIRMATIONS,
    handlers={
        **arrival.HANDLERS,
        **approval.HANDLERS,
        **by_phone.HANDLERS,
        **reopening.HANDLERS,
        **chair.HANDLERS,
        **clean_copy.HANDLERS,
        **placing.HANDLERS,
        **opening.HANDLERS,
        **sharing.HANDLERS,
        **shared_copy.HANDLERS,
        **pack.HANDLERS,
        **reminders.HANDLERS,
        **unsharing.HANDLERS,
        **sharing_agreement.HANDLERS,
        **agreement_clock.HANDLERS,
        **agreement_texts.HANDLERS,
        **agreement_rounds.HANDLERS,
        **taking_up.HANDLERS,
        **troubles.HANDLERS,
        **file_question.HANDLERS,
        **frameworks.HANDLERS,
        **school_part.HANDLERS,
        **form_writing.HANDLERS,
    },
    follow_ups={
        **arrival.FOLLOW_UPS,
        **approval.FOLLOW_UPS,
        **by_phone.FOLLOW_UPS,
        **reopening.FOLLOW_UPS,
        **chair.FOLLOW_UPS,
        **sharing.FOLLOW_UPS,
        **pack.FOLLOW_UPS,
        **reminders.FOLLOW_UPS,
        **unsharing.FOLLOW_UPS,
        **sharing_agreement.FOLLOW_UPS,
        **agreement_texts.FOLLOW_UPS,
        **troubles.FOLLOW_UPS,
    },
    effects={
        **arrival.EFFECTS,
        **approval.EFFECTS,
        **by_phone.EFFECTS,
        **reopening.EFFECTS,
        **chair.EFFECTS,
        **clean_copy.EFFECTS,
        **opening.EFFECTS,
        **passing.EFFECTS,
        **sharing.EFFECTS,
        **unsharing.EFFECTS,
        **agreement_rounds.EFFECTS,
        **agreement_list.EFFECTS,
        **pack.EFFECTS,
        **blank_form.EFFECTS,
        **school_part.EFFECTS,
        **form_reading.EFFECTS,
    },
    cards={**cards.CARDS, **frameworks.CARDS, **agreement_rounds.CARDS, **school_part.CARDS, **form_reading.CARDS},
    replies={
        **answers.REPLIES,
        **chair.REPLIES,
        **frameworks.REPLIES,
        **agreement_list.REPLIES,
        **agreement_texts.REPLIES,
        **agreement_rounds.REPLIES,
        **school_part.REPLIES,
        **form_reading.REPLIES,
    },
    synonyms=typed.SYNONYMS,
    phrases=(
        typed.reports_asked,
        by_phone.phone_call_asked,
        typed.agreement_asked,
        agreement_list.agreements_asked,
        frameworks.frameworks_asked,
        blank_form.blank_form_asked,
        school_part.part_asked_for,
    ),
    by_mail=by_mail.BY_MAIL,
    troubles={**troubles.TROUBLES, **school_part.TROUBLES, **form_reading.TROUBLES},
    apart=frozenset({ReportKind.GOVERNORS, ReportKind.CHAIR}),
    deputised=frozenset({"report"}),
    due={
        "reports": reminders.due_now,
        reminders.FOR_SIP.kind: reminders.FOR_SIP,
        "agreements": agreement_clock.due_now,
        "files": file_question.due_now,
        "school’s parts": school_part.due_now,
        **{one.kind: one for one in vacant.WITHOUT_HEADTEACHER},
    },
)
