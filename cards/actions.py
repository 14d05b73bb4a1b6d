"""What a button says, both ways: the verb and data that a card is drawn with, and the command that they are read as.
What comes back from a client is believed in nothing: ids and a version, checked for their form, and people's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cards.cases.actions import CASE_READERS
from cards.cases.cover_actions import COVER_READERS, CoverCommand
from cards.half_days.actions import LEDGER_READERS, LedgerCommand
from cards.kit.click_fields import FRESH, Fields, forged
from cards.kit.verbs import ReportCard, Verb
from cards.meetings.actions import MEETING_READERS, TeamMeetingCommand
from cards.plans.actions import PLAN_READERS, PlanCommand
from cards.visits.actions import VISIT_READERS, VisitCommand
from cards.visits.file_actions import FILE_READERS
from handbook.cases.case import Confidential
from handbook.core.refusal import Refused
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.report import Report
from handbook.reports.sharing import ShareReport
from handbook.reports.sharing_agreement import (
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from handbook.visits.calendar_file import AskForCalendarFile


@dataclass(frozen=True, slots=True)
class ShowReport:
    """A card about this version asks how it stands now. `card` is which one asks; None leaves it to who asks."""

    report_id: str
    version: int
    card: ReportCard | None = None


@dataclass(frozen=True, slots=True)
class ShowAgreement:
    """A card about a school's sharing agreement asks how it stands now."""

    urn: str


CardCommand = (
    SetReportAside
    | SendReport
    | ApproveReport
    | AskForChange
    | TellGovernors
    | ShareReport
    | ShowReport
    | AskForAgreement
    | SignAgreement
    | DeclineAgreement
    | WithdrawAgreement
    | ShowAgreement
    | VisitCommand
    | PlanCommand
    | AskForCalendarFile
    | CoverCommand
    | TeamMeetingCommand
    | LedgerCommand
)
"""What is answered with the card that was pressed, as it now is."""

Command = CardCommand | Confidential


def report_data(report: Report, version: int) -> dict[str, str | int]:
    """What a button about a version of a report carries."""
    return {"report": report.id, "version": version}


def agreement_data(agreement: SharingAgreement) -> dict[str, str | int]:
    """What a button about a school's agreement carries."""
    return {"urn": agreement.urn, "revision": agreement.revision}


def read(verb: str, data: Mapping[str, Any]) -> Command:
    """The command that a button stands for. Raises Refused: `unknown` for a verb of nobody, `missing` where an id or
    version is not there, `forged` where something is there that no card of ours sends."""
    reader = _READERS.get(verb)
    if reader is None:
        raise Refused("unknown", f"I do not know that button. {FRESH}")
    return reader(Fields(verb, data))


def _report(fields: Fields) -> tuple[str, int]:
    return fields.identity("report"), fields.number("version", 1)


def _agreement(fields: Fields) -> tuple[str, int]:
    return fields.identity("urn"), fields.number("revision", 0)


def _show_report(fields: Fields) -> ShowReport:
    word = fields.words("card")
    if word and word not in set(ReportCard):
        raise forged()
    return ShowReport(*_report(fields), ReportCard(word) if word else None)


def _sign(fields: Fields) -> SignAgreement:
    return SignAgreement(*_agreement(fields), fields.words("text_version"), fields.words("typed_name"))


_READERS: Final[Mapping[str, Callable[[Fields], Command]]] = {
    Verb.SET_ASIDE: lambda fields: SetReportAside(*_report(fields)),
    Verb.SEND: lambda fields: SendReport(*_report(fields)),
    Verb.APPROVE: lambda fields: ApproveReport(*_report(fields)),
    Verb.APPROVE_WITH_VIEW: lambda fields: ApproveReport(*_report(fields), with_view=True, view=fields.words("view")),
    Verb.ASK_CHANGE: lambda fields: AskForChange(*_report(fields), fields.words("comment")),
    Verb.GOVERNORS: lambda fields: TellGovernors(*_report(fields)),
    Verb.SHARE: lambda fields: ShareReport(*_report(fields)),
    Verb.SHOW_REPORT: _show_report,
    Verb.AGREEMENT_ASK: lambda fields: AskForAgreement(*_agreement(fields)),
    Verb.AGREEMENT_SIGN: _sign,
    Verb.AGREEMENT_DECLINE: lambda fields: DeclineAgreement(*_agreement(fields)),
    Verb.AGREEMENT_WITHDRAW: lambda fields: WithdrawAgreement(*_agreement(fields)),
    Verb.SHOW_AGREEMENT: lambda fields: ShowAgreement(fields.identity("urn")),
    **VISIT_READERS,
    **PLAN_READERS,
    **FILE_READERS,
    **CASE_READERS,
    **COVER_READERS,
    **MEETING_READERS,
    **LEDGER_READERS,
}
