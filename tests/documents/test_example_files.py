"""The example files that people handed back, where they are kept beside the project: what each is an example of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.reading import read_counted
from handbook.reports.paper.proforma import Contents, Form

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "documents"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the example files (../shared/cases/documents) are absent")

Right = Callable[[Contents], bool]


def section(key: str, words: str) -> Right:
    return lambda read: words in read.sections.get(key, "")


def shown(where: str, words: str, title: str = "") -> Right:
    return lambda read: any(one.where == where and words in one.text and one.title == title for one in read.unplaced)


def full(read: Contents) -> bool:
    """Nothing is missing, and nothing left over."""
    return not read.missing and not read.unplaced and len(read.targets) == 3 and len(read.judgements) == 6


ADDED = "a section that was added"
RIGHT: dict[str, tuple[Right, ...]] = {
    "00_": (
        shown(ADDED, "TOKADDED", "Safeguarding"),
        lambda read: not read.missing,
        lambda read: [one.more[0][0] for one in read.targets] == ["Progress"] * 3,
        lambda read: [one.text for one in read.tracked] == ["TOKDEL The headteacher is struggling with the workload."],
        lambda read: [one.where for one in read.comments] == ["a comment by Head"],
    ),
    "01_": (lambda read: len(read.tracked) == 3, section("visit_notes", "Pupils TOKINS")),
    "07_": (shown("a comment by Head", "TOKCOMMENT"), section("headteacher", "TOKRANGE")),
    "08_": (section("next_visit", "TOKHEAD 12 March"), full),
    "09_": (shown(ADDED, "TOKADDED", "Safeguarding"),),
    "10b_": (shown(ADDED, "TOKSUB", "Early years"),),
    "11_": (shown(ADDED, "TOKSUB", "Early years"),),
    "12_": (
        lambda read: read.facts[0] == ("Date of visit", "TOKDATE 12 October 2026"),
        lambda read: read.facts[1] == ("Present", "TOKPRESENT headteacher, deputy, chair of governors"),
    ),
    "13_": (shown("the suggested agenda", "TOKAGENDA English hub"),),
    "14_": (lambda read: ("Chair of governors", "TOKCHAIR") in read.facts,),
    "15_": (shown("a text box", "TOKBOX"),),
    "16_": (section("visit_notes", "Picture: TOKALT tracking data autumn"), full),
    "17_": (section("visit_notes", "Claim\nNote: TOKNOTE see the ISDR, page 3"), full),
    "20_": (full,),
    "22_": (section("progress", "✓ Phonics groups TOKSYM\nReading: ✗"), full),
    "26_": (lambda read: read.targets[0].more == (("Progress", "TOKPROG on track"),), full),
    "27_": (lambda read: [one.more for one in read.judgements] == [(("Evidence", "TOKEVID"),)] * 6, full),
    "28_": (lambda read: (read.targets[0].due, read.targets[0].owner) == ("12 February", ""), full),
    "29_": (lambda read: read.targets[0].text == read.targets[1].text, full),
    "32_": (section("targets", "Year 6 | 75 | AB | TOKNOTES booster"), full),
    "35_": (full,),
    "36_": (full,),
    "46_": (section("good_practice", "Type 1 diabetes training TOKTYPE"), full),
    "47_": (lambda read: read.targets[0].text == "Select and train a new reading lead", full),
    "47b_": (lambda read: [one.text for one in read.targets] == ["Select and train a new reading lead"],),
    "49_": (section("visit_notes", "TOKALT chunk text from a tracking tool"), full),
    "56_": (lambda read: read.hidden_words == 3, full),
    "60_": (
        section("progress", "TOKCELL"),
        section("good_practice", "TOKCELL"),
        section("next_visit", "TOKCELL"),
        full,
    ),
    "63_": (full,),
    "64_": (lambda read: [one.text for one in read.targets] == ["TOKTGT Raise attendance to 96% by Easter (HT)"],),
    "T1_": (
        lambda read: read.form_name == "Record of Visit (RoV)",
        lambda read: [(one.area, one.school, one.sip) for one in read.judgements][1] == ("Early years", "2", "3"),
        shown(ADDED, "Workload; succession.", "Discussion with headteacher and chair of governors"),
    ),
    "T2_": (section("progress", "Phonics groups"), section("next_visit", "8 February")),
    "T3_": (section("visit_notes", "Writing is improving."), shown(ADDED, "Phonics.", "4. Strengths")),
    "T4_": (
        section("headteacher", "Coaching."),
        lambda read: read.targets[0].more == (("RAG", "Amber"),),
        lambda read: not read.unplaced,
    ),
    "T5_": (section("good_practice", "Text of Amazing work / good practice"), section("context", "Text of Contextual")),
}


@pytest.mark.parametrize("prefix", RIGHT)
def test_what_each_is_an_example_of_is_read_right(prefix: str) -> None:
    (file,) = REAL.glob(f"{prefix}*.docx")
    contents, words = read_counted(file.read_bytes())
    assert words.missed == 0
    assert contents.form is (Form.OTHER if prefix.startswith("T") else Form.OURS)
    assert [number for number, right in enumerate(RIGHT[prefix]) if not right(contents)] == []


def test_every_example_is_looked_at() -> None:
    assert len(list(REAL.glob("*.docx"))) == len(RIGHT)
