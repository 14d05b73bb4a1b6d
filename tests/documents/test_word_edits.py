"""Reports as people hand them back: tracked changes, pasted text, retyped headings, emptied controls."""

from typing import Any

import pytest

from documents.form import SECTION_PROMPTS
from documents.proforma import write_proforma
from documents.reading import read_proforma
from handbook.core.school_years import Term
from handbook.reports.paper.proforma import Judgement, Target
from tests.documents.crafted import (
    MAIN,
    W,
    all_of,
    blank,
    document,
    edited,
    heading,
    line,
    parts_of,
    report,
    sample,
    table,
    with_part,
    without_controls,
    xml,
)


def notes(markup: str) -> str | None:
    """What is read where this markup stands under “What we looked at and what we found”."""
    return read_proforma(report(visit_notes=markup)).sections.get("visit_notes")


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    markup = (
        "<w:p><w:r><w:t>Pupils </w:t></w:r><w:del><w:r><w:delText>rarely </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>often </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>read</w:t></w:r></w:moveTo></w:p>"
    )
    assert notes(markup) == "Pupils often read"


def test_paragraphs_joined_by_a_tracked_deletion_are_one_line() -> None:
    deleted_end = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"
    assert notes(deleted_end.format("One ") + deleted_end.format("and ") + line("the same")) == "One and the same"
    assert notes(deleted_end.format("Before") + table(("a", "b"))) == "Before\na | b"
    assert notes(deleted_end.format("Last")) == "Last"
    assert read_proforma(report(next_visit=deleted_end.format("The end"))).sections == {"next_visit": "The end"}


def test_deleted_rows_and_cells_do_not_count() -> None:
    rows = (
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert notes(rows) == "kept"


def test_text_boxes_comments_and_field_codes_are_left_out_and_emoji_kept() -> None:
    markup = (
        "<w:p><w:commentRangeStart/><w:r><w:t>Seen </w:t></w:r><w:commentRangeEnd/><w:r><w:commentReference/></w:r>"
        "<w:r><mc:AlternateContent><mc:Choice><w:t>no</w:t></mc:Choice><mc:Fallback><w:t>😊</w:t>"
        "<w:pict><v:x><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:x></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t> here</w:t></w:r></w:hyperlink>"
        "<w:r><w:noBreakHyphen/><w:br/><w:tab/><w:t>x</w:t></w:r></w:p>"
    )
    assert notes(markup) == "Seen 😊 here\u2011\n\tx"


def test_list_items_begin_with_a_bullet() -> None:
    item = "<w:p><w:pPr>{}</w:pPr><w:r><w:t>item</w:t></w:r></w:p>"
    by_number = item.format('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
    by_style = item.format('<w:pStyle w:val="ListNumber2"/>')
    taken_out = item.format('<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    empty = '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr></w:p>'
    assert notes(by_number + by_style + taken_out + empty) == "• item\n• item\nitem"


def test_tables_pasted_into_a_section_are_lines_of_it() -> None:
    nested = f"<w:tbl><w:tr><w:tc>{table(('x', 'y'))}<w:p/></w:tc><w:tc>{line('z')}</w:tc></w:tr></w:tbl>"
    assert notes(table(("Reading", "74 %"), ("Maths", "69 %")) + nested) == "Reading | 74 %\nMaths | 69 %\nx | y | z"


def test_a_table_of_earlier_actions_is_no_table_of_targets() -> None:
    earlier = table(("Action", "Who", "When"), ("Phonics", "Head", "June"))
    read = read_proforma(report(progress=earlier))
    assert read.targets == ()
    assert read.sections == {"progress": "Action | Who | When\nPhonics | Head | June"}


@pytest.mark.parametrize(
    "header",
    [("Area", "SIP’s judgement", "School"), ("Aspect", "School Improvement Partner", "Self-evaluation")],
)
def test_judgements_follow_their_columns_wherever_those_stand(header: tuple[str, ...]) -> None:
    read = read_proforma(report(judgements=table(header, ("Early years", "Good", "Outstanding"), ("Other", "", ""))))
    assert read.judgements == (Judgement("Early years", "Outstanding", "Good"),)
    assert read.sections == {"judgements": "Early years: school – Outstanding; SIP – Good\nOther"}


def test_targets_are_read_below_a_title_row_and_with_a_column_of_numbers() -> None:
    rows = [
        ("Our plan",),
        ("No", "Objective", "Success", "By whom", "Deadline"),
        ("1", "Read", "80 %", "Head", "May"),
        ("2",),
    ]
    read = read_proforma(report(targets=table(*rows) + line("Reviewed in May.")))
    assert read.targets == (Target("Read", "80 %", "Head", "May"),)
    assert read.sections == {"targets": "Read (measure: 80 %; owner: Head; by: May)\nOur plan\nReviewed in May."}


def test_a_targets_table_moved_elsewhere_is_known_by_its_header_or_its_tags() -> None:
    moved = table(
        ("Target", "Measure", "Owner", "By when"), ("Read", "", "", ""), ("Target", "Measure", "Owner", "By when")
    )
    assert read_proforma(report(next_visit=moved)).targets == (Target("Read", "", "", ""),)

    def without_header(root: Any) -> None:
        for row in [row for row in all_of(root, "tr") if all_of(row, "tblHeader")]:
            row.getparent().remove(row)

    read = read_proforma(edited(write_proforma(sample()), without_header))
    assert read.targets == sample().targets
    assert read.judgements == sample().judgements


def test_rows_that_people_add_to_our_tables_count() -> None:
    def add(root: Any) -> None:
        for anchor, cells in (
            ("sip:target:4:text", ("New", "m", "o", "d")),
            ("sip:judgement:9:sip", ("Choir", "A", "B")),
        ):
            row = next(row for row in all_of(root, "tr") if anchor in _tags(row))
            row.addnext(xml(table(cells))[0])

    read = read_proforma(edited(write_proforma(sample()), add))
    assert read.targets[-1] == Target("New", "m", "o", "d")
    assert read.judgements[-2] == Judgement("Choir", "A", "B")


def test_controls_around_rows_and_cells_and_inside_each_other_are_seen_through() -> None:
    def wrap(root: Any) -> None:
        for name in ("tr", "tc", "p"):
            for element in all_of(root, name):
                control = xml('<w:sdt><w:sdtPr><w:tag w:val="other"/></w:sdtPr><w:sdtContent/></w:sdt>')
                element.addprevious(control)
                control[1].append(element)

    assert read_proforma(edited(write_proforma(sample()), wrap)) == sample()


def test_a_tag_says_more_than_the_heading_above_it() -> None:
    def drop_headings(root: Any) -> None:
        for paragraph in all_of(root, "p"):
            if any(style.get(f"{{{W}}}val") == "Heading1" for style in all_of(paragraph, "pStyle")):
                paragraph.getparent().remove(paragraph)

    free = {key: text for key, text in sample().sections.items() if key not in ("judgements", "targets")}
    read = read_proforma(edited(write_proforma(sample()), drop_headings))
    assert free.items() <= read.sections.items()
    assert (read.judgements, read.targets, read.term) == (sample().judgements, sample().targets, Term.AUTUMN)


def test_sections_in_another_order_and_added_ones() -> None:
    data = document(
        heading("10. NEXT VISIT: 12 March"),
        line("At nine."),
        heading("Photographs"),
        line("Not of the proforma."),
        heading("Good practice to share"),
        line("Singing."),
        heading("In Year 3", 2),
        line("Recorders."),
        heading("The headteacher's own CPD and wellbeing"),
        line("Coaching."),
    )
    read = read_proforma(data)
    assert read.sections == {
        "next_visit": "12 March\nAt nine.",
        "good_practice": "Singing.\nIn Year 3\nRecorders.",
        "headteacher": "Coaching.",
    }
    assert [(one.title, one.text, one.near) for one in read.unplaced] == [
        ("Photographs", "Not of the proforma.", "next_visit")
    ]
    assert read.subheadings == (("good_practice", "In Year 3"),)


def test_titles_typed_as_plain_lines_and_outlined_ones_are_headings() -> None:
    outlined = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Next visit</w:t></w:r></w:p>'
    data = document(line("Good practice to share:"), line("Art."), line("agreed targets"), outlined, line("May."))
    assert read_proforma(data).sections == {"good_practice": "Art.", "next_visit": "May."}


@pytest.mark.parametrize(
    "prompt", ["Click or tap here to enter text.", "Choose an item.", SECTION_PROMPTS["good_practice"]]
)
def test_prompts_are_no_content(prompt: str) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="sip:section:good_practice"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        f"<w:p><w:r><w:t>{prompt}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read_proforma(report(good_practice=control)).sections == {}
    assert read_proforma(report(good_practice=f"<w:p>{control}</w:p>")).sections == {}


@pytest.mark.parametrize("words", ["Type 1 diabetes training.", "Select and train a lead.", "Enter the county finals."])
def test_what_people_write_is_text_however_it_begins(words: str) -> None:
    """Programs leave the mark of a prompt standing when they fill a control."""
    control = "<w:sdt><w:sdtPr>{}<w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + line(words) + "</w:sdtContent></w:sdt>"
    tagged = control.format('<w:tag w:val="sip:section:good_practice"/>')
    assert read_proforma(report(good_practice=tagged)).sections == {"good_practice": words}

    def fill_a_target(root: Any) -> None:
        cell = next(each for each in all_of(root, "sdt") if "sip:target:1:text" in _tags(each))
        cell[0].append(xml("<w:showingPlcHdr/>"))
        next(iter(all_of(cell, "t"))).text = words

    assert read_proforma(edited(write_proforma(sample()), fill_a_target)).targets[0].text == words


def test_text_that_a_program_put_into_a_control_counts_though_it_still_claims_to_prompt() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr{}/></w:sdtPr><w:sdtContent>" + line("{}") + "</w:sdtContent></w:sdt>"
    assert notes(control.format("", "Reading is strong.")) == "Reading is strong."
    assert notes(control.format(' w:val="0"', "Choose well.")) == "Choose well."
    assert notes(control.format("", "Choose</w:t></w:r>" + "<w:r/>" * 100 + "<w:r><w:t> well.")) == "Choose well."
    assert notes("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>") is None


def test_words_typed_beside_a_prompt_that_became_plain_text_are_kept() -> None:
    def type_beside(root: Any) -> None:
        without_controls(root)
        for text in all_of(root, "t"):
            if text.text.startswith("Click or tap here"):
                text.text = text.text + "Typed"

    read = read_proforma(edited(write_proforma(blank(Term.AUTUMN)), type_beside))
    assert (read.school_name, read.sip_name, read.boxes["roll"]) == ("Typed", "Typed", "Typed")
    assert read.sections["context"].endswith("Deprivation: Typed\nTyped")
    assert read.judgements[0].sip == "Typed"


def test_a_file_in_the_strict_form_of_the_format_reads_the_same() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = write_proforma(sample())
    changed = parts_of(data)[MAIN].replace(W.encode(), strict)
    assert read_proforma(with_part(data, MAIN, changed)) == sample()


def _tags(element: Any) -> list[str]:
    return [tag.get(f"{{{W}}}val") for tag in all_of(element, "tag")]
