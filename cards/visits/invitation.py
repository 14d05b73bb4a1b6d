"""What a visit says of itself in a calendar: what it is for, its agenda (V4, V5) and who comes. Calendars are seen by
more people than cards, so nothing that was said about the visit stands there."""

from collections.abc import Sequence
from html import escape

from cards.kit.safe_text import one_line
from cards.visits.lines import purpose_words, visit_title
from handbook.visits.dossier import VisitDossier


def subject(dossier: VisitDossier) -> str:
    """Spring visit: St Hilda’s, Northbeck. One line of plain text."""
    return one_line(visit_title(dossier.visit, dossier.school))


def invitation_html(dossier: VisitDossier) -> str:
    """The body of the event; the same record always gives the same body."""
    visit = dossier.visit
    return "".join(
        (
            f"<p>{_words(purpose_words(visit.purpose))} at {_words(dossier.school.full_name)}, {visit.year}.</p>",
            f"<p>{_words(dossier.sip.name)} (School Improvement Partner) visits {_words(dossier.headteacher.name)} "
            "(headteacher).</p>",
            *_list("Agenda", visit.agenda),
            *_list("Information for the visit", visit.information),
            "<p>To move or cancel it or to change its agenda, use SIP Desk in Teams. What you do in Outlook counts "
            "too.</p>",
        )
    )


def _list(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    return [f"<p>{title}</p><ul>", *(f"<li>{_words(line)}</li>" for line in lines), "</ul>"]


def _words(words: str) -> str:
    return escape(one_line(words))
