"""W1, M1: which school and term a file is about. Names are not unique, and people do not write them alike."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arrival import check_may_send_files, which_school, which_term
from handbook.reports.school_names import names
from tests.support import builders as a

SIP = a.a_person(Role.SIP)
WRENMOUTH = a.a_school(urn="900101", name="St Joseph’s Catholic Primary School", town="Wrenmouth")
CRESSBY = a.a_school(urn="900102", name="St Joseph’s Catholic Primary School", town="Cressby")
THERESE = a.a_school(urn="900103", name="St Thérèse’s Catholic Primary School", town="Cressby")
ANOTHERS = a.a_school(urn="900104", name="St Ebba’s Catholic Primary School", sip_id="another")
SCHOOLS = (WRENMOUTH, CRESSBY, THERESE, ANOTHERS)


def found(name: str = "", *, urn: str = "", town: str = "", person: Person = SIP) -> School:
    contents = a.a_contents(school_name=name, urn=urn, town=town)
    return which_school(contents, person, SCHOOLS)


def refused(name: str = "", *, urn: str = "", town: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        found(name, urn=urn, town=town)
    return caught.value


@pytest.mark.parametrize("role", Role)
def test_only_sips_send_reports(role: Role) -> None:
    if role is Role.SIP:
        check_may_send_files(a.a_person(role))
    else:
        with pytest.raises(Refused, match="I did not keep the file"):
            check_may_send_files(a.a_person(role))


@pytest.mark.parametrize(
    "name",
    [
        "St Thérèse’s Catholic Primary School",
        "St Therese's Catholic Primary School",
        "st. therese’s catholic primary school",
        "Saint Thérèse’s  Catholic Primary School ",
        "ST THE\u0301RE\u0300SE’S CATHOLIC PRIMARY SCHOOL",
        "St Thérèses Catholic Primary School",
    ],
)
def test_a_name_is_known_however_it_is_spelt(name: str) -> None:
    assert found(name) == THERESE
    assert found(name, urn="900103") == THERESE


@pytest.mark.parametrize(
    "name",
    [
        "St Joseph’s Catholic Primary School, Wrenmouth",
        "St Joseph’s Catholic Primary School (Wrenmouth)",
        "St Joseph’s Catholic Primary School - Wrenmouth (URN 900101)",
        "St Joseph's RC Primary School",
        "St Joseph’s Roman Catholic Primary",
        "St Joseph’s CPS, Wrenmouth",
        "St. Joseph Catholic-Primary School",
        "Saint Joseph’s",
        "Catholic Primary School",
    ],
)
def test_the_right_urn_with_the_name_as_people_write_it(name: str) -> None:
    assert found(name, urn="900101") == WRENMOUTH


@pytest.mark.parametrize(
    "name",
    [
        "St Joseph’s Catholic Primary School, Cressby",
        "St Joseph’s Catholic High School",
        "St Joseph’s Catholic Infant School, Wrenmouth",
        "St Joseph’s and St Anne’s Catholic Primary School",
        "St Anne’s",
        "High School",
    ],
)
def test_the_urn_of_another_school_than_the_name(name: str) -> None:
    assert refused(name, urn="900101").code == "ambiguous"


def test_a_name_with_its_town_tells_two_apart() -> None:
    assert found("St Joseph’s CPS (Cressby)") == CRESSBY
    assert refused("St Joseph’s CPS").code == "ambiguous"
    assert refused("Primary School").code == "unknown"


def test_names_with_and_hyphens_and_nothing_of_their_own() -> None:
    both = a.a_school(urn="900105", name="Our Lady & St Edward’s Catholic Primary School")
    star = a.a_school(urn="900106", name="Holy-Cross School", town="Stella-Maris")
    plain = a.a_school(urn="900107", name="The Catholic School", town="Ebbing")
    assert [names(one, both) for one in ("Our Lady and St Edward’s CPS", "Our Lady’s")] == [True, False]
    assert names("Holy Cross School, Stella Maris", star)
    assert [names(one, plain) for one in ("The Catholic School", "The Catholic School, Ebbing", "School")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("town", "school"), [("Wrenmouth", WRENMOUTH), ("cressby ", CRESSBY)])
def test_two_of_one_name_are_told_apart_by_town(town: str, school: School) -> None:
    assert found("St Joseph’s Catholic Primary School", town=town) == school


def test_two_of_one_name_are_told_apart_by_urn() -> None:
    assert found("St Joseph’s Catholic Primary School", urn="900102") == CRESSBY
    assert found(urn="900101") == WRENMOUTH
    assert found("St Joseph’s Catholic Primary School", urn="900102", town="Wrenmouth") == CRESSBY


@pytest.mark.parametrize("town", ["", "Northbeck"])
def test_two_of_one_name_without_more_are_both_named(town: str) -> None:
    refusal = refused("St Josephs Catholic Primary School", town=town)
    assert refusal.code == "ambiguous"
    assert "Wrenmouth (URN 900101)" in refusal.reason
    assert "Cressby (URN 900102)" in refusal.reason


def test_a_urn_and_a_name_that_contradict_each_other() -> None:
    refusal = refused("St Thérèse’s Catholic Primary School", urn="900101")
    assert refusal.code == "ambiguous"
    assert "The URN 900101 belongs to St Joseph’s Catholic Primary School, Wrenmouth" in refusal.reason


@pytest.mark.parametrize(
    ("name", "urn", "code", "words"),
    [
        ("St Joseph’s Catholic Primary School", "999999", "unknown", "no school with the URN 999999"),
        ("St Nobody’s", "", "unknown", "no school of that name"),
        ("", "", "missing", "could not read the name of the school"),
        ("’’", "", "missing", "could not read the name of the school"),
    ],
)
def test_a_school_that_cannot_be_found(name: str, urn: str, code: str, words: str) -> None:
    refusal = refused(name, urn=urn)
    assert refusal.code == code
    assert words in refusal.reason


def test_another_sip_s_school_is_refused_without_a_trace() -> None:
    refusal = refused("St Ebba’s Catholic Primary School")
    assert refusal.code == "not_yours"
    assert "I did not keep the file" in refusal.reason


def test_a_town_decides_nothing_for_a_name_that_is_unique() -> None:
    """A SIP may write the next town, or none: the name is enough."""
    assert found("St Thérèse’s Catholic Primary School", town="Wrenmouth") == THERESE


def test_the_term_and_year_are_read() -> None:
    assert which_term(a.a_contents()) == (AcademicYear(2026), Term.AUTUMN)


@pytest.mark.parametrize(
    ("year", "term", "words"),
    [
        (None, Term.AUTUMN, "read the academic year at the top"),
        (AcademicYear(2026), None, "read the term at the top"),
        (None, None, "read the academic year and the term at the top"),
    ],
)
def test_what_is_missing_in_the_head_is_asked_for(year: AcademicYear | None, term: Term | None, words: str) -> None:
    with pytest.raises(Refused, match=words):
        which_term(replace(a.a_contents(), academic_year=year, term=term))
