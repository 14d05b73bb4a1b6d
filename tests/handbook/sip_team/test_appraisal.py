"""A headteacher's appraisal by another SIP (PM1): who asks, who is named, who can do it."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import (
    Appraisal,
    AskForAppraiser,
    Candidate,
    asked,
    can_appraise,
    check_can_appraise,
    check_may_name,
    may_name,
    named,
)
from handbook.sip_team.record import SipRecord
from handbook.visits.purposes import APPRAISAL
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import VisitStatus
from tests.support import builders as a
from tests.support import visits as v
from tests.support.sip_team import ADVISOR, CHECKS, MEMBER, OTHER_SIP, RECORD, SIP, TODAY

YEAR = AcademicYear(2026)
SCHOOL, HEAD = a.a_school(), a.a_person(Role.HEADTEACHER)
UNTRAINED = replace(MEMBER, record=SipRecord(SIP.id))
OTHER = replace(MEMBER, person=OTHER_SIP, checks=replace(CHECKS, sip_id=OTHER_SIP.id))
ASK = AskForAppraiser(SCHOOL.urn, YEAR)
ONE = replace(asked(ASK, SCHOOL, UNTRAINED, SIP, a.MONDAY), revision=1)


def test_the_schools_sip_and_headteacher_ask_where_their_sip_is_not_trained() -> None:
    for person in (SIP, HEAD):
        one = asked(ASK, SCHOOL, UNTRAINED, person, a.MONDAY)
        assert one == Appraisal("900001-2026", SCHOOL.urn, YEAR, person.id, a.MONDAY)
    assert asked(ASK, SCHOOL, None, HEAD, a.MONDAY).sip_id == ""
    for own, person, words in (
        (UNTRAINED, OTHER_SIP, "Only the headteacher"),
        (UNTRAINED, ADVISOR, "Only the headteacher"),
        (MEMBER, SIP, "can book the appraisal"),
    ):
        with pytest.raises(Refused, match=words):
            asked(ASK, SCHOOL, own, person, a.MONDAY)


def test_the_trust_advisor_names_somebody_until_there_is_a_visit() -> None:
    check_may_name(ONE, ADVISOR, 1, has_visit=False)
    assert may_name(ONE, ADVISOR, has_visit=False)
    assert not may_name(ONE, HEAD, has_visit=False)
    for person, revision, has_visit, words in (
        (HEAD, 1, False, "Only the Trust Advisor"),
        (ADVISOR, 2, False, "named meanwhile"),
        (ADVISOR, 1, True, "under way or was held"),
    ):
        with pytest.raises(Refused, match=words) as no:
            check_may_name(ONE, person, revision, has_visit)
        assert no.value.rule == "PM1"
    assert named(ONE, OTHER_SIP.id, a.MONDAY, "extra-1") == replace(
        ONE, sip_id=OTHER_SIP.id, named_at=a.MONDAY, extra_id="extra-1"
    )


def test_who_can_do_it() -> None:
    for fine in (Candidate(OTHER, 1), Candidate(OTHER, None)):
        assert can_appraise(fine, SCHOOL, TODAY)
    for one, words in (
        (Candidate(replace(OTHER, record=SipRecord(OTHER_SIP.id)), 5), "not trained in performance management"),
        (Candidate(replace(OTHER, checks=None), 5), "no current DBS"),
        (Candidate(replace(OTHER, record=replace(RECORD, own_urn=SCHOOL.urn)), 5), "belongs to"),
        (Candidate(MEMBER, 5), "belongs to"),
        (Candidate(OTHER, 5, barred=True), "has a conflict of interest"),
        (Candidate(OTHER, 0), "can take on no more half-days"),
    ):
        assert not can_appraise(one, SCHOOL, TODAY)
        with pytest.raises(Refused, match=words):
            check_can_appraise(one, SCHOOL, TODAY)


def test_no_half_day_for_it_is_had_by_a_sip_who_is_not_trained_by_then() -> None:
    """Also where the visit has come to them with the school."""
    visit = replace(v.a_visit(VisitStatus.FOUND), purpose=APPRAISAL)
    dossier = v.dossier_of(visit)
    check_half_day(replace(dossier, appraises_from=date(2026, 9, 14)), v.FIRST, a.MONDAY)
    for trained_on in (None, date(2027, 8, 1)):
        with pytest.raises(Refused, match="not trained in performance management") as no:
            check_half_day(replace(dossier, appraises_from=trained_on), v.FIRST, a.MONDAY)
        assert no.value.rule == "PM1"
    assert RECORD.appraises_from == date(2026, 9, 14)
