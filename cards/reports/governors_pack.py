"""The governors' pack: the report reaches governors from their headteacher and from nobody else (G1)."""

from cards.kit.elements import Json, bullets, card, execute, heading, status, text
from cards.kit.lines import closed_card, link, why
from cards.reports.actions import report_data
from cards.reports.approval import three_lines
from cards.reports.lines import about, again, title_of, trouble
from cards.reports.verbs import ReportCard, ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person
from handbook.reports.approval import may_tell_governors
from handbook.reports.proforma import Contents
from handbook.reports.report import Dossier
from handbook.reports.wellbeing import is_surely_without_wellbeing


def governors_card(dossier: Dossier, viewer: Person) -> Json:
    """The pack for governors: the PDF, a line for their agenda, and a tick once they have it."""
    report = dossier.report
    if viewer.id != report.headteacher_id or report.decision is None:
        return closed_card()
    tick = execute("Shared with governors", ReportVerb.GOVERNORS, report_data(report, report.sent), style="positive")
    body = [
        *_governors_state(dossier),
        about(dossier),
        heading("A line for the agenda"),
        text(agenda_line(dossier)),
        heading("In three lines"),
        bullets(three_lines(dossier.shown.contents)),
        *_private_section(dossier.shown.contents),
        *trouble(dossier, viewer),
        why("you share the approved report with your governors; nobody else does"),
    ]
    pdf = link("Open PDF", report.filed.pdf.web_url) if report.filed else []
    actions = [*pdf, *([tick] if may_tell_governors(dossier, viewer) else [])]
    title = f"For your governors – {title_of(dossier)}"
    again_ = again(dossier, report.sent, ReportCard.GOVERNORS)
    return card(title, body, actions, f"{title}: PDF and a line for the agenda.", asks_again=again_)


def agenda_line(dossier: Dossier) -> str:
    """SIP report, autumn term 2026/27 – headteacher to present."""
    report = dossier.report
    return f"SIP report, {report.term.value.lower()} term {report.year} – headteacher to present"


def _governors_state(dossier: Dossier) -> list[Json]:
    report = dossier.report
    if report.governors_told_at:
        day = day_words(london_date(report.governors_told_at))
        return [status("Shared with governors", f"you ticked this on {day}", "good")]
    if report.filed is None:
        return [status("Being made ready", "the PDF will appear here in a moment", "accent")]
    return [status("Ready", "the approved report can go to your governors when you wish", "accent")]


def _private_section(contents: Contents) -> list[Json]:
    """Silence would say that there is nothing; so it is kept only where that is sure."""
    if contents.texts.get("headteacher", "").strip():
        words = "The report has a section on your own CPD and wellbeing. Please read it before you share."
    elif is_surely_without_wellbeing(contents):
        return []
    else:
        words = (
            "I found no section on your own CPD and wellbeing, but the report may mention it elsewhere. "
            "Please check before you share it."
        )
    return [text(words)]
