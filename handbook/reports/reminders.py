"""What happens when a headteacher does not answer: reminders in school days, then a word to the Trust Advisor. The
handbook sets no figures (settings do), and nothing is ever approved by silence."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.reports.report import Report, Status


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many school days without an answer the headteacher is reminded, and the Trust Advisor told."""

    reminders: tuple[int, ...] = (5, 10, 15)
    trust_advisor: int = 15
    not_before: time = time(9, 0)


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
    today = london_date(now)
    if report.status is not Status.SENT or report.sent_at is None or not calendar.is_school_day(today):
        return ()
    if now.astimezone(LONDON).time() < patience.not_before:
        return ()
    asked_on = london_date(report.sent_at)
    passed = sum(1 for days in patience.reminders if has_come(calendar, asked_on, days, today))
    found: list[Due] = []
    if passed > report.reminders:
        found.append(RemindHeadteacher(report.id, report.sent, passed))
    if report.waits_told_at is None and has_come(calendar, asked_on, patience.trust_advisor, today):
        found.append(TellItWaits(report.id, report.sent))
    return tuple(found)


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


def has_come(calendar: SchoolCalendar, asked_on: date, days: int, today: date) -> bool:
    """Whether so many school days have passed; not where the term dates are not known."""
    day = calendar.school_day_after(asked_on, days)
    return day is not None and day <= today


def _check_waits(report: Report, version: int) -> None:
    if report.status is not Status.SENT or report.sent != version:
        raise Refused("stale", "The report no longer waits for the headteacher.")
