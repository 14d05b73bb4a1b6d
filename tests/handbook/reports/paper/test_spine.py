"""P2, P3: what was agreed at one visit is closed, moved or restated at the next."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.form_lines import with_lines
from handbook.reports.openings import CLOSED_MOVED_OR_RESTATED, says_something
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.proforma import Contents, Judgement, Target
from handbook.reports.paper.spine import Action, Opening, open_actions, opening, unanswered
from tests.support import builders as a

WRITING = Target("Raise writing in Year 4", "70 %", "Year 4 lead", "July 2027")
LIBRARY = Target("Open the library at lunch", "", "", "")
GAP = Judgement("Inclusion", "Strong standard", "Expected standard")
UNCLEAR = Judgement("Achievement", "Strong standard", "see below")
LAST = a.a_contents(targets=(WRITING, LIBRARY), judgements=(GAP, UNCLEAR), sections={})
ASKED = f"– {CLOSED_MOVED_OR_RESTATED}"
AUTUMN = "Autumn 2026/27"


def gap(area: str, judged: str) -> Action:
    return Action(area, f"{area} ({judged})", is_gap=True, since=AUTUMN, judged=judged)


def next_report(progress: str, **changes: object) -> Contents:
    return replace(a.a_contents(sections={"progress": progress}, targets=(), judgements=()), **changes)


def left(progress: str, **changes: object) -> list[str]:
    return [action.name for action in unanswered([LAST], next_report(progress, **changes))]


def test_targets_and_gaps_wait_for_the_next_visit() -> None:
    assert open_actions([LAST]) == (
        Action("Raise writing in Year 4", "Raise writing in Year 4 (70 %; Year 4 lead; July 2027)", since=AUTUMN),
        Action("Open the library at lunch", "Open the library at lunch", since=AUTUMN),
        gap("Inclusion", "school: Strong standard; SIP: Expected standard"),
        gap("Achievement", "school: Strong standard; SIP: see below"),
    )


def test_the_next_form_opens_with_them_and_with_the_agreed_agenda() -> None:
    opens = opening([replace(LAST, boxes={"next_agenda": "• Attendance\n\nGovernance"})], ("Books", "Attendance"))
    assert opens.rows == {
        "action": (
            TableRow({"action": "Raise writing in Year 4 (70 %; Year 4 lead; July 2027)", "since": AUTUMN}),
            TableRow({"action": "Open the library at lunch", "since": AUTUMN}),
        ),
        "gap": (
            TableRow(
                {"area": "Inclusion", "judged": "school: Strong standard; SIP: Expected standard", "since": AUTUMN}
            ),
            TableRow({"area": "Achievement", "judged": "school: Strong standard; SIP: see below", "since": AUTUMN}),
        ),
    }
    assert opens.sections["visit_notes"] == "• Attendance:\n• Governance:\n• Books:"
    assert opening([], ()) == Opening()


def test_what_the_form_opens_with_is_nothing_that_anybody_said() -> None:
    opens = opening([LAST], ("Books of Year 4",))
    untouched = with_lines(a.a_contents(sections=opens.sections, rows=opens.rows, targets=(), judgements=()))
    assert untouched.filled == ()
    assert len(unanswered([LAST], untouched)) == 4
    said = {key: tuple(answered(row, "status", "Done") for row in rows) for key, rows in opens.rows.items()}
    told = with_lines(replace(untouched, sections={"visit_notes": "Seen."}, rows=said))
    assert {"progress", "visit_notes"} == {kind.key for kind in told.filled}
    assert unanswered([LAST], told) == ()


def answered(row: TableRow, column: str, text: str) -> TableRow:
    return replace(row, values={**row.values, column: text})


@pytest.mark.parametrize(
    ("text", "said"),
    [("", False), (" \n", False), ("• Books:", False), (f"• Read {ASKED}", False), ("• Books: fine", True),
     ("Books:", True), (f"• Read {ASKED} Closed.", True), ("• Books:\nFine.", True)],
)  # fmt: skip
def test_what_counts_as_written(text: str, said: bool) -> None:
    assert says_something(text) is said


@pytest.mark.parametrize(
    "line",
    [
        f"• Raise writing in Year 4 (70 %; Year 4 lead; July 2027) {ASKED} Closed: 72 %.",
        f"• Raise writing in Year 4 (70 %; Year 4 lead; July 2027) {ASKED}\nClosed: 72 %.",
        "• Raise writing in Year 4 (70 %; Year 4 lead; July 2027) – moved to July",
        "Raise writing in Year 4: done.",
        "We have raised it. RAISE WRITING in year 4 is done.",
    ],
)
def test_an_answer_in_whatever_way_it_stands_there(line: str) -> None:
    assert "Raise writing in Year 4" not in left(line)
    assert "Open the library at lunch" in left(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "• Raise writing in Year 4 (70 %; Year 4 lead; July 2027)",
        "• Raise writing in Year 4",
        f"• Raise writing in Year 4 (70 %; Year 4 lead; July 2027) {ASKED}\n• Open the library at lunch – closed",
        "Writing was looked at.",
    ],
)
def test_what_is_dropped_without_a_word(line: str) -> None:
    assert "Raise writing in Year 4" in left(line)


def test_a_target_that_is_agreed_again_is_restated() -> None:
    assert "Raise writing in Year 4" not in left("", targets=(replace(WRITING, due="July 2028"),))


def test_a_gap_that_is_judged_again_is_answered_and_waits_on_while_it_is_one() -> None:
    judged = (replace(GAP, sip="Strong standard"),)
    assert "Inclusion" not in left("", judgements=judged)
    assert "Inclusion" in left("", judgements=(replace(GAP, sip=""),))
    assert "Inclusion" in [action.name for action in open_actions([next_report("", judgements=(GAP,))])]


def test_what_is_moved_or_left_unanswered_waits_for_the_visit_after_that() -> None:
    progress = (
        f"• Raise writing (70 %) – moved to July\n• Open the library {ASKED}\n• Read daily – closed\n"
        f"• Sing {ASKED} Carried over.\n• Draw {ASKED} Closed.\nWe talked."
    )
    again = (Target("Raise writing", "75 %", "HT", "July"),)
    waits = [action.words for action in open_actions([next_report(progress, targets=again)])]
    assert waits == ["Raise writing (75 %; HT; July)", "Open the library", "Sing"]


def test_without_an_earlier_report_nothing_is_asked() -> None:
    assert unanswered([], next_report("")) == ()


words = st.text("abc äö–:;()\n", max_size=12)
agreed = st.lists(
    st.builds(
        Target, st.sampled_from(("Read daily", "Open the library", "Raise writing", "Sing")), words, words, words
    ),
    max_size=4,
    unique_by=lambda target: target.text,
)


@given(agreed, st.sampled_from(("status", "note")))
def test_whatever_was_agreed_the_form_asks_for_it_until_it_is_answered(targets: list[Target], column: str) -> None:
    last = a.a_contents(targets=tuple(targets), judgements=(), sections={})
    rows = opening([last], ()).rows
    assert {one.name for one in unanswered([last], next_report("", rows=rows))} == {one.text for one in targets}
    told = {key: tuple(answered(row, column, "Closed") for row in each) for key, each in rows.items()}
    assert unanswered([last], next_report("", rows=told)) == ()
    left = () if column == "status" else tuple(one.text for one in targets)
    assert tuple(one.name for one in open_actions([last, next_report("", rows=told)])) == left


texts = st.text(max_size=20) | st.sampled_from(("Read daily", "•", "–", ASKED, "Inclusion", "", ":"))
lines = st.lists(texts, max_size=5).map("\n".join)


@given(st.builds(Target, texts, texts, texts, texts), st.builds(Judgement, texts, texts, texts), lines, lines)
def test_any_text_can_be_asked_about(target: Target, judgement: Judgement, before: str, after: str) -> None:
    last = a.a_contents(targets=(target,), judgements=(judgement,), sections={"progress": before})
    left = unanswered([last], next_report(after))
    assert set(left) <= set(open_actions([last]))
    assert all(action.name for action in left)
