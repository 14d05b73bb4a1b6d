"""What the school said of a report: its view, and what its headteacher asked to have changed, with who and when. It
stands beside the report, at the end of its PDF, and in what is made of it for others; never in what was approved."""

from datetime import datetime

from documents.form import one_line, tidy
from documents.page_parts import heading, paragraph, paragraphs, run
from documents.word_xml import Node
from handbook.core.british_time import date_words, london_date
from handbook.reports.dossier import Dossier
from handbook.reports.report import AskedChange, Decision, has_words

TITLE = "The school’s view"
ASKED = "What the headteacher asked to have changed"


def school_words(dossier: Dossier, decision: Decision, *, level: int = 1) -> list[Node]:
    """Nothing where the school said nothing."""
    if not has_words(dossier.report):
        return []
    by = _by(f"Written by {one_line(dossier.approved_by)}", decision.at)
    view = [heading(TITLE, level), *paragraphs(tidy(decision.view)), by] if decision.view else []
    asked = [node for one in dossier.report.asked_changes for node in _asked(dossier, one)]
    return [*view, *([heading(ASKED, level), *asked] if asked else [])]


def _asked(dossier: Dossier, asked: AskedChange) -> list[Node]:
    how = "Said on the telephone by" if asked.by_phone else "Asked by"
    about = f"{how} {one_line(dossier.asked_by(asked))} about version {asked.version}"
    return [*paragraphs(tidy(asked.words)), _by(about, asked.at)]


def _by(words: str, at: datetime) -> Node:
    return paragraph(run(f"{words}, {date_words(london_date(at))}"), style="Hint")
