"""What changed between two versions: words before and after, every change counted (W1)."""

from dataclasses import replace

from handbook.reports.paper.changes import changes_between
from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import Contents, Form, Judgement, Target
from tests.support import builders as a

NOTES = "What we looked at and what we found"
TARGETS = "Agreed targets"
JUDGEMENTS = "Self-evaluation and SIP judgements"


def found(before: Contents, after: Contents) -> list[tuple[str, str, str, str]]:
    return [(one.part, one.word, one.before, one.now) for one in changes_between(before, after)]


def notes(before: str, after: str) -> list[tuple[str, str, str, str]]:
    earlier = a.a_contents(sections={"visit_notes": before})
    return found(earlier, replace(earlier, sections={"visit_notes": after}))


def test_nothing_changed() -> None:
    assert found(a.a_contents(), a.a_contents()) == []
    assert notes("Same  text", "same text\n\n") == []


def test_lines_that_came_went_and_were_worded_anew() -> None:
    before = "Kept.\nAttendance is 94.1% and rising slowly.\nGone from here entirely."
    after = "Kept.\nNew and unlike.\nAttendance is 95% and rising slowly."
    assert notes(before, after) == [
        (NOTES, "added", "", "New and unlike."),
        (NOTES, "changed", "Attendance is 94.1% and rising slowly.", "Attendance is 95% and rising slowly."),
        (NOTES, "removed", "Gone from here entirely.", ""),
    ]


def test_the_words_that_differ_are_told_wherever_they_stand_in_a_long_line() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    changed = notes(f"{long} before {long}", f"{long} after {long}")
    around = ("… word196 word197 word198 word199 ", " word0 word1 word2 word3 …")
    assert changed == [(NOTES, "changed", around[0] + "before" + around[1], around[0] + "after" + around[1])]
    assert notes("One two.", "One two. Three.") == [(NOTES, "changed", "One two.", "One two. Three.")]


def test_each_of_many_changes_is_counted() -> None:
    before = "\n".join(f"Line {number} says the same thing as before." for number in range(60))
    after = "\n".join(f"Line {number} says the same thing as after." for number in range(60))
    assert len(notes(before, after)) == 60
    assert [word for _, word, _, _ in notes(before, "")] == ["removed"] * 60


def test_very_long_texts_are_compared_too() -> None:
    many = [f"Line {number} as it was." for number in range(3000)]
    changed = notes("\n".join(many), "\n".join([*many[:5], "Quite new.", *many[6:]]))
    assert changed == [(NOTES, "added", "", "Quite new."), (NOTES, "removed", "Line 5 as it was.", "")]
    words = " ".join(f"word{number}" for number in range(900))
    assert [word for _, word, _, _ in notes(f"{words} before.", f"{words} after.")] == ["changed"]
    assert [word for _, word, _, _ in notes(f"a {words}", " ".join(reversed(words.split())))] == ["added", "removed"]


def test_targets_are_compared_row_by_row() -> None:
    earlier = a.a_contents(targets=(Target("Read daily to an adult", "80%", "HT", "May"), Target("Sing", "", "", "")))
    later = replace(
        earlier,
        targets=(
            Target("Read daily to any adult", "85%", "HT", "May", (("Progress", "on track"),)),
            Target("Open the library", "twice", "", ""),
        ),
    )
    row = f"{TARGETS}, “Read daily to any adult”"
    assert found(earlier, later) == [
        (f"{row}, target", "changed", "Read daily to an adult", "Read daily to any adult"),
        (f"{row}, measure", "changed", "80%", "85%"),
        (f"{row}, Progress", "added", "", "on track"),
        (TARGETS, "added", "", "Open the library; measure: twice"),
        (TARGETS, "removed", "Sing", ""),
    ]
    long = Target("One two three four five six seven", "", "", "")
    one = replace(earlier, targets=(long,))
    assert found(one, replace(one, targets=(replace(long, owner="HT"),)))[0][0].startswith(
        f"{TARGETS}, “One two three four five six …”"
    )


def test_rows_are_not_told_twice_though_their_section_says_them_again() -> None:
    target = Target("Read daily", "80%", "HT", "May")
    earlier = a.a_contents(targets=(target,), sections={"targets": "Read daily (measure: 80%)\nReviewed at Easter"})
    later = replace(
        earlier,
        targets=(replace(target, measure="85%"),),
        sections={"targets": "Read daily (measure: 85%)\nReviewed at Easter again"},
    )
    assert [part for part, _, _, _ in found(earlier, later)] == [f"{TARGETS}, “Read daily”, measure", TARGETS]


def test_judgements_are_compared_area_by_area() -> None:
    earlier = a.a_contents(judgements=(Judgement("Early years", "Good", "Good"), Judgement("Choir", "Good", "")))
    later = replace(
        earlier,
        judgements=(
            Judgement("Early years", "Good", "Outstanding", (("Evidence", "books"),)),
            Judgement("Sport", "", "Good"),
        ),
    )
    assert found(earlier, later) == [
        (f"{JUDGEMENTS}, Early years, SIP", "changed", "Good", "Outstanding"),
        (f"{JUDGEMENTS}, Early years, Evidence", "added", "", "books"),
        (f"{JUDGEMENTS}, Choir, school", "removed", "Good", ""),
        (f"{JUDGEMENTS}, Sport, SIP", "added", "", "Good"),
    ]


def test_the_head_and_what_was_added_to_it_are_compared() -> None:
    earlier = a.a_contents(facts=(("Present", "head"),))
    later = replace(earlier, sip_name="Jo Marsh", facts=(("Present", "head, chair"), ("Date of visit", "12 October")))
    assert found(earlier, later) == [
        ("At the top, School Improvement Partner", "changed", "Samir Pell", "Jo Marsh"),
        ("At the top, Present", "changed", "head", "head, chair"),
        ("At the top, Date of visit", "added", "", "12 October"),
    ]


def test_what_stands_outside_the_sections_is_compared_and_comments_are_not() -> None:
    added = Passage("a section that was added", "Two checks are missing.", "Safeguarding", "visit_notes")
    boxed, comment = Passage("a text box", "A quote."), Passage("a comment by Head", "not this")
    earlier = a.a_contents(unplaced=(added, boxed))
    later = replace(earlier, unplaced=(replace(added, text="Three checks are missing.", belongs="progress"), comment))
    part = "Safeguarding (a section that was added)"
    assert found(earlier, later) == [
        (part, "changed", "Two checks are missing.", "Three checks are missing."),
        ("A text box", "removed", "A quote.", ""),
    ]
    assert found(a.a_contents(), earlier)[0] == (part, "added", "", "Two checks are missing.")


def test_what_was_not_looked_at_before_is_not_called_new() -> None:
    old = a.a_contents(form=Form.UNKNOWN)
    new = a.a_contents(unplaced=(Passage("a text box", "A quote."),), facts=(("Present", "head"),), town="Cressby")
    assert found(old, new) == [("At the top, Town", "changed", "Northbeck", "Cressby")]
