"""What a button about a report or a sharing agreement is answered with: the card that it stands on, as it now is."""

from collections.abc import Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.clicked_card import card_pressed
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.standing_in import acting
from automations.engine.workflow import Reply
from automations.reports.cards import ReportKind, agreement_about, file_about, report_about
from cards.reports.actions import ShowFile, ShowReport
from cards.reports.agreements.actions import ShowAgreement
from cards.reports.agreements.agreement import Around, agreement_card
from cards.reports.copies import kind_for
from cards.reports.file_question import file_question_card
from cards.reports.sharing import report_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.agreements.agreement import (
    NAME_DIFFERS,
    AskForAgreement,
    DeclineAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from handbook.reports.agreements.paper import DenyPaper, RecordPaper
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.arriving.clean_copy import SendCleanCopy
from handbook.reports.arriving.file_question import AnswerFile, LetFileGo
from handbook.reports.arriving.placing import PlaceWords
from handbook.reports.by_phone import DenyAnswer, RecordAnswer
from handbook.reports.governors.chair import SendToChair
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.reopening import ReopenReport
from handbook.reports.sharing import ShareReport
from handbook.reports.taking_up import TakeUpReport
from store.unit_of_work import UnitOfWork


def arrival(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.ARRIVAL, report_about(command.report_id), command.version)


def approval(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.APPROVAL, report_about(command.report_id), command.version)


def waits(_uow: UnitOfWork, command: RecordAnswer, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.WAITS, report_about(command.report_id), command.version)


def governors_pack(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.GOVERNORS, report_about(command.report_id), command.version)


def report(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.REPORT, report_about(command.report_id), command.version)


def shown(_uow: UnitOfWork, command: ShowReport, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    """The button says which card it stands on."""
    kind = ReportKind(command.card.value) if command.card else ReportKind.APPROVAL
    return CardRef(kind, report_about(command.report_id), command.version)


def agreement(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    """An agreement stands on several cards, so that the message is looked up."""
    kind = ReportKind.AGREEMENT_STATE if viewer.is_a(Role.TRUST_ADVISOR) else ReportKind.AGREEMENT
    return card_pressed(uow, viewer, click, CardRef(kind, agreement_about(command.urn, command.kind)))


def is_this_you(uow: UnitOfWork, command: SignAgreement, viewer: Person, _refusal: Refused) -> Card:
    """The agreement still, and the question whose name that is."""
    agreement = uow.agreements.of_school(command.urn, command.kind)
    around = Around(uow.agreement_texts.current(command.kind))
    typed = " ".join(command.typed_name.split())
    return agreement_card(agreement, uow.roster.school_then(command.urn), viewer, around, typed=typed)


def taken_up(uow: UnitOfWork, command: TakeUpReport, viewer: Person, context: RenderContext, click: Click) -> CardRef:
    """It may stand on each card of a report, so that the message is looked up."""
    report = uow.reports.get(command.report_id)
    seen = acting(uow, viewer, context.now, report, report.authors)
    kind = ReportKind(kind_for(uow.reports.dossier(report), seen.person).value)
    return card_pressed(uow, viewer, click, CardRef(kind, report_about(command.report_id), command.version))


def file(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    """The question, until the file is a version of a report."""
    asked = uow.file_questions.get(command.file_id)
    if asked.report_id and viewer.id == asked.person_id:
        return CardRef(ReportKind.ARRIVAL, report_about(asked.report_id), asked.version)
    return CardRef(ReportKind.FILE_QUESTION, file_about(asked.id), asked.number)


def not_shared(uow: UnitOfWork, command: ShareReport, viewer: Person, refusal: Refused) -> Card:
    """Why it is not shared, and the offer to ask the school."""
    return report_card(uow.reports.dossier(uow.reports.get(command.report_id)), viewer, refusal)


def file_refused(uow: UnitOfWork, command: AnswerFile, viewer: Person, refusal: Refused) -> Card:
    """The question still, and why that answer cannot be taken."""
    return file_question_card(uow.file_questions.get(command.file_id), viewer, refusal.reason)


REPLIES: Final[Mapping[type, Reply]] = {
    SendReport: Reply(arrival),
    SetReportAside: Reply(arrival),
    ApproveReport: Reply(approval),
    AskForChange: Reply(approval),
    RecordAnswer: Reply(waits),
    DenyAnswer: Reply(approval),
    TellGovernors: Reply(governors_pack),
    MakeGovernorsPack: Reply(governors_pack),
    SendToChair: Reply(governors_pack),
    ShareReport: Reply(report, on_refusal={"no_agreement": not_shared}),
    ReopenReport: Reply(report),
    TakeUpReport: Reply(taken_up),
    PlaceWords: Reply(arrival),
    SendCleanCopy: Reply(arrival),
    ShowReport: Reply(shown, only_shows=True),
    AskForAgreement: Reply(agreement),
    SignAgreement: Reply(agreement, on_refusal={NAME_DIFFERS: is_this_you}),
    DeclineAgreement: Reply(agreement),
    WithdrawAgreement: Reply(agreement),
    RecordPaper: Reply(agreement),
    DenyPaper: Reply(agreement),
    ShowAgreement: Reply(agreement, only_shows=True),
    AnswerFile: Reply(
        file,
        turns_into=frozenset({ReportKind.ARRIVAL}),
        on_refusal={"not_now": file_refused, "not_yours": file_refused},
    ),
    LetFileGo: Reply(file),
    ShowFile: Reply(file, only_shows=True),
}
