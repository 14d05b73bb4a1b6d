"""V2: half-days as the clock on the wall shows them, also when the clocks change."""

from datetime import UTC, date, datetime, time

import pytest

from handbook.core.half_days import Half, HalfDay, SchoolHours


@pytest.mark.parametrize(
    ("on", "starts_at"),
    [
        (date(2026, 10, 23), datetime(2026, 10, 23, 8, 0, tzinfo=UTC)),  # the last Friday of summer time
        (date(2026, 10, 26), datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),  # clocks went back on Sunday 25 October
        (date(2027, 3, 26), datetime(2027, 3, 26, 9, 0, tzinfo=UTC)),
        (date(2027, 3, 29), datetime(2027, 3, 29, 8, 0, tzinfo=UTC)),  # and forward on Sunday 28 March
    ],
)
def test_nine_o_clock_stays_nine_o_clock(on: date, starts_at: datetime) -> None:
    morning, _ = SchoolHours().half_days(on)
    assert morning.starts_at == starts_at
    assert (morning.ends_at - morning.starts_at).total_seconds() == 3 * 3600
    assert ", 09:00 to 12:00" in morning.words


def test_a_school_s_own_hours() -> None:
    hours = SchoolHours((time(8, 45), time(11, 45)), (time(12, 45), time(15, 15)))
    morning, afternoon = hours.half_days(date(2027, 3, 9))
    assert (morning.half, afternoon.half) == (Half.MORNING, Half.AFTERNOON)
    assert afternoon.words == "Tuesday 9 March 2027, 12:45 to 15:15"


@pytest.mark.parametrize(
    ("starts", "ends", "overlaps"),
    [(8, 9, False), (8, 10, True), (9, 12, True), (10, 11, True), (11, 14, True), (12, 13, False)],
)
def test_half_days_that_only_touch_do_not_overlap(starts: int, ends: int, overlaps: bool) -> None:
    day = date(2027, 3, 9)
    morning, other = HalfDay(day, time(9), time(12)), HalfDay(day, time(starts), time(ends))
    assert morning.overlaps(other) is other.overlaps(morning) is overlaps
    assert not morning.overlaps(HalfDay(date(2027, 3, 10), time(9), time(12)))
