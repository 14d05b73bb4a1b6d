"""What is asked about once more before a report leaves the house, and what is done then."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from automations.engine.confirming.confirmation import Confirmation
from cards.reports.lines import report_title
from cards.reports.verbs import ReportVerb
from handbook.core.people import Role
from handbook.core.plain_words import and_list
from handbook.reports.approval import ApproveReport, AskForChange, TellGovernors, diocese
from handbook.reports.governors.chair import SendToChair
from handbook.reports.governors.pack import may_have_own_part
from handbook.reports.reopening import ReopenReport
from handbook.reports.sharing import ShareReport
from store.unit_of_work import UnitOfWork

_REOPEN: Final = "The Trust Advisor can reopen the report: a new version is written, and everybody who had it is told."


def _called(uow: UnitOfWork, command: Any) -> str:
    report = uow.reports.get(command.report_id)
    return report_title(report, uow.roster.school_then(report.urn))


def _approved(uow: UnitOfWork, command: ApproveReport) -> Sequence[str]:
    advisor = uow.roster.holder_then(Role.TRUST_ADVISOR)
    view = ["Your view is filed beside it, and read with it."] if command.with_view else []
    return [
        "It is filed as it is, as Word and PDF.",
        *view,
        f"{advisor.name} (Trust Advisor) reads it.",
        "You get the pack for your governors.",
        "Nobody outside the trust reads it unless your school has agreed to share, and the Trust Advisor shares it.",
    ]


def _shared(uow: UnitOfWork, command: ShareReport) -> Sequence[str]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    authority = f"{dossier.la_officer.name} ({dossier.school.local_authority} local authority)"
    own = ["They open a copy without the headteacher’s own CPD and wellbeing."] if may_have_own_part(dossier) else []
    return [
        f"{diocese(dossier)} and {authority} can open it, and are told.",
        *own,
        "What they have downloaded, printed or passed on cannot be fetched back.",
    ]


def _told(uow: UnitOfWork, command: TellGovernors) -> Sequence[str]:
    advisor = uow.roster.holder_then(Role.TRUST_ADVISOR)
    return [
        "It is noted, with today’s date, that your governors have the approved report.",
        f"{advisor.name} (Trust Advisor) sees that on the card of the report.",
        "Nothing is sent to your governors.",
    ]


def _to_chair(uow: UnitOfWork, command: SendToChair) -> Sequence[str]:
    chair = uow.roster.person(command.chair_id)
    return [
        f"{chair.name if chair else 'Your chair'} gets the pack, in Teams or by e-mail.",
        "They read the pack as you had it made, and nothing else of the report.",
    ]


def _reopened(uow: UnitOfWork, command: ReopenReport) -> Sequence[str]:
    report = uow.reports.get(command.report_id)
    outside = [one.name for one in report.shared_with]
    if report.chair:
        outside.append(report.chair.name)
    shared = [f"It is closed to {and_list(outside)}, who are told."] if outside else []
    return [
        "The headteacher and the SIP are told, with your reason.",
        f"The SIP writes a new version; version {report.sent} is kept, and marked as reopened.",
        "Nothing counts as approved until the headteacher of now approves the new version.",
        *shared,
    ]


CONFIRMATIONS: Final[Mapping[type[Any], Confirmation]] = {
    ApproveReport: Confirmation(
        verbs=frozenset((ReportVerb.APPROVE, ReportVerb.APPROVE_WITH_VIEW)),
        question="Approve this report?",
        yes="Yes, approve",
        done="Approved",
        follows=_approved,
        called=_called,
        instead=_REOPEN,
        stops=frozenset((AskForChange,)),
    ),
    ShareReport: Confirmation(
        verbs=frozenset((ReportVerb.SHARE,)),
        question="Share this report outside the school?",
        yes="Yes, share",
        done="Shared",
        follows=_shared,
        called=_called,
        instead="Where the school withdraws its sharing agreement, access is removed. " + _REOPEN,
        stops=frozenset((ReopenReport,)),
    ),
    ReopenReport: Confirmation(
        verbs=frozenset((ReportVerb.REOPEN,)),
        question="Reopen this report?",
        yes="Yes, reopen it",
        done="Reopened",
        follows=_reopened,
        called=_called,
        instead="Its SIP can send the same file once more, for the headteacher to approve.",
        stops=frozenset((ShareReport,)),
    ),
    TellGovernors: Confirmation(
        verbs=frozenset((ReportVerb.GOVERNORS,)),
        question="Have your governors got this report?",
        yes="Yes, they have it",
        done="Shared with governors",
        follows=_told,
        called=_called,
        instead="Please tell the Trust Advisor if it was ticked by mistake.",
    ),
    SendToChair: Confirmation(
        verbs=frozenset((ReportVerb.CHAIR_SEND,)),
        question="Send the pack to your Chair of Governors?",
        yes="Yes, send it",
        done="Sent to your Chair of Governors",
        follows=_to_chair,
        called=_called,
        instead="You can send it to another chair: it is then closed to this one.",
    ),
}
