"""What a headteacher said on the telephone about a report: the Trust Advisor records it, and the headteacher can say
that it is not so (W1). As with what was signed on paper, a copy goes to whose word it was."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.british_time import day_words, london_date
from handbook.core.done_by import DoneBy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.reports.approval import WORDS_AT_MOST, WROTE_IT, with_asked
from handbook.reports.dossier import Dossier
from handbook.reports.filing import taken_back
from handbook.reports.moves import MOVES, Move
from handbook.reports.report import Decision, PhoneCall, Report, Status

ROUTE: Final = "phone"


class Said(StrEnum):
    APPROVES = "approves"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """The Trust Advisor has spoken with the headteacher: what they said of this version, when, and in which words."""

    report_id: str
    version: int
    said: Said | None
    on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class DenyAnswer:
    """The headteacher says that they did not say so."""

    report_id: str
    version: int


def check_may_record(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless the Trust Advisor may record an answer to this version now."""
    report = dossier.report
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor records what a headteacher said on the telephone.", "W1")
    if report.status is not Status.SENT or version != report.sent:
        raise Refused("stale", "This report has moved on since the card was sent. Here is how it stands now.", "W1")
    if report.headteacher_id in report.authors:
        raise Refused("not_now", WROTE_IT, "W1")


def may_record(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_record(dossier, person, dossier.report.sent))


def recorded(dossier: Dossier, command: RecordAnswer, person: Person, now: datetime) -> Report:
    """The report as the headteacher answered it. Raises Refused."""
    check_may_record(dossier, person, command.version)
    if command.said is None:
        raise Refused("missing", "Please choose what the headteacher said.", "W1")
    words = command.words.strip()
    if not words:
        raise Refused("missing", "Please write what the headteacher said: they get a copy.", "W1")
    if len(words) > WORDS_AT_MOST:
        raise Refused("missing", f"Please keep it below {WORDS_AT_MOST:,} characters.", "W1")
    report = dossier.report
    call = PhoneCall(_day(command.on, report, now), person.id, person.name, words)
    holder = report.headteacher_id
    if command.said is Said.APPROVES:
        decision = Decision(holder, now, ROUTE)
        status = MOVES[report.status, Move.APPROVE]
        return replace(report, status=status, decision=decision, phone=call, trouble="")
    status = MOVES[report.status, Move.ASK_FOR_CHANGE]
    asked = DoneBy(holder, "", now)
    return with_asked(replace(report, status=status, phone=call), words, asked, now, by_phone=True)


def check_may_deny(dossier: Dossier, person: Person, version: int) -> None:
    """Raises Refused unless this headteacher may say that what was recorded is not so."""
    report = dossier.report
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} can say that.", "W1")
    if report.phone is None or version != report.sent or (report.status, Move.DENY) not in MOVES:
        raise Refused("stale", "Nothing that was recorded of a telephone call stands here now.", "W1")


def may_deny(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_deny(dossier, person, dossier.report.sent))


def denied(dossier: Dossier, command: DenyAnswer, person: Person, now: datetime) -> Report:
    """The report waits for its headteacher again, as if nothing had been recorded: what was filed is to be closed, and
    nobody outside is to read it. Raises Refused."""
    check_may_deny(dossier, person, command.version)
    report = dossier.report
    return replace(
        taken_back(report),
        status=MOVES[report.status, Move.DENY],
        decision=None,
        asked_change="",
        change_asked_by=None,
        asked_changes=tuple(one for one in report.asked_changes if not (one.by_phone and one.version == report.sent)),
        phone=None,
        phone_denied_at=now,
    )


def _day(on: date | None, report: Report, now: datetime) -> date:
    if on is None:
        raise Refused("missing", "Please say on which day you spoke with the headteacher.", "W1")
    if on > london_date(now):
        raise Refused("no_date", f"{day_words(on)} is still to come. Please say when you spoke.", "W1")
    if report.sent_at is not None and on < london_date(report.sent_at):
        raise Refused("no_date", "That was before the report was sent to them. Please check the day.", "W1")
    return on
