"""Our paper opens in Word, reads well aloud, and says what it is (for every document that we write)."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from lxml import etree

from documents.headteachers_view import write_headteachers_view
from documents.proforma import write_proforma
from handbook.core.school_years import Term
from handbook.reports.report import Status
from handbook.visits.agenda import AGENDA, INFORMATION
from tests.documents.crafted import MAIN, SCHOOL, W, all_of, blank, parts_of, sample
from tests.support import builders as a


def the_view() -> bytes:
    view = "We agree.\n• Attendance has risen.\nDiolch – ŵ."
    dossier = replace(a.a_dossier(Status.APPROVED, view=view), school=SCHOOL)
    decision = dossier.report.decision
    assert decision
    return write_headteachers_view(dossier, decision, "SIP report.docx")


VIEW = the_view()
PAPERS = {"filled": write_proforma(sample()), "blank": write_proforma(blank()), "view": VIEW}
every_paper = pytest.mark.parametrize("data", PAPERS.values(), ids=PAPERS.keys())

# The order that the schema sets (ISO 29500-1), of those that we use. Word calls a file damaged where it is not kept.
ORDERS = {
    "sdtPr": "rPr alias tag id lock placeholder showingPlcHdr appearance repeatingSection repeatingSectionItem "
    "comboBox dropDownList date",
    "sdt": "sdtPr sdtContent",
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs spacing ind contextualSpacing outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs lang",
    "tblPr": "tblStyle tblW tblLayout tblBorders tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan shd",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr sdt",
    "style": "name basedOn next semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "abstractNum": "multiLevelType lvl",
    "numbering": "abstractNum num",
    "styles": "docDefaults latentStyles style",
    "p": "pPr r sdt fldSimple",
}


def tree(data: bytes, part: str = MAIN) -> Any:
    return etree.fromstring(parts_of(data)[part])


def name(element: Any) -> str:
    return etree.QName(element).localname


def value(element: Any, attribute: str = "val") -> str | None:
    return element.get(f"{{{W}}}{attribute}")


@every_paper
def test_what_stands_in_an_element_stands_in_the_order_of_the_schema(data: bytes) -> None:
    for part in (MAIN, "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footer1.xml"):
        for element in tree(data, part).iter():
            order = ORDERS.get(name(element), "").split()
            places = [order.index(name(child)) for child in element] if order and name(element) != "p" else []
            assert places == sorted(places), (part, name(element), [name(child) for child in element])


@every_paper
def test_cells_end_with_a_paragraph_and_styles_are_defined(data: bytes) -> None:
    root = tree(data)
    assert all(name(cell[-1]) == "p" for cell in all_of(root, "tc"))
    defined = {value(style, "styleId") for style in all_of(tree(data, "word/styles.xml"), "style")}
    used = {value(element) for kind in ("pStyle", "rStyle", "tblStyle") for element in all_of(root, kind)}
    assert used <= defined
    numbers = [value(control) for control in all_of(root, "id")]
    assert len(numbers) == len(set(numbers))


@every_paper
def test_headings_step_down_one_level_at_a_time(data: bytes) -> None:
    styles = [value(style) or "" for style in all_of(tree(data), "pStyle")]
    levels = [int(style.removeprefix("Heading")) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert styles.count("Title") == 1


@every_paper
def test_tables_have_a_name_and_say_which_cells_are_headers(data: bytes) -> None:
    for table in all_of(tree(data), "tbl"):
        look = all_of(table, "tblLook")[0]
        rows = all_of(table, "tr")
        assert value(all_of(table, "tblCaption")[0])
        assert [bool(all_of(row, "tblHeader")) for row in rows] == [value(look, "firstRow") == "1"] + [False] * (
            len(rows) - 1
        )
        assert (value(look, "firstRow"), value(look, "firstColumn")) in (("1", "0"), ("0", "1"))


@every_paper
def test_the_language_is_british_english_and_the_page_is_a4(data: bytes) -> None:
    assert [value(language) for language in all_of(tree(data, "word/styles.xml"), "lang")] == ["en-GB"]
    document = Document(BytesIO(data))
    assert document.core_properties.language == "en-GB"
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@every_paper
def test_pages_are_numbered(data: bytes) -> None:
    fields = all_of(tree(data, "word/footer1.xml"), "fldSimple")
    assert [(value(field, "instr") or "").strip() for field in fields] == ["PAGE", "NUMPAGES"]


@every_paper
def test_nobody_is_named_in_the_properties(data: bytes) -> None:
    properties = Document(BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("SIP Desk", "SIP Desk", "")


def test_titles_say_what_the_document_is() -> None:
    titles = {key: Document(BytesIO(data)).core_properties.title for key, data in PAPERS.items()}
    assert titles == {
        "filled": "School Improvement Partner report: St Brigid’s Catholic Primary School, Northmere, Autumn 2026/27",
        "blank": "School Improvement Partner report",
        "view": "The school’s view: St Brigid’s Catholic Primary School, Northmere, Autumn 2026/27",
    }


def lines_in(cell: Any) -> str:
    return "\n".join("".join(text.text for text in all_of(line, "t")) for line in all_of(cell, "p"))


def test_the_schedule_is_that_of_the_year_at_its_first_visit_and_then_of_the_term() -> None:
    """V4, V5: what is looked at, and what the school is asked to bring."""

    def schedule(data: bytes) -> list[list[str]]:
        table = next(one for one in all_of(tree(data), "tbl") if all_of(one, "t")[0].text == "When")
        return [[lines_in(cell) for cell in all_of(row, "tc")] for row in all_of(table, "tr")]

    def of(*terms: Term) -> list[list[str]]:
        lines = [[term, "\n".join(AGENDA[term]), "\n".join(INFORMATION[term])] for term in terms]
        return [["When", "Suggested agenda", "Suggested information"], *lines]

    for term in (Term.SPRING, Term.SUMMER):
        assert schedule(write_proforma(blank(term))) == of(term)
    for term in (None, Term.AUTUMN):
        assert schedule(write_proforma(blank(term))) == of(*Term)


def test_every_fillable_place_has_its_tag() -> None:
    tags = [value(tag) for tag in all_of(tree(PAPERS["blank"]), "tag")]
    assert {
        "sip:school",
        "sip:urn",
        "sip:term",
        "sip:section:good_practice",
        "sip:judgement:6:sip",
        "sip:target:3:due",
    } <= set(tags)
    assert all(len(tag or "") <= 64 for tag in tags)


def test_the_schools_view_names_the_very_file_that_was_approved() -> None:
    document = Document(BytesIO(VIEW))
    facts = {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}
    assert facts == {
        "School": "St Brigid’s Catholic Primary School, Northmere",
        "URN": "990123",
        "Visit": "Autumn 2026/27",
        "Headteacher": "Hanna Tilling",
        "Approved on": "24 November 2026",
        "File": "SIP report.docx",
        "SHA-256": f"{1:064x}",
    }
    texts = [(paragraph.text, paragraph.style.name if paragraph.style else "") for paragraph in document.paragraphs]
    assert ("We agree.", "Normal") in texts
    assert ("Attendance has risen.", "List Bullet") in texts
    assert ("Diolch – ŵ.", "Normal") in texts


def test_the_view_made_again_after_a_crash_is_the_same_file() -> None:
    assert the_view() == VIEW
