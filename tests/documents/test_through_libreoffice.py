"""Each term's form, saved by another program in its own formats and back again, loses nothing."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from documents.clean_copy import without_unfilled
from documents.proforma import write_proforma
from documents.reading import read_counted, read_proforma
from handbook.core.school_years import Term
from handbook.reports.paper.proforma import SECTIONS, Contents
from tests.documents.test_boxes import everything
from tests.support.forms import begun_form, blank_form, filled_form

DOCX = "docx"
KINDS = (DOCX, "odt", "rtf", "doc")
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def forms() -> Iterator[tuple[str, bytes]]:
    yield "blank", blank_form(Term.SPRING)
    yield "filled", filled_form(Term.AUTUMN)
    for term in Term:
        yield f"begun-{term}", begun_form(term)
        yield f"every-place-{term}", write_proforma(replace(everything(), term=term))


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes for itself at its first start, which takes longer than what it is asked for."""
    return tmp_path_factory.mktemp("profile")


def converted(files: list[Path], to: str, folder: Path, profile: Path) -> list[Path]:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: its round trip was not tried")
    own = f"-env:UserInstallation={profile.as_uri()}"
    command = [office, own, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    return [folder / f"{file.stem}.{to.partition(':')[0]}" for file in files]


@pytest.mark.timeout(360)
def test_what_libreoffice_saved_reads_the_same(tmp_path: Path, profile: Path) -> None:
    written = dict(forms())
    saved: list[Path] = []
    for kind in KINDS:
        files = [tmp_path / f"{name}.{kind}.docx" for name in written]
        for file in files:
            file.write_bytes(written[file.name.partition(".")[0]])
        saved += files if kind == DOCX else converted(files, kind, tmp_path / "saved", profile)
    for file in converted(saved, DOCX, tmp_path / "back", profile):
        name, kind, _ = file.name.split(".")
        read, words = read_counted(file.read_bytes())
        expected = read_proforma(written[name])
        assert words.missed == 0, file.stem
        assert evened(read, kind) == evened(expected, kind), file.stem


def evened(contents: Contents, kind: str) -> Contents:
    """Word 97 has no controls around paragraphs: LibreOffice sets an empty line below the first."""
    if kind != "doc":
        return contents
    return replace(contents, sections={key: without_doubled_ends(text) for key, text in contents.sections.items()})


def without_doubled_ends(text: str) -> str:
    return "".join(sign if sign == "\n" else "".join(group) for sign, group in groupby(text))


@pytest.mark.timeout(360)
def test_a_pdf_of_what_is_filed_can_be_tagged(tmp_path: Path, profile: Path) -> None:
    """Whether SharePoint's converter does it is not in our hands; what it needs for it is."""
    shows = shutil.which("pdfinfo")
    if shows is None:
        pytest.skip("pdfinfo (Debian package poppler-utils) is not installed: the tags were not looked at")
    file = tmp_path / "report.docx"
    file.write_bytes(without_unfilled(filled_form(Term.AUTUMN)))
    [printed] = converted([file], TAGGED, tmp_path / "printed", profile)

    def told(*options: str) -> str:
        return subprocess.run([shows, *options, str(printed)], check=True, capture_output=True, text=True).stdout

    about, structure = told(), [word.strip(":") for word in told("-struct").split()]
    assert "School Improvement Partner report: St Brigid’s Catholic Primary School" in about
    assert about.split("Tagged:")[1].split()[0] == "yes"
    assert b"/Lang(en-GB)" in printed.read_bytes()
    assert structure.count("H1") == len(SECTIONS) + 1, "the sections, and the suggested agenda"
    assert {"H2", "Table", "TR", "TH", "TD", "L", "LI"} <= set(structure)
