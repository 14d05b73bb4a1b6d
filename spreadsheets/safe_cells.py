"""Words of people written into cells: as text, whatever they begin with, so that no program takes them for formulas."""

import re
from typing import Any, Final

_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def put_text(cell: Any, words: str) -> Any:
    """The cell with these words in it and nothing to be worked out; what no workbook can hold is left out. openpyxl has
    no types."""
    text = _NOT_IN_XML.sub("", words)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@\t\r"
    return cell
