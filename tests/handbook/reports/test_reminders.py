"""When a headteacher does not answer: reminders on school days at a decent hour, then a word to the Trust Advisor;
never an approval."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from handbook.core.chasing import Patience
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term, school_calendar
from handbook.reports.reminders import Due, RemindHeadteacher, TellItWaits, due, reminded, waiting_told
from handbook.reports.report import Report, Status
from tests.support import builders as a

LONDON = ZoneInfo("Europe/London")
ID = "report-900001-2026-autumn"
PATIENCE = Patience()
TERMS = (
    Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN),
    Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),
    Session(date(2027, 4, 12), date(2027, 5, 28), Term.SUMMER),
    Session(date(2027, 6, 7), date(2027, 7, 21), Term.SUMMER),
)
CALENDAR = school_calendar(TERMS, [], [date(2026, 11, 27)], [date(2027, 5, 3)])


def asked(day: date, **changes: object) -> Report:
    report = a.a_dossier(Status.SENT).report
    return replace(report, sent_at=at(day, time(16, 42)), **changes)


def at(day: date, hour: time = time(9, 0)) -> datetime:
    return datetime.combine(day, hour, LONDON).astimezone(UTC)


def found(report: Report, now: datetime, calendar: SchoolCalendar = CALENDAR) -> tuple[Due, ...]:
    return due(report, calendar, PATIENCE, now)


def reminder(number: int) -> RemindHeadteacher:
    return RemindHeadteacher(ID, 1, number)


WAITS = TellItWaits(ID, 1)


@pytest.mark.parametrize(
    ("asked_on", "today", "expected"),
    [
        (date(2026, 11, 2), date(2026, 11, 6), ()),
        (date(2026, 11, 2), date(2026, 11, 9), (reminder(1),)),  # five school days on
        (date(2026, 11, 2), date(2026, 11, 16), (reminder(2),)),
        (date(2026, 11, 2), date(2026, 11, 23), (reminder(3), WAITS)),
        (date(2026, 10, 22), date(2026, 10, 29), ()),  # half term
        (date(2026, 10, 22), date(2026, 11, 4), ()),  # four school days over it
        (date(2026, 10, 22), date(2026, 11, 5), (reminder(1),)),
        (date(2026, 11, 23), date(2026, 11, 30), ()),  # INSET on the Friday between
        (date(2026, 11, 23), date(2026, 12, 1), (reminder(1),)),
        (date(2027, 4, 28), date(2027, 5, 5), ()),  # a bank holiday between
        (date(2027, 4, 28), date(2027, 5, 6), (reminder(1),)),
        (date(2026, 11, 2), date(2026, 11, 14), ()),  # a Saturday: it waits for Monday
        (date(2026, 11, 2), date(2026, 11, 27), ()),  # INSET: nobody is there
        (date(2027, 4, 20), date(2027, 5, 3), ()),  # a bank holiday
        (date(2026, 12, 10), date(2026, 12, 21), ()),  # Christmas holidays
    ],
)
def test_reminders_count_school_days(asked_on: date, today: date, expected: tuple[Due, ...]) -> None:
    assert found(asked(asked_on), at(today)) == expected


@pytest.mark.parametrize(
    ("asked_on", "now", "is_due"),
    [
        (date(2026, 11, 2), datetime(2026, 11, 9, 8, 59, 59, tzinfo=UTC), False),  # GMT
        (date(2026, 11, 2), datetime(2026, 11, 9, 9, 0, tzinfo=UTC), True),
        (date(2027, 6, 7), datetime(2027, 6, 14, 7, 59, 59, tzinfo=UTC), False),  # BST
        (date(2027, 6, 7), datetime(2027, 6, 14, 8, 0, tzinfo=UTC), True),
        (date(2027, 6, 7), datetime(2027, 6, 13, 23, 30, tzinfo=UTC), False),  # Monday in London, half past midnight
    ],
)
def test_nobody_is_reminded_before_nine_in_london(asked_on: date, now: datetime, is_due: bool) -> None:
    assert found(asked(asked_on), now) == ((reminder(1),) if is_due else ())


def test_a_report_sent_late_in_a_summer_evening_counts_from_that_day() -> None:
    """23:30 UTC is the next day in London."""
    report = replace(asked(date(2027, 6, 7)), sent_at=datetime(2027, 6, 7, 23, 30, tzinfo=UTC))
    assert found(report, at(date(2027, 6, 14))) == ()
    assert found(report, at(date(2027, 6, 15))) == (reminder(1),)


def test_reminders_that_were_missed_come_as_one() -> None:
    assert found(asked(date(2026, 11, 2)), at(date(2026, 12, 15))) == (reminder(3), WAITS)


def test_what_was_done_is_not_due_again() -> None:
    report = asked(date(2026, 11, 2), reminders=1)
    assert found(report, at(date(2026, 11, 10))) == ()
    assert found(report, at(date(2026, 11, 16))) == (reminder(2),)
    told = asked(date(2026, 11, 2), reminders=3, waits_told_at=a.MONDAY)
    assert found(told, at(date(2026, 12, 15))) == ()


def test_where_term_dates_are_not_known_nothing_is_due() -> None:
    unknown = school_calendar([], [], [], [])
    assert found(asked(date(2026, 11, 2)), at(date(2026, 12, 15)), unknown) == ()
    assert found(asked(date(2027, 7, 20)), at(date(2027, 9, 20))) == ()


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SENT])
def test_only_who_was_asked_is_reminded(status: Status) -> None:
    assert found(a.a_dossier(status).report, at(date(2026, 12, 15))) == ()


def test_a_report_that_nobody_was_asked_about_is_not_due() -> None:
    assert found(replace(asked(date(2026, 11, 2)), sent_at=None), at(date(2026, 12, 15))) == ()


def test_a_trust_may_set_its_own_days_and_hour() -> None:
    own = Patience((2,), 1, time(12, 0))
    report = asked(date(2026, 11, 2))
    assert due(report, CALENDAR, own, at(date(2026, 11, 4), time(11, 59))) == ()
    assert due(report, CALENDAR, own, at(date(2026, 11, 4), time(12, 0))) == (reminder(1), WAITS)


def test_a_reminder_is_noted_and_changes_nothing_else() -> None:
    report = asked(date(2026, 11, 2))
    assert reminded(report, reminder(2)) == replace(report, reminders=2)
    assert waiting_told(report, WAITS, a.MONDAY) == replace(report, waits_told_at=a.MONDAY)


@pytest.mark.parametrize(
    "report",
    [
        *(a.a_dossier(status).report for status in Status if status is not Status.SENT),
        a.send_on(a.receive_again(a.a_dossier(Status.SENT))).report,
    ],
)
def test_an_answer_or_a_new_version_takes_the_reminder_away(report: Report) -> None:
    for attempt in (lambda: reminded(report, reminder(1)), lambda: waiting_told(report, WAITS, a.MONDAY)):
        with pytest.raises(Refused, match="no longer waits for the headteacher"):
            attempt()


def test_two_clocks_remind_once() -> None:
    report = asked(date(2026, 11, 2))
    with pytest.raises(Refused, match="sent already"):
        reminded(reminded(report, reminder(1)), reminder(1))
    with pytest.raises(Refused, match="told already"):
        waiting_told(waiting_told(report, WAITS, a.MONDAY), WAITS, a.MONDAY)
