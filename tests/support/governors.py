"""What a headteacher does for governors beside the pack: sends it to their chair, asks the SIP to feed back."""

from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import Entitlement, account
from handbook.reports.dossier import Dossier
from handbook.reports.governors.chair import SendToChair, sent_to_chair
from handbook.visits.governors_feedback import AskForFeedback, FeedbackOn, feedback_asked
from tests.support import builders as a


def send_to_chair(dossier: Dossier) -> Dossier:
    """The headteacher sends the pack to their chair."""
    chair = a.a_person(Role.CHAIR_OF_GOVERNORS)
    command = SendToChair(dossier.report.id, dossier.report.sent, chair.id)
    return a.with_report(dossier, sent_to_chair(dossier, command, chair, dossier.headteacher, a.later(dossier)))


def ask_for_feedback(dossier: Dossier) -> Dossier:
    """The headteacher asks that the SIP feeds back to governors."""
    command = AskForFeedback(dossier.report.id, dossier.report.sent, FeedbackOn.BOTH, "Governors meet on 9 December.")
    own = account("900001", AcademicYear(2026), Entitlement(), ())
    report, _ = feedback_asked(dossier, command, dossier.headteacher, dossier.school, own, a.later(dossier), "visit-9")
    return a.with_report(dossier, report)
