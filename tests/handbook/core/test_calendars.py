from datetime import UTC, datetime

import pytest

from handbook.core.calendars import BusyTimes, Period, Unread


def hours(start: int, end: int) -> Period:
    return Period(datetime(2026, 11, 10, start, tzinfo=UTC), datetime(2026, 11, 10, end, tzinfo=UTC))


@pytest.mark.parametrize(
    ("other", "expected"),
    [((11, 13), True), ((12, 13), False), ((8, 9), False), ((10, 11), True), ((8, 13), True), ((13, 16), False)],
)
def test_periods_overlap_where_they_share_time(other: tuple[int, int], expected: bool) -> None:
    assert hours(9, 12).overlaps(hours(*other)) is hours(*other).overlaps(hours(9, 12)) is expected


def test_no_entries_are_known_and_no_answer_is_not() -> None:
    assert BusyTimes("a@x.example", ()).known is True
    assert BusyTimes("a@x.example", None, Unread.NO_MAILBOX).known is False
