"""What happens when a headteacher does not answer: reminders in school days, then a word to the Trust Advisor. The
handbook sets no figures (settings do), and nothing is ever approved by silence."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.chasing import Patience, Waited, passed
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.reports.report import Report, Status


@dataclass(frozen=True, slots=True)
class RemindHeadteacher:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    report_id: str
    version: int
    number: int


@dataclass(frozen=True, slots=True)
class TellItWaits:
    """A command of the clock: the Trust Advisor hears that a report waits, without its contents (W2)."""

    report_id: str
    version: int


Due = RemindHeadteacher | TellItWaits


def due(report: Report, calendar: SchoolCalendar, patience: Patience, now: datetime) -> tuple[Due, ...]:
    """What the clock should do about a report now. Nothing is due on a day that is no school day of that school, before
    the hour, or where its term dates are not known. Reminders that were missed (the service was down) come as one."""
    if report.status is not Status.SENT or report.sent_at is None:
        return ()
    what = passed(Waited(report.sent_at, report.reminders, report.waits_told_at), calendar, patience, now)
    return (
        *([RemindHeadteacher(report.id, report.sent, what.reminder)] if what.reminder else []),
        *([TellItWaits(report.id, report.sent)] if what.tells else []),
    )


def reminded(report: Report, command: RemindHeadteacher) -> Report:
    """Raises Refused when the report was answered, replaced or reminded of meanwhile."""
    _check_waits(report, command.version)
    if command.number <= report.reminders:
        raise Refused("stale", "That reminder has been sent already.")
    return replace(report, reminders=command.number)


def waiting_told(report: Report, command: TellItWaits, now: datetime) -> Report:
    """Raises Refused when the report was answered or replaced meanwhile, or the Trust Advisor knows."""
    _check_waits(report, command.version)
    if report.waits_told_at:
        raise Refused("stale", "The Trust Advisor has been told already.")
    return replace(report, waits_told_at=now)


def _check_waits(report: Report, version: int) -> None:
    if report.status is not Status.SENT or report.sent != version:
        raise Refused("stale", "The report no longer waits for the headteacher.")
