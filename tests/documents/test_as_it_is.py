"""M4: a document that is taken as it is: a PDF that people can open."""

import pytest

from documents.as_it_is import check_pdf, is_pdf
from documents.package import MAX_BYTES
from documents.unreadable import UnreadableDocument

SOUND = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "pdf"),
    [(SOUND, True), (b"\r\n" + SOUND, True), (b"PK\x03\x04", False), (b"", False), (b" " * 2000 + SOUND, False)],
)
def test_a_pdf_is_known_by_what_it_begins_with(data: bytes, pdf: bool) -> None:
    assert is_pdf(data) is pdf


def test_a_sound_one_is_taken() -> None:
    check_pdf(SOUND)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SOUND[:-7], "damaged"),
        (SOUND.replace(b"<<>>\n%%", b"<</Encrypt 5 0 R>>\n%%"), "encrypted"),
        (SOUND + b" " * MAX_BYTES, "too_big"),
    ],
)
def test_one_that_nobody_could_open_is_not(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as no:
        check_pdf(data)
    assert no.value.code == code
