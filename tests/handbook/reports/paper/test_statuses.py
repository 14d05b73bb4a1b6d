"""V4, P2: how an action stands and whether a gap is closed, in whatever way people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.reports.paper.boxes import ACTION_STATUS, GAP_MARKS, GAP_STATUS
from handbook.reports.paper.statuses import ActionStatus, GapMark, action_status, closes_gap, gap_mark

SAID = {
    ActionStatus.DONE: (
        *("Done", "done.", "DONE – see minutes", "Complete", "Completed in June", "Achieved", "Met", "yes"),
        *("✓", "Now in place", "Closed: 72 %.", "Done. Will be reviewed in May", "done last half term", "Green"),
        *("Fully embedded", "Seen in all classes: done", "fully met", "100%"),
    ),
    ActionStatus.UNDER_WAY: (
        *("Under way", "underway", "In progress", "ongoing", "on-going", "Partly done", "partially met", "Started"),
        *("Not fully embedded", "moved to July", "Carried over", "Done in Year 1, but not in Year 2"),
        *("not yet complete", "nearly done", "60%", "Amber", "Not dropped", "done in 3 of 5", "half of it is done"),
    ),
    ActionStatus.NOT_BEGUN: (
        *("Not begun", "not started", "Not yet started", "Not done", "not met", "no", "No progress", "To do", "✗"),
        *("Will begin in March", "planned for May", "Outstanding", "yet to start", "Red", "not in place"),
    ),
    ActionStatus.DROPPED: (
        *("Dropped", "No longer needed", "abandoned", "Cancelled", "superseded by the new plan", "Not going ahead"),
    ),
    ActionStatus.NOT_SAID: ("", " ", "–", "n/a", "N/A this term", "tbc", "not discussed", "?"),
    ActionStatus.UNCLEAR: ("see page 3", "Year 4", "green tree frogs"),
}  # fmt: skip
MARKS = {
    GapMark.GAP: (
        *("Gap", "gap – see note", "Yes", "not closed yet", "still open", "Differs", "Partly closed", "unresolved"),
        *("Open", "we disagree", "a gap remains"),
    ),
    GapMark.NO_GAP: ("No gap", "no", "None", "There is no gap now", "no more gap"),
    GapMark.CLOSED: ("Closed", "closed in spring", "Resolved", "now agreed", "in line"),
    GapMark.UNCLEAR: ("see page 3",),
    GapMark.NOT_SAID: ("", "n/a", "–", "not discussed"),
}


@pytest.mark.parametrize(("text", "status"), [(text, status) for status, texts in SAID.items() for text in texts])
def test_how_an_action_stands(text: str, status: ActionStatus) -> None:
    assert action_status(text) is status


def test_only_what_is_done_or_dropped_is_closed() -> None:
    assert {status for status in ActionStatus if status.is_closed} == {ActionStatus.DONE, ActionStatus.DROPPED}
    assert [action_status(word) for word in ACTION_STATUS] == list(ActionStatus)[:4]


@pytest.mark.parametrize(("text", "mark"), [(text, mark) for mark, texts in MARKS.items() for text in texts])
def test_what_is_said_of_two_judgements(text: str, mark: GapMark) -> None:
    assert gap_mark(text) is mark


def test_a_gap_is_closed_only_where_somebody_says_so() -> None:
    assert [gap_mark(word) for word in GAP_MARKS] == [GapMark.GAP, GapMark.NO_GAP, GapMark.CLOSED]
    assert [closes_gap(word) for word in (*GAP_STATUS, "No gap", "No", "", "Done", "see below")] == [
        *(False, True, True, False, False, True, False)
    ]


@given(st.text(max_size=30))
def test_any_text_has_a_status(text: str) -> None:
    assert action_status(text) in ActionStatus
    assert gap_mark(text) in GapMark
    assert closes_gap(text) in (True, False)
