"""What became of the rows adds up, or nothing is done."""

import pytest

from handbook.schools.outcome import RowOutcome, Tally, leave_too_many


def test_the_figures_add_up() -> None:
    found = Tally(5, {RowOutcome.CREATED: 2, RowOutcome.SKIPPED: 3}, {"closed": 1, "others": 2})
    assert found.words == "5 rows: 2 new, 0 changed, 0 as before, 3 left out, 0 with a fault."


@pytest.mark.parametrize(
    ("attempted", "outcomes", "skipped"),
    [
        (3, {RowOutcome.CREATED: 2}, {}),
        (1, {RowOutcome.CREATED: 2}, {}),
        (1, {RowOutcome.SKIPPED: 1}, {}),
        (2, {RowOutcome.CREATED: 2}, {"closed": 1}),
    ],
)
def test_a_row_that_was_lost_or_counted_twice_stops_it(
    attempted: int, outcomes: dict[RowOutcome, int], skipped: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=f"{attempted} rows came to"):
        Tally(attempted, outcomes, skipped)


@pytest.mark.parametrize(
    ("leaving", "listed", "too_many"), [(0, 0, False), (1, 10, False), (2, 19, True), (1, 0, True)]
)
def test_how_many_may_leave_without_another_word(leaving: int, listed: int, too_many: bool) -> None:
    assert leave_too_many(leaving, listed) is too_many
