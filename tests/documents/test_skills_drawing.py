"""T4: the picture and the workbook of the team's skills: every number in words, no name in the picture."""

from io import BytesIO
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from documents.figure_drawing import ZOOM
from documents.skills_drawing import skills_png, skills_svg
from handbook.sip_team.skills.picture import team_picture
from spreadsheets.skills_book import skills_book
from tests.support.skills import TEAM, mixed


def said(drawing: str) -> list[str]:
    root = ET.fromstring(drawing)  # noqa: S314 - our own
    return [part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_says_each_number_and_nobodys_name() -> None:
    words = said(skills_svg(mixed()))
    assert {"Diagnostic: gap", "Data: need", "Coaching for challenge: strength", "not confident"} <= set(words)
    assert words[words.index("Diagnostic: gap") + 1] == "2"
    assert not [one for one in words for person in TEAM if person.name in one]
    assert "nobody has answered" in said(skills_svg(team_picture(TEAM, ())))
    image = skills_png(mixed())
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20]) == 640 * ZOOM
    assert skills_png(mixed()) == image


def test_the_workbook_has_the_team_and_each_sip() -> None:
    book = load_workbook(BytesIO(skills_book(mixed("=1+1"))))
    team, people = book["Team"], book["Each SIP"]
    assert [cell.value for cell in team[2]][:7] == ["data", "need", 2, 0, 1, 0, 1]
    assert team["H2"].value == mixed().topics[0].words
    assert [row[0].value for row in people.iter_rows(min_row=2)] == [TEAM[0].name, TEAM[1].name, None, TEAM[2].name]
    assert people["B2"].value == "sound, a little"
    assert people["B2"].fill.fgColor.rgb.endswith("FBE3B5")
    assert people["H2"].value == "=1+1"
    assert people["H2"].data_type == "s"
