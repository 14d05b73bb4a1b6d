"""P1-P5: what a report says, and what it lacks."""

from datetime import date

import pytest

from handbook.core.school_years import Term
from handbook.reports.paper.proforma import SECTIONS, Contents, Judgement, Target
from tests.support import builders as a

FIRST_PART = ("context", "last_ofsted", "judgements", "school_priorities", "curriculum")
EACH_TERM = ("progress", "visit_notes", "good_practice", "headteacher", "targets", "next_visit")


def blank(term: Term | None) -> Contents:
    return a.a_contents(term=term, sections={})


def keys(contents: Contents) -> tuple[str, ...]:
    return tuple(kind.key for kind in contents.missing)


@pytest.mark.parametrize("term", [Term.AUTUMN, None])
def test_the_first_visit_fills_everything(term: Term | None) -> None:
    """P2; and where the term is not known, nothing is let off."""
    assert keys(blank(term)) == FIRST_PART + EACH_TERM


@pytest.mark.parametrize("term", [Term.SPRING, Term.SUMMER])
def test_later_visits_fill_the_form_of_the_term(term: Term) -> None:
    assert keys(blank(term)) == EACH_TERM


def test_what_is_filled_early_counts_as_filled_and_blanks_do_not() -> None:
    contents = a.a_contents(term=Term.SPRING, sections={"context": "By the harbour.", "progress": " \n "})
    assert [kind.key for kind in contents.filled] == ["context"]
    assert keys(contents) == EACH_TERM


def test_a_full_report_lacks_nothing() -> None:
    assert a.a_contents(sections={kind.key: "Text." for kind in SECTIONS}).missing == ()


@pytest.mark.parametrize(
    ("area", "school", "sip", "found"),
    [
        ("Quality of education", "Good", "Requires improvement", "gap"),
        ("Quality of education", "Good", "RI", "gap"),
        ("Quality of education", "Good", "good ", ""),
        ("Quality of education", "Good  with features", "good with features", ""),
        ("Quality of education", "", "Good", ""),
        ("Quality of education", "Good", "  ", ""),
        ("Quality of education", "Good", "see below", "unclear"),
        ("Quality of education", "Strong standard", "Expected standard", "unclear"),
        ("Inclusion", "Strong standard", "Expected standard", "gap"),
        ("Inclusion", "Good", "Outstanding", "unclear"),
        ("Catholic life and mission", "Good", "Outstanding", "gap"),
        ("Forest school", "Good", "Outstanding", "gap"),
    ],
)
def test_a_gap_is_where_both_judged_and_differ(area: str, school: str, sip: str, found: str) -> None:
    """In the framework that the report is written in; what that does not know is neither a gap nor none."""
    judgement = Judgement(area, school, sip)
    contents = a.a_contents(judgements=(judgement,))
    assert contents.gaps == ((judgement,) if found == "gap" else ())
    assert contents.unclear == ((judgement,) if found == "unclear" else ())


STANDING = {
    ("Good", "Good"): {
        "": "agreeing",
        "Gap": "gap",
        "No gap": "agreeing",
        "Closed": "agreeing",
        "see below": "agreeing",
    },
    ("Good", "RI"): {"": "gap", "Gap": "gap", "No gap": "unclear", "Closed": "agreeing", "see below": "gap"},
    ("Good", "??"): {"": "", "Gap": "gap", "No gap": "", "Closed": "agreeing"},
    ("Good", "Strong"): {"": "unclear", "Gap": "gap", "No gap": "agreeing", "Closed": "agreeing", "n/a": "unclear"},
    ("Good", "n/a"): {"": "", "Gap": "gap", "No gap": "", "Closed": "agreeing"},
}


@pytest.mark.parametrize(
    ("school", "sip", "mark", "found"),
    [(*judged, mark, found) for judged, marks in STANDING.items() for mark, found in marks.items()],
)
def test_what_people_say_of_two_judgements_holds_unless_they_overlook_a_gap(
    school: str, sip: str, mark: str, found: str
) -> None:
    contents = a.a_contents(judgements=(Judgement("Quality of education", school, sip, gap=mark),))
    told = {"gap": contents.gaps, "unclear": contents.unclear, "agreeing": contents.agreeing}
    assert [word for word, judgements in told.items() if judgements] == ([found] if found else [])


def test_an_area_that_two_frameworks_share_is_graded_by_the_reports_own() -> None:
    shared = Judgement("Early years", "Good", "Outstanding")
    card = a.a_contents(judgements=(Judgement("Inclusion", "", ""), Judgement("Achievement", "", ""), shared))
    assert (card.gaps, card.unclear) == ((), (shared,))


@pytest.mark.parametrize(
    ("measure", "owner", "due", "lacks"),
    [
        ("70 %", "Year 4 lead", "July", ()),
        ("", "Year 4 lead", "July", ("a measure",)),
        ("70 %", " ", "", ("an owner", "a date")),
        ("", "", "", ("a measure", "an owner", "a date")),
    ],
)
def test_a_loose_target_says_what_it_lacks(measure: str, owner: str, due: str, lacks: tuple[str, ...]) -> None:
    target = Target("Raise writing", measure, owner, due)
    on = date(2026, 11, 23)
    assert target.lacks(on) == lacks
    assert a.a_contents(targets=(target,)).loose_targets(on) == (((target, lacks),) if lacks else ())
