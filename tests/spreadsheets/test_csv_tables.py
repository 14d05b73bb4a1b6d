"""CSV that a spreadsheet program opens, and in which nobody's words become a formula."""

import csv
from io import StringIO

import pytest

from spreadsheets.csv_tables import csv_table, safe_words


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_no_words_are_worked_out(words: str) -> None:
    assert safe_words(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "Writing", "−1.4", "+0.4", "-3", "62.5%", "a=b", "Saint-Jean"])
def test_others_stay_as_they_are(words: str) -> None:
    assert safe_words(words) == words


def test_what_is_written_is_read_again() -> None:
    data = csv_table(("A", "B"), [("Größe; “x”", "two\nlines, and more"), ("=1", "")])
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [["A", "B"], ["Größe; “x”", "two\nlines, and more"], ["'=1", ""]]
