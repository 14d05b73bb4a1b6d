"""What could not be done about a report stands on its cards, and a person is told, never a log line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell_trouble
from automations.engine.outbox import Promise
from automations.engine.trouble_words import words_of
from automations.engine.workflow import FollowUp, RecordTrouble, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
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
    who: str = ""


def note_trouble(books: Ledger, command: NoteTrouble, occasion: Occasion) -> Iterable[Promise]:
    report = books.reports.get(command.report_id)
    if report.trouble == command.words:
        return []
    entry = occasion.entry("trouble", report_about(report.id), effect=command.effect, what=command.what)
    return [after("report_troubled", books.reports.save(replace(report, trouble=command.words), entry, occasion.now))]


def note_trouble_over(books: Ledger, command: NoteTroubleOver, occasion: Occasion) -> Iterable[Promise]:
    """Only the trouble of this effect: another one may have come since."""
    report = books.reports.get(command.report_id)
    if not report.trouble.startswith(words_of(command.effect, command.who)):
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
    if report.status in (Status.FILED, Status.SHARED):
        advisor = books.roster.holder(Role.TRUST_ADVISOR)
        yield tell_trouble(ReportKind.REPORT, advisor.id, about, report.sent, report.trouble)
    else:
        yield tell_trouble(ReportKind.ARRIVAL, report.sip_id, about, report.sent or report.latest, report.trouble)


def trouble_over(books: Ledger, report: Report) -> Iterable[Promise]:
    """Nobody is written to: the cards say so by saying nothing of it."""
    yield from redraw_all(books, report_about(report.id), report.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
    {"report_troubled": report_troubled, "trouble_over": trouble_over},
)

TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "report": RecordTrouble(
        noted=NoteTrouble, over=NoteTroubleOver, now=lambda books, report_id: books.reports.get(report_id).trouble
    )
}
