"""Files of schools and people that do not exist, as the DfE and trusts make them."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

Cells = Mapping[str, str]

GIAS_HEAD = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentName",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (name)",
    "Diocese (code)",
    "Diocese (name)",
    "Trusts (code)",
    "Trusts (name)",
    "Town",
    "Linked establishments",
)
GIAS: Cells = {
    "URN": "900001",
    "LA (code)": "999",
    "LA (name)": "Fellshire",
    "EstablishmentName": "St Hilda’s Catholic Primary School",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-01-1873",
    "PhaseOfEducation (name)": "Primary",
    "Diocese (code)": "RC91",
    "Diocese (name)": "Archdiocese of Wrenmouth",
    "Town": "Northbeck",
    "Linked establishments": "Does not have links",
}


def gias(path: Path, *rows: Cells, encoding: str = "cp1252") -> Path:
    """A file of all schools, as GIAS writes it: in Windows-1252, and ragged where a school has several links."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(GIAS_HEAD)
    for row in rows:
        whole = GIAS | row
        line = [whole.get(name, "") for name in GIAS_HEAD[:-1]]
        writer.writerow([*line, *whole["Linked establishments"].split(", ")])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def table(path: Path, head: Sequence[str], *rows: Sequence[str]) -> Path:
    """A list of one's own: a CSV, or a workbook, by the name of the file."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return path
    from openpyxl import Workbook  # noqa: PLC0415 - for tests of workbooks only

    book = Workbook()
    for row in (head, *rows):
        book.worksheets[0].append(list(row))
    book.save(path)
    return path
