"""The EBIU sheet, empty: a workbook with a line for each school and a column for each figure."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.measures import Unit
from spreadsheets.layouts import SHEET_HEAD, SHEET_MEASURES
from spreadsheets.safe_cells import put_text
from spreadsheets.values import CODES

SHEET: Final = "Figures"
_HOW: Final = (
    "One line a school and year. A school is known by its URN, or by its DfE number (341/3602).",
    "As at: the day to which the attendance was counted, such as 12/12/2025.",
    "Percentages from 0 to 100: write 62.5 or 62.5%. Write figures, not formulas.",
    "Leave a cell empty where there is no figure. DfE codes can go in its place: "
    + ", ".join(code for code in CODES if code)
    + ".",
    "Columns can be in another order, or left out. A column with another name is refused.",
    "Groups: the numbers of pupils are needed, as groups of fewer than 6 are not shown.",
)
_NAME: Final = 3
_FORMATS: Final = {Unit.PUPILS: "0"}


def write_template(path: Path, schools: Sequence[tuple[str, str, str]], year: AcademicYear) -> None:
    """Writes it anew. `schools`: URN, DfE number (empty where not known), name."""
    from openpyxl import Workbook  # noqa: PLC0415 - loaded where a workbook is written
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append([*SHEET_HEAD, *(measure.words for measure in SHEET_MEASURES)])
    for row, (urn, number, name) in enumerate(schools, start=2):
        sheet.append([urn, f"{number[:3]}/{number[3:]}" if number else "", "", str(year)])
        put_text(sheet.cell(row, _NAME), name)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place, measure in enumerate(SHEET_MEASURES, start=len(SHEET_HEAD) + 1):
        for row in range(2, len(schools) + 2):
            sheet.cell(row, place).number_format = _FORMATS.get(measure.topic.unit, "0.0")
    for place in range(1, len(SHEET_HEAD) + len(SHEET_MEASURES) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 34 if place == _NAME else 16
    sheet.freeze_panes = "D2"
    words = book.create_sheet("How to fill it in")
    for line in _HOW:
        words.append([line])
    words.column_dimensions["A"].width = 110
    book.save(path)
