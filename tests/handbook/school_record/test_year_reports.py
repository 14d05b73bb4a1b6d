"""Who may have the year's reports of a school, and whose copy holds a headteacher's own part (W1, W2, P5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.handing_over import handed_over
from handbook.reports.report import Status
from handbook.school_record.year_reports import (
    MakeYearReports,
    YearReports,
    fingerprint,
    in_order,
    is_whole_for,
    may_have_year_of,
    not_in_it,
    schools_to_have_years_of,
    year_asked,
    year_file_name,
    year_made,
    years_to_ask_for,
)
from tests.support import builders as a
from tests.support import visit_builders as v

YEAR = AcademicYear(2026)
NOBODY_YET = YearReports("900001", YEAR, v.HEAD.id)
WISH = MakeYearReports("900001", YEAR)
FILED = a.a_dossier(Status.FILED)
ITEM = a.a_filed_item("year.pdf")
EVERYBODY = (*(a.a_person(role) for role in Role), v.OTHER_SIP, v.OTHER_HEAD)


def asked(current: YearReports = NOBODY_YET, person: Person = v.HEAD) -> YearReports:
    return year_asked(current, WISH, a.a_school(), [FILED], person, a.MONDAY)


def test_its_headteacher_its_sip_and_the_trust_advisor_and_nobody_else() -> None:
    may = [person for person in EVERYBODY if may_have_year_of(a.a_school(), person)]
    assert {person.role for person in may} == {Role.TRUST_ADVISOR, Role.SIP, Role.HEADTEACHER}
    assert not {v.OTHER_SIP, v.OTHER_HEAD} & set(may)
    for person in EVERYBODY:
        if person in may:
            assert asked(person=person).is_being_made
        else:
            with pytest.raises(Refused, match="headteacher, its SIP and the Trust Advisor"):
                asked(person=person)
    schools = [a.a_school(urn="900002", name="B"), a.a_school(name="A"), a.a_school(urn="3", sip_id="x")]
    assert [school.name for school in schools_to_have_years_of(schools[:2], v.SIP)] == ["A", "B"]
    assert schools_to_have_years_of(schools, v.OTHER_SIP) == ()


def test_a_headteachers_own_part_is_in_their_copy_alone() -> None:
    successor = v.OTHER_HEAD
    assert [is_whole_for(FILED, one) for one in (v.HEAD, v.SIP, a.a_person(Role.TRUST_ADVISOR), successor)] == [
        *(True, False, False, False)
    ]
    passed_on = replace(FILED, report=handed_over(FILED.report, Role.HEADTEACHER, successor.id, a.MONDAY))
    assert [is_whole_for(passed_on, one) for one in (v.HEAD, successor)] == [True, False]
    nothing = a.a_dossier(Status.FILED, contents=a.a_contents(sections={"visit_notes": "Phonics."}))
    assert all(is_whole_for(nothing, one) for one in (v.HEAD, v.SIP, successor))
    assert fingerprint([FILED], v.HEAD) != fingerprint([FILED], v.SIP) == fingerprint([FILED], successor)


def test_what_it_is_refused_for() -> None:
    with pytest.raises(Refused, match="Trust Advisor"):
        year_asked(NOBODY_YET, WISH, None, [FILED], v.HEAD, a.MONDAY)
    with pytest.raises(Refused, match=r"No report of .* for 2026/27 is approved and filed yet"):
        year_asked(NOBODY_YET, WISH, a.a_school(), [], v.HEAD, a.MONDAY)
    being_made = asked()
    with pytest.raises(Refused, match="in a moment"):
        asked(being_made)
    late = year_asked(being_made, WISH, a.a_school(), [FILED], v.HEAD, a.MONDAY + timedelta(minutes=11))
    assert late.is_being_made
    made = year_made(being_made, being_made.of, ITEM, [Term.AUTUMN], [], a.MONDAY)
    with pytest.raises(Refused, match="there already"):
        asked(made)
    assert asked(replace(made, lacks=("Autumn term: gone.",))).item is None
    assert asked(replace(made, of="before")).is_being_made


def test_what_is_not_wanted_any_more_is_not_noted() -> None:
    being_made = asked()
    made = year_made(being_made, being_made.of, ITEM, [Term.AUTUMN], ["x"], a.MONDAY)
    assert (made.item, made.terms, made.lacks, made.is_being_made) == (ITEM, (Term.AUTUMN,), ("x",), False)
    assert year_made(being_made, "other", ITEM, [], [], a.MONDAY) is being_made
    assert year_made(made, made.of, None, [], [], a.MONDAY) is made


def test_each_term_without_a_report_says_why() -> None:
    of = {status: replace(FILED.report, status=status) for status in Status}
    spring = replace(of[Status.SENT], term=Term.SPRING)
    assert not_in_it([of[Status.FILED], spring]) == (
        "Spring term: the report is not approved yet.",
        "Summer term: there is no report.",
    )
    assert not_in_it([of[Status.APPROVED]])[0] == "Autumn term: the report is being filed."
    assert in_order([spring, of[Status.FILED]]) == (of[Status.FILED], spring)


def test_names_and_years() -> None:
    terms = (Term.AUTUMN, Term.SPRING)
    assert year_file_name("900001", YEAR, terms, has_own_part=False) == "2026-27_SIP-reports_900001_autumn-spring.pdf"
    assert year_file_name("900001", YEAR, terms, has_own_part=True).endswith("autumn-spring_with-wellbeing.pdf")
    assert years_to_ask_for(AcademicYear(2024), date(2026, 11, 1)) == tuple(map(AcademicYear, (2026, 2025, 2024)))
    assert years_to_ask_for(AcademicYear(2027), date(2026, 11, 1)) == (YEAR,)
