"""Who finds what: each role against each kind of thing, in each status (W1, W2, W4)."""

import pytest

from handbook.core.people import Person, Role
from handbook.reports.report import Status
from handbook.search.finding import matches, may_find_report, may_find_school, may_find_visit, plain_words
from handbook.visits.visit import VisitStatus
from tests.support import builders as a
from tests.support import visits as v

OTHERS = (
    a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1"),
    a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2"),
    a.a_person(Role.DSO, id="00000000-0000-4000-8000-0000000000f3"),
    a.a_person(Role.LA_OFFICER, id="00000000-0000-4000-8000-0000000000f4"),
)
EVERYBODY = (*(a.a_person(role) for role in Role), *OTHERS)
OWN = {Role.SIP, Role.HEADTEACHER}
OUTSIDE = {Role.DSO, Role.LA_OFFICER}
APPROVED = {Status.APPROVED, Status.FILED, Status.SHARED}


def finders(status: Status) -> set[Role]:
    if status not in APPROVED:
        return set()
    return {*OWN, Role.TRUST_ADVISOR, *(OUTSIDE if status is Status.SHARED else ())}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: f"{person.role} {person.id[-2:]}")
def test_a_report_is_found_once_it_is_approved_by_whoever_may_read_it(status: Status, person: Person) -> None:
    report = a.a_dossier(status).report
    expected = person not in OTHERS and person.role in finders(status)
    assert may_find_report(report, a.a_school(), person) is expected


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: f"{person.role} {person.id[-2:]}")
def test_a_school_is_found_by_its_own_people_and_the_trust_advisor(person: Person) -> None:
    expected = person not in OTHERS and person.role in {*OWN, *OUTSIDE, Role.TRUST_ADVISOR}
    assert may_find_school(a.a_school(), person) is expected


@pytest.mark.parametrize("status", VisitStatus)
def test_a_visit_is_found_by_its_two_people(status: VisitStatus) -> None:
    visit = v.a_visit(status)
    assert {person.role for person in EVERYBODY if may_find_visit(visit, person)} == OWN
    assert not any(may_find_visit(visit, person) for person in OTHERS)


@pytest.mark.parametrize(
    ("typed", "said", "found"),
    [
        ("", "St Joseph’s", True),
        ("   ", "St Joseph’s", True),
        ("st josephs", "St Joseph’s Catholic Primary School, Wrenmouth", True),
        ("WRENMOUTH st", "St Joseph’s Catholic Primary School, Wrenmouth", True),
        ("Saint Joseph's", "St. Joseph’s", True),
        ("zoe", "Zoë", True),
        ("2026/27 autumn", "Autumn 2026/27 SIP report", True),
        ("9000", "URN 900001", True),
        ("joseph bede", "St Joseph’s", False),
        ("%", "St Joseph’s", True),  # no word at all
        (".*", "St Joseph’s", True),
        ("josephx", "St Joseph’s", False),
        ("oseph", "St Joseph’s", False),
    ],
)
def test_words_are_found_however_they_are_spelt(typed: str, said: str, found: bool) -> None:
    assert matches(plain_words(typed), plain_words(said)) is found
