"""W1, M1: which school and term a file is about. Names are not unique, and people do not write them alike."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arrival import CHOICES_AT_MOST, check_may_send_files, which_school, which_term
from handbook.reports.file_question import Question
from handbook.reports.report import Report, Status
from handbook.reports.school_names import names
from tests.support import builders as a

SIP = a.a_person(Role.SIP)
WRENMOUTH = a.a_school(urn="900101", name="St Joseph’s Catholic Primary School", town="Wrenmouth")
CRESSBY = a.a_school(urn="900102", name="St Joseph’s Catholic Primary School", town="Cressby")
THERESE = a.a_school(urn="900103", name="St Thérèse’s Catholic Primary School", town="Cressby")
ANOTHERS = a.a_school(urn="900104", name="St Ebba’s Catholic Primary School", sip_id="another")
SCHOOLS = (WRENMOUTH, CRESSBY, THERESE, ANOTHERS)


def found(name: str = "", *, urn: str = "", town: str = "", person: Person = SIP) -> School | Question:
    contents = a.a_contents(school_name=name, urn=urn, town=town)
    return which_school(contents, person, SCHOOLS)


def asked(name: str = "", *, urn: str = "", town: str = "") -> tuple[str, list[School | None]]:
    """The question, and which schools can be chosen."""
    question = found(name, urn=urn, town=town)
    assert isinstance(question, Question)
    assert all(choice.term is choice.year is None for choice in question.choices)
    return question.words, [choice.school for choice in question.choices]


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
    """Either can be the slip: the school of the URN is offered, and those of the name."""
    words, choices = asked(name, urn="900101")
    assert "The URN 900101 belongs to St Joseph’s Catholic Primary School, Wrenmouth" in words
    assert choices == [WRENMOUTH, *([CRESSBY] if "Cressby" in name else [])]


def test_only_the_sip_s_own_schools_are_offered() -> None:
    assert asked("St Thérèse’s Catholic Primary School", urn="900104")[1] == [THERESE]
    assert asked("St Ebba’s CPS", urn="900103")[1] == [THERESE]
    assert refused("St Ebba’s CPS", urn="900105").code == "unknown"
    assert refused("St Nobody’s", urn="900104").code == "ambiguous"


def test_a_urn_that_no_school_has_beside_a_name_that_one_has() -> None:
    words, choices = asked("St Thérèse’s", urn="900130")
    assert words == "I do not know a school with the URN 900130. Which school is the report about?"
    assert choices == [THERESE]


def test_more_schools_than_buttons_are_not_offered() -> None:
    many = tuple(replace(WRENMOUTH, urn=f"90020{number}") for number in range(CHOICES_AT_MOST + 1))
    contents = a.a_contents(school_name=WRENMOUTH.name, urn="", town="Wrenmouth")
    with pytest.raises(Refused, match="more than one school"):
        which_school(contents, SIP, many)
    question = which_school(contents, SIP, many[1:])
    assert isinstance(question, Question)
    assert len(question.choices) == CHOICES_AT_MOST


def test_a_name_with_its_town_tells_two_apart() -> None:
    assert found("St Joseph’s CPS (Cressby)") == CRESSBY
    assert asked("St Joseph’s CPS")[1] == [WRENMOUTH, CRESSBY]
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
    words, choices = asked("St Josephs Catholic Primary School", town=town)
    assert "Wrenmouth (URN 900101)" in words
    assert "Cressby (URN 900102)" in words
    assert choices == [WRENMOUTH, CRESSBY]


def test_a_urn_and_a_name_that_contradict_each_other() -> None:
    words, choices = asked("St Thérèse’s Catholic Primary School", urn="900101")
    assert "The URN 900101 belongs to St Joseph’s Catholic Primary School, Wrenmouth" in words
    assert choices == [WRENMOUTH, THERESE]


@pytest.mark.parametrize(
    ("name", "urn", "code", "words"),
    [
        ("St Nobody’s", "999999", "unknown", "I do not know a school with the URN 999999"),
        ("", "999999", "unknown", "I do not know a school with the URN 999999"),
        ("St Nobody’s", "", "unknown", "I do not know a school of that name"),
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


def on(today: date, year: int, term: Term, *reports: Report, said: bool = False) -> object:
    """The term of a report that says this of itself; of a question, the terms that can be chosen."""
    contents = a.a_contents(academic_year=AcademicYear(year), term=term)
    found = which_term(contents, reports, today, said=said)
    if not isinstance(found, Question):
        return found
    assert found.words.endswith("?")
    assert all(choice.school is None for choice in found.choices)
    return [(choice.year and choice.year.starts_in, choice.term) for choice in found.choices]


NOVEMBER, MARCH, MAY = date(2026, 11, 23), date(2027, 3, 8), date(2027, 5, 10)


@pytest.mark.parametrize(
    ("today", "year", "term"),
    [
        (date(2026, 9, 1), 2026, Term.AUTUMN),
        (NOVEMBER, 2026, Term.AUTUMN),
        (date(2026, 10, 31), 2025, Term.SUMMER),
        (date(2027, 1, 1), 2026, Term.SPRING),
        (MARCH, 2026, Term.AUTUMN),
        (date(2027, 4, 1), 2026, Term.SUMMER),
        (MAY, 2026, Term.SPRING),
        (date(2027, 8, 31), 2026, Term.SUMMER),
    ],
)
def test_a_term_that_has_begun_this_year_is_taken(today: date, year: int, term: Term) -> None:
    assert on(today, year, term) == (AcademicYear(year), term)


@pytest.mark.parametrize(
    ("today", "year", "term", "choices"),
    [
        (NOVEMBER, 2025, Term.AUTUMN, [(2026, Term.AUTUMN), (2025, Term.AUTUMN)]),
        (NOVEMBER, 2025, Term.SUMMER, [(2026, Term.AUTUMN), (2025, Term.SUMMER)]),
        (NOVEMBER, 2026, Term.SPRING, [(2026, Term.AUTUMN), (2026, Term.SPRING)]),
        (MARCH, 2025, Term.SPRING, [(2026, Term.SPRING), (2025, Term.SPRING)]),
        (MARCH, 2025, Term.AUTUMN, [(2026, Term.AUTUMN), (2025, Term.AUTUMN)]),
        (NOVEMBER, 2062, Term.AUTUMN, [(2026, Term.AUTUMN)]),
        (NOVEMBER, 2024, Term.AUTUMN, [(2026, Term.AUTUMN)]),
        (MAY, 2027, Term.SUMMER, [(2026, Term.SUMMER)]),
    ],
)
def test_a_likely_slip_is_asked_about(today: date, year: int, term: Term, choices: list[object]) -> None:
    assert on(today, year, term) == choices


@pytest.mark.parametrize(
    ("year", "term", "words"),
    [
        (2025, Term.AUTUMN, "autumn 2025/26, which was last year: it may be a file that was used again."),
        (2062, Term.AUTUMN, "autumn 2062/63, which is far off."),
        (2026, Term.SPRING, "spring 2026/27, which has not begun yet."),
    ],
)
def test_the_question_says_what_is_odd(year: int, term: Term, words: str) -> None:
    found = which_term(a.a_contents(academic_year=AcademicYear(year), term=term), (), NOVEMBER)
    assert isinstance(found, Question)
    assert found.words == f"At its top the report says {words} Which term is the report of?"


def test_what_the_sip_has_said_is_not_asked_again() -> None:
    assert on(NOVEMBER, 2025, Term.AUTUMN, said=True) == (AcademicYear(2025), Term.AUTUMN)
    open_still = replace(a.a_dossier().report, year=AcademicYear(2025))
    assert on(NOVEMBER, 2025, Term.AUTUMN, open_still) == (AcademicYear(2025), Term.AUTUMN)


def test_a_file_of_a_report_that_is_approved_may_be_one_of_a_later_term() -> None:
    """The file of the autumn was used again in spring."""
    autumn = a.a_dossier(Status.APPROVED).report
    spring = replace(autumn, term=Term.SPRING)
    open_spring = replace(a.a_dossier().report, term=Term.SPRING)
    assert on(NOVEMBER, 2026, Term.AUTUMN, autumn) == (AcademicYear(2026), Term.AUTUMN)
    assert on(MARCH, 2026, Term.AUTUMN, autumn) == [(2026, Term.SPRING)]
    assert on(MARCH, 2026, Term.AUTUMN, autumn, open_spring) == [(2026, Term.SPRING)]
    assert on(MARCH, 2026, Term.AUTUMN, autumn, spring) == (AcademicYear(2026), Term.AUTUMN)
    assert on(MAY, 2026, Term.AUTUMN, autumn) == [(2026, Term.SPRING), (2026, Term.SUMMER)]
    last_year = replace(autumn, year=AcademicYear(2025))
    assert on(NOVEMBER, 2025, Term.AUTUMN, last_year) == [(2026, Term.AUTUMN)]


@given(st.dates(date(2020, 1, 1), date(2097, 12, 31)), st.integers(2000, 2098), st.sampled_from(Term))
def test_every_choice_is_taken_when_it_is_chosen(today: date, year: int, term: Term) -> None:
    contents = a.a_contents(academic_year=AcademicYear(year), term=term)
    found = which_term(contents, (), today)
    for choice in found.choices if isinstance(found, Question) else ():
        told = replace(contents, academic_year=choice.year, term=choice.term)
        assert which_term(told, (), today, said=True) == (choice.year, choice.term)
    assert isinstance(found, Question) is (which_term(contents, (), today) != (AcademicYear(year), term))


def test_the_term_and_year_are_read() -> None:
    assert which_term(a.a_contents(), (), NOVEMBER) == (AcademicYear(2026), Term.AUTUMN)


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
        which_term(replace(a.a_contents(), academic_year=year, term=term), (), NOVEMBER)


def test_a_year_that_is_none_is_refused_in_its_own_words() -> None:
    contents = a.a_contents(academic_year=None, year_said="2026/28")
    with pytest.raises(Refused, match=r"reads “2026/28”\. Please write two years that follow each other"):
        which_term(contents, (), NOVEMBER)
