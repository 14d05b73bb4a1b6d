"""File names that SharePoint takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.file_names import MAX_STEM, safe_file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("SIP report – Ŵen 2026.docx", "SIP report – Ŵen 2026.docx"),
        ("Autumn 2026/27: St Brigid's?.docx", "Autumn 2026-27- St Brigid's.docx"),
        ("..\\..\\etc\\passwd", "etc-passwd"),
        ("~$report.docx", "$report.docx"),
        ("a\u202excod.docx", "axcod.docx"),
        ("new\nline\t.docx", "newline.docx"),
        ("report v1. final version", "report v1. final version"),
        ("CON.docx", "report CON.docx"),
        ("my_vti_file.docx", "report my file.docx"),
        (".lock", "report.lock"),
        ("", "report"),
        ("???.docx", "report.docx"),
        ("x" * 300 + ".docx", "x" * MAX_STEM + ".docx"),
    ],
)
def test_names_are_kept_as_far_as_they_are_allowed(given_name: str, kept: str) -> None:
    assert safe_file_name(given_name) == kept


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_name_becomes_one_that_sharepoint_takes(name: str) -> None:
    safe = safe_file_name(name)
    assert safe
    assert not set('"*:<>?/\\|') & set(safe)
    assert safe == safe.strip(" .")
    assert not safe.startswith("~$")
    assert safe.isprintable() or "\xa0" in safe or any(sign.isspace() for sign in safe)
    assert safe_file_name(safe) == safe
