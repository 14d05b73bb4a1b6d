"""Who sees what of a school: a truth table, by what somebody is to that school."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.reports.report import Report, Status
from handbook.schools.sight import Part, is_keeper, parts_of, report_words, sees, sees_visit
from handbook.visits.purposes import Menu, SchoolLedVisit
from tests.support import builders as a
from tests.support import visits as v

SCHOOL = a.a_school()
P = Part
LIST = {P.PEOPLE, P.DATES}
SEES = {
    Role.TRUST_ADVISOR: set(Part),
    Role.HEADTEACHER: {*LIST, P.REPORTS, P.VISITS, P.HALF_DAYS, P.SUPPORT, P.FIGURES, P.AGREEMENTS},
    Role.SIP: {*LIST, P.REPORTS, P.VISITS, P.HALF_DAYS, P.SUPPORT, P.FIGURES},
    Role.DSO: {*LIST, P.REPORTS},
    Role.LA_OFFICER: {*LIST, P.REPORTS},
}


@pytest.mark.parametrize("role", Role)
def test_each_office_sees_its_own(role: Role) -> None:
    person = a.a_person(role)
    assert parts_of(SCHOOL, person, "") == SEES.get(role, set())
    assert sees(SCHOOL, person, "") is (role in SEES)
    if role is not Role.TRUST_ADVISOR:
        assert parts_of(SCHOOL, replace(person, id="somebody-else"), "") == set()


def test_who_keeps_the_list_sees_what_the_list_says_and_no_record() -> None:
    keeper, dso = a.a_person(Role.BOARD_MEMBER), a.a_person(Role.DSO)
    assert parts_of(SCHOOL, keeper, keeper.id) == {*LIST, P.KEEPING}
    assert parts_of(SCHOOL, dso, dso.id) == {*LIST, P.REPORTS, P.KEEPING}
    assert (is_keeper(keeper, keeper.id), is_keeper(keeper, ""), is_keeper(a.a_person(Role.TRUST_ADVISOR), "")) == (
        True,
        False,
        True,
    )


def test_who_serves_a_school_in_two_offices_sees_both_parts() -> None:
    both = replace(SCHOOL, dso_id=SCHOOL.headteacher_id)
    assert parts_of(both, a.a_person(Role.HEADTEACHER), "") == SEES[Role.HEADTEACHER]


WORDS = {
    None: ("not approved yet", "none yet", "none yet", "not shared with you"),
    Status.DRAFTED: ("not approved yet", "with the SIP, not sent yet", "none yet", "not shared with you"),
    Status.SENT: ("not approved yet", "waits for the headteacher", "waits for your answer", "not shared with you"),
    Status.CHANGE_ASKED: (
        "not approved yet",
        "the headteacher asked for a change",
        "went back to the SIP for a change",
        "not shared with you",
    ),
    Status.APPROVED: ("approved", "approved", "approved", "not shared with you"),
    Status.FILED: ("approved", "approved", "approved", "not shared with you"),
    Status.SHARED: ("approved and shared", "approved and shared", "approved and shared", "shared with you"),
}


@pytest.mark.parametrize("status", WORDS)
def test_a_report_is_told_of_in_as_many_words_as_each_may_know(status: Status | None) -> None:
    report: Report | None = a.a_dossier(status).report if status else None
    viewers = [a.a_person(one) for one in (Role.TRUST_ADVISOR, Role.SIP, Role.HEADTEACHER, Role.DSO)]
    assert tuple(report_words(report, SCHOOL, one) for one in viewers) == WORDS[status]


def test_a_report_that_a_headteacher_never_had_is_none() -> None:
    report = replace(a.a_dossier(Status.SENT).report, headteacher_id="another")
    assert report_words(report, SCHOOL, a.a_person(Role.HEADTEACHER)) == "none yet"


def test_what_a_school_uses_its_own_half_days_for_is_for_the_two_alone() -> None:
    termly = v.a_visit()
    own = replace(termly, purpose=SchoolLedVisit(Menu.PERFORMANCE_MANAGEMENT))

    def see(person: Person) -> tuple[bool, bool]:
        return sees_visit(termly, person), sees_visit(own, person)

    assert see(a.a_person(Role.SIP)) == see(a.a_person(Role.HEADTEACHER)) == (True, True)
    assert see(a.a_person(Role.TRUST_ADVISOR)) == (True, False)
    assert see(a.a_person(Role.DSO)) == (False, False)
