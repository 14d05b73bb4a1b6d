"""W4, W5, D1: each school has one standing and one outcome, so that both add up to the number of schools."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AgreementStatus as S
from handbook.reports.agreements.asking import asked_again, reminded_by_advisor
from handbook.reports.agreements.standing import (
    LIGHTS,
    AskAll,
    AskOutcome,
    Light,
    Standing,
    begun,
    gone_on,
    outcome,
    standing,
)
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from tests.support import builders as a

TEXT = FIRST_TEXTS[AgreementKind.SHARING]
NEW_TEXT = replace(TEXT, version="2026.2")
SCHOOL = a.a_school()
NO_HEAD = replace(SCHOOL, headteacher_id="")
YEAR = AcademicYear(2026)
LATER = a.MONDAY + timedelta(2)


@pytest.mark.parametrize(
    ("status", "now", "changed", "next_year", "no_head"),
    [
        (S.NOT_ASKED, "never_asked", "never_asked", "never_asked", "no_headteacher"),
        (S.ASKED, "waiting", "waiting", "waiting", "no_headteacher"),
        (S.SIGNED, "signed", "text_changed", "new_year", "signed"),
        (S.DECLINED, "declined", "declined", "declined", "no_headteacher"),
        (S.WITHDRAWN, "withdrawn", "withdrawn", "withdrawn", "no_headteacher"),
    ],
)
def test_how_a_school_stands(status: S, now: str, changed: str, next_year: str, no_head: str) -> None:
    agreement = a.an_agreement(status)
    assert standing(agreement, SCHOOL, TEXT, YEAR) == now
    assert standing(agreement, SCHOOL, NEW_TEXT, YEAR) == changed
    assert standing(agreement, SCHOOL, TEXT, AcademicYear(2027)) == next_year
    assert standing(agreement, NO_HEAD, TEXT, YEAR) == no_head


def test_green_is_signed_as_things_are_now_and_red_holds_nothing() -> None:
    assert [one for one in Standing if LIGHTS[one] is Light.GREEN] == [Standing.SIGNED]
    assert {Standing.TEXT_CHANGED, Standing.NEW_YEAR, Standing.WAITING} == {
        one for one in Standing if LIGHTS[one] is Light.AMBER
    }


@pytest.mark.parametrize(
    ("status", "now", "changed", "no_head"),
    [
        (S.NOT_ASKED, "asked", "asked", "no_headteacher"),
        (S.ASKED, "reminded", "asked_again", "no_headteacher"),
        (S.SIGNED, "answered", "asked_again", "answered"),
        (S.DECLINED, "said_no", "said_no", "said_no"),
        (S.WITHDRAWN, "said_no", "said_no", "said_no"),
    ],
)
def test_whom_asking_all_asks(status: S, now: str, changed: str, no_head: str) -> None:
    agreement = a.an_agreement(status)
    assert outcome(agreement, SCHOOL, TEXT, LATER) == now
    assert outcome(agreement, SCHOOL, NEW_TEXT, LATER) == changed
    assert outcome(agreement, NO_HEAD, TEXT, LATER) == no_head
    assert outcome(agreement, None, TEXT, LATER) is AskOutcome.GONE


def test_a_school_with_an_older_signature_and_no_headteacher_is_said_to_have_none() -> None:
    assert outcome(a.an_agreement(S.SIGNED), NO_HEAD, NEW_TEXT, LATER) is AskOutcome.NO_HEADTEACHER


def test_nobody_hears_twice_in_a_day() -> None:
    waits, signed = a.an_agreement(S.ASKED), a.an_agreement(S.SIGNED)
    for told in (
        replace(waits, asked_at=LATER),
        reminded_by_advisor(waits, LATER),
        asked_again(signed, SCHOOL, LATER, NEW_TEXT),
    ):
        text = NEW_TEXT if told.in_force else TEXT
        assert outcome(told, SCHOOL, text, LATER) is AskOutcome.TOLD_TODAY
        assert outcome(told, SCHOOL, text, LATER + timedelta(1)) is AskOutcome.REMINDED


def test_a_round_counts_each_school_once_however_far_it_is() -> None:
    advisor = a.a_person(Role.TRUST_ADVISOR)
    urns = [f"9{number:05}" for number in range(185)]
    of_round = begun(AskAll(AgreementKind.SHARING, 1), urns, advisor, a.MONDAY)
    kinds = list(AskOutcome)
    while of_round.left:
        assert of_round.total == 185
        of_round = gone_on(of_round, [(urn, kinds[int(urn) % len(kinds)]) for urn in of_round.left[:20]])
    assert sum(of_round.counts.values()) == of_round.total == 185


def test_only_the_trust_advisor_asks_all() -> None:
    with pytest.raises(Refused, match="Only the Trust Advisor can ask schools for their sharing agreements"):
        begun(AskAll(AgreementKind.SHARING, 1), [], a.a_person(Role.SIP), a.MONDAY)
