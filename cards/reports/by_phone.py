"""What a headteacher said on the telephone: the box in which it is recorded, and the copy that can be denied."""

from typing import Final

from cards.kit.elements import Json, buttons, execute, input_choice, input_date, input_text, quote, reveal, text
from cards.kit.lines import box
from cards.reports.actions import report_data
from cards.reports.verbs import ReportVerb
from handbook.core.british_time import day_words
from handbook.core.people import Person
from handbook.reports.approval import WORDS_AT_MOST
from handbook.reports.by_phone import Said, may_deny, may_record
from handbook.reports.dossier import Dossier

_SAID: Final = (
    ("Approves it as it is", Said.APPROVES.value),
    ("Asks for a change", Said.CHANGE.value),
)


def record_box(dossier: Dossier, viewer: Person) -> list[Json]:
    """For the Trust Advisor, who has spoken with a headteacher and has not read the report (W2)."""
    if not may_record(dossier, viewer):
        return []
    send = execute("Record it", ReportVerb.RECORD_ANSWER, report_data(dossier.report, dossier.report.sent))
    items = [
        text(f"{dossier.headteacher.name} gets a copy, and can say that it is not so."),
        input_choice("said", "What the headteacher said", "Please choose one.", _SAID),
        input_date("said_on", "On which day", "Please choose the day on which you spoke."),
        input_text(
            "said_words",
            "In their words: what they approve, or what should change",
            "Please write what they said.",
            at_most=WORDS_AT_MOST,
        ),
        buttons([send]),
    ]
    return [buttons([reveal("Record a telephone call", "phone_box")]), box("phone_box", items)]


def by_phone(dossier: Dossier) -> list[Json]:
    """That an answer was given on the telephone, and who recorded it."""
    call = dossier.report.phone
    if call is None:
        return []
    return [quote(call.words, f"said on the telephone on {day_words(call.on)}, recorded by {call.by}")]


def denial(dossier: Dossier, viewer: Person) -> list[Json]:
    """For the headteacher whose answer it is said to be."""
    if not may_deny(dossier, viewer):
        return []
    words = (
        "If you did not say so, press “That is not so”: the report then waits for your own answer, and what followed "
        "is taken back."
    )
    data = report_data(dossier.report, dossier.report.sent)
    deny = execute("That is not so", ReportVerb.DENY_ANSWER, data, style="destructive", submits_inputs=False)
    return [text(words), buttons([deny])]


def was_denied(dossier: Dossier) -> list[Json]:
    """That what had been recorded was not so, while the report waits again."""
    if dossier.report.phone_denied_at is None or dossier.report.decision or dossier.report.asked_change:
        return []
    return [
        text("What was recorded of a telephone call was not so: the report waits for the headteacher’s own answer.")
    ]
