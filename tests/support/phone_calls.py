"""What a headteacher said on the telephone, recorded of a report that waits for them."""

from handbook.reports.by_phone import DenyAnswer, RecordAnswer, Said, denied, recorded
from handbook.reports.dossier import Dossier
from tests.support import builders as a


def call(dossier: Dossier, said: Said) -> Dossier:
    """The Trust Advisor records what the headteacher said on the telephone."""
    at = a.later(dossier)
    command = RecordAnswer(dossier.report.id, dossier.report.sent, said, at.date(), "Writing is right as it stands.")
    return a.with_report(dossier, recorded(dossier, command, dossier.trust_advisor, at))


def deny_call(dossier: Dossier) -> Dossier:
    command = DenyAnswer(dossier.report.id, dossier.report.sent)
    return a.with_report(dossier, denied(dossier, command, dossier.headteacher, a.later(dossier)))
