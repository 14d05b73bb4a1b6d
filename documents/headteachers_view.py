"""The school's view, as a document that stands beside the report it belongs to (“Approve and add our view”, W1)."""

from datetime import date

from documents.form import one_line, tidy
from documents.page_parts import facts, heading, paragraph, paragraphs, run
from documents.paper import paper
from handbook.core.british_time import date_words
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term


def write_headteachers_view(
    *,
    school: School,
    term: Term,
    year: AcademicYear,
    headteacher: str,
    view: str,
    approved_on: date,
    sha256: str,
    file_name: str,
) -> bytes:
    """The view as .docx, naming the file and the fingerprint of the very version that was approved. The same arguments
    give the same bytes."""
    visit = f"{term} {year}"
    approval = [
        ("School", one_line(school.full_name)),
        ("URN", one_line(school.urn)),
        ("Visit", visit),
        ("Headteacher", one_line(headteacher)),
        ("Approved on", date_words(approved_on)),
    ]
    return paper(
        title=f"The school’s view: {one_line(school.full_name)}, {visit}",
        subject="The school’s view on its School Improvement Partner report",
        running_head=("The school’s view", one_line(school.full_name)),
        running_foot=visit,
        body=[
            paragraph(run("The school’s view"), style="Title"),
            paragraph(run(f"On the School Improvement Partner report, {visit}"), style="Subtitle"),
            facts("The approval", [(label, run(value)) for label, value in approval]),
            heading("What the school says"),
            *paragraphs(tidy(view)),
            heading("The report that it belongs to"),
            paragraph(run("The headteacher approved exactly this version of the report."), style="Hint"),
            facts(
                "The report", [("File", run(one_line(file_name))), ("SHA-256", run(one_line(sha256), "FingerPrint"))]
            ),
        ],
    )
