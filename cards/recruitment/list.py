"""The applications in which somebody has a part: an exception list first, what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.kit.elements import Json, buttons, card, container, execute, open_dialog, refresh, text
from cards.kit.lines import closed_card, why
from cards.recruitment.actions import application_data
from cards.recruitment.standing import word_of
from cards.recruitment.verbs import RecruitmentVerb as V
from handbook.core.people import Person, Role
from handbook.recruitment.application import Application
from handbook.recruitment.board import BOARD

LISTED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """`waits` says what of it waits for the viewer; empty where nothing does."""

    application: Application
    waits: str


def concerns(person: Person) -> bool:
    """Whether somebody's office has to do with applications, or may apply."""
    return person.is_a(Role.TRUST_ADVISOR, Role.DSO, Role.HEADTEACHER, *BOARD)


def applications_card(rows: Sequence[ApplicationRow], viewer: Person) -> Json:
    """`rows` are those open to the viewer."""
    if not concerns(viewer):
        return closed_card()
    first = sorted(rows, key=lambda row: (not row.waits, row.application.begun_at))
    listed = [_row(row) for row in first[:LISTED_AT_MOST]]
    more = len(rows) - LISTED_AT_MOST
    body = [
        *(listed or [text("There is no application in which you have a part.")]),
        *([text(f"{more} more are not shown. They come up when those above are done.")] if more > 0 else []),
        why(f"the service knows you as {viewer.office_words}"),
    ]
    again = refresh(V.LIST, {})
    return card("Applications to become a SIP", body, list(_buttons(viewer)), "About applications.", asks_again=again)


def _row(row: ApplicationRow) -> Json:
    one = row.application
    waits = [text(f"Waits for you: {row.waits}.")] if row.waits else []
    name = one.name or "An applicant"
    open_it = open_dialog(f"Open {name}", V.SHOW, application_data(one))
    return container([text(f"{name}: {word_of(one.status)}", bold=True), *waits, buttons([open_it])])


def _buttons(viewer: Person) -> list[Json]:
    if viewer.is_a(Role.TRUST_ADVISOR):
        return [open_dialog("An external applicant…", V.EXTERNAL_FORM, {})]
    if viewer.is_a(Role.HEADTEACHER) and not viewer.is_a(Role.SIP):
        return [execute("Apply to become a SIP", V.BEGIN, {}, submits_inputs=False)]
    return []
