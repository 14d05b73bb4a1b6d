"""A report goes with the office: whose it is now, and that what was done stays with who did it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.reports.copies import copy_for
from cards.reports.verbs import ReportCard
from handbook.core.done_by import DoneBy
from handbook.core.holders import FormerHolder, holder_at
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.approval import WROTE_IT, ApproveReport, approved, may_decide, may_send, may_tell_governors
from handbook.reports.handing_over import handed_over
from handbook.reports.readers import may_read
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.covers import ACTING, DEPUTY, HEAD, SIP

NOW = a.MONDAY + timedelta(days=30)
NEW = {Role.SIP: DEPUTY, Role.HEADTEACHER: ACTING}
OLD = {Role.SIP: SIP, Role.HEADTEACHER: HEAD}


@pytest.mark.parametrize("part", [Role.SIP, Role.HEADTEACHER])
@pytest.mark.parametrize("status", Status)
def test_the_new_one_may_what_the_old_one_might_and_the_old_one_nothing(status: Status, part: Role) -> None:
    before = a.a_dossier(status)
    after = replace(before, report=handed_over(before.report, part, NEW[part].id, NOW))
    for may in (may_read, may_decide, may_send, may_tell_governors):
        assert may(after, NEW[part]) is may(before, OLD[part])
        assert not may(after, OLD[part])
    assert after.report.status is status
    assert after.report.former == (FormerHolder(part, OLD[part].id, NOW),)
    assert handed_over(after.report, part, NEW[part].id, NOW) == after.report


def test_of_a_record_from_before_it_is_noted_who_sent_it_and_who_asked() -> None:
    old = replace(a.a_dossier(Status.CHANGE_ASKED).report, sent_by=None, change_asked_by=None)
    after = handed_over(old, Role.HEADTEACHER, ACTING.id, NOW)
    assert after.sent_by == DoneBy(SIP.id, "", old.sent_at)
    assert after.change_asked_by == DoneBy(HEAD.id)
    assert SIP.id in handed_over(after, Role.SIP, DEPUTY.id, NOW).authors
    drafted = handed_over(a.a_dossier(Status.DRAFTED).report, Role.SIP, DEPUTY.id, NOW)
    assert (drafted.sent_by, drafted.change_asked_by) == (None, None)


def test_who_had_a_part_is_known_for_each_instant() -> None:
    former = (FormerHolder(Role.SIP, "one", NOW), FormerHolder(Role.SIP, "two", NOW + timedelta(days=9)))
    for days, who in ((-1, "one"), (0, "two"), (8, "two"), (9, "three"), (99, "three")):
        assert holder_at(Role.SIP, "three", former, NOW + timedelta(days=days)) == who
    assert holder_at(Role.SIP, "three", former, None) == "three"
    assert holder_at(Role.HEADTEACHER, "head", former, NOW - timedelta(days=1)) == "head"


def test_who_wrote_a_report_and_leads_the_school_now_does_not_answer_it() -> None:
    """W1: their SIP's part passes, or stays open; who stands in for them answers."""
    for sip_id in (DEPUTY.id, SIP.id):
        before = a.a_dossier(Status.SENT)
        passed = handed_over(handed_over(before.report, Role.SIP, sip_id, NOW), Role.HEADTEACHER, SIP.id, NOW)
        after = replace(before, report=passed)
        assert not may_decide(after, SIP)
        with pytest.raises(Refused, match="You had a hand in this report as its SIP, so somebody else must answer it"):
            approved(after, ApproveReport("r1", 1), SIP, NOW, "teams")
        assert WROTE_IT in words(copy_for(after, SIP, 1, ReportCard.APPROVAL))
        assert not buttons(copy_for(after, SIP, 1, ReportCard.APPROVAL))
        acting = replace(after, deputy_id=ACTING.id)
        assert may_decide(acting, SIP)
        decision = approved(acting, ApproveReport("r1", 1), SIP, NOW, "teams", ACTING.id).decision
        assert decision
        assert (decision.by_id, decision.deputy_id) == (SIP.id, ACTING.id)
