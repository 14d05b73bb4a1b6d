"""W5: the headteacher answers for the school; withdrawing is as easy as signing."""

import pytest

from cards.actions import read
from cards.reports.agreements.agreement import agreement_card, agreement_state_card
from handbook.core.people import Role
from handbook.reports.agreements.agreement import AgreementStatus, SignAgreement, sign
from handbook.reports.agreements.texts import TEXT
from tests.support import builders as a
from tests.support.agreement_gallery import around
from tests.support.card_reading import Json, buttons, inputs, words

HEAD, ADVISOR = a.a_person(Role.HEADTEACHER), a.a_person(Role.TRUST_ADVISOR)


def drawn(status: AgreementStatus) -> Json:
    return agreement_card(a.an_agreement(status), a.a_school(), HEAD, around(), asked_by=ADVISOR)


@pytest.mark.parametrize(
    ("status", "choices"),
    [
        (AgreementStatus.NOT_ASKED, ["Sign"]),
        (AgreementStatus.ASKED, ["Sign", "Decline for now"]),
        (AgreementStatus.SIGNED, ["Withdraw"]),
        (AgreementStatus.DECLINED, ["Sign"]),
        (AgreementStatus.WITHDRAWN, ["Sign", "What was signed"]),
    ],
)
def test_what_the_headteacher_may_do(status: AgreementStatus, choices: list[str]) -> None:
    card = drawn(status)
    assert list(buttons(card)) == choices
    assert set(inputs(card)) == ({"typed_name"} if "Sign" in choices else set())
    assert TEXT in words(card)
    assert "text version 2026.1" in words(card)


def test_who_asks_is_named() -> None:
    assert "Thea Marlowe (Trust Advisor)" in words(drawn(AgreementStatus.ASKED))
    assert "the Trust Advisor" in words(
        agreement_card(a.an_agreement(AgreementStatus.ASKED), a.a_school(), HEAD, around())
    )


def test_a_headteacher_who_is_asked_reads_that_it_waits_for_them() -> None:
    read = words(drawn(AgreementStatus.ASKED))
    assert "Waiting for you: your school was asked on Monday 23 November 2026" in read
    assert "has not answered" not in read


def test_signing_from_the_card_signs_that_text() -> None:
    agreement = a.an_agreement(AgreementStatus.ASKED)
    button = buttons(agreement_card(agreement, a.a_school(), HEAD, around()))["Sign"]
    command = read(button["verb"], {**button["data"], "typed_name": "Hanna Tilling"})
    assert isinstance(command, SignAgreement)
    signed = sign(agreement, a.a_school(), command, HEAD, a.MONDAY, around().text)
    card = agreement_card(signed, a.a_school(), HEAD, around())
    assert (
        "Signed: The sharing agreement (text 2026.1) was signed on Monday 23 November 2026 by Hanna Tilling"
        in words(card)
    )


@pytest.mark.parametrize(
    ("status", "word", "choices"),
    [
        (AgreementStatus.NOT_ASKED, "Not asked", ["Ask the school", "Signed on paper…"]),
        (AgreementStatus.ASKED, "Asked", ["Signed on paper…"]),
        (AgreementStatus.SIGNED, "Signed", ["What was signed"]),
        (AgreementStatus.DECLINED, "Declined", ["Ask the school again", "Signed on paper…"]),
        (
            AgreementStatus.WITHDRAWN,
            "Withdrawn",
            ["Ask the school again", "Signed on paper…", "What was signed"],
        ),
    ],
)
def test_what_the_trust_advisor_sees_and_may_do(status: AgreementStatus, word: str, choices: list[str]) -> None:
    card = agreement_state_card(a.an_agreement(status), a.a_school(), ADVISOR, around())
    assert f"{word}: The s" in words(card)
    assert list(buttons(card)) == choices


def test_nobody_else_gets_either_card() -> None:
    agreement = a.an_agreement(AgreementStatus.ASKED)
    assert "not open to you" in words(agreement_card(agreement, a.a_school(), ADVISOR, around()))
    assert "not open to you" in words(agreement_state_card(agreement, a.a_school(), HEAD, around()))
