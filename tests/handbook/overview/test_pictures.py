"""The pictures of the overview, as numbers."""

from dataclasses import replace
from datetime import date, timedelta

from handbook.core.school_years import SchoolCalendar, Term
from handbook.half_days.entitlement import Entitlement, EntitlementLine, account
from handbook.overview.pictures import days_waited, half_days_used, waited_words, waiting_times, weeks_of
from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v


def test_half_days_are_those_of_all_schools_together() -> None:
    one = account("900001", v.YEAR, Entitlement(), [v.a_visit(S.BOOKED)])
    other = account("900002", v.YEAR, Entitlement(), [])
    lines = dict(half_days_used([one, other]))
    assert lines["Autumn visit"] == EntitlementLine(2, planned=1)
    assert lines["Led by the school"] == EntitlementLine(6)
    assert half_days_used([]) == ()


def test_waiting_times_count_whole_days_from_asking_to_approving() -> None:
    report = a.a_dossier(Status.FILED).report
    assert days_waited(report) == 1
    assert days_waited(a.a_dossier(Status.SENT).report) is None
    assert days_waited(replace(report, sent_at=None)) is None
    late = replace(report, sent_at=a.MONDAY - timedelta(days=40))
    counts = dict(waiting_times([report, report, late, replace(report, sent_at=None)]))
    assert (counts["up to 5 days"], counts["more than 20 days"], sum(counts.values())) == (2, 1, 3)
    assert [waited_words(days) for days in (0, 5, 6, 20, 21)] == [
        "up to 5 days",
        "up to 5 days",
        "6 to 10 days",
        "11 to 20 days",
        "more than 20 days",
    ]


def test_the_term_is_shown_week_by_week_with_its_holidays() -> None:
    visits = [v.a_visit(S.HELD), v.a_visit(S.BOOKED, "visit-2"), v.a_visit(S.FOUND, "visit-3")]
    term, weeks = weeks_of(v.CALENDAR, visits, date(2026, 11, 23))
    assert term is Term.AUTUMN
    assert (weeks[0].monday, weeks[-1].monday) == (date(2026, 8, 31), date(2026, 12, 14))
    assert [one.monday for one in weeks if not one.is_school] == [date(2026, 10, 26)]
    [now] = [one for one in weeks if one.is_now]
    assert now.monday == date(2026, 11, 23)
    busy = {one.monday: (one.held, one.booked, one.visits) for one in weeks if one.visits}
    assert busy == {date(2026, 11, 30): (1, 1, 2)}


def test_after_the_last_known_day_there_is_no_term() -> None:
    assert weeks_of(v.CALENDAR, [], date(2027, 8, 1)) == (None, ())
    assert weeks_of(SchoolCalendar((), frozenset()), [], date(2026, 9, 3)) == (None, ())


def test_the_same_term_of_another_year_is_another_term() -> None:
    again = tuple(
        replace(one, first_on=one.first_on + timedelta(days=364), last_on=one.last_on + timedelta(days=364))
        for one in v.SESSIONS
    )
    calendar = SchoolCalendar((*v.SESSIONS, *again), frozenset())
    _, weeks = weeks_of(calendar, [], date(2026, 9, 3))
    assert len(weeks) == 16
