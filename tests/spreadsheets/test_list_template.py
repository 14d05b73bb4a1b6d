"""A list to fill in: its columns, its choices, its guidance; and what is filled in is read as it was meant."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handbook.core.people import Role
from spreadsheets.list_columns import OFFICES
from spreadsheets.list_layouts import PEOPLE_LIST, SCHOOL_LIST
from spreadsheets.list_template import CHOICES, GUIDANCE, write_list_template
from spreadsheets.people import read_people
from spreadsheets.tables import Layout
from tests.support.lists import a_list


def test_people_choose_an_office_from_a_list(tmp_path: Path) -> None:
    data = BytesIO()
    row = {"Name": "=1+1", "Mail": "a@x.example", "Office": OFFICES[0], "Schools": "900001"}
    write_list_template(data, PEOPLE_LIST, [row, row], {"Local authority": ["Fellshire"]})
    book = load_workbook(data)
    assert book.sheetnames == ["People", GUIDANCE, CHOICES]
    sheet = book["People"]
    assert [cell.value for cell in sheet[1]] == ["Name", "Mail", "Office", "Schools", "Local authority", "Account"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("=1+1", "s", True)
    choices = {str(of.sqref): of.formula1 for of in sheet.data_validations.dataValidation}
    assert choices == {"C2:C1000": f"{CHOICES}!$A$2:$A$10", "E2:E1000": f"{CHOICES}!$B$2:$B$2"}
    assert [cell.value for cell in book[CHOICES]["A"]][1:] == list(OFFICES)
    sheet["A2"].value = "Abel"
    for column, value in enumerate(("Bea", "b@x.example", OFFICES[0], None), start=1):
        sheet.cell(3, column).value = value
    book.save(tmp_path / "people.xlsx")
    reading = read_people(tmp_path / "people.xlsx", a_list())
    assert reading.table.faults == []
    assert [(one.name, one.role, one.urns) for _, one in reading.people] == [
        ("Abel", Role.HEADTEACHER, ("900001",)),
        ("Bea", Role.HEADTEACHER, None),
    ]


@pytest.mark.parametrize("layout", [PEOPLE_LIST, SCHOOL_LIST])
def test_the_guidance_names_each_column(layout: Layout) -> None:
    data = BytesIO()
    write_list_template(data, layout)
    guidance = load_workbook(data)[GUIDANCE]
    rows = [[cell.value for cell in row] for row in guidance.iter_rows(min_row=6)]
    own = [column for column in layout.columns if column.in_template]
    assert [(row[0], row[1] or "", row[2]) for row in rows] == [
        (column.name, "yes" if column.needed else "", column.holds) for column in own
    ]


def test_every_office_can_be_chosen() -> None:
    assert len(OFFICES) == len(Role)
