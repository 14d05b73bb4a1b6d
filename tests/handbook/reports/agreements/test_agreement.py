"""W4, W5: who may move a school's sharing agreement, from where to where."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements import agreement as rules
from handbook.reports.agreements.agreement import (
    NAME_AT_MOST,
    NAME_DIFFERS,
    AgreementMove,
    AgreementStatus,
    AskForAgreement,
    DeclineAgreement,
    SharingAgreement,
    SignAgreement,
    WithdrawAgreement,
)
from handbook.reports.agreements.paper import RecordPaper, may_record, recorded
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from tests.support import builders as a

S, M = AgreementStatus, AgreementMove
URN = "900001"
SCHOOL = a.a_school()
ADVISOR, HEAD = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.HEADTEACHER)
OTHER_HEAD = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2")
EVERYBODY = (*(a.a_person(role) for role in Role), OTHER_HEAD)

TEXT = FIRST_TEXTS[AgreementKind.SHARING]
NAME = "Hanna Tilling"
ALLOWED = {
    M.ASK: (ADVISOR, {S.NOT_ASKED, S.DECLINED, S.WITHDRAWN}, S.ASKED),
    M.SIGN: (HEAD, {S.NOT_ASKED, S.ASKED, S.DECLINED, S.WITHDRAWN}, S.SIGNED),
    M.RECORD_PAPER: (ADVISOR, {S.NOT_ASKED, S.ASKED, S.DECLINED, S.WITHDRAWN}, S.SIGNED),
    M.DECLINE: (HEAD, {S.ASKED}, S.DECLINED),
    M.WITHDRAW: (HEAD, {S.SIGNED}, S.WITHDRAWN),
}
"""Asking again and denying a paper are the subject of tests of their own."""


def make(
    move: AgreementMove, agreement: SharingAgreement, person: Person, revision: int | None = None
) -> SharingAgreement:
    current = agreement.revision if revision is None else revision
    sign = SignAgreement(URN, current, TEXT.version, NAME)
    paper = RecordPaper(URN, current, TEXT.version, NAME, a.MONDAY.date(), "Cabinet 2")
    moves: dict[AgreementMove, Callable[[], SharingAgreement]] = {
        M.ASK: lambda: rules.ask(agreement, SCHOOL, AskForAgreement(URN, current), person, a.MONDAY, TEXT),
        M.SIGN: lambda: rules.sign(agreement, SCHOOL, sign, person, a.MONDAY, TEXT),
        M.RECORD_PAPER: lambda: recorded(agreement, SCHOOL, paper, person, a.MONDAY, TEXT),
        M.DECLINE: lambda: rules.decline(agreement, SCHOOL, DeclineAgreement(URN, current), person, a.MONDAY),
        M.WITHDRAW: lambda: rules.withdraw(agreement, SCHOOL, WithdrawAgreement(URN, current), person, a.MONDAY),
    }
    return moves[move]()


@pytest.mark.parametrize("status", AgreementStatus)
@pytest.mark.parametrize("move", ALLOWED)
def test_who_may_do_what_and_when(move: AgreementMove, status: AgreementStatus) -> None:
    who, when, becomes = ALLOWED[move]
    for person in EVERYBODY:
        agreement = a.an_agreement(status)
        fits = person == who and status in when
        by_advisor = {M.ASK: rules.may_ask, M.RECORD_PAPER: may_record}
        asks = by_advisor.get(move, lambda one, who, move=move: rules.may_answer(one, SCHOOL, who, move))
        may = asks(agreement, person)
        assert may is fits
        if fits:
            after = make(move, agreement, person)
            assert (after.status, after.allows_sharing) == (becomes, becomes is S.SIGNED)
        else:
            with pytest.raises(Refused) as caught:
                make(move, agreement, person)
            assert caught.value.code == ("not_yours" if person != who else "not_now")
            assert caught.value.rule in {"W4", "W5"}


@pytest.mark.parametrize("move", ALLOWED)
def test_a_card_of_an_earlier_day_changes_nothing(move: AgreementMove) -> None:
    who, when, _ = ALLOWED[move]
    agreement = a.an_agreement(next(iter(when)))
    for revision in (agreement.revision - 1, agreement.revision + 1):
        with pytest.raises(Refused, match="This has changed since the card was sent"):
            make(move, agreement, who, revision)


def test_asking_says_when_and_for_which_text() -> None:
    asked = make(M.ASK, SharingAgreement(URN), ADVISOR)
    assert (asked.asked_at, asked.text_version) == (a.MONDAY, TEXT.version)


def signed(typed: str, *, listed: str = NAME, confirmed: bool = False, version: str = TEXT.version) -> SharingAgreement:
    command = SignAgreement(URN, 1, version, typed, confirmed=confirmed)
    head = replace(HEAD, name=listed)
    return rules.sign(a.an_agreement(S.ASKED), SCHOOL, command, head, a.MONDAY, TEXT)


@pytest.mark.parametrize(
    ("typed", "listed"),
    [(NAME, NAME), ("  Hanna \n Tilling ", NAME), ("H. Tilling", "Hanna Tilling"), ("王芳", "王芳")],
)
def test_a_signature_keeps_who_when_which_text_and_the_typed_name(typed: str, listed: str) -> None:
    agreement = signed(typed, listed=listed)
    name = " ".join(typed.split())
    assert (agreement.typed_name, agreement.listed_name) == (name, listed)
    assert (agreement.answered_at, agreement.answered_by_id, agreement.text_version) == (
        a.MONDAY,
        HEAD.id,
        TEXT.version,
    )
    signature = agreement.signature
    assert signature is not None
    assert (signature.sha256, signature.year, signature.ended_at) == (TEXT.sha256, AcademicYear(2026), None)


@pytest.mark.parametrize("typed", ["", "  ", "…", "12 34", "Hanna", "Mrs Tilling", "H. T.", "x " * NAME_AT_MOST])
def test_what_is_no_full_name_signs_nothing(typed: str) -> None:
    with pytest.raises(Refused, match="type your full name"):
        signed(typed)
    with pytest.raises(Refused, match="type your full name"):
        signed(typed, confirmed=True)


def test_another_name_than_the_list_has_is_asked_about_once_more() -> None:
    with pytest.raises(Refused, match="You typed “Helen Marchbank”; the service’s list says “Hanna Tilling”") as caught:
        signed("Helen Marchbank")
    assert caught.value.code == NAME_DIFFERS
    agreement = signed("Helen Marchbank", confirmed=True)
    assert (agreement.typed_name, agreement.listed_name) == ("Helen Marchbank", NAME)


def test_another_text_than_today_s_is_not_signed() -> None:
    with pytest.raises(Refused, match="The text of the agreement has changed"):
        signed(NAME, version="2025.1")


def test_a_school_without_a_headteacher_is_not_asked_and_that_is_said() -> None:
    nobody = replace(SCHOOL, headteacher_id="")
    with pytest.raises(Refused, match="has no headteacher on the service’s list"):
        rules.ask(a.an_agreement(), nobody, AskForAgreement(URN, 0), ADVISOR, a.MONDAY, TEXT)


def test_each_signature_is_kept_and_says_when_it_ended() -> None:
    agreement = a.an_agreement(S.WITHDRAWN)
    sign = SignAgreement(URN, agreement.revision, TEXT.version, NAME)
    again = rules.sign(agreement, SCHOOL, sign, HEAD, a.MONDAY, TEXT)
    assert [one.ended_at for one in again.signatures] == [a.MONDAY, None]
    assert again.signature == again.signatures[-1]
    assert agreement.signature is None


def test_a_school_with_a_new_headteacher_is_answered_for_by_that_one() -> None:
    school = replace(SCHOOL, headteacher_id=OTHER_HEAD.id)
    agreement = a.an_agreement(S.SIGNED)
    with pytest.raises(Refused, match="Only the headteacher of St Hilda’s"):
        rules.withdraw(agreement, school, WithdrawAgreement(URN, agreement.revision), HEAD, a.MONDAY)
    taken_back = rules.withdraw(agreement, school, WithdrawAgreement(URN, agreement.revision), OTHER_HEAD, a.MONDAY)
    assert not taken_back.allows_sharing


def test_a_log_names_it_by_kind_and_school() -> None:
    assert [a.an_agreement(kind=kind).id for kind in AgreementKind] == ["sharing:900001", "data:900001"]
