"""A workbook of one sheet with a table of words, and of money."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from spreadsheets.safe_cells import put_text

Cell = str | Decimal
_BELOW_HEADER: Final = 2
_POUNDS: Final = "£#,##0.00"


def plain_table(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> bytes:
    """One row for each; the header stays in sight. Decimals are pounds, and numbers to whoever adds them up."""
    from openpyxl import Workbook  # noqa: PLC0415 - loaded where a workbook is written
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate((header, *rows), start=1):
        for place, words in enumerate(row, start=1):
            cell: Any = sheet.cell(number, place)
            if isinstance(words, Decimal):
                cell.value, cell.number_format = words, _POUNDS
            else:
                put_text(cell, words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"A{_BELOW_HEADER}"
    written = BytesIO()
    book.save(written)
    return written.getvalue()
