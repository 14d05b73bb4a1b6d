"""P2: whether school and SIP judge alike, in whatever way they write a grade."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.reports.paper.frameworks import EFFECTIVE, FIVE_POINTS, FOUR_POINTS, MET, Scale
from handbook.reports.paper.judgements import Comparison, compared, is_no_answer

ALL = (FOUR_POINTS, FIVE_POINTS, EFFECTIVE, MET)
ANSWERS = {
    "no": Comparison.AGREES,
    "yes": Comparison.DIFFERS,
    "not judged": Comparison.NOT_JUDGED,
    "ask": Comparison.UNCLEAR,
}
KEPT_BESIDE = Path(__file__).parents[5] / "shared" / "cases"


@pytest.mark.parametrize(
    ("school", "sip"),
    [
        ("Good", "good "),
        ("Outstanding", "1"),
        ("Grade 3", "Requires improvement (3)"),
        ("R.I.", "RI"),
        ("requires-improvement", "Requires  Improvement"),
        ("Special measures", "Inadequate"),
        ("Good – Ofsted, March 2023", "Good: see evidence"),
        ("Good / Outstanding", "outstanding/good"),
        ("Exceptional", "exceptional!"),
        ("Strong", "Strong standard – a strong year"),
        ("expected", "Expected Standard."),
        ("Ineffective", "Not effective"),
        ("Met", "MET (checked on the day)"),
        ("Good", "Agreed"),
        ("Good", "Yes – same evidence seen"),
        ("Good", "✓"),
        ("Secure", "As the school"),
        ("Quite secure", "quite  secure"),
    ],
)
def test_the_same_judgement_in_other_words(school: str, sip: str) -> None:
    assert compared(school, sip, ALL) is compared(sip, school, ALL) is Comparison.AGREES


@pytest.mark.parametrize(
    ("school", "sip"),
    [
        ("Good", "3"),
        ("Good / Outstanding", "Good"),
        ("Expected standard", "Strong"),
        ("Effective", "Not effective"),
        ("Not met – one record missing", "Met"),
    ],
)
def test_two_grades_of_one_scale_that_differ(school: str, sip: str) -> None:
    assert compared(school, sip, ALL) is compared(sip, school, ALL) is Comparison.DIFFERS


@pytest.mark.parametrize(
    "nothing",
    ["", "  ", "n/a", "N.A.", "not applicable", "–", "-", "...", "?", "TBC", "tbc in spring", "to be confirmed",
     "Not judged this term", "not yet graded", "No judgement yet", "none", "Pending"],
)  # fmt: skip
def test_where_one_did_not_judge_there_is_nothing_to_compare(nothing: str) -> None:
    assert is_no_answer(nothing)
    assert compared("Good", nothing, ALL) is compared(nothing, "Agreed", ALL) is Comparison.NOT_JUDGED
    assert compared(nothing, nothing, ALL) is Comparison.NOT_JUDGED


@pytest.mark.parametrize(
    "unknown",
    ["Good with outstanding features", "Good → Outstanding", "Good?", "Good+", "Good, outstanding in places",
     "Good – but not in early years", "Good (3)", "2.5", "Securely good", "See comment below", "Agreed, but only just",
     "Yes – outstanding", "Yes?", "Secure", "Strong", "Met", "none of it, but improving", "Good / Secure"],
)  # fmt: skip
def test_what_the_scale_does_not_know_is_never_called_a_gap(unknown: str) -> None:
    assert compared("Good", unknown, ALL) is compared(unknown, "Good", ALL) is Comparison.UNCLEAR


def test_numbers_are_grades_of_their_own_scale_only() -> None:
    """The report card has no numbers, and its grades are none of the older ones."""
    assert compared("Strong standard", "2", (FIVE_POINTS,)) is Comparison.UNCLEAR
    assert compared("Expected standard", "Good", ALL) is Comparison.UNCLEAR
    assert compared("Good", "Requires improvement", (FIVE_POINTS,)) is Comparison.UNCLEAR


def in_some_way(grade: str) -> st.SearchStrategy[str]:
    ways = (
        grade.upper(),
        f" {grade}. ",
        grade.replace(" ", "-"),
        f"{grade} (seen on the day)",
        f"{grade} – as written",
    )
    return st.sampled_from(ways)


@given(st.sampled_from((FOUR_POINTS, FIVE_POINTS, EFFECTIVE, MET)), st.data())
def test_every_grade_in_every_way(scale: Scale, data: st.DataObject) -> None:
    first, second = (data.draw(st.sampled_from(scale.grades)) for _ in range(2))
    wanted = Comparison.AGREES if first == second else Comparison.DIFFERS
    assert compared(data.draw(in_some_way(first)), data.draw(in_some_way(second)), (scale,)) is wanted


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_compare_either_way_round(school: str, sip: str) -> None:
    assert compared(school, sip, ALL) is compared(sip, school, ALL)
    assert compared(school, school, ALL) in (Comparison.AGREES, Comparison.NOT_JUDGED)


def test_the_pairs_that_are_kept_beside_the_project() -> None:
    table = KEPT_BESIDE / "judgement_pairs.tsv"
    if not table.exists():
        pytest.skip("the table of judgements (../shared/cases) is absent")
    lines = table.read_text(encoding="utf-8").split("\n")
    rows = csv.DictReader(filter(None, lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [(row["school"], row["sip"], row["gap"], compared(row["school"], row["sip"], ALL)) for row in rows]
    assert found
    assert [row for row in found if row[3] is not ANSWERS[row[2]]] == []


def test_an_essay_is_read_by_people() -> None:
    essay = f"Good. {'Behaviour is calm. ' * 200}"
    assert compared(essay, "Outstanding", ALL) is Comparison.UNCLEAR
    assert compared(essay, essay.upper(), ALL) is Comparison.AGREES
    assert compared(essay, "n/a", ALL) is Comparison.NOT_JUDGED
    assert compared(f"Good. {'Behaviour is calm. ' * 100}", "Outstanding", ALL) is Comparison.DIFFERS
