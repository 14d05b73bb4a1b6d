"""A trust's own forms: written to be edited, looked over, and refused at the start where one has lost a place."""

import shutil
import zipfile
from pathlib import Path

import pytest
from pydantic import ValidationError

from automations.reports.blank_form import blank_form
from documents.proforma import write_proforma
from documents.reading import read_proforma
from documents.term_forms import SHIPPED, TermForms
from handbook.core.school_years import Term
from service.__main__ import main
from service.settings import Settings
from tests.documents.crafted import MAIN, blank, parts_of, with_part
from tests.service.test_settings import REAL


def edited(folder: Path, before: str, after: str) -> None:
    file = folder / "spring.docx"
    document = parts_of(file.read_bytes())[MAIN]
    assert before.encode() in document
    file.write_bytes(with_part(file.read_bytes(), MAIN, document.replace(before.encode(), after.encode())))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "our forms")
    return tmp_path / "our forms"


def test_the_forms_are_written_to_be_edited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "forms"
    assert main(["forms", str(own)]) == 0
    assert sorted(file.name for file in own.iterdir()) == sorted(file.name for file in SHIPPED.iterdir())
    assert "spring.docx is written: edit it in Word." in capsys.readouterr().out
    edited(own, "Good practice to share", "What others could learn")
    assert main(["forms", str(own)]) == 0, "what is there is not written over"
    assert "is written" not in capsys.readouterr().out
    assert Settings.model_validate(REAL | {"form_templates": own}).form_templates == own
    for data in (blank_form(Term.SPRING, "ofsted_2025", own), write_proforma(blank(Term.SPRING), forms=TermForms(own))):
        assert data is not None
        assert b"What others could learn" in parts_of(data)[MAIN]
        assert read_proforma(data) == blank(Term.SPRING)


def test_a_form_that_has_lost_a_place_stops_the_start(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(own, 'w:val="sip:section:good_practice"', 'w:val="good_practice"')
    assert main(["forms", str(own)]) == 1
    said = "spring.docx has no place for “Good practice to share”."
    assert said in capsys.readouterr().err
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate(REAL | {"form_templates": own})
    assert said in str(caught.value)


def test_what_is_no_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValidationError, match="SIPDESK_FORM_TEMPLATES is no folder"):
        Settings.model_validate(REAL | {"form_templates": tmp_path / "none"})
    (tmp_path / "file").write_bytes(b"")
    assert main(["forms", str(tmp_path / "file")]) == 2
    assert "file" in capsys.readouterr().err


def test_a_form_that_word_has_open_is_passed_over(own: Path) -> None:
    """Word keeps a small file beside one that is open."""
    (own / "~$spring.docx").write_bytes(b"\x05name")
    assert main(["forms", str(own)]) == 0


def test_a_file_that_is_no_form_is_said(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(own / "summer.docx", "w") as package:
        package.writestr("x", "")
    assert main(["forms", str(own)]) == 1
    assert capsys.readouterr().err.startswith("summer.docx: ")
