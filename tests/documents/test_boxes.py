"""Boxes and tables of the form (P2-P5, D4, D5): what is filled is read, whoever saved it, and nothing else is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.form import tidy
from documents.form_lines import with_lines
from documents.proforma import write_proforma
from documents.reading import read_counted
from documents.word_xml import value_of
from handbook.core.school_years import Term
from handbook.reports.paper.boxes import BOXES, HEAD, TABLES, TableRow
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import all_of, blank, edited, heading, line, report, sample, table, without_controls, xml
from tests.documents.more_parts import with_lines as with_markup

BOXED = {box.key: f"q{box.key.replace('_', 'q')}" for box in BOXES}
ROWS = {kind.key: (TableRow({key: f"q{kind.key}q{key}".replace("_", "q") for key in kind.keys}),) for kind in TABLES}


def everything() -> Contents:
    facts = tuple((box.label, BOXED[box.key]) for box in BOXES if box.section == HEAD)
    return with_lines(replace(blank(Term.AUTUMN), boxes=BOXED, rows=ROWS, facts=facts))


def accounted(data: bytes) -> Contents:
    contents, words = read_counted(data)
    assert words.missed == 0
    assert words.read == words.form + words.placed + words.shown
    return contents


def test_every_box_and_column_comes_back_from_its_own_place() -> None:
    assert accounted(write_proforma(everything())) == everything()


def test_without_controls_boxes_are_known_by_their_labels_and_tables_by_their_titles() -> None:
    assert accounted(edited(write_proforma(everything()), without_controls)) == everything()
    assert accounted(edited(write_proforma(sample()), without_controls)) == sample()


@pytest.mark.parametrize("term", Term)
def test_nothing_that_the_form_gives_is_an_answer(term: Term) -> None:
    for data in (write_proforma(blank(term)), edited(write_proforma(blank(term)), without_controls)):
        read = accounted(data)
        assert (read.boxes, read.rows, read.filled, read.unplaced) == ({}, {}, (), ())


@pytest.mark.parametrize(
    ("section", "label", "key"),
    [(box.section, label, box.key) for box in BOXES if box.section != HEAD for label in (box.label, *box.also)],
)
def test_labels_that_people_use(section: str, label: str, key: str) -> None:
    read = accounted(report(**{section: table((f"{label.upper()}:", "qvalue"), ("Our own", "qown")) + line("qtext")}))
    assert read.boxes == {key: "qvalue"}
    assert read.sections[section].splitlines()[1:] == ["Our own | qown", "qtext"]


@pytest.mark.parametrize("label", ["Date of visit", "Visit number", "Who was present", "Present"])
def test_what_stands_at_the_top(label: str) -> None:
    for markup in (table(("School", "St Ann"), (label, "qvalue")), line("School: St Ann") + line(f"{label}: qvalue")):
        read = accounted(headed(markup))
        assert list(read.boxes.values()) == ["qvalue"]
        assert read.facts == ((label, "qvalue"),)


def headed(markup: str) -> bytes:
    return edited(report(), lambda root: [all_of(root, "body")[0].insert(0, each) for each in reversed(made(markup))])


def made(markup: str) -> list[Any]:
    return list(xml(f"<w:x>{markup}</w:x>"))


def test_a_box_that_stands_in_a_line_is_read_beside_its_label() -> None:
    def control(words: str, tag: str = "sip:attendance") -> str:
        run = f"<w:r><w:t>{words}</w:t></w:r>"
        return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'

    def said(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    labelled = f"<w:p>{said('Attendance this year: ')}{control('94%')}</w:p>"
    assert accounted(report(visit_notes=labelled)).boxes == {"attendance": "94%"}
    alone = f"<w:p>{control('94%: good')}</w:p>"
    assert accounted(report(visit_notes=alone)).boxes == {"attendance": "94%: good"}
    twice = accounted(report(visit_notes=labelled + table(("Attendance", "93%"))))
    assert twice.boxes == {"attendance": "93%"}
    assert twice.sections["visit_notes"] == "Attendance this year: 93%\n94%"
    both = f"<w:p>{control('94%')}{control('May', 'sip:attendance_as_at')}</w:p>"
    assert accounted(report(visit_notes=both)).sections == {"visit_notes": "94%May"}


def test_of_two_boxes_with_one_label_the_first_counts_and_the_other_is_text() -> None:
    rows = table(("Attendance", "94%"), ("Current attendance", "93%"), ("Attendance", ""), ("FSM", "one", "two"))
    read = accounted(report(visit_notes=rows))
    assert read.boxes == {"attendance": "94%"}
    assert "Current attendance | 93%" in read.sections["visit_notes"]
    assert "FSM | one | two" in read.sections["visit_notes"]


def test_a_table_of_ours_keeps_the_columns_and_rows_that_people_add() -> None:
    def widen(root: Any) -> None:
        for row in all_of(table_of(root, "Good practice"), "tr"):
            cell = all_of(row, "tc")[0]
            word = "Since" if row is all_of(table_of(root, "Good practice"), "tr")[0] else "2024"
            cell.addprevious(made(table((word,)))[0][0][0])

    for data in (write_proforma(sample()), edited(write_proforma(sample()), without_controls)):
        read = accounted(edited(data, widen))
        assert [row["tags"] for row in read.rows["practice"]][:1] == ["Phonics, Early years, retrieval"]
        assert {row.more for row in read.rows["practice"]} == {(("Since", "2024"),)}


def table_of(root: Any, title: str) -> Any:
    return next(each for each in all_of(root, "tbl") if title in [text.text for text in all_of(each, "t")][:3])


def test_a_table_of_somebody_elses_is_not_taken_for_ours() -> None:
    own = table(("Stage", "Measure"), ("EYFS", "64%"))
    read = accounted(report(visit_notes=own, good_practice=table(("Good practice",), ("A choir",))))
    assert read.rows == {}
    assert read.sections["visit_notes"] == "Stage | Measure\nEYFS | 64%"


def test_tagged_places_say_what_section_they_are_in() -> None:
    def without_headings(root: Any) -> None:
        for paragraph in all_of(root, "p"):
            if any(value_of(style) == "Heading1" for style in all_of(paragraph, "pStyle")):
                paragraph.getparent().remove(paragraph)

    assert accounted(edited(write_proforma(everything()), without_headings)) == everything()


def test_a_section_is_begun_by_its_table_after_a_section_that_was_added() -> None:
    added = with_markup("The English lead", heading("Trips"), line("A farm."), base=write_proforma(sample()))
    assert accounted(added).rows == sample().rows


words = st.text("abcdefghij \n•:;", min_size=1, max_size=12).map(lambda text: tidy(f"q{text}z"))
filled = st.fixed_dictionaries({}, optional={box.key: words for box in BOXES if box.section != HEAD})
rows = st.fixed_dictionaries(
    {},
    optional={
        kind.key: st.lists(
            st.fixed_dictionaries({}, optional=dict.fromkeys(kind.keys, words)).filter(bool).map(TableRow),
            min_size=1,
            max_size=3,
        ).map(tuple)
        for kind in TABLES
    },
)


@settings(deadline=None, max_examples=40)
@given(filled, rows, st.sampled_from(Term), st.booleans())
def test_whatever_is_filled_is_read(
    boxes: dict[str, str], table_rows: dict[str, tuple[TableRow, ...]], term: Term, tagged: bool
) -> None:
    written = with_lines(replace(blank(term), boxes=boxes, rows=table_rows))
    data = write_proforma(written)
    assert accounted(data if tagged else edited(data, without_controls)) == written
