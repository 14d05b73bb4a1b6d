"""W4, W5: who may move a school's sharing agreement, from where to where."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports import sharing_agreement as rules
from handbook.reports.sharing_agreement import (
    NAME_AT_MOST,
    TEXT_VERSION,
    AgreementMove,
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from tests.support import builders as a

S, M = AgreementStatus, AgreementMove
URN = "900001"
SCHOOL = a.a_school()
ADVISOR, HEAD = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.HEADTEACHER)
OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2")
EVERYBODY = (*(a.a_person(role) for role in Role), OTHER_HEAD)

ALLOWED = {
    M.ASK: (ADVISOR, {S.NOT_ASKED, S.DECLINED, S.WITHDRAWN}, S.ASKED),
    M.SIGN: (HEAD, {S.NOT_ASKED, S.ASKED, S.DECLINED, S.WITHDRAWN}, S.SIGNED),
    M.DECLINE: (HEAD, {S.ASKED}, S.DECLINED),
    M.WITHDRAW: (HEAD, {S.SIGNED}, S.WITHDRAWN),
}


def make(
    move: AgreementMove, agreement: SharingAgreement, person: Person, revision: int | None = None
) -> SharingAgreement:
    current = agreement.revision if revision is None else revision
    sign = SignAgreement(URN, current, TEXT_VERSION, "Hanna Tilling")
    moves: dict[AgreementMove, Callable[[], SharingAgreement]] = {
        M.ASK: lambda: rules.ask(agreement, AskForAgreement(URN, current), person, a.MONDAY),
        M.SIGN: lambda: rules.sign(agreement, SCHOOL, sign, person, a.MONDAY),
        M.DECLINE: lambda: rules.decline(agreement, SCHOOL, DeclineAgreement(URN, current), person, a.MONDAY),
        M.WITHDRAW: lambda: rules.withdraw(agreement, SCHOOL, WithdrawAgreement(URN, current), person, a.MONDAY),
    }
    return moves[move]()


@pytest.mark.parametrize("status", AgreementStatus)
@pytest.mark.parametrize("move", AgreementMove)
def test_who_may_do_what_and_when(move: AgreementMove, status: AgreementStatus) -> None:
    who, when, becomes = ALLOWED[move]
    for person in EVERYBODY:
        agreement = a.an_agreement(status)
        fits = person == who and status in when
        may = rules.may_ask(agreement, person) if move is M.ASK else rules.may_answer(agreement, SCHOOL, person, move)
        assert may is fits
        if fits:
            after = make(move, agreement, person)
            assert (after.status, after.allows_sharing) == (becomes, becomes is S.SIGNED)
        else:
            with pytest.raises(Refused) as caught:
                make(move, agreement, person)
            assert caught.value.code == ("not_yours" if person != who else "not_now")
            assert caught.value.rule in {"W4", "W5"}


@pytest.mark.parametrize("move", AgreementMove)
def test_a_card_of_an_earlier_day_changes_nothing(move: AgreementMove) -> None:
    who, when, _ = ALLOWED[move]
    agreement = a.an_agreement(next(iter(when)))
    for revision in (agreement.revision - 1, agreement.revision + 1):
        with pytest.raises(Refused, match="This has changed since the card was sent"):
            make(move, agreement, who, revision)


def test_asking_says_when_and_for_which_text() -> None:
    asked = make(M.ASK, SharingAgreement(URN), ADVISOR)
    assert (asked.asked_at, asked.text_version) == (a.MONDAY, TEXT_VERSION)


@pytest.mark.parametrize("typed", ["Hanna Tilling", "  Hanna \n Tilling ", "Zoë O’Neill-Łukasz", "王芳", "x" * 120])
def test_a_signature_keeps_who_when_which_text_and_the_typed_name(typed: str) -> None:
    signed = rules.sign(a.an_agreement(S.ASKED), SCHOOL, SignAgreement(URN, 1, TEXT_VERSION, typed), HEAD, a.MONDAY)
    assert signed.typed_name == " ".join(typed.split())
    assert (signed.answered_at, signed.answered_by_id, signed.text_version) == (a.MONDAY, HEAD.id, TEXT_VERSION)


@pytest.mark.parametrize("typed", ["", "  ", "…", "12 34", "x" * (NAME_AT_MOST + 1)])
def test_what_is_no_name_signs_nothing(typed: str) -> None:
    with pytest.raises(Refused, match="type your full name"):
        rules.sign(a.an_agreement(S.ASKED), SCHOOL, SignAgreement(URN, 1, TEXT_VERSION, typed), HEAD, a.MONDAY)


def test_another_text_than_today_s_is_not_signed() -> None:
    with pytest.raises(Refused, match="The text of the agreement has changed"):
        rules.sign(a.an_agreement(S.ASKED), SCHOOL, SignAgreement(URN, 1, "2025.1", "Hanna"), HEAD, a.MONDAY)


def test_a_school_with_a_new_headteacher_is_answered_for_by_that_one() -> None:
    school = replace(SCHOOL, headteacher_id=OTHER_HEAD.id)
    agreement = a.an_agreement(S.SIGNED)
    with pytest.raises(Refused, match="Only the headteacher of St Hilda’s"):
        rules.withdraw(agreement, school, WithdrawAgreement(URN, agreement.revision), HEAD, a.MONDAY)
    taken_back = rules.withdraw(agreement, school, WithdrawAgreement(URN, agreement.revision), OTHER_HEAD, a.MONDAY)
    assert not taken_back.allows_sharing
