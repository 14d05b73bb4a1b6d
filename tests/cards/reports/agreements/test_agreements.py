"""W4, W5, D1: what the cards about agreements say, in words and not only in colours."""

from dataclasses import replace

import pytest

from cards.reports.agreements.actions import ShowAgreements
from cards.reports.agreements.agreement import agreement_card
from cards.reports.agreements.list import WORDS, agreements_card
from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.agreements.asking import asked_again
from handbook.reports.agreements.standing import LIGHTS, Light
from handbook.reports.agreements.texts import FIRST_TEXTS, WORDS_AT_MOST, AgreementKind
from handbook.reports.agreements.unsharing import closed_for, sharing_ended
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.agreement_gallery import (
    ADVISOR,
    HEAD,
    SCHOOL,
    a_list,
    a_new_text,
    advisors_cards,
    agreement_cards,
    around,
)
from tests.support.card_reading import Json, buttons, inputs, parts, words


def card(name: str) -> Json:
    found = {of: made for of, made, _ in (*agreement_cards(), *advisors_cards())}
    return found[name]


def test_each_row_of_the_list_says_in_words_what_its_colour_says() -> None:
    rows = list(a_list(AgreementKind.SHARING))
    made = agreements_card([(row.school, row.standing) for row in rows], rows, ShowAgreements(), len(rows))
    tones = {Light.GREEN: "Good", Light.AMBER: "Warning", Light.RED: "Attention"}
    shown = [part for part in parts(made) if part.get("style") in {*tones.values(), *map(str.lower, tones.values())}]
    assert len(shown) == len(rows)
    for row, part in zip(rows, shown, strict=True):
        assert part["style"].capitalize() == tones[LIGHTS[row.standing]]
        assert words(part).startswith(f"{WORDS[row.standing]}: ")


@pytest.mark.parametrize("text", ["w" * 9, "*", "é", "🙂"])
def test_the_text_stands_whole_on_the_card_on_which_it_is_signed(text: str) -> None:
    long = f"{text} " * (WORDS_AT_MOST // (len(text) + 1))
    new = a_new_text(words=f"{long.strip()} END")
    asked = a.an_agreement(AgreementStatus.ASKED)
    said = words(agreement_card(asked, SCHOOL, HEAD, around(text=new)))
    assert " END" in said
    assert said.count(text) >= long.count(text)


def test_a_school_that_is_asked_again_may_sign_or_withdraw_and_reads_what_holds() -> None:
    signed = a.an_agreement(AgreementStatus.SIGNED)
    again = agreement_card(asked_again(signed, SCHOOL, a.MONDAY, a_new_text()), SCHOOL, HEAD, around(text=a_new_text()))
    assert list(buttons(again)) == ["Sign", "Withdraw", "What was signed"]
    assert "holds until you answer. If you no longer agree, withdraw it." in words(again)
    assert "The Director for Schools and Colleges may read it too." in words(again)


def test_the_question_whose_name_it_is_keeps_what_was_typed() -> None:
    asks = card("agreement · is this you")
    assert list(buttons(asks)) == ["Yes, this is me: sign", "Sign", "Decline for now"]
    assert inputs(asks)["typed_name"]["value"] == "Helen Marchbank"
    assert buttons(asks)["Yes, this is me: sign"]["data"]["typed_name"] == "Helen Marchbank"


def test_a_reminder_that_was_answered_reminds_nobody() -> None:
    assert "A kind reminder" in words(card("agreement reminder · sharing · asked"))
    assert "A kind reminder" not in words(card("agreement reminder · sharing · signed"))


@pytest.mark.parametrize(("shared", "choices"), [(0, 2), (1, 3), (12, 3)])
def test_closing_is_offered_where_something_was_shared(shared: int, choices: int) -> None:
    assert len(buttons(card(f"withdrawal · sharing · {shared}"))) == choices
    assert list(buttons(card(f"withdrawal · data · {shared}"))) == ["Withdraw", "Keep the agreement"]


def test_what_was_shared_is_told_for_each_reader_by_name() -> None:
    said = words(card("withdrawal · sharing · 12"))
    assert "Dorothy Osgood (Diocesan Schools Officer): autumn 2026/27 SIP report" in said
    assert "and 4 more" in said
    assert "Hanna Tilling (headteacher): no longer see your school’s figures" in words(card("withdrawal · data · 1"))


def test_who_could_read_it_until_the_school_withdrew_is_named_on_the_report() -> None:
    dossier = a.a_dossier(Status.SHARED, agreement=AgreementStatus.WITHDRAWN)
    ended = sharing_ended(dossier.report, a.MONDAY)
    half = replace(dossier, report=closed_for(ended, (ended.closing[0].id,)))
    said = words(copy_for(half, ADVISOR, 1, ReportCard.REPORT))
    assert "Dorothy Osgood (Diocesan Schools Officer), until it was closed to them" in said
    assert "it is being closed to Lena Askwith (Fellshire local authority)." in said


def test_what_was_signed_says_who_when_for_which_year_and_in_which_words() -> None:
    first, second = (words(card(f"what was signed · {at} of 2 · {ADVISOR.name}")) for at in (1, 2))
    assert "It held until" in first
    assert "when it was signed again" in first
    assert ("Hanna Marchbank" in second, "Name on the list" in second) == (True, True)
    assert "These words are not in the service." in words(card("what was signed · withdrawn"))
    denied = card(f"what was signed · 1 of 1 · {HEAD.name}")
    assert FIRST_TEXTS[AgreementKind.SHARING].words in words(denied)


def test_a_paper_can_be_recorded_where_nobody_can_be_told() -> None:
    assert "Hanna Tilling gets a copy, and can say that it is not so." in words(card("paper · with headteacher"))
    assert "No headteacher can be told." in words(card("paper · without headteacher"))
    assert "nobody can sign the sharing agreement in Teams" in words(card("agreement state · no headteacher"))
