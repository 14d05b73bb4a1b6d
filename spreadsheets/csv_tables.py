"""Tables as CSV that a spreadsheet program opens: UTF-8 with its mark, and no words of people taken for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

_NUMBER: Final = re.compile(r"[+\-−]?\d+(?:\.\d+)?%?")
_FORMULA: Final = tuple("=+-@\t\r\n")


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_words(words) for words in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def safe_words(words: str) -> str:
    """With an apostrophe before what a program would work out; a number is one."""
    return f"'{words}" if words.startswith(_FORMULA) and not _NUMBER.fullmatch(words) else words
