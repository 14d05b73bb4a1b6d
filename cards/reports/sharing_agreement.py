"""The agreements of a school in chat (W5, D1): the headteacher reads, signs, declines or withdraws; the Trust Advisor
sees how it stands. Saying no costs the school nothing, and withdrawing is as easy as signing."""

from collections.abc import Mapping
from typing import Final

from cards.kit.elements import Json, Tone, card, execute, facts, heading, input_text, quote, refresh, status, text
from cards.kit.lines import closed_card, why
from cards.reports.actions import agreement_data
from cards.reports.verbs import ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.reports.sharing_agreement import (
    NAME_AT_MOST,
    AgreementKind,
    AgreementMove,
    AgreementStatus,
    SharingAgreement,
    may_answer,
    may_ask,
)


def agreement_words(agreement: SharingAgreement) -> str:
    """How the agreement stands, in a sentence that can stand alone."""
    on, version, name = _day(agreement), agreement.text_version, agreement.text.name
    return {
        AgreementStatus.NOT_ASKED: f"The school has no signed {name} and has not been asked for one.",
        AgreementStatus.ASKED: f"The school was asked for its {name}{on}; it has not answered yet.",
        AgreementStatus.SIGNED: f"The {name} (text {version}) was signed{on} by {agreement.typed_name}.",
        AgreementStatus.DECLINED: f"The school declined the {name}{on}. It may sign at any time.",
        AgreementStatus.WITHDRAWN: f"The school withdrew its {name}{on}. {_WITHDRAWN[agreement.kind]}",
    }[agreement.status]


def agreement_card(agreement: SharingAgreement, school: School, viewer: Person, asked_by: Person | None = None) -> Json:
    """The agreement for the school's headteacher, with what they may do now. `asked_by` is the Trust Advisor."""
    if viewer.id != school.headteacher_id:
        return closed_card()
    body = [
        _waiting(agreement) if agreement.status is AgreementStatus.ASKED else _status(agreement),
        facts((("School", f"{school.full_name} (URN {school.urn})"), ("Who asks", _who_asks(asked_by)))),
        heading("The text"),
        quote(agreement.text.words, f"text version {agreement.text.version}"),
        *_sign_here(agreement, school, viewer),
        why("you are the headteacher, and only you can answer for the school"),
    ]
    return _card(agreement, school, body, _answers(agreement, school, viewer))


def agreement_state_card(agreement: SharingAgreement, school: School, viewer: Person) -> Json:
    """How a school's agreement stands, for the Trust Advisor, who may ask (again) where that is open."""
    if viewer.role is not Role.TRUST_ADVISOR:
        return closed_card()
    again = agreement.status is not AgreementStatus.NOT_ASKED
    ask = execute(
        "Ask the school again" if again else "Ask the school", ReportVerb.AGREEMENT_ASK, agreement_data(agreement)
    )
    body = [
        _status(agreement),
        facts((("School", f"{school.full_name} (URN {school.urn})"),)),
        text(_FOLLOWS[agreement.kind][agreement.in_force]),
        _why_advisor(agreement),
    ]
    return _card(agreement, school, body, [ask] if may_ask(agreement, viewer) else [])


_WITHDRAWN: Final = {
    AgreementKind.SHARING: "Nothing new is shared.",
    AgreementKind.DATA: "No figures are shown.",
}
_FOLLOWS: Final = {
    AgreementKind.SHARING: ("No report can be shared now.", "Reports of this school can be shared."),
    AgreementKind.DATA: ("No figures of this school are shown.", "Figures of this school are shown."),
}
"""What follows from it, where it is not in force and where it is."""


def _why_advisor(agreement: SharingAgreement) -> Json:
    if agreement.kind is AgreementKind.SHARING:
        return why("you are the Trust Advisor, who shares reports for schools that agreed")
    return why("you are the Trust Advisor, who asks schools for it")


def _status(agreement: SharingAgreement) -> Json:
    word, tone = _WORDS[agreement.status]
    return status(word, agreement_words(agreement), tone)


def _waiting(agreement: SharingAgreement) -> Json:
    return status("Waiting for you", f"your school was asked{_day(agreement)}. You may sign or decline.", "accent")


_WORDS: Final[Mapping[AgreementStatus, tuple[str, Tone]]] = {
    AgreementStatus.NOT_ASKED: ("Not asked", "emphasis"),
    AgreementStatus.ASKED: ("Asked", "accent"),
    AgreementStatus.SIGNED: ("Signed", "good"),
    AgreementStatus.DECLINED: ("Declined", "emphasis"),
    AgreementStatus.WITHDRAWN: ("Withdrawn", "warning"),
}


def _who_asks(asked_by: Person | None) -> str:
    return f"{asked_by.name} (Trust Advisor)" if asked_by else "the Trust Advisor"


def _sign_here(agreement: SharingAgreement, school: School, viewer: Person) -> list[Json]:
    if not may_answer(agreement, school, viewer, AgreementMove.SIGN):
        return []
    label = "Your full name, typed as your signature"
    return [
        input_text("typed_name", label, "Please type your full name to sign.", at_most=NAME_AT_MOST, multiline=False)
    ]


def _answers(agreement: SharingAgreement, school: School, viewer: Person) -> list[Json]:
    data = agreement_data(agreement)
    offered = {
        AgreementMove.SIGN: execute(
            "Sign", ReportVerb.AGREEMENT_SIGN, {**data, "text_version": agreement.text.version}, style="positive"
        ),
        AgreementMove.DECLINE: execute("Decline for now", ReportVerb.AGREEMENT_DECLINE, data, submits_inputs=False),
        AgreementMove.WITHDRAW: execute("Withdraw", ReportVerb.AGREEMENT_WITHDRAW, data, submits_inputs=False),
    }
    return [button for move, button in offered.items() if may_answer(agreement, school, viewer, move)]


def _card(agreement: SharingAgreement, school: School, body: list[Json], actions: list[Json]) -> Json:
    name = agreement.text.name
    title = f"{name[0].upper()}{name[1:]}: {school.full_name}"
    again = refresh(ReportVerb.SHOW_AGREEMENT, agreement_data(agreement))
    return card(title, body, actions, f"{title}. How it stands, and what you can do.", asks_again=again)


def _day(agreement: SharingAgreement) -> str:
    asked = agreement.status is AgreementStatus.ASKED
    at = agreement.asked_at if asked else agreement.answered_at
    return f" on {day_words(london_date(at))}" if at else ""
