"""Names that SharePoint takes, and that people can still read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.names import check_length, legal_name
from handbook.core.external_errors import Rejected


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("123456 St Aidan's C/E Primary", "123456 St Aidan's C-E Primary"),
        ("St Aidan’s (VA) & St Bede's, Northam", "St Aidan’s (VA) & St Bede's, Northam"),
        ('Q: what? <now> "yes" | no *', "Q- what- -now- -yes- - no -"),
        ("back\\slash", "back-slash"),
        ("  spaced \t out\n", "spaced out"),
        ("St. John's C. of E.", "St. John's C. of E"),
        ("...", "_"),
        ("", "_"),
        ("~$temp.docx", "temp.docx"),
        ("CON", "_CON"),
        ("com1.docx", "_com1.docx"),
        ("Conway Road", "Conway Road"),
        (".lock", "lock"),
        ("a_VTI_b", "a-vti-b"),
        ("forms", "_forms"),
        ("Cafe\u0301", "Café"),
        ("100% #1", "100% #1"),
    ],
)
def test_what_sharepoint_forbids_is_replaced_and_the_rest_kept(name: str, legal: str) -> None:
    assert legal_name(name) == legal


@settings(deadline=None)
@given(st.text(max_size=80))
def test_every_text_becomes_a_legal_name_that_stays_as_it_is(name: str) -> None:
    legal = legal_name(name)
    assert legal
    assert not set(legal) & set('"*:<>?/\\|')
    assert legal == legal.strip(" .")
    assert not legal.startswith("~$")
    assert legal_name(legal) == legal


def test_the_longest_path_is_400_with_the_library_itself() -> None:
    root = "/sites/SIP/SIP Reports"
    check_length(root, ["x" * 200, "y" * (400 - 200 - len(root) - 1)])
    with pytest.raises(Rejected):
        check_length(root, ["x" * 200, "y" * (400 - 200 - len(root))])


def test_the_longest_name_is_255() -> None:
    with pytest.raises(Rejected):
        check_length("/", ["x" * 256])
