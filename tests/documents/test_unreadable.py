"""Files that are no report: each gets one clear sentence, costs little, and opens nothing."""

import struct
import time
import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.package import MAX_BYTES, MAX_ENTRIES, MAX_PART
from documents.proforma import write_proforma
from documents.reading import read_proforma
from documents.unreadable import UnreadableDocument
from documents.word_xml import MAX_DEPTH, W
from handbook.reports.paper.proforma import Contents
from tests.documents.crafted import MAIN, document, heading, line, packed, parts_of, report, sample, with_part

TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@cache
def good() -> bytes:
    return write_proforma(sample())


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_proforma(data)
    return refused.value.code


def with_types(old: bytes, new: bytes) -> bytes:
    types = parts_of(good())[TYPES]
    assert old in types
    return with_part(good(), TYPES, types.replace(old, new))


def stored(data: bytes) -> bytes:
    """Packed without compression, to come past the guard against blown-up parts."""
    return packed(parts_of(data), zipfile.ZIP_STORED)


def lying(data: bytes, name: str, size: int) -> bytes:
    """The file with another unpacked size stated for one part, in the listing that readers go by."""
    at = data.index(name.encode(), data.index(b"PK\x01\x02")) - 46
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


@pytest.mark.parametrize(
    "data",
    [b"", b"Dear all, the report is attached.", b"\x89PNG\r\n\x1a\n", OLE, b"PK\x05\x06" + bytes(18)],
)
def test_what_is_no_word_document(data: bytes) -> None:
    assert code_of(data) == "not_docx"


def test_other_office_files_are_no_word_documents() -> None:
    odt = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    sheet = packed({TYPES: b'<Types><Override ContentType="application/vnd.spreadsheetml.sheet.main+xml"/></Types>'})
    assert code_of(odt) == code_of(sheet) == "not_docx"


def test_a_file_with_a_password() -> None:
    assert code_of(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)) == "encrypted"


def test_a_zip_with_a_password() -> None:
    listing = good().index(b"PK\x01\x02")
    assert code_of(good()[: listing + 8] + b"\x01" + good()[listing + 9 :]) == "encrypted"


@pytest.mark.parametrize("data", [OLE + "WordDocument".encode("utf-16-le") + bytes(64), b"{\\rtf1\\ansi Dear all}"])
def test_files_of_older_word(data: bytes) -> None:
    assert code_of(data) == "old_doc"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\n\n%PDF-1.4\n"])
def test_a_pdf(data: bytes) -> None:
    assert code_of(data) == "pdf"


def test_macros_however_the_file_is_named() -> None:
    main = b"wordprocessingml.document.main+xml"
    assert (
        code_of(with_types(b"vnd.openxmlformats-officedocument." + main, b"vnd.ms-word.document.macroEnabled.main+xml"))
        == "macros"
    )
    assert code_of(with_part(good(), "word/vbaProject.bin", b"code")) == "macros"
    assert (
        code_of(
            with_types(
                b"</Types>", b'<Default Extension="x" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            )
        )
        == "macros"
    )


def test_a_file_over_ten_megabytes_is_not_even_looked_at() -> None:
    assert code_of(b"PK\x03\x04" + bytes(MAX_BYTES)) == "too_big"


def test_text_far_beyond_a_report() -> None:
    words = "".join(f"{number:x} " for number in range(MAX_PART // 6))
    assert code_of(document(line(words))) == "too_big"
    assert code_of(stored(document("<w:p/>" * 210_000))) == "too_big"


def test_a_zip_bomb_by_ratio_by_sum_and_by_number() -> None:
    assert code_of(with_part(good(), "word/media/a.xml", bytes(20_000_000))) == "zip_bomb"
    assert code_of(lying(with_part(good(), "word/media/a.bin", b"x"), "word/media/a.bin", 101 * 1024**2)) == "zip_bomb"
    assert code_of(packed({f"{number}.xml": b"" for number in range(MAX_ENTRIES + 1)})) == "zip_bomb"


def test_a_picture_that_packs_well_is_no_bomb() -> None:
    assert read_proforma(with_part(good(), "word/media/white.bmp", bytes(20_000_000))) == sample()


def test_more_than_a_hundred_megabytes_that_pack_no_better_than_text_does() -> None:
    block = b"".join(struct.pack("<I", number * 2654435761 % 2**32) for number in range(65_536)) + bytes(20 * 1024**2)
    parts = {f"word/media/{number}.bin": block for number in range(5)}
    data = packed(parts_of(good()) | parts)
    assert len(data) < MAX_BYTES
    assert code_of(data) == "zip_bomb"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\x"])
def test_paths_that_lead_out_of_the_package(name: str) -> None:
    assert code_of(with_part(good(), name, b"x")) == "zip_bomb"


def test_two_parts_of_one_name_could_show_two_different_reports() -> None:
    out = BytesIO(good())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as package:
        package.writestr(MAIN, b"<x/>")
    assert code_of(out.getvalue()) == "zip_bomb"


def test_a_size_that_lies_is_found_out_and_never_unpacked_beyond() -> None:
    assert code_of(lying(good(), MAIN, 10)) == "damaged"


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"not xml",
        b"<w:document>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><x/>',
        b"<x>&undefined;</x>",
        "<x/>".encode("utf-16"),
        b"<other/>",
        f'<document xmlns="{W}">'.encode() + b"<p>" * 250 + b"</p>" * 250 + b"</document>",
        f'<document xmlns="{W}">'.encode() + b"<p>" * 150_000,
    ],
)
def test_a_main_part_that_is_not_what_it_should_be(part: bytes) -> None:
    assert code_of(with_part(good(), MAIN, part)) == "damaged"


def test_files_that_lost_a_part_or_their_end() -> None:
    assert code_of(with_part(good(), MAIN, None)) == "damaged"
    assert code_of(good()[:-200]) == "damaged"
    assert code_of(good()[:5000]) == "damaged"
    assert code_of(packed(parts_of(good()), zipfile.ZIP_BZIP2)) == "damaged"


def test_a_main_part_at_another_place_or_unnamed_is_found() -> None:
    """Word on the web writes word/document2.xml."""
    moved = with_part(with_part(good(), MAIN, None), "word/document2.xml", parts_of(good())[MAIN])
    relations = parts_of(good())["_rels/.rels"]
    assert (
        read_proforma(with_part(moved, "_rels/.rels", relations.replace(b"word/document.xml", b"/word/document2.xml")))
        == sample()
    )
    assert read_proforma(with_part(good(), "_rels/.rels", None)) == sample()
    assert read_proforma(with_part(good(), "_rels/.rels", b"<Relationships/>")) == sample()


def test_another_document_is_no_report() -> None:
    assert (
        code_of(document(heading("Minutes"), line("Present: all."), heading("Next visit"), line("May.")))
        == "no_proforma"
    )
    assert code_of(with_part(good(), MAIN, f'<document xmlns="{W}"/>'.encode())) == "no_proforma"


@pytest.mark.parametrize(
    "code",
    ["pdf", "encrypted", "macros", "fetches", "old_doc", "too_big", "zip_bomb", "damaged", "no_proforma", "not_docx"],
)
def test_each_reason_is_one_sentence_that_says_what_to_do(code: str) -> None:
    refused = UnreadableDocument(code)  # pyright: ignore[reportArgumentType] every code of the list above is one
    assert refused.reason.endswith(".")
    assert "please" in refused.reason
    assert refused.reason.count(". ") == 0
    assert str(refused) == refused.reason


def deep_controls(levels: int) -> str:
    opening = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    return opening * levels + "<w:p/>" * 50_000 + line("Choose.") + "</w:sdtContent></w:sdt>" * levels


def deep_tables(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + line("deep " * 20_000) + "<w:p/></w:tc></w:tr></w:tbl>" * levels


@pytest.mark.parametrize(
    "hostile",
    [
        deep_controls((MAX_DEPTH - 10) // 2),
        deep_tables((MAX_DEPTH - 10) // 3),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>" * 17_000,
        "<w:p>" + "<w:sdt/>" * 190_000 + "</w:p>",
    ],
    ids=["controls in controls", "tables in tables", "lines that run on", "empty controls"],
)
def test_reading_what_was_made_to_be_slow_stays_cheap(hostile: str) -> None:
    """Counted in processor time; the limit is ten times what it takes on a slow machine."""
    data = stored(report(visit_notes=hostile))
    began = time.process_time()
    read_proforma(data)
    assert time.process_time() - began < 20


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF-"]))
def test_random_bytes_are_refused_and_nothing_else(noise: bytes, start: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_proforma(start + noise)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_report_with_bytes_changed_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    changed = bytearray(good())
    for place in data.draw(st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=8)):
        changed[place] = data.draw(st.integers(0, 255))
    with suppress(UnreadableDocument):
        assert isinstance(read_proforma(bytes(changed)), Contents)


names = ("p", "r", "t", "br", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "tag", "showingPlcHdr", "ins", "del")
marks = ("pPr", "pStyle", "numPr", "numId", "outlineLvl", "trPr")
words = st.sampled_from(["", "Choose", "Target", "School: x", "• a"])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    elements = st.tuples(st.sampled_from(names + marks), st.lists(inner, max_size=4))
    return elements.map(lambda made: f'<w:{made[0]} w:val="1">{"".join(made[1])}</w:{made[0]}>')


@settings(deadline=None, max_examples=60)
@given(st.recursive(words, nested, max_leaves=30))
def test_any_arrangement_of_words_elements_is_read(markup: str) -> None:
    assert isinstance(read_proforma(report(context=markup)), Contents)
