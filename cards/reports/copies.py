"""Every copy of a report's card: who sees which, drawn afresh from the record."""

from cards.kit.elements import Json
from cards.reports.approval import approval_card
from cards.reports.arrival import arrived_card
from cards.reports.chair import chair_card
from cards.reports.governors_pack import governors_card
from cards.reports.reminders import reminder_card, waits_card
from cards.reports.sharing import report_card, shared_report_card
from cards.reports.verbs import ReportCard
from handbook.core.people import Person, Role
from handbook.reports.dossier import Dossier
from handbook.reports.readers import may_read


def copy_for(dossier: Dossier, viewer: Person, version: int, kind: ReportCard | None = None) -> Json:
    """The card of this kind for this person as it stands now; without a kind, the one that fits who they are. Whoever
    may not see it gets a card that says so and nothing else."""
    render = {
        ReportCard.ARRIVAL: lambda: arrived_card(dossier, viewer, version),
        ReportCard.APPROVAL: lambda: approval_card(dossier, viewer, version),
        ReportCard.REMINDER: lambda: reminder_card(dossier, viewer, version),
        ReportCard.GOVERNORS: lambda: governors_card(dossier, viewer),
        ReportCard.REPORT: lambda: report_card(dossier, viewer),
        ReportCard.WAITS: lambda: waits_card(dossier, viewer),
        ReportCard.CHAIR: lambda: chair_card(dossier, viewer),
        ReportCard.SHARED: lambda: shared_report_card(dossier, viewer),
    }
    return render[kind or kind_for(dossier, viewer)]()


def kind_for(dossier: Dossier, viewer: Person) -> ReportCard:
    """Which card of a report is a person's own."""
    if viewer.id == dossier.report.sip_id:
        return ReportCard.ARRIVAL
    if viewer.id == dossier.report.headteacher_id:
        return ReportCard.APPROVAL
    if viewer.is_a(Role.TRUST_ADVISOR):
        return ReportCard.REPORT if may_read(dossier, viewer) or dossier.report.reopening else ReportCard.WAITS
    return ReportCard.SHARED
