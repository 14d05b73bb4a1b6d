"""Lines that several cards of a visit have in common: its name, when it is, the half-days of its school."""

from cards.kit.elements import Json, bullets, facts, heading, quote, refresh, status, text
from cards.kit.half_days import dots, gauge
from cards.visits.actions import visit_data
from cards.visits.verbs import VisitCard, VisitVerb
from handbook.core.people import School
from handbook.half_days.entitlement import HalfDayAccount
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import ExtraVisit, Purpose
from handbook.visits.visit import Visit


def purpose_words(purpose: Purpose) -> str:
    """A purpose at the beginning of a line."""
    return purpose.words[0].upper() + purpose.words[1:]


def visit_title(visit: Visit, school: School) -> str:
    """Spring visit: St Hilda’s, Northbeck."""
    return f"{purpose_words(visit.purpose)}: {school.full_name}"


def about(dossier: VisitDossier, *more: tuple[str, str]) -> Json:
    """School, purpose, the two people, and what else is given."""
    school, visit = dossier.school, dossier.visit
    return facts(
        (
            ("School", f"{school.full_name} (URN {school.urn})"),
            ("For", f"{purpose_words(visit.purpose)}, {visit.year}"),
            ("SIP", dossier.sip.name),
            ("Headteacher", dossier.headteacher.name),
            *more,
        )
    )


def gauges(account: HalfDayAccount, purpose: Purpose | None = None) -> list[str]:
    """The school's half-days face to face (V2), and beside them those of the extra service that a visit is for."""
    own = f"{dots(account.face_to_face)}Face to face in {account.year}: {gauge(account.face_to_face)}."
    if not isinstance(purpose, ExtraVisit):
        return [own]
    line = account.line(purpose)
    return [f"{dots(line)}{purpose.name}: {gauge(line)}. It is counted separately.", own]


def agenda(visit: Visit) -> list[Json]:
    """The agenda (V4) and, if any is given, the information for the visit (V5)."""
    lines = bullets(visit.agenda) if visit.agenda else text("No line is on the agenda.")
    information = [heading("Information for the visit"), bullets(visit.information)] if visit.information else []
    return [heading("Agenda"), lines, *information]


def trouble(words: str) -> list[Json]:
    return [status("Please note", words, "attention")] if words else []


def reason(dossier: VisitDossier) -> list[Json]:
    """Why it stands so: quoted where one of the two wrote it, said where the service noticed it."""
    visit = dossier.visit
    if not visit.reason:
        return []
    wrote = dossier.called(visit.reason_by_id, visit.reason_deputy_id)
    return [quote(visit.reason, wrote) if wrote else text(visit.reason)]


def done_by(dossier: VisitDossier) -> list[Json]:
    """Who changed it last, where somebody stood in for one of the two."""
    done = dossier.visit.done_by
    return [text(f"Last changed by {dossier.called(done.holder_id, done.deputy_id)}.")] if done else []


def again(visit: Visit, card: VisitCard) -> Json:
    """How a card of this visit asks for its present state."""
    return refresh(VisitVerb.SHOW_VISIT, {**visit_data(visit), "card": card.value})
