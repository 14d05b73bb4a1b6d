"""Slots: possible ones only, good ones first, each with why; and why there is none."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.core.half_days import Half, HalfDay, SchoolHours
from handbook.core.places import Place, Travel, miles_between
from handbook.core.school_years import school_calendar
from handbook.visits.slots.busy_times import BusyTimes, Stretch
from handbook.visits.slots.free_half_days import Elsewhere, Obstacle, Preference, SlotSearch, free_half_days, obstacle
from handbook.visits.slots.good_slots import good_slots, three, why_none
from tests.support import builders as a
from tests.support.visits import CALENDAR, afternoon, morning

NOW = a.MONDAY
EVERYTHING = (Stretch(datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 8, 31, tzinfo=UTC)),)
FREE = BusyTimes(EVERYTHING)
UNREAD = BusyTimes()
HERE = Place(54.60, -3.10)
FOUR_MILES_NORTH = Place(54.658, -3.10)
FAR_AWAY = Place(55.10, -3.10)
SEARCH = SlotSearch("900001", "St Hilda’s", CALENDAR, FREE, FREE, date(2026, 11, 2), date(2026, 12, 18), HERE, notice=5)
TUESDAY = date(2026, 12, 8)


def busy(*half_days: HalfDay) -> BusyTimes:
    return BusyTimes(EVERYTHING, tuple(Stretch(one.starts_at, one.ends_at) for one in half_days))


def busy_but(*half_days: HalfDay) -> BusyTimes:
    return busy(*(one for one in free_half_days(SEARCH, NOW) if one not in half_days))


def at_st_bede(half_day: HalfDay, place: Place | None = FOUR_MILES_NORTH) -> Elsewhere:
    return Elsewhere(half_day, "900002", "St Bede’s", place)


def test_only_school_days_with_enough_notice() -> None:
    """Five school days after Monday 23 November, with INSET on Friday 27, is Tuesday 1 December."""
    free = free_half_days(SEARCH, NOW)
    assert free[:2] == (morning(date(2026, 12, 1)), afternoon(date(2026, 12, 1)))
    assert len(free) == 2 * 14
    assert all(CALENDAR.is_school_day(one.on) for one in free)
    today = replace(SEARCH, notice=0)
    ten = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert free_half_days(today, ten)[0] == afternoon(date(2026, 11, 24))


def test_a_school_s_own_hours_are_asked_about() -> None:
    hours = SchoolHours((time(8, 30), time(11, 30)), (time(12, 30), time(15, 0)))
    meeting = BusyTimes(
        EVERYTHING, (Stretch(datetime(2026, 12, 1, 11, 30, tzinfo=UTC), datetime(2026, 12, 1, 12, 30, tzinfo=UTC)),)
    )
    free = free_half_days(replace(SEARCH, hours=hours, sip=meeting), NOW)
    assert [one.starts for one in free[:2]] == [time(8, 30), time(12, 30)]


def test_an_event_at_nine_is_in_the_way_of_nine_on_both_sides_of_a_clock_change() -> None:
    for day in (date(2026, 10, 23), date(2026, 11, 2), date(2027, 3, 25), date(2027, 4, 19)):
        nine = Stretch(morning(day).starts_at, morning(day).starts_at + timedelta(minutes=30))
        search = replace(SEARCH, sip=BusyTimes(EVERYTHING, (nine,)), first_on=day, last_on=day, notice=0)
        assert free_half_days(search, datetime(2026, 9, 2, tzinfo=UTC)) == (afternoon(day),)
    assert morning(date(2026, 10, 23)).starts_at.hour == 8
    assert morning(date(2026, 11, 2)).starts_at.hour == 9


DAY = (morning(TUESDAY), afternoon(TUESDAY))
MORNINGS = tuple(one for one in free_half_days(SEARCH, NOW) if one.half is Half.MORNING)
AFTERNOONS = tuple(one for one in free_half_days(SEARCH, NOW) if one.half is Half.AFTERNOON)
NO_DATES = school_calendar([], [], [], [])
ENDS_SOON = (Stretch(datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 12, 1, 11, 0, tzinfo=UTC)),)

OFF = BusyTimes(EVERYTHING, (), EVERYTHING)


@pytest.mark.parametrize(
    ("search", "expected", "words"),
    [
        (SEARCH, None, ""),
        (replace(SEARCH, calendar=NO_DATES), Obstacle.NO_SCHOOL_DAY, "St Hilda’s has no school day between Monday"),
        (replace(SEARCH, last_on=date(2026, 11, 30)), Obstacle.NO_SCHOOL_DAY, "5 school days’ notice"),
        (
            replace(SEARCH, checked_until=date(2026, 11, 30)),
            Obstacle.NO_CHECKS,
            "Your checks are current until Monday 30 November 2026, and every possible half-day",
        ),
        (replace(SEARCH, sip=UNREAD), Obstacle.SIP_UNKNOWN, "Your calendar could not be read"),
        (replace(SEARCH, sip=BusyTimes(ENDS_SOON)), Obstacle.SIP_UNKNOWN, "Your calendar could not be read"),
        (replace(SEARCH, headteacher=UNREAD), Obstacle.HEADTEACHER_UNKNOWN, "The headteacher’s calendar could not"),
        (replace(SEARCH, sip=OFF), Obstacle.SIP_OFF, "is outside your working hours in Outlook"),
        (
            replace(SEARCH, headteacher=OFF),
            Obstacle.HEADTEACHER_OFF,
            "that the headteacher of St Hilda’s has in Outlook",
        ),
        (replace(SEARCH, sip=busy_but()), Obstacle.SIP_BUSY, "You have no free half-day"),
        (replace(SEARCH, headteacher=busy_but()), Obstacle.HEADTEACHER_BUSY, "headteacher of St Hilda’s has no free"),
        (replace(SEARCH, sip=busy(*MORNINGS), headteacher=busy(*AFTERNOONS)), Obstacle.NEVER_BOTH, "both free"),
        (replace(SEARCH, sip=busy_but(*DAY[:1]), headteacher=None), None, ""),
        (
            replace(SEARCH, sip=busy_but(DAY[0]), elsewhere=(at_st_bede(DAY[1], FAR_AWAY),)),
            Obstacle.TRAVEL,
            "it takes too long to travel from your other school",
        ),
        (replace(SEARCH, passed_over=free_half_days(SEARCH, NOW)), Obstacle.ALL_SHOWN, "You have seen every half-day"),
    ],
)
def test_what_stands_in_the_way_is_said(search: SlotSearch, expected: Obstacle | None, words: str) -> None:
    assert obstacle(search, NOW) is expected
    assert words in why_none(search, NOW)
    assert bool(good_slots(search, NOW)) is (expected is None)


def test_the_last_day_of_the_checks_can_still_be_had_and_none_after_it() -> None:
    until = free_half_days(SEARCH, NOW)[2].on
    days = [one.on for one in free_half_days(replace(SEARCH, checked_until=until), NOW)]
    assert days == [one.on for one in free_half_days(SEARCH, NOW) if one.on <= until]


@pytest.mark.parametrize(
    ("other", "possible"),
    [
        (at_st_bede(DAY[1]), True),
        (at_st_bede(DAY[1], FAR_AWAY), False),  # 34 miles, and an hour between
        (at_st_bede(DAY[1], None), True),  # an hour is what the setting says
        (at_st_bede(DAY[0]), False),  # at the same time
        (at_st_bede(afternoon(date(2026, 12, 9)), FAR_AWAY), True),  # another day
        (
            Elsewhere(HalfDay(TUESDAY, time(12, 0), time(14, 0)), "900001", "St Hilda’s", HERE),
            True,
        ),  # the school itself
        (Elsewhere(HalfDay(TUESDAY, time(12, 10), time(14, 0)), "900002", "St Bede’s", FOUR_MILES_NORTH), False),
    ],
)
def test_there_is_time_for_the_way_between_two_schools(other: Elsewhere, possible: bool) -> None:
    assert (DAY[0] in free_half_days(replace(SEARCH, elsewhere=(other,)), NOW)) is possible
    longer = Travel(where_unknown=61)
    unknown = replace(SEARCH, elsewhere=(at_st_bede(DAY[1], None),), travel=longer)
    assert DAY[0] not in free_half_days(unknown, NOW)


@pytest.mark.parametrize(
    ("search", "half_day", "why", "why_for_school"),
    [
        (
            replace(SEARCH, elsewhere=(at_st_bede(DAY[1]),)),
            DAY[0],
            "You are at St Bede’s, 4 miles away, that afternoon.",
            "Your SIP is near your school that day.",
        ),
        (
            replace(SEARCH, elsewhere=(at_st_bede(DAY[0], Place(54.6145, -3.10)),)),
            DAY[1],
            "You are at St Bede’s, 1 mile away, that morning.",
            "Your SIP is near your school that day.",
        ),
        (
            replace(SEARCH, elsewhere=(at_st_bede(DAY[0], Place(54.601, -3.10)),)),
            DAY[1],
            "You are at St Bede’s, less than a mile away, that morning.",
            "Your SIP is near your school that day.",
        ),
        (
            replace(SEARCH, elsewhere=(Elsewhere(DAY[0], "900001", "St Hilda’s"),)),
            DAY[1],
            "You are at this school that morning already.",
            "Your SIP is near your school that day.",
        ),
        (
            replace(SEARCH, preferences=(Preference(1, Half.MORNING),)),
            morning(date(2026, 12, 1)),
            "St Hilda’s prefers Tuesday mornings.",
            "Your school prefers Tuesday mornings.",
        ),
        (
            replace(SEARCH, preferences=(Preference(weekday=3),)),
            morning(date(2026, 12, 3)),
            "St Hilda’s prefers Thursdays.",
            "Your school prefers Thursdays.",
        ),
        (
            replace(SEARCH, preferences=(Preference(half=Half.AFTERNOON),)),
            afternoon(date(2026, 12, 1)),
            "St Hilda’s prefers afternoons.",
            "Your school prefers afternoons.",
        ),
        (
            SEARCH,
            morning(date(2026, 12, 1)),
            "It is the first possible day.",
            "It is the first possible day.",
        ),
        (
            replace(
                SEARCH, elsewhere=(at_st_bede(afternoon(date(2026, 12, 1)), FAR_AWAY), at_st_bede(DAY[1], FAR_AWAY))
            ),
            morning(date(2026, 12, 14)),
            "You have no other visit that week.",
            "You are both free then.",
        ),
    ],
)
def test_the_best_comes_first_with_why(search: SlotSearch, half_day: HalfDay, why: str, why_for_school: str) -> None:
    best = good_slots(search, NOW)[0]
    assert (best.half_day, best.why, best.why_for_school) == (half_day, why, why_for_school)


def test_where_nothing_is_special_it_says_that_both_are_free() -> None:
    """And where the headteacher could not be asked, it does not say so."""
    week = tuple(at_st_bede(morning(date(2026, 12, day)), FAR_AWAY) for day in (2, 9, 16))
    busy_weeks = replace(SEARCH, elsewhere=week)
    last = {slot.half_day: slot for slot in good_slots(busy_weeks, NOW)}[morning(date(2026, 12, 10))]
    assert last.why == last.why_for_school == "You are both free then."
    alone = good_slots(replace(busy_weeks, headteacher=None), NOW)
    other = {slot.half_day: slot for slot in alone}[morning(date(2026, 12, 10))]
    assert other.why == "The SIP is free then; the headteacher’s calendar could not be read."


def test_a_headteacher_never_reads_the_name_of_another_school() -> None:
    search = replace(SEARCH, elsewhere=(at_st_bede(DAY[1]), at_st_bede(morning(date(2026, 12, 2)))))
    assert not any("Bede" in slot.why_for_school for slot in good_slots(search, NOW))


def test_three_at_a_time_lie_on_different_days_and_the_next_three_follow() -> None:
    slots = good_slots(SEARCH, NOW)
    turns = [three(slots, turn) for turn in range(4)]
    assert [slot for turn in turns for slot in turn] == list(slots[:12])
    for turn in turns[:3]:
        assert len({slot.half_day.on for slot in turn}) == 3
    assert len({slot.half_day.on.isocalendar()[1] for slot in turns[0]}) == 3
    assert three(slots, 100) == ()


def test_three_differ_in_weekday_and_half_and_others_lie_on_other_days() -> None:
    """Whoever has no Fridays, or teaches in the morning, finds one that suits; whoever asks for others sees others."""
    first = three(good_slots(SEARCH, NOW))
    assert len({slot.half_day.on.weekday() for slot in first}) == 3
    assert {slot.half_day.half for slot in first} == {*Half}
    seen = tuple(slot.half_day for slot in first)
    others = three(good_slots(replace(SEARCH, passed_over=seen), NOW))
    assert {slot.half_day.on for slot in others}.isdisjoint(one.on for one in seen)


TIMES = st.sampled_from(free_half_days(SEARCH, NOW))


@settings(deadline=None)
@given(
    st.lists(TIMES, max_size=12),
    st.lists(TIMES, max_size=12),
    st.lists(TIMES, max_size=3, unique_by=lambda one: one.on),
)
def test_nothing_is_offered_that_is_not_free(sip: list[HalfDay], head: list[HalfDay], visits: list[HalfDay]) -> None:
    elsewhere = tuple(at_st_bede(one) for one in visits)
    search = replace(SEARCH, sip=busy(*sip, *visits), headteacher=busy(*head), elsewhere=elsewhere)
    slots = good_slots(search, NOW)
    assert good_slots(search, NOW) == slots
    offered = {slot.half_day for slot in slots}
    assert offered == set(free_half_days(SEARCH, NOW)) - {*sip, *head, *visits}
    assert all(slot.why.endswith(".") and slot.why_for_school.endswith(".") for slot in slots)


def test_miles_are_those_of_the_crow() -> None:
    liverpool, wigan = Place(53.4084, -2.9916), Place(53.5451, -2.6325)
    assert 17 < miles_between(liverpool, wigan) < 18
    assert miles_between(wigan, liverpool) == miles_between(liverpool, wigan)
    assert miles_between(HERE, HERE) == 0
    assert not Travel().is_near(HERE, None)
