"""What could not be done is a visible state with a person told, never a log line."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.core.external_errors import (
    Conflict,
    Denied,
    FarEndError,
    Gone,
    Locked,
    MailboxUnavailable,
    NoRoom,
    NoToken,
    NotUnderstood,
    Rejected,
    SignInRefused,
    Unreachable,
)
from handbook.core.people import Role
from handbook.reports.report import Report, Status
from store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class NoteTrouble:
    """Something promised about a report does not work; it is tried again, but somebody should know."""

    report_id: str
    effect: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteTroubleOver:
    """What did not work has worked at last."""

    report_id: str
    effect: str


_COULD_NOT: Final = {
    "place_draft": "The report could not be put where the headteacher can open it",
    "close_draft": "An earlier version could not be taken away from its readers",
    "file_report": "The approved report could not be filed yet",
    "share_report": "The report could not be opened to the diocese and the local authority yet",
    "find_slots": "Half-days for this visit could not be sought: a calendar could not be asked",
    "keep_holds": "The half-days on offer could not be held in the SIP’s calendar",
    "book_visit": "This visit could not be put into the calendars yet",
    "call_off": "This visit could not be taken out of the calendars yet",
    "write_agenda": "The agenda could not be written into the calendars yet",
    "look_at_calendar": "What was done to this visit in Outlook could not be read yet",
    "look_whether_gone": "What was done to this visit in Outlook could not be read yet",
    "sweep_calendar": "Your calendar in Outlook could not be read, and your visits stay as they are",
    "open_report": "The proforma for the report of this visit could not be laid out yet",
    "tell_proforma": "The SIP could not be told in Teams where the proforma for the report lies",
    "plan_term": "The plan that you asked for could not be made yet: the calendars could not be read",
    "keep_partnership_meeting": "A partnership meeting could not be put into the calendars yet",
    "send_case_link": "A document that was asked for could not be sent",
    "tell_case": "Somebody for whom a confidential record is meant could not be reached in Teams",
    "keep_meeting": "The SIP team meeting could not be put right in the calendars yet",
    "tell_card": "Somebody who should hear of this report could not be reached in Teams",
}
_NO_SIGN_IN: Final = "Microsoft 365 does not accept SIP Desk’s sign-in"
_BECAUSE: Final = {
    SignInRefused: _NO_SIGN_IN,
    Locked: "somebody has the file open, or it is locked",
    NoToken: _NO_SIGN_IN,
    MailboxUnavailable: "the mailbox in Outlook cannot be opened",
    NotUnderstood: "Outlook says something there that I cannot read, such as a time in a time zone of somebody’s own",
    Denied: "SIP Desk has no permission for it",
    Gone: "the place for it is missing",
    Conflict: "something else stands in its place",
    NoRoom: "there is no room left for it",
    Rejected: "Microsoft 365 did not accept it",
    Unreachable: "they have not installed SIP Desk, or have blocked it",
}


def trouble_words(effect: str, error: FarEndError | None, *, gave_up: bool) -> str:
    """What people read about an effect that does not work, and whether it is still tried."""
    because = next((words for kind, words in _BECAUSE.items() if isinstance(error, kind)), "it does not answer")
    now = "I have stopped trying: please tell whoever looks after SIP Desk." if gave_up else "I keep trying."
    return f"{words_of(effect)}: {because}. {now}"


def note_trouble(books: Ledger, command: NoteTrouble, occasion: Occasion) -> Iterable[Promise]:
    report = books.reports.get(command.report_id)
    if report.trouble == command.words:
        return []
    entry = occasion.entry("trouble", report_about(report.id), effect=command.effect, what=command.what)
    return [after("report_troubled", books.reports.save(replace(report, trouble=command.words), entry, occasion.now))]


def note_trouble_over(books: Ledger, command: NoteTroubleOver, occasion: Occasion) -> Iterable[Promise]:
    """Only the trouble of this effect: another one may have come since."""
    report = books.reports.get(command.report_id)
    if not report.trouble.startswith(words_of(command.effect)):
        return []
    entry = occasion.entry("trouble_over", report_about(report.id), effect=command.effect)
    return [after("trouble_over", books.reports.save(replace(report, trouble=""), entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {NoteTrouble: note_trouble, NoteTroubleOver: note_trouble_over}


def report_troubled(books: Ledger, report: Report) -> Iterable[Promise]:
    """Before approval the SIP hears of it; after it the Trust Advisor, who answers for the service (W2). Each trouble
    of a version is told once: two that take turns are not told each time."""
    about = report_about(report.id)
    yield from redraw_all(books, about, report.revision)
    if not report.trouble:
        return
    occasion = f"trouble-{hashlib.sha256(report.trouble.encode()).hexdigest()[:16]}"
    if report.status in (Status.FILED, Status.SHARED):
        yield tell(ReportKind.REPORT, books.roster.holder(Role.TRUST_ADVISOR).id, about, report.sent, occasion)
    else:
        yield tell(ReportKind.ARRIVAL, report.sip_id, about, report.sent or report.latest, occasion)


def trouble_over(books: Ledger, report: Report) -> Iterable[Promise]:
    """Nobody is written to: the cards say so by saying nothing of it."""
    yield from redraw_all(books, report_about(report.id), report.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
    {"report_troubled": report_troubled, "trouble_over": trouble_over},
)


def words_of(effect: str) -> str:
    return _COULD_NOT.get(effect, "Something could not be done")
