"""R3, R4, T1: views before others', the outcome, the conditions, and a SIP's record with the training to come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.people import Person, Role
from handbook.recruitment import outcome as o
from handbook.recruitment.application import Application, ConditionKind, ConditionState
from handbook.recruitment.moves import ApplicationStatus, Route
from handbook.sip_team.record import SipKind, SipRecord
from handbook.sip_team.standing import TeamMember, why_not_allocated
from handbook.visits.checks import SipChecks
from tests.support import builders as a
from tests.support import recruitment as r
from tests.support.recruitment import no

S, K, C = ApplicationStatus, ConditionKind, ConditionState
OVER = r.WHEN.ends_at
HELD = r.an_application(S.INTERVIEWED)
SIP = a.a_person(Role.SIP)


def outcome(one: Application, words: str = "Yes.", *, is_chosen: bool = True, by: Person = r.ADVISOR) -> Application:
    command = o.DecideInterview(one.id, one.version, is_chosen, words)
    return o.decided(one, command, by, r.PANEL, OVER)


def test_nobody_sees_a_view_before_their_own_is_filed() -> None:
    one = r.view(HELD, r.MEMBER, "Very strong on data.")
    assert [each.words for each in o.views_open_to(one, r.MEMBER)] == ["Very strong on data."]
    assert o.views_open_to(one, r.DSO) == ()
    both = r.view(one, r.DSO)
    assert len(o.views_open_to(both, r.DSO)) == 2
    assert len(o.views_open_to(one, r.ADVISOR)) == 1
    for person in (r.HEAD, r.CHAIR, SIP):
        assert o.views_open_to(both, person) == ()


def test_a_trust_advisor_who_interviews_is_an_interviewer() -> None:
    held = r.held(r.invited(r.an_application(S.APPROVED), *r.PANEL, r.ADVISOR))
    assert o.views_open_to(r.view(held, r.DSO), r.ADVISOR) == ()


def test_only_the_panel_files_and_each_once() -> None:
    one = r.view(HELD, r.MEMBER)
    assert "already" in no("stale", o.check_may_file, one, r.MEMBER)
    for person in (r.HEAD, r.CHAIR, r.ADVISOR, SIP):
        assert not o.may_file(HELD, person)
    assert "few words" in no("missing", o.view_filed, HELD, o.FileView("x", True, " "), r.DSO, OVER)
    no("stale", o.check_may_file, r.an_application(S.INVITED), r.DSO)


def test_the_outcome_waits_for_a_board_member_and_a_dso() -> None:
    assert "one each" in no("missing", outcome, HELD)
    no("missing", outcome, r.view(HELD, r.MEMBER))
    no("missing", outcome, r.view(HELD, r.DSO))
    both = r.view(r.view(HELD, r.MEMBER), r.DSO)
    assert outcome(both).status is S.CHOSEN
    assert outcome(both, is_chosen=False).status is S.DECLINED
    with pytest.raises(Exception, match="say why"):
        outcome(both, "", is_chosen=False)
    with pytest.raises(Exception, match="cannot find"):
        outcome(both, by=r.MEMBER)


def test_conditions_are_pending_met_or_not_met_and_all_are_met_before_somebody_is_appointed() -> None:
    chosen = r.an_application(S.CHOSEN)
    one = r.condition(chosen, K.REFERENCES)
    assert one.status is S.CHOSEN
    two = r.condition(one, K.DBS, C.NOT_MET)
    assert [each.kind for each in o.not_met(two)] == [K.DBS]
    assert r.condition(two, K.DBS).status is S.APPOINTED
    assert (C.NOT_MET.words, K.DBS.words) == ("not met", "DBS check")


def test_who_met_the_conditions_early_is_appointed_with_the_outcome() -> None:
    early = r.condition(r.condition(HELD, K.REFERENCES), K.DBS)
    assert early.status is S.INTERVIEWED
    done = r.chosen(early)
    assert (done.status, done.sip_id) == (S.APPOINTED, r.HEAD.id)


def test_a_condition_that_is_not_met_may_end_it() -> None:
    chosen = r.an_application(S.CHOSEN)
    end = o.EndForConditions(chosen.id, chosen.version, "")
    no("not_now", o.ended_for_conditions, chosen, end, r.ADVISOR, OVER)
    not_met = r.condition(chosen, K.REFERENCES, C.NOT_MET)
    ended = o.ended_for_conditions(not_met, replace(end, version=not_met.version), r.ADVISOR, OVER)
    assert (ended.status, ended.reason) == (S.DECLINED, "Not met: references.")
    no("stale", o.ended_for_conditions, HELD, end, r.ADVISOR, OVER)


@pytest.mark.parametrize("status", [S.DRAFTED, S.PRESENTED, S.DECLINED, S.WITHDRAWN, S.APPOINTED])
def test_conditions_are_set_while_it_is_open_and_approved(status: ApplicationStatus) -> None:
    one = r.an_application(status)
    no("stale", o.condition_set, one, o.SetCondition(one.id, one.version, K.DBS, C.MET), r.ADVISOR, OVER)


def test_an_external_applicant_is_named_on_the_list_once() -> None:
    one = r.an_application(S.APPOINTED, Route.EXTERNAL)
    name = o.NameSip(one.id, one.version, SIP.id)
    assert one.sip_id == ""
    assert o.sip_named(one, name, r.ADVISOR, SIP, [one]).sip_id == SIP.id
    no("missing", o.sip_named, one, name, r.ADVISOR, None, ())
    no("missing", o.sip_named, one, name, r.ADVISOR, r.HEAD, ())
    no("taken", o.sip_named, one, name, r.ADVISOR, SIP, [replace(one, sip_id=SIP.id)])
    no("stale", o.sip_named, replace(one, sip_id=SIP.id), name, r.ADVISOR, SIP, ())
    no("stale", o.sip_named, r.an_application(S.CHOSEN), name, r.ADVISOR, SIP, ())


def test_the_record_of_a_new_sip_lets_nobody_give_them_schools_before_the_training() -> None:
    one = r.an_application(S.APPOINTED)
    record = o.sip_record(one, SipRecord(r.HEAD.id), OVER)
    assert (record.kind, record.own_urn, record.initial_training_on) == (SipKind.SERVING_HEAD, "900001", None)
    checks = SipChecks(r.HEAD.id, date(2027, 1, 1), date(2027, 1, 1), date(2029, 1, 1))
    member = TeamMember(replace(r.HEAD, also=(Role.SIP,)), checks, record)
    assert "no initial training" in why_not_allocated(member, date(2027, 2, 1))


def test_training_on_the_record_ends_the_way() -> None:
    one, day = r.an_application(S.APPOINTED), date(2027, 2, 3)
    record = SipRecord(r.HEAD.id, initial_training_on=day)
    no("stale", o.trained, one, record, day - timedelta(days=1), OVER)
    no("stale", o.trained, one, SipRecord(r.HEAD.id), day, OVER)
    no("stale", o.trained, one, replace(record, sip_id="another"), day, OVER)
    assert o.trained(one, record, day, OVER).status is S.TRAINED
