"""Who may take a school's record away, and which files of a report are in whose copy (W1, W2, P5)."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.handing_over import handed_over
from handbook.reports.report import Status
from handbook.school_record.whole import by_time, check_may_have_record, gets_copy, versions_for, why_not
from tests.support import builders as a
from tests.support import visit_builders as v

ADVISOR = a.a_person(Role.TRUST_ADVISOR)
EVERYBODY = (*(a.a_person(role) for role in Role), v.OTHER_SIP, v.OTHER_HEAD)
NOTHING_OWN = a.a_contents(sections={"visit_notes": "Phonics."})


def test_the_trust_advisor_and_its_headteacher_and_nobody_else() -> None:
    for person in EVERYBODY:
        if person in (ADVISOR, v.HEAD):
            check_may_have_record(a.a_school(), person)
        else:
            with pytest.raises(Refused, match="headteacher and the Trust Advisor"):
                check_may_have_record(a.a_school(), person)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    ("person", "whole", "copy"), [(v.HEAD, True, False), (ADVISOR, False, True), (v.OTHER_HEAD, False, True)]
)
def test_a_headteacher_gets_what_was_sent_to_them_and_others_what_was_approved(
    person: Person, whole: bool, copy: bool, status: Status
) -> None:
    approved = status in (Status.APPROVED, Status.FILED, Status.SHARED)
    own, nothing = a.a_dossier(status), a.a_dossier(status, contents=NOTHING_OWN)
    sent = status is not Status.DRAFTED
    assert bool(versions_for(own, [own.shown], person)) == (sent and whole)
    assert bool(versions_for(nothing, [nothing.shown], person)) == (sent if whole else approved)
    assert gets_copy(own, person) == (copy and approved)
    assert not gets_copy(nothing, person)
    assert bool(why_not(own.report, person)) == (not sent if whole else not approved)


def test_what_one_headteacher_approved_is_no_other_headteachers_to_take_whole() -> None:
    filed = a.a_dossier(Status.FILED)
    passed_on = replace(filed, report=handed_over(filed.report, Role.HEADTEACHER, v.OTHER_HEAD.id, a.MONDAY))
    assert versions_for(passed_on, [filed.shown], v.OTHER_HEAD) == ()
    assert gets_copy(passed_on, v.OTHER_HEAD)
    waits = a.a_dossier(Status.SENT)
    passed_on = replace(waits, report=handed_over(waits.report, Role.HEADTEACHER, v.OTHER_HEAD.id, a.MONDAY))
    assert versions_for(passed_on, [waits.shown], v.OTHER_HEAD) == (waits.shown,)


def test_a_version_that_was_never_sent_is_nobodys() -> None:
    first = a.a_dossier(Status.SENT)
    again = a.send_on(a.receive_again(a.receive_again(first)))
    versions = [first.shown, a.a_version(2), again.shown]
    assert [one.number for one in versions_for(again, versions, v.HEAD)] == [1, 3]
    assert versions_for(again, versions, ADVISOR) == ()


def test_the_oldest_comes_first() -> None:
    autumn = a.a_dossier().report
    summer_before = replace(autumn, year=AcademicYear(2025), term=Term.SUMMER)
    assert by_time([autumn, summer_before]) == [summer_before, autumn]
