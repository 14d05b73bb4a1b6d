"""W5, D1: a signature is a full name, and agrees with the list in a forgiving way."""

import pytest

from handbook.reports.agreements.names import is_full_name, is_same_name

SAME = [
    ("Hanna Tilling", "Hanna Tilling"),
    ("  HANNA   tilling ", "Hanna Tilling"),
    ("Mrs Hanna Tilling", "Hanna Tilling"),
    ("Hanna Tilling", "Mrs. Hanna Tilling"),
    ("Dr. H. Tilling, MBE", "Hanna Tilling"),
    ("H Tilling", "Hanna Tilling"),
    ("Hanna Tilling", "H. Tilling"),
    ("Tilling, Hanna", "Hanna Tilling"),
    ("Hanna Mary Tilling", "Hanna Tilling"),
    ("Hanna Tilling", "Hanna Mary Tilling"),
    ("Hanna M. Tilling", "Hanna Mary Jane Tilling"),
    ("Zoe O'Neill-Lukasz", "Zoë O’Neill-Łukasz"),
    ("Zoe ONeill Lukasz", "Zoë O’Neill-Łukasz"),
    ("Zoë Oneilllukasz", "Zoë O’Neill-Łukasz"),
    ("Anne-Marie Muller", "Anne Marie Müller"),
    ("Soren Grossmann", "Søren Großmann"),
    ("Lin Ma", "Lin Ma"),
    ("Hanna Tilling BA NPQH", "Hanna Tilling"),
    ("Mary MacDonald", "Mary Mac Donald"),
    ("王芳", "王芳"),
    ("Sister Agnes", "Agnes"),
    ("Hanna Tilling", "Tilling"),
    ("Hanna Jones", "Hanna Smith-Jones"),
]
OTHER = [
    ("Hanna Tilling", "Hanna Marchbank"),
    ("Helen Tilling", "Hanna Tilling"),
    ("Hanna Mary Tilling", "Hanna Jane Tilling"),
    ("Hanna Tilling Marchbank", "Hanna Tilling"),
    ("Mary Tilling", "Hanna Mary Tilling"),
    ("Tilling Hanna", "Hanna Tilling"),
    ("J Tilling", "Hanna Tilling"),
    ("Hanna", "Hanna Tilling"),
    ("Tilling", "Marchbank"),
]


@pytest.mark.parametrize(("typed", "listed"), SAME)
def test_one_persons_name_however_it_is_written(typed: str, listed: str) -> None:
    assert is_same_name(typed, listed)


@pytest.mark.parametrize(("typed", "listed"), OTHER)
def test_somebody_elses_name_is_noticed(typed: str, listed: str) -> None:
    assert not is_same_name(typed, listed)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("Hanna Tilling", True),
        ("H. Tilling", True),
        ("Hanna", False),
        ("Mrs Tilling", False),
        ("Dr. Tilling", False),
        ("H. T.", False),
        ("HT", False),
        ("", False),
        ("  ", False),
        ("…", False),
        ("12 34", False),
        ("Hanna 2", False),
        ("王芳", False),
        ("Jo Li", True),
    ],
)
def test_one_word_is_no_signature(typed: str, full: bool) -> None:
    assert is_full_name(typed, "Hanna Tilling") is full


def test_whom_the_list_has_by_one_word_signs_with_it() -> None:
    assert is_full_name("Suharto", "Suharto")
    assert is_full_name("王芳", "王芳")
    assert not is_full_name("Sukarno", "Suharto")
