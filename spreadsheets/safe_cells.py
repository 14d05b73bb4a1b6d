"""Words of people written into cells: as text, whatever they begin with, so that no program takes them for formulas."""

from typing import Any


def put_text(cell: Any, words: str) -> Any:
    """The cell with these words in it and nothing to be worked out. openpyxl has no types."""
    cell.value = words or None
    if words:
        cell.data_type = "s"
        cell.quotePrefix = words[0] in "=+-@\t\r"
    return cell
