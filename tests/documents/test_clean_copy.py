"""A clean copy says what the report says, and holds nothing that was tracked, commented, hidden or prompted for."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from documents.clean_copy import clean_copy
from documents.figure_annex import figure_annex
from documents.proforma import write_proforma
from documents.reading import read_counted, read_proforma
from documents.reading_process import begin_to_clean
from documents.unreadable import UnreadableDocument
from handbook.core.school_years import Term
from handbook.reports.arriving.clean_copy import says_the_same
from tests.documents.crafted import (
    MAIN,
    all_of,
    blank,
    edited,
    heading,
    line,
    parts_of,
    report,
    sample,
    with_part,
    without_controls,
)
from tests.documents.more_parts import beside, part, with_lines
from tests.support.figures import whole_story

NOTES = "Attendance to 16 October"
DELETED_END = '<w:p><w:pPr><w:rPr><w:del w:author="A"/></w:rPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
CHANGED = (
    '<w:p><w:r><w:rPr><w:rPrChange w:author="C"/></w:rPr><w:t>Pupils </w:t></w:r>'
    '<w:del w:author="A"><w:r><w:delText>rarely </w:delText></w:r></w:del>'
    '<w:ins w:author="B"><w:r><w:t>often </w:t></w:r><w:del w:author="A"><w:r><w:delText>not </w:delText></w:r></w:del>'
    '</w:ins><w:moveFrom w:author="A"><w:r><w:t>gone </w:t></w:r></w:moveFrom>'
    '<w:moveTo w:author="A"><w:r><w:t>read</w:t></w:r></w:moveTo></w:p>'
)
ROWS = (
    '<w:tbl><w:tr><w:trPr><w:del w:author="A"/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>'
    '<w:tr><w:trPr><w:ins w:author="A"/></w:trPr><w:tc><w:tcPr><w:cellDel w:author="A"/></w:tcPr>'
    "<w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a private note</w:t></w:r><w:r><w:t>Seen.</w:t></w:r></w:p>"
COMMENTS = part(f'<w:comments><w:comment w:id="0" w:author="Head">{line("please not this")}</w:comment></w:comments>')
COMMENTED = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def untidy() -> bytes:
    data = with_lines(NOTES, CHANGED, ROWS, HIDDEN, COMMENTED, DELETED_END.format("One and "), line("the same"))
    return beside(data, c=("comments", "comments.xml", COMMENTS))


def words_of(data: bytes) -> str:
    return " ".join(part.decode(errors="replace") for part in parts_of(data).values())


def test_what_is_tracked_is_told_as_word_counts_it() -> None:
    assert [(one.word, one.text, one.by) for one in read_proforma(untidy()).tracked] == [
        ("look changed", "", "C"),
        ("taken out", "rarely", "A"),
        ("put in", "often", "B"),
        ("taken out", "not gone", "A"),
        ("put in", "read", "A"),
        ("taken out", "gone", "A"),
        ("put in", "", "A"),
        ("taken out", "gone", "A"),
        ("put in", "kept", "A"),
        ("taken out", "", "A"),
    ]


def test_one_change_that_runs_over_several_runs_counts_once() -> None:
    twice = '<w:del w:author="A"><w:r><w:delText>one </w:delText></w:r></w:del>' * 2
    savepoint = f"<w:p>{twice}<w:r><w:t>kept</w:t></w:r>{twice}<w:r><w:t> </w:t></w:r></w:p>"
    assert [one.text for one in read_proforma(with_lines(NOTES, savepoint)).tracked] == ["one one", "one one"]


def test_a_clean_copy_says_the_same_and_nothing_more() -> None:
    before, clean = read_proforma(untidy()), clean_copy(untidy())
    read = read_proforma(clean)
    assert says_the_same(before, read)
    assert not says_the_same(sample(), read)
    assert read.is_clean
    assert read.sections["visit_notes"].endswith("Pupils often read\nkept\nSeen.\nx\nOne and the same")
    said = words_of(clean)
    for gone in ("rarely", "gone", "private", "please not this", "Click or tap", "<w:del ", "<w:ins ", "comments.xml"):
        assert gone not in said, gone
    assert ":comment" not in parts_of(clean)[MAIN].decode()
    with zipfile.ZipFile(BytesIO(clean)) as package:
        assert package.testzip() is None
        assert "word/comments.xml" not in package.namelist()


def test_prompts_and_rows_that_nobody_filled_are_gone() -> None:
    for data in (write_proforma(sample()), edited(write_proforma(sample()), without_controls)):
        clean = clean_copy(data)
        assert read_proforma(clean) == sample()
        targets = next(table for table in all_of(tree(clean), "tbl") if all_of(table, "t")[0].text == "Target")
        assert len(all_of(targets, "tr")) == 1 + len(sample().targets)
    empty = clean_copy(write_proforma(blank(Term.SPRING)))
    assert "Click or tap" not in words_of(empty)
    assert read_proforma(empty) == blank(Term.SPRING)


def tree(data: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415

    return etree.fromstring(parts_of(data)[MAIN])


def test_what_is_no_prompt_and_no_text_stays() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = "<w:p><w:r><w:t>Choose an item.</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{line('a')}</w:tc></w:tr>"
    data = with_lines(
        NOTES,
        control.format(line("Type 1 diabetes training.")),
        control.format(prompt),
        f"<w:tbl>{control.format(f'<w:tr><w:tc>{prompt}</w:tc></w:tr>')}{row}</w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:drawing/></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    )
    clean = clean_copy(data)
    assert read_proforma(clean).sections["visit_notes"] == read_proforma(data).sections["visit_notes"]
    assert len(all_of(tree(clean), "drawing")) == 1


def test_the_schools_figures_stay() -> None:
    annex = figure_annex(whole_story())
    data = write_proforma(sample(), annex=annex)
    clean = clean_copy(data)
    assert read_counted(clean)[1].form > len(annex.body)
    assert len(all_of(tree(clean), "drawing")) == len(annex.pictures) > 0
    assert all(parts_of(clean)[name] == part for name, part in parts_of(data).items() if "media" in name)


def test_a_deleted_end_before_a_heading_or_a_table_joins_nothing() -> None:
    for after in (heading("Next steps", 2), ROWS, ""):
        data = report(visit_notes=DELETED_END.format("One") + after)
        assert read_proforma(clean_copy(data)).sections == read_proforma(data).sections


def test_headers_are_cleaned_too() -> None:
    data = write_proforma(sample())
    header = next(name for name in parts_of(data) if "header" in name)
    changed = part('<w:hdr><w:p><w:ins w:author="A"><w:r><w:t>Draft</w:t></w:r></w:ins></w:p></w:hdr>')
    assert len(read_proforma(with_part(data, header, changed)).tracked) == 1
    clean = read_proforma(clean_copy(with_part(data, header, changed)))
    assert (clean.tracked, clean.unplaced[0].text) == ((), "Draft")


async def test_it_is_made_in_a_process_of_its_own() -> None:
    clean, contents = begin_to_clean(untidy()).result()
    assert contents == read_proforma(clean)
    with pytest.raises(UnreadableDocument) as refused:
        begin_to_clean(b"%PDF-1.7").result()
    assert refused.value.code == "pdf"


REAL = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "documents"


@pytest.mark.skipif(not REAL.exists(), reason="the example files (../shared/cases/documents) are absent")
def test_the_example_files_say_the_same_when_they_are_clean() -> None:
    for file in sorted(REAL.glob("*.docx")):
        before, clean = read_proforma(file.read_bytes()), read_proforma(clean_copy(file.read_bytes()))
        assert clean.is_clean
        assert says_the_same(before, clean), file.name
