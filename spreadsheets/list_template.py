"""An empty list to fill in, as a workbook: its columns, the choices where there are some, and a page of guidance."""

from collections.abc import Mapping, Sequence
from typing import IO, Any, Final

from spreadsheets.safe_cells import put_text
from spreadsheets.tables import Column, Layout

GUIDANCE: Final = "How to fill it in"
CHOICES: Final = "Choices"
_ROWS: Final = 1_000
_WIDTHS: Final = (22, 12, 60, 60)
_GENERAL: Final = (
    "One row each. Columns can be in another order, and those that are not needed can be left out.",
    "Write words and numbers, no formulas, and merge no cells. Blank rows are passed over.",
    "People who are not in the file stay as they are, unless the import is told that those who are missing leave.",
)


def write_list_template(
    file: IO[bytes], layout: Layout, rows: Sequence[Mapping[str, str]] = (), choices: Mapping[str, Sequence[str]] = {}
) -> None:
    """`rows` by column are filled in; `choices` are more of them, by column, beside those of the layout."""
    from openpyxl import Workbook  # noqa: PLC0415 - loaded where a workbook is written

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = layout.kind.capitalize()
    columns = [column for column in layout.columns if column.in_template]
    _head(sheet, [column.name for column in columns])
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            put_text(sheet.cell(number, place), row.get(column.name, ""))
    _guidance(book.create_sheet(GUIDANCE), columns)
    told = {column.name: column.choices or tuple(choices.get(column.name, ())) for column in columns}
    _drop_downs(book, sheet, columns, {name: some for name, some in told.items() if some})
    book.save(file)


def _head(sheet: Any, names: Sequence[str]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    for place, name in enumerate(names, start=1):
        put_text(sheet.cell(1, place), name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(18, len(name) + 4)
    sheet.freeze_panes = sheet.cell(2, 1)


def _guidance(sheet: Any, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    for line in _GENERAL:
        sheet.append([line])
    sheet.append([])
    sheet.append(["Column", "Needed", "What it holds", "Also read"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for column in columns:
        sheet.append([column.name, "yes" if column.needed else "", column.holds, ", ".join(column.others)])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def _drop_downs(book: Any, sheet: Any, columns: Sequence[Column], told: Mapping[str, Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    if not told:
        return
    kept = book.create_sheet(CHOICES)
    for place, (name, some) in enumerate(told.items(), start=1):
        for number, word in enumerate((name, *some), start=1):
            put_text(kept.cell(number, place), word)
        letter = get_column_letter(place)
        kept.column_dimensions[letter].width = 36
        of: Any = DataValidation(
            type="list", formula1=f"{CHOICES}!${letter}${2}:${letter}${len(some) + 1}", allow_blank=True
        )
        of.error = f"Please choose one of those on the sheet {CHOICES}."
        own = get_column_letter([column.name for column in columns].index(name) + 1)
        of.add(f"{own}2:{own}{_ROWS}")
        sheet.add_data_validation(of)
