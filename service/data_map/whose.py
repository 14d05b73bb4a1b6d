"""Whom a field is about, by its name, and why and for how long a group of them is kept."""

from typing import Final

_IN_A_PART: Final = {
    "a SIP": "sip_id sip_ids SIP sip_name lead_ids external_sip",
    "a headteacher": "headteacher_id ApprovedBy",
    "a DSO": "dso_id",
    "an LA officer": "la_officer_id",
    "the Chair of Governors": "chair",
    "the Chair of the Board": "chair_id",
    "an applicant": "applicant_id",
    "a member of the Board": "member_id panel",
    "who did it": "by by_id by_name actor_id asked_by_id organiser_id answered_by_id answered done_by recorded_by "
    "recorded_by_id checked_by proposed_by_id noted_by_id entered_by_id chosen_by_id agreed_by_id agreed_by role_by "
    "reason_by_id sent_by change_asked_by asker_id for_id for_name head holder_id",
    "a deputy who stood in": "deputy_id reason_deputy_id",
    "a person who signed": "typed_name signed_by signed_for listed_name",
    "a person who was asked or invited": "asked_of_id invited_ids recipient_ids attendee_ids present guests with_whom",
    "the person who had it before": "former from_id before_id",
    "who sits in a case": "seats readers",
    "the person that a case is about": "subject_id",
    "who reads it": "let_in SharedWith shared_with closing closed_to",
    "the person named": "id name email role also person_id account accounts sign_in owner contact",
    "the school’s safeguarding lead": "school_lead school_phone school_email",
}
WHOSE: Final = {name: whose for whose, names in _IN_A_PART.items() for name in names.split()}
"""By the name of a field that says who somebody is."""

BASES: Final = {
    "task": "public task (UK GDPR Article 6(1)(e))",
    "contract": "contract, and steps before one (Article 6(1)(b))",
    "legal": "legal obligation (Article 6(1)(c)): safer recruitment",
    "complaint": "public task (Article 6(1)(e)); where words of a case are of a special category, substantial public "
    "interest (Article 9(2)(g))",
    "account": "legal obligation (Article 6(1)(c)): accountability (Article 5(2))",
}
UNTIL: Final = {
    "keep_years": "the end of its academic year and `SIPDESK_KEEP_YEARS` (a file in the database: once it is filed, "
    "`SIPDESK_KEEP_FILES_DAYS`)",
    "no_run": "nothing ends it yet",
    "keep_cases_years": "its closing and `SIPDESK_KEEP_CASES_YEARS`",
    "keep_application_days": "its end and `SIPDESK_KEEP_APPLICATION_DAYS`",
    "keep_questions_days": "it was asked, and `SIPDESK_KEEP_QUESTIONS_DAYS`",
    "keep_handled_days": "it was dealt with, and `SIPDESK_KEEP_HANDLED_DAYS`",
    "keep_cards_days": "the record that it is about is forgotten",
    "keep_jobs_days": "a job was given up, and `SIPDESK_KEEP_HANDLED_DAYS`",
    "keep_audit_details_years": "details: `SIPDESK_KEEP_AUDIT_DETAILS_YEARS`; who did what and when: no end",
    "agreement": "for as long as the school is in the service: a signature is evidence of what was shared",
    "account": "somebody leaves the list; where to write to them, `SIPDESK_KEEP_STRANGERS_DAYS` more",
    "letter": "its link ends",
    "list": "somebody leaves the list",
    "list_then": "for as long as records name them",
    "sip": "for as long as the SIP is on the list, and records name them",
    "draft": "a draft: it is sent, or 30 days old; a decision: `SIPDESK_KEEP_HANDLED_DAYS`",
    "none": "published: no end",
}
