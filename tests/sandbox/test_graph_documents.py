"""What SharePoint does to Word files: rewriting them on the way in, and printing them."""

import io
import re
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from sandbox.graph import plain_pdf
from sandbox.graph.database import Blobs
from sandbox.graph.errors import GraphError
from sandbox.graph.ingest import PART, ingested
from sandbox.graph.pdf import PdfPrinter
from sandbox.graph.stand_in import installed_soffice
from tests.sandbox.graph_wire import REPORTS, Wire, graph_sandbox

PATH = f"/drives/{REPORTS.drive_id}/root:/a/report.docx:"


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    made.add_heading("Autumn report (first)", level=1)
    for text in paragraphs or ("Pupils’ reading\tis good; ½ of them – ☃ – read at home.",):
        made.add_paragraph(text)
    made.add_table(1, 2).cell(0, 1).text = "In a table"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def text_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


async def test_a_word_file_comes_back_as_other_bytes_with_all_that_was_in_it(wire: Wire) -> None:
    sent = document()
    item = await wire.put("a/report.docx", sent)
    back = (await wire.follow(f"{PATH}/content")).data
    assert back != sent
    assert item["size"] == len(back) != len(sent)
    assert text_of(back) == text_of(sent)


async def test_the_etag_of_a_word_file_moves_on_after_the_answer(wire: Wire) -> None:
    item = await wire.put("a/report.docx", document())
    stale = await wire.ask("PUT", f"{PATH}/content", data=document(), headers={"If-Match": item["eTag"]})
    assert stale.status == 412
    now = (await wire.ask("GET", PATH)).json["eTag"]
    assert (await wire.ask("PUT", f"{PATH}/content", data=document(), headers={"If-Match": now})).status == 200


async def test_columns_are_written_into_a_word_file_as_a_second_version(wire: Wire) -> None:
    await wire.put("a/report.docx", document())
    before = (await wire.follow(f"{PATH}/content")).data
    await wire.ask("PATCH", f"{PATH}/listItem/fields", {"School": "St Bede & St Joan"})
    after = (await wire.follow(f"{PATH}/content")).data
    with zipfile.ZipFile(io.BytesIO(after)) as parts:
        assert b"<School>St Bede &amp; St Joan</School>" in parts.read(PART)
    assert text_of(after) == text_of(before)
    assert (await wire.follow(f"{PATH}/versions/1.0/content")).data == before


def test_a_file_that_was_taken_in_before_has_the_properties_once() -> None:
    twice = ingested("r.docx", ingested("r.docx", document(), {"School": "A"}), {"School": "B"})
    with zipfile.ZipFile(io.BytesIO(twice)) as parts:
        assert parts.namelist().count(PART) == 1
        assert parts.read("word/_rels/document.xml.rels").count(b"rIdSharePointProperties") == 1


def test_what_is_no_readable_word_file_is_kept_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ingested("r.txt", document(), {}) == document() or ingested("r.txt", b"x", {}) == b"x"
    assert ingested("r.docx", b"no zip", {}) == b"no zip"
    broken = bytearray(document())
    broken[60:90] = b"\0" * 30
    assert ingested("r.docx", bytes(broken), {}) == bytes(broken)
    monkeypatch.setattr("sandbox.graph.ingest._LARGEST", 10)
    whole = document()
    assert ingested("r.docx", whole, {}) == whole


def shown(pdf: bytes) -> str:
    """The text of our own plain PDFs."""
    said = re.findall(rb"\((.*?)(?<!\\)\) Tj", pdf)
    return "\n".join(re.sub(rb"\\(.)", rb"\1", line).decode("cp1252") for line in said)


async def test_without_libreoffice_a_pdf_holds_the_text(wire: Wire) -> None:
    await wire.put("a/report.docx", document())
    for query in ("?format=pdf", "?$format=PDF"):
        fetched = await wire.follow(f"{PATH}/content{query}")
        assert fetched.headers["Content-Type"] == "application/pdf"
        assert "report.pdf" in fetched.headers["Content-Disposition"]
        text = shown(fetched.data)
        for part in (
            "Autumn report (first)",
            "Pupils’ reading    is good; ½ of them – ? –",
            "In a table",
            "Page 1 of 1",
        ):
            assert part in text
    assert b"/F2 10 Tf\n(Autumn" in fetched.data


def test_long_texts_run_over_lines_and_pages() -> None:
    text = " ".join(f"word{number}" for number in range(3000))
    pdf = plain_pdf.render(document(text, "first\nsecond"), "A (long) report")
    pages = pdf.count(b"/Type /Page ")
    assert pages > 3
    assert f"Page {pages} of {pages}" in shown(pdf)
    assert max(len(line) for line in shown(pdf).splitlines()) <= plain_pdf.COLUMNS
    assert "word2999" in shown(pdf)
    table = int(re.findall(rb"startxref\n(\d+)", pdf)[0])
    starts = [int(start) for start in re.findall(rb"(\d{10}) 00000 n", pdf[table:])]
    assert all(pdf[start:].startswith(b"%d 0 obj" % number) for number, start in enumerate(starts, 1))


def test_an_empty_document_is_one_empty_page() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as parts:
        parts.writestr("word/document.xml", "<w:document xmlns:w='x'/>")
    assert plain_pdf.render(empty.getvalue(), "x").count(b"/Type /Page ") == 1


@pytest.mark.parametrize(
    ("name", "data", "query"),
    [("a.txt", b"x", "format=pdf"), ("a.docx", b"no zip", "format=pdf"), ("a.docx", b"x", "format=html")],
)
async def test_what_cannot_be_printed_is_406(wire: Wire, name: str, data: bytes, query: str) -> None:
    item = await wire.put(name, data)
    refused = await wire.ask("GET", f"/drives/{REPORTS.drive_id}/items/{item['id']}/content?{query}")
    assert (refused.status, refused.code) == (406, "notSupported")


def test_a_document_that_is_too_large_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_pdf, "_LARGEST", 10)
    with pytest.raises(plain_pdf.Unreadable):
        plain_pdf.render(document(), "x")


def program(folder: Path, script: str) -> str:
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


async def test_the_same_bytes_are_printed_once(tmp_path: Path) -> None:
    """The stand-in for LibreOffice says on paper how often it was asked."""
    script = (
        f'echo x >> "{tmp_path}/asked"; while [ "$1" != --outdir ]; do shift; done; echo %PDF-fake > "$2/document.pdf"'
    )
    blobs = Blobs(tmp_path / "blobs")
    printer = PdfPrinter(blobs, tmp_path / "pdf", program(tmp_path, script))
    blob = blobs.keep(document())
    printed = [await printer.convert(blob, "a.docx"), await printer.convert(blob, "b.DOCX")]
    assert [blobs.read(one) for one in printed] == [b"%PDF-fake\n"] * 2
    assert (tmp_path / "asked").read_text() == "x\n"


@pytest.mark.parametrize("script", ["exit 1", "sleep 60 & sleep 60"])
async def test_a_libreoffice_that_fails_or_hangs_leaves_the_plain_rendering(tmp_path: Path, script: str) -> None:
    blobs = Blobs(tmp_path / "blobs")
    printer = PdfPrinter(blobs, tmp_path / "pdf", program(tmp_path, script), patience=0.3)
    printed = blobs.read(await printer.convert(blobs.keep(document()), "a.docx"))
    assert "Autumn report" in shown(printed)
    with pytest.raises(GraphError):
        await printer.convert(blobs.keep(b"no zip"), "a.docx")


async def test_libreoffice_prints_where_it_is_installed(tmp_path: Path) -> None:
    if installed_soffice() is None:
        pytest.skip("soffice is not installed: only the plain rendering is tested")
    async with graph_sandbox(tmp_path, soffice=installed_soffice) as wire:
        await wire.put("a/report.docx", document())
        printed = (await wire.follow(f"{PATH}/content?format=pdf")).data
    assert printed.startswith(b"%PDF-")
    assert b"/FontFile" in printed  # the plain rendering embeds no font
