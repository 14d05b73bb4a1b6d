"""P1: what a target still needs to be SMART, wherever in its row it stands."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.reports.paper.deadlines import Deadline, deadline
from handbook.reports.paper.smart import lacking

ON = date(2026, 11, 23)
MEASURE, OWNER, DATE = "a measure", "an owner", "a date"
KEPT_BESIDE = Path(__file__).parents[5] / "shared" / "cases"


@pytest.mark.parametrize(
    "text",
    ["12 February", "12th of Feb", "by 12 Feb 2027", "March 3rd", "March 3rd 2027", "12/02/2027", "12.2.27",
     "2027-02-12", "29 February", "July", "Sept 27", "Sept '27", "by May", "July 2027", "Easter", "by Easter 2027",
     "Spring 2", "Spr 1 2026/27", "Autumn term 2026", "end of the spring term", "Summer term 2027", "2027", "2026/27",
     "half term", "HT4", "Term 3", "end of the academic year", "year end", "next SIP visit", "this term",
     "within 6 weeks", "in two terms", "w/b 7 June", "week beginning 7 June", "Friday", "after the SATs",
     "3 March 2025, again 3 March 2027", "in 2026"],
)  # fmt: skip
def test_a_time_to_come(text: str) -> None:
    assert deadline(text, ON) is Deadline.TO_COME


@pytest.mark.parametrize(
    "text",
    ["12 Feb 2019", "12 Feb '19", "March 3rd 2026", "22.11.26", "2026-11-22", "July 2026", "Easter 2026", "2025",
     "2024/25", "Spring 1 2025/26", "Christmas 2025"],
)  # fmt: skip
def test_a_time_that_is_over(text: str) -> None:
    assert deadline(text, ON) is Deadline.PAST


@pytest.mark.parametrize("text", ["32 March", "31 April 2027", "29/2/2027", "12/13/2026", "0 May", "2027-02-30"])
def test_a_day_that_no_calendar_has(text: str) -> None:
    assert deadline(text, ON) is Deadline.IMPOSSIBLE


@pytest.mark.parametrize("text", ["", "Ongoing", "pupils may read more", "sum up each lesson", "96%", "short term"])
def test_no_time_at_all(text: str) -> None:
    assert deadline(text, ON) is Deadline.NONE


def test_today_is_not_over() -> None:
    assert deadline("23 November 2026", ON) is Deadline.TO_COME


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (("Raise writing", "70 %", "Year 4 lead", "July"), ()),
        (("Raise writing", "Notes shared with governors", "Everyone", "When the hall is built"), ()),
        (("Raise writing to 70% by July (English lead)", "", "", ""), ()),
        (("Deputy head: two thirds of Year 4 read at home by Easter", "–", "n/a", "tbc"), ()),
        (("Raise writing", "70% by Easter, SENCo to check", "", ""), ()),
        (("Raise writing", "", "Year 4 lead", "July"), (MEASURE,)),
        (("Raise writing", "70 %", " ", ""), (OWNER, DATE)),
        (("Raise writing", "–", "tbc", "n/a"), (MEASURE, OWNER, DATE)),
        (("Raise writing in Years 3 and 4, KS2, by 12 March 2027", "", "HT", ""), (MEASURE,)),
        (("Raise writing", "Better outcomes", "HT", "July"), (MEASURE,)),
        (("Raise writing", "see SDP", "See SDP", "As per plan"), (MEASURE, OWNER, DATE)),
        (("Raise writing by Spring HT to 70%", "", "", ""), (OWNER,)),
        (("Raise writing by HT4 to 70%", "", "", ""), (OWNER,)),
        (("Actions that lead to 70%", "", "", "July"), (OWNER,)),
        (("Raise writing", "70%", "HT", "ongoing"), (DATE,)),
        (("Raise writing", "70%", "HT", "Throughout the year"), (DATE,)),
        (("Raise writing", "70%", "HT", "as soon as possible"), (DATE,)),
        (("Raise writing", "70%", "HT", "Weekly"), (DATE,)),
        (("Raise writing", "70%", "HT", "Weekly from January"), ()),
        (("Raise writing by July", "70%", "HT", "ongoing"), ()),
        (("Raise writing", "70%", "HT", "31 June"), (DATE,)),
        (("Raise writing", "70%", "HT", "1 June 2026"), ("a date to come",)),
        (("Raise writing from its level of July 2025", "70%", "HT", ""), (DATE,)),
    ],
)
def test_what_a_target_lacks(row: tuple[str, str, str, str], lacks: tuple[str, ...]) -> None:
    assert lacking(*row, ON) == lacks


written = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ("12", "32", "٣", "feb", "march", "may", "2027", "/", "-", "'", "spring", "ht", "year", "96%", " ")
    ),
    max_size=8,
).map(" ".join)


@given(written, written, written, written, st.dates(date(2000, 1, 1), date(2098, 1, 1)))
def test_whatever_is_written_is_answered(text: str, measure: str, owner: str, due: str, on: date) -> None:
    """And what a complete row adds is never missing afterwards."""
    assert set(lacking(text, measure, owner, due, on)) <= {MEASURE, OWNER, DATE, "a date to come"}
    assert lacking(text, "95%", "HT", "by Easter", on) == ()


def test_the_targets_that_are_kept_beside_the_project() -> None:
    table = KEPT_BESIDE / "targets.tsv"
    if not table.exists():
        pytest.skip("the table of targets (../shared/cases) is absent")
    _, *lines = table.read_text(encoding="utf-8").splitlines()
    rows = [(line.split("\t") + [""] * 5)[:5] for line in lines]
    found = [(*row, ";".join(lacking(row[0], row[1], row[2], row[3], ON))) for row in rows]
    assert found
    assert [row for row in found if row[4] != row[5]] == []
