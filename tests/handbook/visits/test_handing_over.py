"""A visit goes with the office: a new headteacher takes it as it stands, a new SIP seeks its day anew; what is over and
what is an extra service stays as it was."""

from dataclasses import replace

import pytest

from handbook.core.done_by import DoneBy
from handbook.core.people import Role
from handbook.visits.booking import may_answer, may_seek
from handbook.visits.changes import may_agree, may_cancel, may_keep
from handbook.visits.handing_over import NEW_SIP, handed_over
from handbook.visits.standing_in import signed
from handbook.visits.visit import OVER
from handbook.visits.visit import VisitStatus as S
from tests.support import visit_builders as v
from tests.support.covers import ACTING, DEPUTY

IN_HAND = (S.SOUGHT, S.FOUND, S.PROPOSED, S.NONE_SUITED, S.PICKED, S.BOOKED, S.MOVED, S.MOVE_ASKED, S.CANCEL_ASKED)


@pytest.mark.parametrize("status", S)
def test_a_new_headteacher_takes_it_as_it_stands(status: S) -> None:
    before = v.a_visit_dossier(status)
    visit = handed_over(before.visit, Role.HEADTEACHER, ACTING.id, v.NOW)
    assert replace(visit, headteacher_id=v.HEAD.id, former=()) == before.visit
    after = replace(before, visit=visit, headteacher=ACTING)
    for may in (may_answer, may_cancel, may_agree, may_keep):
        assert may(after, ACTING) is may(before, v.HEAD)
        assert not may(after, v.HEAD)
    assert visit.is_of(Role.HEADTEACHER, v.HEAD.id)
    assert not visit.is_of(Role.SIP, v.HEAD.id)


@pytest.mark.parametrize("status", S)
def test_a_new_sip_seeks_the_day_anew(status: S) -> None:
    before = v.a_visit_dossier(status).visit
    visit = handed_over(before, Role.SIP, DEPUTY.id, v.NOW)
    assert visit.sip_id == DEPUTY.id
    assert visit.former[0].person_id == v.SIP.id
    if status in IN_HAND:
        assert (visit.status, visit.half_day, visit.event_id, visit.slots) == (S.SOUGHT, None, "", ())
        assert (visit.reason, visit.reason_by_id, visit.version) == (NEW_SIP, "", before.version + 1)
        assert visit.passed_over == before.passed_over  # the same day may suit
    else:
        assert status in (*OVER, S.WISHED)
        assert (visit.status, visit.half_day, visit.version) == (status, before.half_day, before.version)
    dossier = replace(v.a_visit_dossier(status), visit=visit, sip=DEPUTY)
    assert may_seek(dossier, DEPUTY) is (visit.status not in (S.SOUGHT, S.HELD))
    assert not may_seek(dossier, v.SIP)


def test_a_visit_that_has_begun_is_still_to_be_told_of() -> None:
    visit = handed_over(v.a_visit_dossier(S.BOOKED).visit, Role.SIP, DEPUTY.id, v.AFTER)
    assert (visit.status, visit.sip_id, visit.event_id) == (S.BOOKED, DEPUTY.id, "")


def test_what_is_theirs_already_and_an_extra_service_stay() -> None:
    booked = v.a_visit_dossier(S.BOOKED).visit
    assert handed_over(booked, Role.SIP, v.SIP.id, v.NOW) == booked
    bought = v.a_visit_dossier(S.PROPOSED, v.APPRAISAL).visit
    assert handed_over(bought, Role.SIP, DEPUTY.id, v.NOW) == bought


def test_the_new_headteacher_does_not_agree_to_what_the_school_asked() -> None:
    asked = v.a_visit_dossier(S.MOVE_ASKED)
    assert asked.visit.asked is not None
    by_head = replace(asked.visit, asked=replace(asked.visit.asked, by_id=v.HEAD.id))
    visit = handed_over(by_head, Role.HEADTEACHER, ACTING.id, v.NOW)
    after = replace(asked, visit=visit, headteacher=ACTING)
    assert not may_agree(after, ACTING)
    assert may_agree(after, v.SIP)


def test_both_names_are_kept_of_what_a_deputy_does() -> None:
    before = v.a_visit_dossier(S.BOOKED).visit
    asked = v.a_visit_dossier(S.MOVE_ASKED).visit
    assert asked.asked is not None
    by_deputy = signed(before, asked, v.HEAD.id, ACTING.id, v.NOW)
    assert by_deputy.done_by == DoneBy(v.HEAD.id, ACTING.id, v.NOW)
    assert by_deputy.asked is not None
    assert by_deputy.asked.deputy_id == ACTING.id
    wrote = signed(before, replace(before, reason="Ill."), v.HEAD.id, ACTING.id, v.NOW)
    assert wrote.reason_deputy_id == ACTING.id
    again = signed(wrote, replace(wrote, agenda=()), v.SIP.id, "", v.NOW)
    assert (again.done_by, again.reason_deputy_id) == (None, ACTING.id)
