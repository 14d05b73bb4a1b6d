"""A school's figures in chat (D1–D3, D5), as tables with a sentence over each: what a picture shows on paper."""

from typing import Final

from cards.data.verbs import DataVerb
from cards.kit.elements import Json, card, execute, facts, heading, refresh, status, table, text
from cards.kit.lines import closed_card, why
from cards.reports.agreements.actions import agreement_data
from cards.reports.agreements.lines import agreement_words
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, Role, School
from handbook.data.dossier import FigureDossier, may_see
from handbook.data.pictures import Picture, pictures
from handbook.data.progress import PROGRESS_COLUMNS, PROGRESS_SENTENCE, progress_rows
from handbook.reports.agreements.agreement import SharingAgreement, may_ask

_FROM: Final = "From the DfE’s key stage 2, absence and census files and the EBIU’s sheet."
_ROWS: Final = 12


def figures_card(dossier: FigureDossier, viewer: Person) -> Json:
    """For the school's headteacher, its SIP and the Trust Advisor, while the school agrees to it."""
    if not may_see(dossier.school, viewer):
        return closed_card()
    shown = dossier.agreement.allows_figures
    school = dossier.school
    body = [
        facts((("School", f"{school.full_name} (URN {school.urn})"),)),
        *(_figures(dossier) if shown else not_shown(school, dossier.agreement, viewer)),
        why(f"you are {office(school, viewer)}"),
    ]
    ask = execute("Ask the school", ReportVerb.AGREEMENT_ASK, agreement_data(dossier.agreement))
    title = f"Figures: {school.full_name}"
    again = refresh(DataVerb.SHOW_FIGURES, {"urn": school.urn})
    may = not shown and may_ask(dossier.agreement, viewer)
    return card(
        title, body, [ask] if may else [], f"{title}. What is published, and what the school says.", asks_again=again
    )


def not_shown(school: School, agreement: SharingAgreement, viewer: Person) -> list[Json]:
    """Why there are no figures, and what their headteacher can do."""
    lines = [status("Not shown", agreement_words(agreement), "warning")]
    if viewer.id == school.headteacher_id:
        lines.append(text("To read the data agreement, and to sign it, type “data agreement”."))
    return lines


def _figures(dossier: FigureDossier) -> list[Json]:
    found = pictures(dossier)
    if not found:
        return [text("No figures of this school were taken in yet.")]
    first, *others = found
    return [
        *_picture(first),
        *_progress(dossier),
        *(line for one in others for line in _picture(one)),
        text(_FROM, muted=True),
    ]


def _picture(picture: Picture) -> list[Json]:
    return [heading(picture.title), text(picture.sentence), table(picture.columns, picture.table, _ROWS)]


def _progress(dossier: FigureDossier) -> list[Json]:
    if dossier.year is None:
        return []
    shown = table(PROGRESS_COLUMNS, progress_rows(dossier, dossier.year))
    return [heading(f"Progress since key stage 1, {dossier.year}"), text(PROGRESS_SENTENCE), shown]


def office(school: School, viewer: Person) -> str:
    """Why somebody sees figures of a school."""
    if viewer.is_a(Role.TRUST_ADVISOR):
        return "the Trust Advisor"
    return "the school’s headteacher" if viewer.id == school.headteacher_id else "the school’s SIP"
