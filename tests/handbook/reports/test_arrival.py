"""W1, M1: which school and term a file is about. Names are not unique, and people do not write them alike."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.reports.arriving.arrival import CHOICES_AT_MOST, check_may_send_files, which_school
from handbook.reports.arriving.file_question import Question
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
