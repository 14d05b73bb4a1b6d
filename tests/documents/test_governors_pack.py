"""The governors' pack as Word: half a page in short, and the sections without what is the headteacher's own."""

from io import BytesIO
from typing import Any

import docx
import pytest

from documents.governors_pack import write_governors_pack
from handbook.reports.paper.proforma import Contents, Judgement, Target
from handbook.reports.report import Status
from tests.support import builders as a

HEAD_ONLY = "I need a mentor."


def contents(**changes: Any) -> Contents:
    sections = {
        "judgements": "Inclusion: school – Strong standard; SIP – Expected standard\n"
        "Attendance: school – Expected standard; SIP – Expected standard\nAlso good.",
        "visit_notes": "We saw phonics.\n• Year 1",
        "good_practice": "Reading buddies.",
        "headteacher": HEAD_ONLY,
        "targets": "Raise writing (measure: 70%; by: July 2027)",
        "next_visit": "3 March 2027\nin the morning",
    }
    judgements = (
        Judgement("Inclusion", "Strong standard", "Expected standard"),
        Judgement("Attendance", "Expected standard", "Expected standard"),
    )
    targets = (Target("Raise writing", "70%", "", "July 2027"),)
    return a.a_contents(**{"sections": sections, "judgements": judgements, "targets": targets, **changes})


def pack(said: Contents, *, with_wellbeing: bool = False) -> bytes:
    dossier = a.a_dossier(Status.FILED, contents=said)
    assert dossier.report.decision
    return write_governors_pack(dossier, dossier.report.decision, with_wellbeing=with_wellbeing)


def read(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_says_in_short_what_the_report_comes_to() -> None:
    said = read(pack(contents()))
    for words in (
        "2 areas judged by the school and its SIP. They differ on Inclusion.",
        "1 target agreed: Raise writing.",
        "Good practice: Reading buddies.",
        "Next visit: 3 March 2027",
        "SIP report, autumn term 2026/27 – headteacher to present",
        "As a standing item: School improvement: the latest SIP report, progress on its targets, and the next visit",
        "Inclusion | Strong standard | Expected standard",
        "Raise writing | 70% |  | July 2027",
        "Approved on | 24 November 2026",
        "We saw phonics.",
        "Also good.",
    ):
        assert words in said, words
    assert "school – Strong" not in said


def test_the_headteachers_own_part_is_in_it_only_where_they_want_it() -> None:
    assert HEAD_ONLY not in read(pack(contents()))
    assert HEAD_ONLY in read(pack(contents(), with_wellbeing=True))


def test_what_people_added_to_a_row_is_not_lost() -> None:
    sections = {"targets": "Raise writing (Progress: begun)"}
    target = Target("Raise writing", "", "", "", (("Progress", "begun"),))
    said = contents(sections=sections, judgements=(), targets=(target,))
    assert "Raise writing (Progress: begun)" in read(pack(said))


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (("Attendance",), "1 area judged by the school and its SIP. They differ on none of them."),
        (("Attendance", "Behaviour", "Leadership"), "They differ on Behaviour and Leadership."),
    ],
)
def test_gaps_are_named(areas: tuple[str, ...], words: str) -> None:
    judged = tuple(
        Judgement(area, "Strong standard", "Strong standard" if area == "Attendance" else "Expected standard")
        for area in areas
    )
    assert words in read(pack(contents(sections={}, judgements=judged, targets=())))


def test_an_empty_report_says_that_it_is() -> None:
    said = read(pack(contents(sections={}, judgements=(), targets=())))
    assert "The report has no judgement, target or next visit written down." in said


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pack(contents()) == pack(contents())
