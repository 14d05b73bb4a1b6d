"""The event of a visit in Outlook, with the words that its calendar file has too."""

from collections.abc import Sequence
from html import escape

from cards.kit.safe_text import one_line
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.entry_words import entry_words


def subject(dossier: VisitDossier) -> str:
    """Spring visit: St Hilda’s, Northbeck. One line of plain text."""
    return one_line(entry_words(dossier).title)


def invitation_html(dossier: VisitDossier) -> str:
    """The body of the event; the same record always gives the same body."""
    said = entry_words(dossier)
    return "".join(
        (
            f"<p>{_words(said.purpose)} at {_words(dossier.school.full_name)}, {dossier.visit.year}.</p>",
            f"<p>{_words(said.who)}</p>",
            *_list("Agenda", said.agenda),
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
