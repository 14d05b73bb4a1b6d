"""PDFs of a year are bound with bookmarks; whatever somebody put into a library, the service lives on."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents import binding
from documents.binding import NotBound, Part, begin_to_append, begin_to_bind, begin_to_count
from tests.support.pdfs import a_pdf, bookmarks_of, pages_of

LOOP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
LOOP += b"trailer<</Root 1 0 R>>\n%%EOF"


def test_each_has_a_bookmark_and_its_own_below_that() -> None:
    parts = [Part("What is in it", a_pdf()), Part("Autumn term", a_pdf(3, "Context", "Targets")), Part("S", a_pdf(2))]
    whole = begin_to_bind("SIP reports 2026/27: St Hilda’s", parts).result()
    assert pages_of(whole) == 6
    assert bookmarks_of(whole) == [("What is in it", 1), ("Autumn term", 2), ("Context", 2), ("Targets", 3), ("S", 5)]
    read = PdfReader(BytesIO(whole))
    assert read.metadata
    assert read.metadata.title == "SIP reports 2026/27: St Hilda’s"
    assert read.trailer["/Root"]["/Lang"] == "en-GB"


def test_what_is_added_stands_last_and_all_before_it_as_it_was() -> None:
    whole, last = a_pdf(2, "Context"), Part("The school’s view", a_pdf())
    made = begin_to_append(whole, last).result()
    assert pages_of(made) == 3
    assert bookmarks_of(made) == [("Context", 1), ("The school’s view", 3)]


def test_nothing_is_added_to_what_is_locked_or_no_pdf() -> None:
    for whole in (a_pdf(password="x"), b"%PDF-1.7 nothing"):
        assert isinstance(begin_to_append(whole, Part("v", a_pdf())).exception(), NotBound)


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7 nothing", b"<html>Please sign in</html>", a_pdf()[:300], LOOP, a_pdf(password="x"), b"%PDF" * 9],
    ids=["empty", "no page", "a web page", "cut off", "a loop", "a password", "no end"],
)
def test_what_cannot_be_read_has_no_page(data: bytes) -> None:
    assert begin_to_count([data, a_pdf(2)]).result() == (0, 2)


def test_what_was_not_counted_is_not_bound() -> None:
    assert isinstance(begin_to_bind("x", [Part("a", b"no pdf")]).exception(), NotBound)


def test_too_much_is_not_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "LARGEST", 100)
    assert isinstance(begin_to_bind("x", [Part("a", a_pdf())]).exception(), NotBound)
    assert begin_to_count([a_pdf()]).result() == (0,)


def test_what_takes_too_long_is_not_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "_BIND", ("-c", "while True: pass"))
    monkeypatch.setattr(binding, "PATIENCE", 0.2)
    assert begin_to_count([a_pdf()]).result() == (0,)
