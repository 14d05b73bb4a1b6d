"""The page in front of the year's reports, and a report without the headteacher's own part (P5)."""

from datetime import date
from io import BytesIO

import docx

from documents.year_reports import Bound, parts_left_out, write_report_copy, write_year_front
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.report import Status
from tests.support import builders as a

DAY = date(2027, 7, 20)


def read(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def front(bound: list[Bound], lacks: tuple[str, ...] = ()) -> str:
    made = write_year_front(school=a.a_school(), year=AcademicYear(2026), bound=bound, lacks=lacks, asked_on=DAY)
    return read(made)


def test_the_page_in_front_says_what_is_in_it_on_which_page_and_what_is_not() -> None:
    left = tuple(f"Part {number}" for number in range(7))
    said = front(
        [
            Bound(Term.AUTUMN, "Samir Pell", "Hanna Tilling", DAY, 2, left),
            Bound(Term.SPRING, "S", "H", DAY, 5, has_words=True),
        ],
        ("Summer term: the report is not approved yet.",),
    )
    assert "Autumn term\nSamir Pell\nHanna Tilling\n20 July 2027\n2\nSpring term" in said
    assert "Autumn term: Part 0; Part 1; Part 2; Part 3; Part 4; and 2 more." in said
    assert "The school’s view\nSpring term: what the school said stands at the end of it." in said
    assert "Not in it\nSummer term: the report is not approved yet." in said
    whole = front([Bound(Term.AUTUMN, "S", "H", DAY, 2)])
    assert "Left out" not in whole
    assert "Not in it" not in whole


def test_a_copy_has_all_but_the_headteachers_own() -> None:
    dossier = a.a_dossier(Status.FILED)
    assert dossier.report.decision is not None
    said = read(write_report_copy(dossier, dossier.report.decision))
    assert "This copy is without the headteacher’s own CPD and wellbeing" in said
    assert "We looked at writing in Years 3 and 4." in said
    assert "peer to talk to" not in said
    assert parts_left_out(dossier.shown.contents) == ("The headteacher’s own CPD and wellbeing",)
