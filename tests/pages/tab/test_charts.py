"""The pictures' measures: every bar within its picture, as long as its number says."""

from datetime import date, timedelta

from handbook.half_days.entitlement import EntitlementLine
from handbook.overview.pictures import Week
from pages.tab import charts

MONDAY = date(2026, 11, 23)


def week(number: int, held: int = 0, booked: int = 0) -> Week:
    return Week(MONDAY + timedelta(days=7 * number), is_school=True, held=held, booked=booked, is_now=number == 0)


def test_half_days_stand_one_after_the_other_and_fit() -> None:
    short, full = charts.half_day_bars(
        [("Autumn visit", EntitlementLine(4, held=2, planned=1)), ("Led by the school", EntitlementLine(8, held=10))]
    )
    widths = {piece.kind: piece.width for piece in short.pieces}
    assert widths["held"] == 2 * widths["planned"] == 2 * widths["left"]
    assert [piece.x for piece in short.pieces] == sorted(piece.x for piece in short.pieces)
    assert (short.number, full.number) == ("3", "10")
    assert max(short.end, full.end) < charts.WIDTH


def test_counts_are_measured_by_the_largest_and_nothing_is_no_division() -> None:
    small, large = charts.count_bars([("a", 1), ("b", 4)])
    assert large.pieces[0].width == 4 * small.pieces[0].width
    assert charts.count_bars([("a", 0)])[0].pieces[0].width == 0
    assert charts.half_day_bars([("a", EntitlementLine(0))])[0].pieces[0].width == 0
    assert charts.half_day_bars([]) == charts.count_bars([]) == charts.strip([]) == ()


def test_the_strip_has_a_cell_for_each_week_and_names_each_month_once() -> None:
    cells = charts.strip([week(number, held=number, booked=1) for number in range(7)])
    assert [cell.shows_month for cell in cells] == [True, False, True, False, False, False, True]
    assert all(cell.x >= 0 and cell.x + cell.width <= charts.WIDTH for cell in cells)
    assert max(cell.held + cell.booked for cell in cells) <= charts.STRIP + 0.1
