"""The workbook of the team's skills (T4): what each SIP said, in colours with their words, and the team topic by topic
with its words and a chart."""

from io import BytesIO
from typing import Any, Final

from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import CONFIDENCE, Skill
from handbook.sip_team.skills.picture import TeamPicture
from spreadsheets.safe_cells import put_text

_SHADES: Final = {0: "FFFFFF", 1: "F4B6A6", 2: "FBE3B5", 3: "DCEBD3", 4: "A9D08E"}
"""By confidence; each cell says it in words."""
_HEADER: Final = ("Topic", "Team", "Answers", *(words.capitalize() for words in CONFIDENCE.values()), "In words")


def skills_book(picture: TeamPicture) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - loaded where a workbook is written

    book = Workbook()
    team: Any = book.worksheets[0]
    team.title = "Team"
    _topics(team, picture)
    _people(book.create_sheet("Each SIP"), picture)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _topics(sheet: Any, picture: TeamPicture) -> None:
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415

    _put_row(sheet, 1, _HEADER, bold=True)
    for number, one in enumerate(picture.topics, start=2):
        _put_row(sheet, number, (one.topic.words, one.standing.words))
        for place, count in enumerate((one.said, *one.confidence), start=3):
            sheet.cell(number, place).value = count
        put_text(sheet.cell(number, len(_HEADER)), one.words)
    last = len(picture.topics) + 1
    put_text(sheet.cell(last + 2, 1), picture.message)
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = "How confident the SIP team is"
    chart.add_data(Reference(sheet, min_col=4, max_col=7, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    sheet.add_chart(chart, f"A{last + 4}")
    _widths(sheet, (26, 12, 10, 14, 12, 12, 16, 70))


def _people(sheet: Any, picture: TeamPicture) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    topics = tuple(TrainingTopic)
    _put_row(sheet, 1, ("SIP", *(topic.words.capitalize() for topic in topics), "Needs", "Wishes"), bold=True)
    for number, (person, answer) in enumerate(picture.answers, start=2):
        skills: list[Skill] = [answer.of(topic) for topic in topics]
        _put_row(sheet, number, (person.name, *(skill.words for skill in skills), answer.needs, answer.wishes))
        for place, skill in enumerate(skills, start=2):
            sheet.cell(number, place).fill = PatternFill("solid", fgColor=_SHADES[skill.confidence])
    row = len(picture.answers) + 3
    for person in picture.waiting:
        _put_row(sheet, row, (person.name, "has not answered"))
        row += 1
    _widths(sheet, (26, *([20] * len(topics)), 50, 50))


def _put_row(sheet: Any, number: int, words: tuple[str, ...], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    for place, one in enumerate(words, start=1):
        cell: Any = sheet.cell(number, place)
        put_text(cell, one)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)


def _widths(sheet: Any, widths: tuple[int, ...]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
