"""What of reports and agreements goes by e-mail to whom Teams does not reach, and what they can do there."""

from collections.abc import Mapping
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.standing_in import acting
from automations.engine.workflow import ByMail, MailFile
from automations.reports.cards import ReportKind
from automations.reports.governors.chair import pack
from handbook.core.people import Person
from handbook.mail.letters import Waits
from handbook.reports.agreements.agreement import DeclineAgreement, SignAgreement
from handbook.reports.agreements.paper import DenyPaper
from handbook.reports.approval import ApproveReport, AskForChange
from handbook.reports.by_phone import DenyAnswer
from handbook.reports.readers import may_read
from store.unit_of_work import UnitOfWork


def document(uow: UnitOfWork, report_id: str, version: int, viewer: Person, context: RenderContext) -> MailFile | None:
    """The version that the headteacher was sent, as its SIP wrote it (W1); None once another has taken its place."""
    dossier = uow.reports.dossier(uow.reports.get(report_id))
    report = dossier.report
    seen = acting(uow, viewer, context.now, report, report.authors, report.former)
    if version != report.sent or not may_read(dossier, seen.person):
        return None
    sha256 = dossier.shown.sha256
    gone = report.filed if uow.retention.kept_file(sha256) is None else None
    return MailFile(dossier.shown.file_name, gone.document if gone else uow.reports.file(sha256))


_DECIDES: Final = frozenset({ApproveReport, AskForChange, DenyAnswer})
_AGREES: Final = frozenset({SignAgreement, DeclineAgreement, DenyPaper})
BY_MAIL: Final[Mapping[str, ByMail]] = {
    ReportKind.APPROVAL: ByMail(Waits.REPORT, _DECIDES, file=document),
    ReportKind.REMINDER: ByMail(Waits.REPORT, _DECIDES, is_reminder=True, file=document),
    ReportKind.CHAIR: ByMail(Waits.REPORT_TO_READ, file=pack),
    ReportKind.AGREEMENT: ByMail(Waits.SOMETHING, _AGREES),
    ReportKind.AGREEMENT_REMINDER: ByMail(Waits.SOMETHING, _AGREES, is_reminder=True),
}
