"""The forms that people edit in Word: what a filled one holds, and what is said of one that has lost a place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from documents.form import CELL_PROMPT, HEAD, SECTION_PROMPTS, is_known, is_prompt, plain, section_tag
from documents.form_tags import box_tag
from documents.form_words import AGAIN, OURS, PART, ROWS, tag_of
from documents.proforma import write_proforma
from documents.reading import read_counted, read_proforma
from documents.template_check import faults, faults_in, places
from documents.term_forms import SHIPPED, TermForms
from handbook.core.school_years import Term
from handbook.reports.paper.boxes import BOXES, TABLES
from handbook.reports.paper.proforma import SECTIONS
from tests.documents.crafted import MAIN, W, all_of, blank, edited, line, parts_of, sample, with_part, xml
from tests.documents.more_parts import beside, part

GLOSSARY = "word/glossary/document.xml"
every_form = pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.docx")), ids=lambda file: file.stem)


def shown(data: bytes, name: str = MAIN) -> Any:
    return etree.fromstring(parts_of(data)[name])


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in all_of(element, "t"))


def controls(root: Any) -> dict[str, Any]:
    return {tag_of(control): control for control in all_of(root, "sdt")}


def test_each_term_has_its_form() -> None:
    assert sorted(file.stem for file in SHIPPED.iterdir()) == sorted(term.lower() for term in Term)


@every_form
def test_our_own_forms_have_every_place(file: Path) -> None:
    assert faults(file.name, file.read_bytes()) == []


@every_form
def test_each_place_asks_what_is_declared_for_it(file: Path) -> None:
    """So that a prompt is known for one where another program made it ordinary text."""
    asked = {tag: text_of(control) for tag, control in controls(shown(file.read_bytes())).items()}
    declared = {field.tag: field.prompt for field in HEAD}
    declared |= {section_tag(key): prompt for key, prompt in SECTION_PROMPTS.items()}
    assert {tag: asked[tag] for tag in declared} == declared
    others = [tag for tag in places() if tag not in declared and not tag.startswith((PART, ROWS))]
    assert {asked[tag] for tag in others} == {CELL_PROMPT}


@every_form
def test_what_a_form_says_is_known_where_its_controls_are_lost(file: Path) -> None:
    root = shown(file.read_bytes())
    for control in all_of(root, "sdt"):
        if tag_of(control).startswith(OURS) and not tag_of(control).startswith((PART, ROWS)):
            control.getparent().remove(control)
    said = [text_of(paragraph) for paragraph in all_of(root, "p")]
    assert [text for text in said if plain(text) and not is_known(text)] == []


@every_form
def test_a_place_that_was_deleted_is_named_to_whoever_did_it(file: Path) -> None:
    for tag, title in places().items():

        def delete(root: Any, tag: str = tag) -> None:
            control = controls(root)[tag]
            control.getparent().remove(control)

        said = faults(file.name, edited(file.read_bytes(), delete))
        assert any(title in sentence and tag in sentence and file.name in sentence for sentence in said), tag


def test_other_faults_of_a_form_are_said_too(tmp_path: Path) -> None:
    data = (SHIPPED / "spring.docx").read_bytes()
    assert faults("x.docx", b"%PDF-1.7") == ["x.docx: " + faults("", b"%PDF-1.7")[0].removeprefix(": ")]

    def twice(root: Any) -> None:
        control = controls(root)["sip:section:progress"]
        control.addnext(etree.fromstring(etree.tostring(control)))

    assert "2 places for “Progress on actions agreed at the previous visit”" in faults("x", edited(data, twice))[0]
    styles = parts_of(data)["word/styles.xml"].replace(b'w:styleId="Hint"', b'w:styleId="Hinx"')
    assert "lost these styles: Hint" in faults("x", with_part(data, "word/styles.xml", styles))[0]
    tracked = edited(data, lambda root: all_of(root, "p")[0].append(xml('<w:ins w:author="A"/>')))
    assert "tracked changes" in faults("x", tracked)[0]
    comments = part(f'<w:comments><w:comment w:id="0">{line("x")}</w:comment></w:comments>')
    (tmp_path / "spring.docx").write_bytes(beside(data, c=("comments", "comments.xml", comments)))
    assert "comments" in faults_in(tmp_path)[0]


def test_a_filled_form_has_what_makes_it_easy_to_go_on_with() -> None:
    filled = replace(sample(), boxes=sample().boxes | {"visit_on": "Monday 12 October 2026"})
    data = write_proforma(filled)
    root = shown(data)
    found = controls(root)
    (visit,) = found["sip:visit_on"].iter(f"{{{W}}}date")
    assert visit.get(f"{{{W}}}fullDate") == "2026-10-12T00:00:00Z"
    assert len(all_of(found["sip:target:4:due"], "date")) == 1
    for name in ("judgements", "targets"):
        assert [each.tag.rpartition("}")[2] for each in found[ROWS + name][0]][-1] == "repeatingSection"
    locked = [control for control in all_of(root, "sdt") if all_of(control[0], "lock")]
    assert {"Agreed targets", "School", "SIP’s judgement"} <= {text_of(control) for control in locked}
    assert not any(is_prompt(text_of(control)) for control in locked)
    assert not any(tag.startswith((PART, AGAIN)) for tag in found)
    assert root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") == "w15"


@pytest.mark.parametrize("term", Term)
def test_a_control_that_is_emptied_asks_again(term: Term) -> None:
    data = write_proforma(sample(term))
    blocks = {
        all_of(each, "name")[0].get(f"{{{W}}}val"): text_of(each) for each in all_of(shown(data, GLOSSARY), "docPart")
    }
    for tag, control in controls(shown(data)).items():
        if tag.removeprefix(OURS).partition(":")[0] in ("section", "target", "judgement"):
            (named,) = all_of(control[0], "docPart")
            assert is_prompt(blocks[named.get(f"{{{W}}}val")])
    assert b"glossary/document.xml" in parts_of(data)["word/_rels/document.xml.rels"]
    assert b"/word/glossary/document.xml" in parts_of(data)["[Content_Types].xml"]


def reworded(root: Any) -> None:
    """As somebody might who likes other words."""
    for piece in [*all_of(root, "t")]:
        for ours, theirs in (
            ("School Improvement Partner report", "Visit record of the trust"),
            ("Agreed targets", "What we agreed"),
            ("Click or tap here", "Please write here"),
            ("School’s judgement", "The school says"),
            ("Headteacher", "Principal"),
            ("Attendance and governance", "Attendance, and the board"),
            ("Page ", "Sheet "),
        ):
            piece.text = piece.text.replace(ours, theirs)


@pytest.fixture
def own_forms(tmp_path: Path) -> TermForms:
    """A trust's own spring form; for other terms it has none."""
    data = edited((SHIPPED / "spring.docx").read_bytes(), reworded)
    for name in ("word/header1.xml", "word/footer1.xml"):
        root = shown(data, name)
        reworded(root)
        data = with_part(data, name, etree.tostring(root))
    (tmp_path / "spring.docx").write_bytes(data)
    return TermForms(tmp_path)


def test_a_trust_may_word_its_form_as_it_likes(own_forms: TermForms) -> None:
    written = write_proforma(blank(Term.SPRING), forms=own_forms)
    read, words = read_counted(written)
    assert read == blank(Term.SPRING)
    assert (words.placed, words.shown, words.missed) == (4, 0, 0), "the term, and EYFS, KS1, KS2"
    assert "Visit record of the trust" in text_of(shown(written))
    assert "What we agreed" in text_of(shown(written))
    assert "Click or tap" not in text_of(shown(written))
    filled = read_proforma(write_proforma(sample(Term.SPRING), headteacher="Sam Lee", forms=own_forms))
    assert filled.facts == ()
    assert filled == sample(Term.SPRING)


def test_what_somebody_changes_in_a_form_of_the_trusts_own_is_read(own_forms: TermForms) -> None:
    def change(root: Any) -> None:
        for piece in all_of(root, "t"):
            piece.text = piece.text.replace("Attendance, and the board", "Attendance, and the board: discussed")

    read = read_proforma(edited(write_proforma(blank(Term.SPRING), forms=own_forms), change))
    assert read.facts == (("Attendance, and the board", "discussed"),)


def test_a_term_without_a_form_of_the_trusts_own_has_ours(own_forms: TermForms) -> None:
    assert write_proforma(sample(), forms=own_forms) == write_proforma(sample())


def test_sections_stand_in_the_order_of_the_form() -> None:
    for file in SHIPPED.glob("*.docx"):
        tags = [tag for tag in controls(shown(file.read_bytes())) if tag.startswith(PART)]
        assert [tag for tag in tags if tag.removeprefix(PART) in {kind.key for kind in SECTIONS}] == [
            PART + kind.key for kind in SECTIONS
        ]


@every_form
def test_the_choices_are_those_that_are_declared(file: Path) -> None:
    """So that a new framework is not forgotten in a form."""
    offered = {
        tag: tuple(item.get(f"{{{W}}}value") for item in all_of(control[0], "listItem"))
        for tag, control in controls(shown(file.read_bytes())).items()
        if not tag.startswith((PART, ROWS, "sip:judgement:"))
    }
    declared = {box_tag(box): box.choices for box in BOXES}
    declared |= {f"sip:{table.key}:{column.key}": column.choices for table in TABLES for column in table.columns}
    assert {tag: choices for tag, choices in offered.items() if choices} == {
        tag: choices for tag, choices in {**declared, "sip:term": tuple(Term)}.items() if choices
    }
