"""Who sees what of an application, and what is left of it when its time is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Person, Role
from handbook.recruitment import papers as p
from handbook.recruitment.application import Application
from handbook.recruitment.moves import ApplicationStatus, Route
from handbook.recruitment.sight import Part, check_may_see, parts_of
from tests.support import builders as a
from tests.support import recruitment as r
from tests.support.recruitment import no

S = ApplicationStatus
KEEP = r.POLICY.keep_days
SIP = a.a_person(Role.SIP)


def seen(one: Application, person: Person) -> set[Part]:
    return set(parts_of(one, person, r.NOBODY))


def test_each_sees_their_part_and_others_see_nothing() -> None:
    before = {S.BEGUN, S.NOT_ELIGIBLE, S.DRAFTED, S.SUBMITTED}
    for status in S:
        one = r.an_application(status)
        assert seen(one, r.HEAD) == {Part.APPLICANT}
        assert seen(one, r.ADVISOR) == ({Part.ADVISOR} if one.submitted_at else set()), "a draft is nobody else’s"
        for person in (SIP, a.a_person(Role.DIRECTOR), a.a_person(Role.HEADTEACHER, id="another", email="x@y.zz")):
            assert seen(one, person) == set()
        assert seen(one, r.DSO) == ({Part.PANEL} if status in (S.INVITED, S.INTERVIEWED, S.CHOSEN) else set())
        if status in before:
            assert seen(one, r.THIRD) == set()
        elif one.is_open:
            assert seen(one, r.THIRD) == {Part.BOARD}
    with_vote = r.an_application(S.DECLINED)
    assert seen(with_vote, r.MEMBER) == {Part.BOARD}
    assert seen(with_vote, r.THIRD) == set(), "had no part in it, and it is over"
    no("not_yours", check_may_see, r.an_application(S.PRESENTED), SIP, r.NOBODY)
    check_may_see(r.an_application(S.PRESENTED), r.HEAD, r.NOBODY)


def test_who_applies_has_no_other_part() -> None:
    own = replace(r.an_application(S.INVITED, Route.EXTERNAL), applicant_id=r.MEMBER.id)
    assert seen(own, r.MEMBER) == {Part.APPLICANT}
    assert parts_of(r.an_application(S.PRESENTED), r.CHAIR, {r.CHAIR.id}) == frozenset()


@pytest.mark.parametrize("status", [S.DECLINED, S.WITHDRAWN, S.APPOINTED, S.BEGUN, S.NOT_ELIGIBLE, S.DRAFTED])
def test_papers_go_when_their_time_is_over(status: ApplicationStatus) -> None:
    one = r.an_application(status)
    goes = p.goes_at(one, KEEP)
    assert goes is not None
    no("stale", p.forgotten, one, KEEP, goes - timedelta(seconds=1))
    bare = p.forgotten(one, KEEP, goes)
    assert (bare.form, bare.evidence.said, bare.votes, bare.views, bare.reason, bare.interview) == (
        {}, {}, (), (), "", None)  # fmt: skip
    assert bare.papers_gone_on is not None
    assert not bare.is_open
    named = (bare.name, bare.email, bare.applicant_id, bare.urn)
    assert all(named) if status is S.APPOINTED else not any(named)
    assert not p.is_due(bare, KEEP, goes + timedelta(days=999))
    assert seen(bare, r.MEMBER) == set()


@pytest.mark.parametrize("status", [S.SUBMITTED, S.PRESENTED, S.APPROVED, S.INVITED, S.INTERVIEWED, S.CHOSEN])
def test_nothing_goes_while_something_is_to_be_decided(status: ApplicationStatus) -> None:
    assert p.goes_at(r.an_application(status), KEEP) is None
