"""Every word of a file is in the head, in a section, or shown: words in = words placed + words shown."""

from collections.abc import Callable
from typing import Any

import pytest

from documents.proforma import write_proforma
from documents.reading import read_counted, read_proforma
from documents.unreadable import UnreadableDocument
from handbook.core.school_years import Term
from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import (
    MAIN,
    all_of,
    blank,
    edited,
    heading,
    line,
    packed,
    parts_of,
    sample,
    table,
    with_part,
    xml,
)
from tests.documents.more_parts import beside, part, with_lines

NOTES = "Attendance to 16 October"
DRAWN = "<w:r><w:drawing><wp:inline>{}</wp:inline></w:drawing></w:r>"
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def accounted(data: bytes) -> Contents:
    """What is read, once the words are counted."""
    contents, words = read_counted(data)
    assert words.missed == 0
    assert words.read == words.form + words.placed + words.shown
    assert words.read > 0
    return contents


def shown(contents: Contents) -> list[tuple[str, str]]:
    return [(one.where, one.words) for one in contents.unplaced]


@pytest.mark.parametrize("term", Term)
def test_nothing_of_our_own_form_is_left_over(term: Term) -> None:
    assert accounted(write_proforma(sample(term), headteacher="Sam Lee")).facts == (("Headteacher", "Sam Lee"),)
    assert accounted(write_proforma(blank(term))).unplaced == ()


def test_a_section_that_was_added_is_shown_as_one_whatever_its_level() -> None:
    added = with_lines(NOTES, heading("Safeguarding"), line("Two checks."), heading("In the office", 2), line("One."))
    read = accounted(added)
    assert read.unplaced == (
        Passage("a section that was added", "Two checks.\nIn the office\nOne.", "Safeguarding", "visit_notes"),
    )
    deeper = accounted(with_lines(NOTES, heading("Safeguarding", 3), line("Two checks.")))
    assert deeper.sections["visit_notes"].endswith("Safeguarding\nTwo checks.")
    assert deeper.subheadings == (("visit_notes", "Safeguarding"),)


def test_what_is_typed_into_a_heading_is_an_answer() -> None:
    for typed in ("Next visit: 12 March", "Next visit – 12 March", "Next visit 12 March", "Next visit (12 March)"):
        read = accounted(edited(write_proforma(blank(Term.SPRING)), retitle("Next visit", typed)))
        assert "12 March" in read.sections["next_visit"], typed
    read = accounted(edited(write_proforma(blank(Term.SPRING)), retitle("Next visit", "Next visit agenda")))
    assert "next_visit" not in read.sections
    assert read.unplaced == (Passage("a heading", "Next visit agenda", near="next_visit"),)


def retitle(title: str, to: str) -> Callable[[Any], None]:
    def edit(root: Any) -> None:
        next(text for text in all_of(root, "t") if text.text == title).text = to

    return edit


@pytest.mark.parametrize(
    ("title", "typed", "section"),
    [
        ("The headteacher’s own CPD and wellbeing", "The headteacher’s own CPD &amp; wellbeing", "headteacher"),
        ("The headteacher’s own CPD and wellbeing", "Headteachers wellbeing and CPD", "headteacher"),
        ("What we looked at and what we found", "Visit notes", "visit_notes"),
        ("Good practice to share", "Good prac\xadtice to share", "good_practice"),
    ],
)
def test_a_heading_that_was_typed_again_is_still_known(title: str, typed: str, section: str) -> None:
    def without_tags(root: Any) -> None:
        retitle(title, typed.replace("&amp;", "&"))(root)
        for tag in all_of(root, "tag"):
            tag.getparent().remove(tag)

    read = accounted(edited(write_proforma(sample()), without_tags))
    assert read.sections[section] == sample().sections[section]
    assert read.unplaced == ()


def test_lines_and_rows_added_to_the_head_are_facts() -> None:
    rows = with_lines("Town", base=write_proforma(sample()))
    added = edited(rows, lambda root: add_row(root, "Chair of governors", "Kit Rowan"))
    assert accounted(added).facts == (("Chair of governors", "Kit Rowan"),)
    before = with_lines("Short-term actions", line("Date of visit: 12 October 2026"), line("Present: deputy, chair"))
    assert accounted(before).facts == (("Date of visit", "12 October 2026"), ("Present", "deputy, chair"))
    assert accounted(with_lines("Short-term actions", line("A draft."))).unplaced == (
        Passage("the top of the report", "A draft."),
    )


def add_row(root: Any, *cells: str) -> None:
    all_of(root, "tr")[1].addnext(xml(table(cells))[0])


def test_an_agenda_line_answered_in_place_is_shown() -> None:
    answered = edited(
        write_proforma(sample()),
        retitle("Other support that the school receives", "Other support that the school receives: a hub"),
    )
    assert accounted(answered).unplaced == (
        Passage("the suggested agenda", "• Other support that the school receives: a hub"),
    )


def test_notes_belong_to_the_text_that_they_stand_at() -> None:
    for kind in ("footnote", "endnote"):
        notes = part(
            f'<w:{kind}s><w:{kind} w:type="separator" w:id="0">{line("-")}</w:{kind}>'
            f'<w:{kind} w:id="2">{line("see page 3")}</w:{kind}></w:{kind}s>'
        )
        refers = f'<w:p><w:r><w:t>Claim</w:t></w:r><w:r><w:{kind}Reference w:id="2"/></w:r></w:p>'
        read = accounted(beside(with_lines(NOTES, refers), n=(f"{kind}s", f"{kind}s.xml", notes)))
        assert read.sections["visit_notes"].endswith("Claim\nNote: see page 3")
        lost = accounted(beside(write_proforma(sample()), n=(f"{kind}s", f"{kind}s.xml", notes)))
        assert shown(lost) == [(f"a {kind}", "see page 3")]


def test_comments_are_shown_and_are_no_part_of_the_report() -> None:
    comments = part(
        f'<w:comments><w:comment w:id="0" w:author="Head">{line("please not this")}</w:comment>'
        f'<w:comment w:id="1">{line("nor that")}</w:comment></w:comments>'
    )
    refers = '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    read = accounted(beside(with_lines("The “read it", refers), c=("comments", "comments.xml", comments)))
    assert shown(read) == [("a comment by Head", "please not this"), ("a comment", "nor that")]
    assert [one.is_comment for one in read.unplaced] == [True, True]
    assert read.unplaced[0].near == "good_practice"


def test_text_boxes_are_shown_once_though_word_writes_them_twice() -> None:
    box = (
        "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><w:txbxContent>"
        f"{line('a pupil said so')}</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"{BOX[5:-6].format(line('a pupil said so'))}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert shown(accounted(with_lines(NOTES, box))) == [("a text box", "a pupil said so")]
    newest = box.replace("mc:Fallback", "mc:Other")
    assert shown(accounted(with_lines(NOTES, newest))) == [("a text box", "a pupil said so")]
    inner = BOX.format(f"<w:p>{BOX.format(line('inner'))}</w:p>{line('outer')}")
    assert {text for _, text in shown(accounted(with_lines(NOTES, f"<w:p>{inner}</w:p>")))} == {"inner", "outer"}
    assert shown(
        accounted(with_lines(NOTES, table(("a",)).replace(line("a"), f"<w:p>{BOX.format(line('b'))}</w:p>")))
    ) == [("a text box", "b")]


def test_pictures_say_what_is_written_for_those_who_cannot_see_them() -> None:
    seen = DRAWN.format('<wp:docPr name="Picture 1" descr="tracking data" title="Autumn"/><a:blip/>')
    assert "Picture: tracking data Autumn" in accounted(with_lines(NOTES, f"<w:p>{seen}</w:p>")).sections["visit_notes"]
    unseen = DRAWN.format('<wp:docPr name="Picture 1"/><a:blip/>')
    read = accounted(with_lines(NOTES, f"<w:p>{unseen}</w:p>"))
    assert read.sections["visit_notes"].endswith("Picture without a description")
    first = accounted(with_lines("School Improvement Partner report", f"<w:p>{seen}</w:p>"))
    assert shown(first) == [("a picture", "Picture: tracking data Autumn")]
    art = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    assert shown(accounted(with_lines(NOTES, f"<w:p>{art}</w:p>"))) == [("decorated text", "DRAFT")]


def test_charts_and_diagrams_are_read() -> None:
    chart = part("<c:chartSpace><a:p><a:r><a:t>Reading by year</a:t></a:r></a:p></c:chartSpace>")
    for reference, kind in (('<c:chart r:id="k"/>', "a chart"), ('<dgm:relIds r:dm="k"/>', "a diagram")):
        data = with_lines(NOTES, f"<w:p>{DRAWN.format(reference)}</w:p>")
        assert shown(accounted(beside(data, k=("chart", "charts/c.xml", chart)))) == [(kind, "Reading by year")]
        assert accounted(beside(data, k=("chart", "charts/c.xml", b"<broken"))).unplaced == ()
        assert accounted(data).unplaced == ()


PASTED = {
    "a.html": b"<html><head><style>no</style><title>no</title></head><p>From a tool</p><img alt='bars'><br>Two</html>",
    "b.txt": "From a tool\nPicture: bars\nTwo".encode("utf-16"),
    "c.txt": "From a tool\r\nPicture: bars\r\nTwo".encode("cp1252"),
    "d.rtf": rb"{\rtf1{\fonttbl{\f0 Arial;}}From a tool\par Picture: bars\line Two}",
}


@pytest.mark.parametrize("name", PASTED)
def test_what_a_tool_pasted_in_whole_is_read_where_it_stands(name: str) -> None:
    data = with_lines(NOTES, '<w:altChunk r:id="k"/>')
    read = accounted(beside(data, k=("aFChunk", name, PASTED[name])))
    assert read.sections["visit_notes"].endswith("From a tool\nPicture: bars\nTwo")


def test_pasted_documents_and_what_cannot_be_read_of_them() -> None:
    data = with_lines(NOTES, '<w:altChunk r:id="k"/>')
    inner = beside(data, k=("aFChunk", "a.docx", write_proforma(blank(Term.SPRING))))
    assert "Attendance and governance" in accounted(inner).sections["visit_notes"]
    for name, broken in (("a.docx", b"PK no"), ("a.bin", b"\x93\xfa")):
        read = accounted(beside(data, k=("aFChunk", name, broken)))
        assert read.sections["visit_notes"].endswith("A file is pasted in here that I cannot read")
    assert accounted(data).unplaced == ()
    odd = beside(data, k=("aFChunk", "a.html", b"<p>Before</p><![no[x]]><p>after</p>"))
    assert "Before" in accounted(odd).sections["visit_notes"]
    accents = rb"{\rtf1 caf\'e9 \b0 }"
    assert accounted(beside(data, k=("aFChunk", "a.rtf", accents))).sections["visit_notes"].endswith("café")


def test_headers_and_footers_are_shown_where_they_say_more_than_the_head() -> None:
    data = write_proforma(sample())
    header = next(name for name in parts_of(data) if "header" in name)
    says = part(f"<w:hdr>{line('Confidential')}{line('Page 1 of 3')}<w:p>{BOX.format(line('Stamp'))}</w:p></w:hdr>")
    read = accounted(with_part(data, header, says))
    assert shown(read) == [("the page header", "Confidential"), ("the page header", "Stamp")]
    twice = beside(with_part(data, header, says), h=("header", "header9.xml", says))
    assert shown(accounted(twice)) == shown(read)
    assert accounted(with_part(data, header, b"<broken")).unplaced == ()


def test_hidden_text_is_counted_and_not_read_aloud() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a private note</w:t></w:r><w:r><w:t>Seen.</w:t></w:r></w:p>"
    read = accounted(with_lines(NOTES, hidden, line("x").replace("<w:r>", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>')))
    assert read.hidden_words == 3
    assert read.sections["visit_notes"].endswith("Seen.\nx")
    assert "private" not in repr(read)


def test_signs_of_a_font_are_read() -> None:
    signs = "".join(
        f'<w:sym w:font="{font}" w:char="{code}"/>'
        for font, code in (
            ("Wingdings", "F0FC"),
            ("Wingdings", "F0FB"),
            ("Wingdings", "F021"),
            ("Other", "0041"),
            ("Other", "zz"),
        )
    )
    private = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fe done</w:t></w:r></w:p>'
    read = accounted(with_lines(NOTES, f"<w:p><w:r>{signs}</w:r></w:p>", private, line("\uf0fe")))
    assert read.sections["visit_notes"].endswith("✓✗▪A▪\n☑ done\n\uf0fe")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_parts_in_utf_16_are_read(encoding: str) -> None:
    data = write_proforma(sample())
    text = parts_of(data)[MAIN].decode().replace("encoding='UTF-8'", "encoding='UTF-16'")
    assert accounted(with_part(data, MAIN, text.encode(encoding))) == sample()
    with pytest.raises(UnreadableDocument):
        read_proforma(with_part(data, MAIN, f"<!DOCTYPE x [<!ENTITY a 'b'>]>{text}".encode(encoding)))


def test_a_word_that_reading_forgets_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.reading._said_lines", lambda _content: [])
    contents, words = read_counted(write_proforma(sample()))
    assert words.missed > 100
    assert contents.unplaced[-1].where == "somewhere in the document"
    assert "phonics" in contents.unplaced[-1].text


def test_other_parts_are_bounded_and_must_be_sound() -> None:
    data = write_proforma(sample())
    header = next(name for name in parts_of(data) if "header" in name)
    stored = packed(parts_of(data), 0)
    at = stored.index(parts_of(data)[header])
    torn = stored[: at + 200] + b"\0" + stored[at + 201 :]
    chunks = {f"k{number}": ("aFChunk", f"a{number}.txt", bytes(7 * 2**20)) for number in range(3)}
    large = beside(with_lines(NOTES, *(f'<w:altChunk r:id="{key}"/>' for key in chunks)), **chunks)
    for file, code in ((torn, "damaged"), (large, "too_big")):
        with pytest.raises(UnreadableDocument) as refused:
            read_proforma(file)
        assert refused.value.code == code
