"""The Trust Advisor reopens a report that was approved by mistake: its SIP writes a new version, which its headteacher
answers like any other. The version that stood is kept on record, and is open to nobody outside the trust any more."""

from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.reports.agreements.unsharing import is_open_outside, sharing_ended
from handbook.reports.approval import WORDS_AT_MOST
from handbook.reports.dossier import Dossier
from handbook.reports.moves import MOVES, Move
from handbook.reports.report import Reopening, Report

REOPENED_COLUMNS: Final = MappingProxyType({"Status": "Reopened"})
"""What is written beside the files of the version that stood."""


@dataclass(frozen=True, slots=True)
class ReopenReport:
    """`reason` is read by everybody who had the report."""

    report_id: str
    version: int
    reason: str


def check_may_reopen(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless the Trust Advisor may reopen this version now."""
    report = dossier.report
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor can reopen an approved report.", "W1")
    if report.external_sip:
        words = "This report was handed in by its headteacher, who can hand in another file in its place."
        raise Refused("no_reopening", words, "M4")
    if (report.status, Move.REOPEN) not in MOVES or version != report.sent:
        raise Refused("stale", "This report has moved on since the card was sent. Here is how it stands now.", "W1")


def may_reopen(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_reopen(dossier, person, dossier.report.sent))


def reopened(dossier: Dossier, command: ReopenReport, person: Person, now: datetime) -> Report:
    """Nothing is approved, shared or told to governors any more. Raises Refused."""
    check_may_reopen(dossier, person, command.version)
    reason = command.reason.strip()
    if not reason:
        raise Refused("missing", "Please write why: everybody who had the report reads it.", "W1")
    if len(reason) > WORDS_AT_MOST:
        raise Refused("missing", f"Please keep the reason below {WORDS_AT_MOST:,} characters.", "W1")
    report = dossier.report
    before = Reopening(person.id, person.name, now, reason, report.sent, report.decision, report.filed)
    pack = report.governors_pack
    made = tuple(item for item in (pack.document, pack.pdf) if item) if pack else ()
    closed = sharing_ended(report, now) if is_open_outside(report) else report
    return replace(
        closed,
        status=MOVES[report.status, Move.REOPEN],
        decision=None,
        asked_change="",
        change_asked_by=None,
        filed=None,
        replaced=(*report.replaced, *made),
        governors_pack=None,
        governors_told_at=None,
        chair=None,
        phone=None,
        reminders=0,
        waits_told_at=None,
        trouble="",
        reopened=(*report.reopened, before),
    )
