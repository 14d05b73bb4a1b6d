"""After a termly visit that was held: its report lies ready to be filled in (V2, W1)."""

from cards.kit.elements import Json, card, is_https, open_url, text
from cards.kit.lines import closed_card, why
from cards.visits.lines import visit_title
from handbook.core.people import Person
from handbook.core.school_years import Term
from handbook.reports.paper.frameworks import Framework
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import TermlyVisit


def proforma_card(dossier: VisitDossier, url: str, viewer: Person, framework: Framework) -> Json:
    """For the visit's SIP: one press opens the file."""
    if viewer.id != dossier.visit.sip_id:
        return closed_card()
    body = [
        text(visit_title(dossier.visit, dossier.school), bold=True),
        text("What is known is filled in already. Send me the file here when it is finished."),
        *_framework(dossier, framework),
        *([] if is_https(url) else [text(url)]),
        why("you are the School Improvement Partner of this visit"),
    ]
    button = [open_url("Open the proforma", url)] if is_https(url) else []
    notification = f"The proforma for your report on {dossier.school.full_name} is ready."
    return card("Your proforma is ready", body, button, notification)


def _framework(dossier: VisitDossier, framework: Framework) -> list[Json]:
    """Judged at the first visit of the year (P2)."""
    purpose = dossier.visit.purpose
    if not isinstance(purpose, TermlyVisit) or purpose.term is not Term.AUTUMN:
        return []
    words = f"It asks for judgements by this framework: {framework.name}. For another, type “framework”."
    return [text(words)]
