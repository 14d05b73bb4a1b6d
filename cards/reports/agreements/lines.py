"""Lines that the cards of agreements have in common: how one stands, its text, what was taken back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from cards.kit.elements import Json, bullets, container, heading, text
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person
from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement
from handbook.reports.agreements.signatures import Signature
from handbook.reports.agreements.texts import AgreementKind, AgreementText
from handbook.reports.report import Report

FOLLOWS: Final = {
    AgreementKind.SHARING: ("No report can be shared now.", "Reports of this school can be shared."),
    AgreementKind.DATA: ("No figures of this school are shown.", "Figures of this school are shown."),
}
"""What follows from it, where it is not in force and where it is."""
_WITHDRAWN: Final = {
    AgreementKind.SHARING: "Nothing new is shared.",
    AgreementKind.DATA: "No figures are shown.",
}
HOLDS: Final = (
    "Once signed, it holds until you withdraw it. You are asked again in each school year, and when the text changes: "
    "until you answer, what you signed holds."
)


def agreement_words(agreement: SharingAgreement) -> str:
    """How the agreement stands, in a sentence that can stand alone."""
    return _STANDS[agreement.status](agreement)


def signature_words(signature: Signature, name: str) -> str:
    """Who signed what and when: The sharing agreement (text 2026.1) was signed on … by …."""
    what = f"The {name} (text {signature.text_version}) was signed"
    paper = signature.paper
    if paper is not None:
        recorded = f"; {paper.recorded_by} recorded it{on(signature.at)}"
        return f"{what} on paper on {day_words(paper.signed_on)} by {signature.name}{recorded}."
    return f"{what}{on(signature.at)} by {signature.name}."


def on(at: datetime | None) -> str:
    """on Monday 23 November 2026, to follow a word; empty where that is not known."""
    return f" on {day_words(london_date(at))}" if at else ""


def whole_text(words: AgreementText) -> Json:
    """The text with its version, uncut: nobody signs what they cannot read."""
    since = f"text version {words.version}, from {day_words(words.from_on)}"
    return container([text(words.words), text(f"– {since}", muted=True)], tone="emphasis")


def taken_back(reports: Sequence[Report]) -> list[Json]:
    """Of which reports sharing has ended, and to whom they are closed."""
    rows = [line for report in reports for line in _closed(report)]
    return [heading("What was shared"), bullets(rows)] if rows else []


def people_words(people: Sequence[Person]) -> str:
    """Dorothy Osgood (Diocesan Schools Officer) and Lena Askwith (local authority officer)."""
    return " and ".join(f"{one.name} ({one.office_words})" for one in people)


def _closed(report: Report) -> list[str]:
    found: list[str] = []
    if report.closing:
        found.append(f"The {report.title} is being closed to {people_words(report.closing)}.")
    if report.closed_to:
        found.append(f"The {report.title} is closed to {people_words(report.closed_to)}.")
    return found


def _signed(agreement: SharingAgreement) -> str:
    name = agreement.called.name
    again = ""
    if agreement.asked_again:
        again = f" The school was asked again{on(agreement.asked_at)}; what it signed holds until it answers."
    if agreement.signature is None:
        return f"The {name} (text {agreement.text_version}) was signed{on(agreement.answered_at)}.{again}"
    return f"{signature_words(agreement.signature, name)}{again}"


def _withdrawn(agreement: SharingAgreement) -> str:
    name, then = agreement.called.name, _WITHDRAWN[agreement.kind]
    if agreement.denied_at is not None:
        return f"The headteacher said{on(agreement.denied_at)} that the {name} was not signed on paper. {then}"
    return f"The school withdrew its {name}{on(agreement.answered_at)}. {then}"


_STANDS: Final[Mapping[AgreementStatus, Callable[[SharingAgreement], str]]] = {
    AgreementStatus.NOT_ASKED: lambda one: (
        f"The school has no signed {one.called.name} and has not been asked for one."
    ),
    AgreementStatus.ASKED: lambda one: (
        f"The school was asked for its {one.called.name}{on(one.asked_at)}; it has not answered yet."
    ),
    AgreementStatus.SIGNED: _signed,
    AgreementStatus.DECLINED: lambda one: (
        f"The school declined the {one.called.name}{on(one.answered_at)}. It may sign at any time."
    ),
    AgreementStatus.WITHDRAWN: _withdrawn,
}
