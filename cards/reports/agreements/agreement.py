"""The agreements of a school in chat (W5, D1): the headteacher reads, signs, declines or withdraws; the Trust Advisor
sees how it stands. Saying no costs the school nothing, and withdrawing is as easy as signing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, Tone, card, execute, facts, heading, input_text, refresh, status, text
from cards.kit.lines import capital, closed_card, why
from cards.reports.agreements.actions import agreement_data
from cards.reports.agreements.lines import FOLLOWS, HOLDS, agreement_words, on, taken_back, whole_text
from cards.reports.agreements.verbs import AgreementVerb
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, Role, School
from handbook.reports.agreements.agreement import (
    NAME_AT_MOST,
    AgreementMove,
    AgreementStatus,
    SharingAgreement,
    may_answer,
    may_ask,
)
from handbook.reports.agreements.paper import may_record
from handbook.reports.agreements.texts import AgreementKind, AgreementText
from handbook.reports.report import Report


@dataclass(frozen=True, slots=True)
class Around:
    """What else the cards of an agreement look at: the text that is signed now, the one that was signed last, and the
    reports of which sharing has ended."""

    text: AgreementText
    signed: AgreementText | None = None
    reports: Sequence[Report] = ()


def agreement_card(
    agreement: SharingAgreement,
    school: School,
    viewer: Person,
    around: Around,
    *,
    asked_by: Person | None = None,
    typed: str = "",
    is_reminder: bool = False,
) -> Json:
    """The agreement for the school's headteacher, with what they may do now. `asked_by` is the Trust Advisor; `typed` a
    name that is not the one that the list has, and is asked about."""
    if viewer.id != school.headteacher_id:
        return closed_card()
    waits = is_reminder and agreement.is_waiting
    body = [
        *_question(typed, viewer),
        *([text("A kind reminder: this waits for your answer. A no is an answer too.")] if waits else []),
        _stands_for_head(agreement, around),
        facts(
            (
                ("School", f"{school.full_name} (URN {school.urn})"),
                ("Who asks", _who_asks(asked_by)),
                *_paper(agreement),
            )
        ),
        *_text(agreement, around),
        text(HOLDS),
        *_denial(agreement),
        *taken_back(around.reports),
        *_sign_here(agreement, school, viewer, typed),
        why("you are the headteacher, and only you can answer for the school"),
    ]
    return _card(agreement, school, body, _answers(agreement, school, viewer, around, typed))


def agreement_state_card(agreement: SharingAgreement, school: School, viewer: Person, around: Around) -> Json:
    """How a school's agreement stands, for the Trust Advisor, who may ask (again) where that is open, or record what
    was signed on paper."""
    if not viewer.is_a(Role.TRUST_ADVISOR):
        return closed_card()
    name = agreement.called.name
    no_head = f"The service’s list has no headteacher for this school, so nobody can sign the {name} in Teams."
    body = [
        _status(agreement),
        facts((("School", f"{school.full_name} (URN {school.urn})"), *_paper(agreement))),
        text(FOLLOWS[agreement.kind][agreement.in_force]),
        *([] if school.headteacher_id else [text(no_head)]),
        *taken_back(around.reports),
        _why_advisor(agreement),
    ]
    return _card(agreement, school, body, _asks(agreement, school, viewer))


def _asks(agreement: SharingAgreement, school: School, viewer: Person) -> list[Json]:
    data, again = agreement_data(agreement), agreement.status is not AgreementStatus.NOT_ASKED
    ask = execute("Ask the school again" if again else "Ask the school", ReportVerb.AGREEMENT_ASK, data)
    paper = execute("Signed on paper…", AgreementVerb.PAPER, data)
    return [
        *([ask] if may_ask(agreement, viewer) and school.headteacher_id else []),
        *([paper] if may_record(agreement, viewer) else []),
        *([_what_was_signed(agreement)] if agreement.signatures else []),
    ]


def _why_advisor(agreement: SharingAgreement) -> Json:
    if agreement.kind is AgreementKind.SHARING:
        return why("you are the Trust Advisor, who shares reports for schools that agreed")
    return why("you are the Trust Advisor, who asks schools for it")


def _status(agreement: SharingAgreement) -> Json:
    word, tone = ("Asked again", "accent") if agreement.in_force and agreement.asked_again else _WORDS[agreement.status]
    return status(word, agreement_words(agreement), tone)


def _stands_for_head(agreement: SharingAgreement, around: Around) -> Json:
    changed = agreement.asked_version not in ("", around.text.version)
    if agreement.status is AgreementStatus.ASKED:
        since = " The text has changed since." if changed else ""
        waits = f"your school was asked{on(agreement.asked_at)}.{since} You may sign or decline."
        return status("Waiting for you", waits, "accent")
    if agreement.is_waiting:
        older = agreement.text_version != around.text.version
        because = "the text has changed" if older else f"the school year {agreement.asked_for} has begun"
        holds = f"What was signed{on(agreement.answered_at)} (text {agreement.text_version}) holds until you answer."
        return status("Please sign again", f"{because}. {holds} If you no longer agree, withdraw it.", "accent")
    return _status(agreement)


_WORDS: Final[Mapping[AgreementStatus, tuple[str, Tone]]] = {
    AgreementStatus.NOT_ASKED: ("Not asked", "emphasis"),
    AgreementStatus.ASKED: ("Asked", "accent"),
    AgreementStatus.SIGNED: ("Signed", "good"),
    AgreementStatus.DECLINED: ("Declined", "emphasis"),
    AgreementStatus.WITHDRAWN: ("Withdrawn", "warning"),
}


def _who_asks(asked_by: Person | None) -> str:
    return f"{asked_by.name} (Trust Advisor)" if asked_by else "the Trust Advisor"


def _paper(agreement: SharingAgreement) -> list[tuple[str, str]]:
    paper = agreement.signature.paper if agreement.signature else None
    return [("Paper", paper.reference)] if paper else []


def _text(agreement: SharingAgreement, around: Around) -> list[Json]:
    """The words that were signed while they hold; else those that can be signed."""
    if agreement.in_force and not agreement.asked_again and around.signed is not None:
        return [heading("The text that was signed"), whole_text(around.signed)]
    return [heading("The text"), whole_text(around.text)]


def _denial(agreement: SharingAgreement) -> list[Json]:
    if agreement.signature is None or agreement.signature.paper is None:
        return []
    closes = {
        AgreementKind.SHARING: "nothing new is shared, and what was shared since it was recorded is closed again",
        AgreementKind.DATA: "no figures are shown",
    }[agreement.kind]
    return [text(f"If it was not signed on paper, press “That is not so”: {closes}. The Trust Advisor is told.")]


def _question(typed: str, viewer: Person) -> list[Json]:
    if not typed:
        return []
    differs = f"you typed “{typed}”; the service’s list says “{viewer.name}”. Is this you?"
    return [status("Another name", differs, "warning"), text("If it is not right, correct it below and press “Sign”.")]


def _sign_here(agreement: SharingAgreement, school: School, viewer: Person, typed: str) -> list[Json]:
    if not may_answer(agreement, school, viewer, AgreementMove.SIGN):
        return []
    label, error = "Your full name, typed as your signature", "Please type your full name to sign."
    return [input_text("typed_name", label, error, at_most=NAME_AT_MOST, multiline=False, value=typed)]


def _answers(agreement: SharingAgreement, school: School, viewer: Person, around: Around, typed: str) -> list[Json]:
    data = agreement_data(agreement)
    signing = {**data, "text_version": around.text.version}
    offered = {
        AgreementMove.SIGN: [
            *([_yes(signing, typed)] if typed else []),
            execute("Sign", ReportVerb.AGREEMENT_SIGN, signing, style=None if typed else "positive"),
        ],
        AgreementMove.DECLINE: [execute("Decline for now", ReportVerb.AGREEMENT_DECLINE, data, submits_inputs=False)],
        AgreementMove.DENY_PAPER: [execute("That is not so", AgreementVerb.DENY_PAPER, data, submits_inputs=False)],
        AgreementMove.WITHDRAW: [execute("Withdraw", AgreementVerb.PREVIEW_WITHDRAWAL, data, submits_inputs=False)],
    }
    answers = [
        one for move, several in offered.items() if may_answer(agreement, school, viewer, move) for one in several
    ]
    shown = agreement.in_force and not agreement.asked_again and len(agreement.signatures) == 1
    return [*answers, *([_what_was_signed(agreement)] if agreement.signatures and not shown else [])]


def _yes(signing: Mapping[str, str | int], typed: str) -> Json:
    sent = {**signing, "typed_name": typed, "confirmed": 1}
    return execute("Yes, this is me: sign", ReportVerb.AGREEMENT_SIGN, sent, style="positive", submits_inputs=False)


def _what_was_signed(agreement: SharingAgreement) -> Json:
    return execute(
        "What was signed", AgreementVerb.SHOW_SIGNED, {**agreement_data(agreement), "number": 0}, submits_inputs=False
    )


def _card(agreement: SharingAgreement, school: School, body: list[Json], actions: list[Json]) -> Json:
    name = agreement.called.name
    title = f"{capital(name)}: {school.full_name}"
    again = refresh(ReportVerb.SHOW_AGREEMENT, agreement_data(agreement))
    return card(title, body, actions, f"{title}. How it stands, and what you can do.", asks_again=again)
