"""The form's tables as people hand them back: columns added, cells merged and split, two header rows, cut in two."""

from typing import Any

import pytest

from documents.proforma import write_proforma
from documents.reading import read_counted
from handbook.reports.paper.proforma import Contents, Judgement, Target
from tests.documents.crafted import all_of, edited, heading, line, report, sample, table, without_controls, xml

TARGET = ("Target", "Measure", "Owner", "By when")
JUDGED = ("Area", "School’s judgement", "SIP’s judgement")


def read(**sections: str) -> Contents:
    contents, words = read_counted(report(**sections))
    assert words.missed == 0
    return contents


def changed(edit: Any) -> Contents:
    contents, words = read_counted(edited(write_proforma(sample()), edit))
    assert words.missed == 0
    return contents


def rows(root: Any, title: str) -> list[Any]:
    """The rows of the table whose header begins with this title."""
    tables = (each for each in all_of(root, "tbl") if next(iter(all_of(each, "t"))).text == title)
    return all_of(next(tables), "tr")


def add_column(root: Any, title: str, name: str, text: str) -> None:
    for number, row in enumerate(rows(root, title)):
        row.append(xml(f"<w:tc>{line(text if number else name)}</w:tc>"))


@pytest.mark.parametrize("tagged", [True, False])
def test_a_column_that_was_added_stays_with_its_row(tagged: bool) -> None:
    def edit(root: Any) -> None:
        add_column(root, "Target", "Progress", "on track")
        add_column(root, "Area", "Evidence", "books")
        if not tagged:
            without_controls(root)

    contents = changed(edit)
    assert [one.more for one in contents.targets] == [(("Progress", "on track"),)] * 3
    assert [one.more for one in contents.judgements] == [(("Evidence", "books"),)] * len(contents.judgements)
    assert "by: 12 February; Progress: on track)" in contents.sections["targets"]
    line = "Early years: school – Expected standard; SIP – Needs attention; Evidence: books"
    assert line in contents.sections["judgements"]
    assert contents.sections["targets"].endswith(")\nProgress: on track")  # the form's blank row


def test_a_column_in_front_of_ours_moves_nothing() -> None:
    contents = read(targets=table(("RAG", *TARGET), ("Amber", "Read", "80%", "HT", "May")))
    assert contents.targets == (Target("Read", "80%", "HT", "May", (("RAG", "Amber"),)),)
    numbered = read(targets=table(("No", "Priority", *TARGET), ("1", "2", "Read", "80%", "HT", "May")))
    assert numbered.targets == (Target("Read", "80%", "HT", "May"),)


def test_cells_merged_across_move_no_other() -> None:
    def merge(root: Any) -> None:
        cells = all_of(rows(root, "Target")[1], "tc")
        cells[1][0].append(xml('<w:gridSpan w:val="2"/>'))
        cells[2].getparent().remove(cells[2])

    first = changed(merge).targets[0]
    assert (first.measure, first.owner, first.due) == (sample().targets[0].measure, "", "12 February")


def test_a_cell_merged_down_belongs_to_each_of_its_rows() -> None:
    def merge(root: Any) -> None:
        first, second = (all_of(row, "tc")[0] for row in rows(root, "Target")[1:3])
        first[0].append(xml('<w:vMerge w:val="restart"/>'))
        for each in list(second)[1:]:
            second.remove(each)
        second[0].append(xml("<w:vMerge/>"))
        second.append(xml("<w:p/>"))

    one, two, _ = changed(merge).targets
    assert one.text == two.text == sample().targets[0].text
    assert two.measure == "Notes shared with governors"


def test_a_row_that_begins_further_in_keeps_its_columns() -> None:
    shifted = xml(table(TARGET, ("80%", "HT", "May")))
    all_of(shifted, "tr")[1].insert(0, xml('<w:trPr><w:gridBefore w:val="1"/></w:trPr>'))
    from lxml import etree  # noqa: PLC0415 - only to write it down again

    assert read(targets=etree.tostring(shifted).decode()).targets == (Target("", "80%", "HT", "May"),)
    odd = table(TARGET, ("Read", "80%")).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>')
    assert read(targets=odd).targets == (Target("Read", "80%", "", ""),)


def test_two_header_rows_are_read_together() -> None:
    across = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + line("Judgement") + "</w:tc>"
    judged = table(("Area",), ("", "School", "SIP"), ("Early years", "Good", "Outstanding"))
    first, rest = judged.split("</w:tr>", 1)
    contents = read(judgements=f"{first}{across}</w:tr>{rest}")
    assert contents.judgements == (Judgement("Early years", "Good", "Outstanding"),)


@pytest.mark.parametrize("between", ["", line(""), heading("The SIP’s comment", 2)])
def test_a_table_cut_in_two_is_one(between: str) -> None:
    def cut(root: Any) -> None:
        without_controls(root)
        every = rows(root, "Area")
        second = xml("<w:tbl/>")
        for row in every[4:]:
            second.append(row)
        every[0].getparent().addnext(second)
        if between:
            second.addprevious(xml(between))

    contents = changed(cut)
    joined = contents.judgements == sample().judgements
    assert joined is ("comment" not in between)
    assert "Catholic life and mission" in contents.sections["judgements"]


def test_another_table_under_a_heading_is_not_ours() -> None:
    other = table(("Year group", "Target %", "Lead", "Notes"), ("Year 6", "75", "AB", "booster"))
    ours = table(TARGET, ("Read", "80%", "HT", "May"))
    for both in (other + ours, ours + other, other):
        contents = read(targets=both)
        assert contents.targets == ((Target("Read", "80%", "HT", "May"),) if ours in both else ())
        assert "Year 6 | 75 | AB | booster" in contents.sections["targets"]


def test_targets_written_as_a_list_are_targets() -> None:
    listed = line("1. Raise attendance to 96% by Easter (HT)") + line("2) Read daily") + line("Both agreed.")
    contents = read(targets=table(TARGET, ("", "", "", "")) + listed)
    assert [one.text for one in contents.targets] == ["Raise attendance to 96% by Easter (HT)", "Read daily"]
    assert contents.sections["targets"] == "Raise attendance to 96% by Easter (HT)\nRead daily\nBoth agreed."
    plain = read(targets=line("Read daily") + line("None for maths yet"))
    assert [one.text for one in plain.targets] == ["Read daily"]
    noted = read(targets=table(TARGET, ("Read", "80%", "HT", "May")) + line("• reviewed in May"))
    assert [one.text for one in noted.targets] == ["Read"]


def test_sections_rebuilt_as_rows_of_a_table() -> None:
    beside = table(("Good practice to share", "Singing."), ("", "More singing."), ("Next visit", "May."))
    contents = read(curriculum=line("Music grows.") + beside)
    assert contents.sections == {
        "curriculum": "Music grows.",
        "good_practice": "Singing.\nMore singing.",
        "next_visit": "May.",
    }
    above = table(("Good practice to share",), ("Singing.",), ("Next visit",), ("May.",))
    assert read(curriculum=above).sections == {"good_practice": "Singing.", "next_visit": "May."}
    added = read(curriculum=table(("Head", "x"), ("Next visit", "May."), ("Safeguarding", "Met."), ("", "")))
    assert added.sections == {"curriculum": "Head | x", "next_visit": "May."}
    assert [(one.title, one.text) for one in added.unplaced] == [("Safeguarding", "Met.")]
    three = read(curriculum=table(("Next visit", "May.", "x")))
    assert three.sections == {"curriculum": "Next visit | May. | x"}
