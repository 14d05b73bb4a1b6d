"""What the school said of a report, as a document that stands beside the report it belongs to, and ends its PDF
(“Approve and add our view”, W1)."""

from documents.form import one_line
from documents.page_parts import facts, heading, paragraph, run
from documents.paper import paper
from documents.school_words import TITLE, school_words
from handbook.core.british_time import date_words, london_date
from handbook.reports.dossier import Dossier
from handbook.reports.report import Decision


def write_headteachers_view(dossier: Dossier, decision: Decision, file_name: str) -> bytes:
    """The view as .docx, naming the file and the fingerprint of the very version that was approved. The same arguments
    give the same bytes."""
    report, name = dossier.report, one_line(dossier.school.full_name)
    visit = f"{report.term} {report.year}"
    approval = [
        ("School", name),
        ("URN", one_line(dossier.school.urn)),
        ("Visit", visit),
        ("Headteacher", one_line(dossier.approved_by)),
        ("Approved on", date_words(london_date(decision.at))),
    ]
    belongs = [
        ("File", run(one_line(file_name))),
        ("SHA-256", run(one_line(dossier.shown.sha256), "FingerPrint")),
    ]
    return paper(
        title=f"{TITLE}: {name}, {visit}",
        subject="The school’s view on its School Improvement Partner report",
        running_head=(TITLE, name),
        running_foot=visit,
        body=[
            paragraph(run(TITLE), style="Title"),
            paragraph(run(f"On the School Improvement Partner report, {visit}"), style="Subtitle"),
            facts("The approval", [(label, run(value)) for label, value in approval]),
            *school_words(dossier, decision),
            heading("The report that it belongs to"),
            paragraph(run("The headteacher approved exactly this version of the report."), style="Hint"),
            facts("The report", belongs),
        ],
    )
