"""W5, D1: what was signed on paper is recorded by the Trust Advisor, and the headteacher can say that it is not so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.reports.agreements.agreement import AgreementMove, AgreementStatus, SharingAgreement, deny, may_answer
from handbook.reports.agreements.paper import RecordPaper, check_may_record, recorded
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from tests.support import builders as a

SCHOOL = a.a_school()
ADVISOR, HEAD, SIP = (a.a_person(role) for role in (Role.TRUST_ADVISOR, Role.HEADTEACHER, Role.SIP))
TEXT = FIRST_TEXTS[AgreementKind.SHARING]
TODAY = a.MONDAY.date()
PAPER = RecordPaper("900001", 1, TEXT.version, " Hanna  Tilling ", TODAY - timedelta(3), " Cabinet 2, folder 7 ")


def record(**changes: Any) -> SharingAgreement:
    asked = a.an_agreement(AgreementStatus.ASKED)
    return recorded(asked, SCHOOL, replace(PAPER, **changes), ADVISOR, a.MONDAY, TEXT)


def test_both_names_the_day_and_the_place_are_on_the_record() -> None:
    agreement = record()
    signature = agreement.signature
    assert signature is not None
    assert signature.paper is not None
    assert (agreement.allows_sharing, signature.name, signature.by_id) == (True, "Hanna Tilling", ADVISOR.id)
    paper = signature.paper
    assert (paper.reference, paper.signed_on) == ("Cabinet 2, folder 7", TODAY - timedelta(3))
    assert (paper.recorded_by_id, paper.recorded_by) == (ADVISOR.id, ADVISOR.name)


def test_a_paper_of_an_earlier_year_counts_for_that_one() -> None:
    assert record(signed_on=date(2026, 8, 31)).signed_for == AcademicYear(2025)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signed_by": "Tilling"}, "full name"),
        ({"signed_on": None}, "on which day"),
        ({"signed_on": TODAY + timedelta(1)}, "still to come"),
        ({"signed_on": date(1999, 12, 31)}, "long ago"),
        ({"reference": " "}, "where the paper is kept"),
        ({"reference": "x" * 121}, "where the paper is kept"),
        ({"revision": 0}, "has changed since"),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        record(**changes)


def test_a_text_that_there_never_was_is_not_signed() -> None:
    with pytest.raises(Refused, match="which text"):
        recorded(a.an_agreement(AgreementStatus.ASKED), SCHOOL, PAPER, ADVISOR, a.MONDAY, None)


def test_only_the_trust_advisor_records() -> None:
    for person in (HEAD, SIP):
        with pytest.raises(Refused, match="Only the Trust Advisor records"):
            check_may_record(a.an_agreement(AgreementStatus.ASKED), person)


@pytest.mark.parametrize("status", AgreementStatus)
def test_a_paper_alone_can_be_denied_and_by_the_headteacher_alone(status: AgreementStatus) -> None:
    in_teams, paper = a.an_agreement(status), record()
    assert not any(may_answer(in_teams, SCHOOL, one, AgreementMove.DENY_PAPER) for one in (HEAD, ADVISOR, SIP))
    assert [may_answer(paper, SCHOOL, one, AgreementMove.DENY_PAPER) for one in (HEAD, ADVISOR, SIP)] == [
        True,
        False,
        False,
    ]
    with pytest.raises(Refused):
        deny(in_teams, SCHOOL, in_teams.revision, HEAD, a.MONDAY)


def test_what_is_denied_does_not_hold_and_stays_readable() -> None:
    paper = record()
    denied = deny(paper, SCHOOL, paper.revision, HEAD, a.MONDAY)
    assert (denied.allows_sharing, denied.denied_at) == (False, a.MONDAY)
    [signature] = denied.signatures
    assert (signature.denied, signature.ended_at) == (True, a.MONDAY)
    again = recorded(denied, SCHOOL, PAPER, ADVISOR, a.MONDAY, TEXT)
    assert (again.allows_sharing, again.denied_at) == (True, None)
