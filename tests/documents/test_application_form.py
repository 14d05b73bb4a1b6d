"""R3: the application form in Word, as people fill it in and as others send something else."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from documents.application_form import read_application_form, write_application_form
from documents.reading_process import begin_to_read_application
from documents.unreadable import UnreadableDocument
from handbook.recruitment.form import FIELDS
from tests.automations.recruitment_office import filled

ANSWERS = {one.label: f"{one.key}: Siân\nand Łucja – yes" for one in FIELDS.values()}


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """The form as another program or person leaves it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, change(part.decode()) if name == "word/document.xml" else part)
    return out.getvalue()


def test_the_blank_form_asks_everything_and_says_nothing() -> None:
    assert read_application_form(write_application_form()) == {}
    assert write_application_form() == write_application_form()
    asked = "\n".join(row.cells[0].text for table in Document(BytesIO(write_application_form())).tables
                      for row in table.rows)  # fmt: skip
    assert all(one.label in asked for one in FIELDS.values())


def test_what_was_written_is_read_apart() -> None:
    data = filled({**ANSWERS, "Your name": "Łucja Brennan", "Your e-mail address": "lucja@example.org"})
    read = begin_to_read_application(data).result()
    assert read["name"] == "Łucja Brennan"
    assert read["email"] == "lucja@example.org"
    assert read["leadership"] == "leadership: Siân\nand Łucja – yes"
    assert set(FIELDS) <= set(read)


def test_questions_are_known_however_they_are_typed() -> None:
    data = changed(
        filled(ANSWERS), lambda text: text.replace("Telephone", "TELEPHONE:").replace("Your name", "your  name")
    )
    assert read_application_form(data)["telephone"].startswith("telephone")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 hello", "pdf"),
        (b"hello", "not_docx"),
        (changed(write_application_form(), lambda text: text.replace("w:tbl>", "w:sdt>")), "no_form"),
    ],
)
def test_what_is_no_form_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as no:
        begin_to_read_application(data).result()
    assert no.value.code == code


def test_another_word_file_is_no_form() -> None:
    paper, data = Document(), BytesIO()
    paper.add_table(2, 2)
    paper.save(data)
    with pytest.raises(UnreadableDocument, match="questions of the application form"):
        read_application_form(data.getvalue())
