"""R1-R3: beginning, eligibility, the form and its drafts, sending it and withdrawing."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.recruitment import writing as w
from handbook.recruitment.application import is_applicant
from handbook.recruitment.criteria import Criterion
from handbook.recruitment.form import FIELDS, open_fields
from handbook.recruitment.moves import ApplicationStatus, Route
from handbook.sip_team.record import SipKind
from tests.support import builders as a
from tests.support import recruitment as r
from tests.support.recruitment import no

S = ApplicationStatus
SIP = a.a_person(Role.SIP)
EXTERNAL = w.BeginExternal("Siân Okafor", "sian@example.org", SipKind.CONSULTANT)


def test_a_serving_headteacher_begins_with_eligibility() -> None:
    one = r.a_headteachers()
    assert (one.status, one.urn, one.kind, one.name) == (S.BEGUN, "900001", SipKind.SERVING_HEAD, r.HEAD.name)
    assert "show first that you are eligible" in no("not_now", w.step_saved, one, r.ANSWERS, r.HEAD, r.NOW)


@pytest.mark.parametrize("person", [r.ADVISOR, r.DSO, SIP, a.a_person(Role.HEADTEACHER, id="somebody-else")])
def test_who_leads_no_school_does_not_apply_in_chat(person: Person) -> None:
    no("not_yours", w.begun, person, [a.a_school()], (), r.NOW, "x")


def test_an_external_applicant_is_entered_by_the_trust_advisor() -> None:
    one = r.an_external()
    assert (one.status, one.applicant_id, one.entered_by_id) == (S.DRAFTED, "", r.ADVISOR.id)
    for person in (r.HEAD, r.DSO, r.MEMBER):
        no("not_yours", w.begun_external, EXTERNAL, person, None, (), r.NOW, "x")
    assert "needs no eligibility" in no("not_now", w.stated, one, w.StateEligibility("x", "9", {}), r.ADVISOR, 5, r.NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "  "},
        {"email": "nobody"},
        {"email": "a@b"},
        {"email": "a b@c.org"},
        {"email": "a@b@c.org"},
        {"email": ""},
    ],
)
def test_an_external_applicant_has_a_name_and_an_address(changes: dict[str, str]) -> None:
    assert "Please give" in no(
        "missing", w.begun_external, replace(EXTERNAL, **changes), r.ADVISOR, None, (), r.NOW, "x"
    )


def test_a_serving_headteacher_is_not_entered_as_an_external_applicant() -> None:
    """Else eligibility would be passed by."""
    serving = replace(EXTERNAL, kind=SipKind.SERVING_HEAD)
    assert "eligibility comes first" in no("not_yours", w.begun_external, serving, r.ADVISOR, None, (), r.NOW, "x")
    no("not_yours", w.begun_external, EXTERNAL, r.ADVISOR, r.HEAD, (), r.NOW, "x")
    assert "of your own" in no("not_yours", w.begun_external, EXTERNAL, r.ADVISOR, r.ADVISOR, (), r.NOW, "x")


def test_somebody_on_the_list_may_be_an_external_applicant() -> None:
    """A Board member who led a school, for example: the application is known for theirs."""
    one = w.begun_external(EXTERNAL, r.ADVISOR, r.MEMBER, (), r.NOW, "x")
    assert is_applicant(one, r.MEMBER)
    by_address = replace(one, applicant_id="", email=r.MEMBER.email.upper())
    assert is_applicant(by_address, r.MEMBER)
    assert not is_applicant(replace(one, applicant_id="", email=""), replace(r.CHAIR, email=""))


def test_who_applies_twice_has_one_application() -> None:
    one, over = r.a_headteachers(), r.an_application(S.DECLINED)
    assert w.standing([over, one]) == one
    assert w.standing([over]) is None
    again = w.begun(r.HEAD, [a.a_school()], [over], r.NOW, "app-9")
    assert again.status is S.BEGUN


@pytest.mark.parametrize("status", [S.APPOINTED, S.TRAINED])
def test_who_is_a_sip_does_not_apply(status: ApplicationStatus) -> None:
    before = [r.an_application(status)]
    assert "already" in no("taken", w.begun, r.HEAD, [a.a_school()], before, r.NOW, "x")
    no("taken", w.begun, replace(r.HEAD, also=(Role.SIP,)), [a.a_school()], (), r.NOW, "x")
    no("taken", w.begun_external, EXTERNAL, r.ADVISOR, SIP, (), r.NOW, "x")


def test_eligibility_can_be_stated_again() -> None:
    said = w.StateEligibility("app-1", "9", {Criterion.HEADSHIP: "Since 2017", Criterion.SCHOOL: "Good"})
    first = w.stated(r.a_headteachers(), said, r.HEAD, 5, r.NOW)
    assert first.status is S.NOT_ELIGIBLE
    second = w.stated(first, w.StateEligibility("app-1", "9", r.ELIGIBLE), r.HEAD, 5, r.NOW)
    assert second.status is S.DRAFTED
    assert w.stated(second, said, r.HEAD, 5, r.NOW).status is S.NOT_ELIGIBLE
    no("not_yours", w.stated, first, said, a.a_person(Role.HEADTEACHER, id="somebody-else"), 5, r.NOW)


def test_a_draft_keeps_what_was_written_and_no_more() -> None:
    one = w.step_saved(r.eligible(r.a_headteachers()), {"post": " Head ", "forged": "x"}, r.HEAD, r.NOW)
    two = w.step_saved(one, {"telephone": "0151"}, r.HEAD, r.NOW)
    assert two.form == {"post": "Head", "telephone": "0151"}
    assert w.step_saved(two, {"telephone": " "}, r.HEAD, r.NOW).form == {"post": "Head"}
    most = FIELDS["post"].at_most
    assert f"has {most + 1} characters" in no("missing", w.step_saved, two, {"post": "x" * (most + 1)}, r.HEAD, r.NOW)
    no("not_yours", w.step_saved, two, {}, r.ADVISOR, r.NOW)
    assert w.may_write(two, r.HEAD)
    assert not w.may_write(r.sent(r.an_external()), r.ADVISOR)


def test_a_form_is_sent_whole() -> None:
    draft = r.eligible(r.a_headteachers())
    send = w.SubmitApplication(draft.id, draft.version)
    reason = no("missing", w.submitted, draft, send, r.HEAD, r.NOW)
    assert "“Your present post, and where”" in reason
    assert "Qualifications" not in reason
    twice = w.step_saved(
        draft, {**r.ANSWERS, "referee_1": "Ann Ash, head", "referee_2": "ann ash,  head"}, r.HEAD, r.NOW
    )
    assert open_fields(twice.form) == []
    assert "two different" in no("missing", w.submitted, twice, send, r.HEAD, r.NOW)
    no("stale", w.submitted, draft, w.SubmitApplication(draft.id, 7), r.HEAD, r.NOW)
    sent = r.sent(draft)
    assert (sent.status, sent.submitted_at) == (S.SUBMITTED, r.NOW)
    no("stale", w.step_saved, sent, {}, r.HEAD, r.NOW)


def test_the_trust_advisor_sends_it_back_with_words() -> None:
    sent = r.an_application(S.SUBMITTED)
    back = w.ReturnApplication(sent.id, sent.version, "Please name a second referee.")
    assert w.returned(sent, back, r.ADVISOR, r.NOW).status is S.DRAFTED
    assert w.returned(sent, replace(back, is_eligible=False), r.ADVISOR, r.NOW).status is S.NOT_ELIGIBLE
    no("missing", w.returned, sent, replace(back, words=" "), r.ADVISOR, r.NOW)
    no("missing", w.returned, sent, replace(back, words="x" * 501), r.ADVISOR, r.NOW)
    no("not_yours", w.returned, sent, back, r.MEMBER, r.NOW)
    external = r.an_application(S.SUBMITTED, Route.EXTERNAL)
    no("stale", w.returned, external, replace(back, is_eligible=False), r.ADVISOR, r.NOW)


def test_whoever_applies_withdraws_at_any_time_before_the_end() -> None:
    for status in S:
        one = r.an_application(status)
        if one.is_open:
            gone = w.withdrawn(one, w.WithdrawApplication(one.id, ""), r.HEAD, r.NOW)
            assert (gone.status, gone.over_at) == (S.WITHDRAWN, r.NOW)
        else:
            assert not w.may_withdraw(one, r.HEAD)
    for person in (r.ADVISOR, r.MEMBER, r.DSO):
        no("not_yours", w.withdrawn, r.an_application(S.PRESENTED), w.WithdrawApplication("x", ""), person, r.NOW)
    assert w.may_withdraw(r.an_external(), r.ADVISOR)
    assert "was withdrawn" in no("stale", w.check_may_withdraw, r.an_application(S.WITHDRAWN), r.HEAD)
