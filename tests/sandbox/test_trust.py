"""The fictional trust holds what the stories need, and nothing in it can be mistaken for a real school."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sandbox.trust import PACKAGED, Trust

TRUST = Trust.load()
PEOPLE = {person.id: person for person in TRUST.people}


def test_the_cast_is_complete() -> None:
    assert Counter(person.role for person in TRUST.people) == {
        "headteacher": 12,
        "sip": 6,
        "board_member": 2,
        "chair_of_trust_board": 1,
        "la_officer": 3,
        "chair_of_governors": 3,
        "dso": 2,
        "trust_advisor": 1,
        "director": 1,
    }
    [chair] = [person for person in TRUST.people if person.role == "chair_of_trust_board"]
    assert chair.job_title == "Chair of the Trust Board"


def test_ids_are_lower_case_guids_and_nothing_is_given_twice() -> None:
    guid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(guid.fullmatch(one) for one in [*PEOPLE, TRUST.tenant_id, TRUST.app_id, TRUST.looking_in_app_id])
    for key in ("id", "name", "upn", "mail"):
        assert len({getattr(person, key) for person in TRUST.people}) == len(TRUST.people)


def test_several_people_sign_in_by_a_name_that_is_not_their_address() -> None:
    assert sum(person.upn != person.mail for person in TRUST.people) >= 5


def test_every_address_is_of_a_domain_that_cannot_exist() -> None:
    assert all(address.endswith(".example") for person in TRUST.people for address in (person.upn, person.mail))
    assert TRUST.host.endswith(".example")


def test_every_number_is_one_that_nobody_has() -> None:
    """Ofcom keeps 01632 960000 to 960999 for fiction."""
    desks = [one["safeguarding"] for one in (*TRUST.schools, *TRUST.local_authorities) if "safeguarding" in one]
    numbers = [value for bus in desks for key, value in bus.items() if "phone" in key]
    assert len(numbers) == len(set(numbers)) == 11 + 2 * 3, "one school's is not on the list"
    assert all(re.fullmatch(r"01632 960\d{3}", number) for number in numbers)
    assert all(bus["mail"].endswith(".example") for bus in desks if "mail" in bus)


def test_schools_are_twelve_in_three_authorities_and_cannot_be_real() -> None:
    assert len(TRUST.schools) == 12
    assert {school["local_authority"] for school in TRUST.schools} == {la["name"] for la in TRUST.local_authorities}
    assert len(TRUST.local_authorities) == 3
    assert all(re.fullmatch(r"9\d{5}", school["urn"]) for school in TRUST.schools)
    assert len({school["urn"] for school in TRUST.schools}) == 12
    assert all(school["postcode"].startswith("Z") for school in TRUST.schools), "no postcode area starts with Z"


def test_names_are_as_awkward_as_real_ones() -> None:
    names = Counter(school["name"] for school in TRUST.schools)
    twice = [name for name, times in names.items() if times == 2]
    assert len(twice) == 1
    assert len({school["town"] for school in TRUST.schools if school["name"] in twice}) == 2
    assert any("'" in name for name in names)
    assert any(not name.isascii() for name in names)


def test_everybody_around_a_school_has_the_right_role() -> None:
    roles = {
        "headteacher_id": "headteacher",
        "sip_id": "sip",
        "dso_id": "dso",
        "la_officer_id": "la_officer",
        "chair_of_governors_id": "chair_of_governors",
    }
    for school in TRUST.schools:
        for post, role in roles.items():
            if post in school:
                assert PEOPLE[school[post]].role == role
        assert school["local_authority"] in PEOPLE[school["la_officer_id"]].job_title
    assert set(Counter(school["sip_id"] for school in TRUST.schools).values()) == {2}
    assert set(Counter(school["headteacher_id"] for school in TRUST.schools).values()) == {1}


def test_the_serving_deputy_is_not_sip_of_the_school_they_work_at() -> None:
    (deputy,) = [person for person in TRUST.people if person.role == "sip" and "Deputy" in person.job_title]
    (own,) = [school for school in TRUST.schools if "Ebba" in school["name"]]
    assert own["sip_id"] != deputy.id


def test_one_chair_of_governors_has_no_app() -> None:
    assert [person.role for person in TRUST.people if not person.teams] == ["chair_of_governors"]


def test_half_terms_lie_in_order_on_weekdays_over_nine_years() -> None:
    own = [school["sessions"] for school in TRUST.schools if "sessions" in school]
    assert own
    for sessions in [*(la["sessions"] for la in TRUST.local_authorities), *own]:
        days = [date.fromisoformat(session[end]) for session in sessions for end in ("first_on", "last_on")]
        assert days == sorted(days)
        assert all(day.weekday() < 5 for day in days)
        assert [session["term"] for session in sessions] == [
            "Autumn",
            "Autumn",
            "Spring",
            "Spring",
            "Summer",
            "Summer",
        ] * 9
        assert (days[0].year, days[-1].year) == (2025, 2034)
    assert len({json.dumps(la["sessions"]) for la in TRUST.local_authorities}) == 3
    assert any(school.get("closed") for school in TRUST.schools)


def test_the_roster_is_the_file_itself() -> None:
    file = json.loads(PACKAGED.read_text(encoding="utf-8"))
    roster = TRUST.roster()
    assert roster == {key: file[key] for key in ("people", "schools", "local_authorities")}


def test_people_are_found_in_any_case_and_schools_by_their_head() -> None:
    head = TRUST.schools[1]["headteacher_id"]
    found = TRUST.person(head.upper())
    assert found is not None
    assert found.id == head
    assert TRUST.person("nobody") is None
    school = TRUST.school_of(head)
    assert school is not None
    assert school["town"] == TRUST.schools[1]["town"]
    assert TRUST.school_of(TRUST.schools[1]["sip_id"]) is None


def test_another_trust_can_be_played(tmp_path: Path) -> None:
    file = json.loads(PACKAGED.read_text(encoding="utf-8"))
    other = tmp_path / "trust.json"
    other.write_text(json.dumps({**file, "name": "Another Trust"}), encoding="utf-8")
    assert Trust.load(other).name == "Another Trust"
    other.write_text(json.dumps({**file, "people": [{"id": "x"}]}), encoding="utf-8")
    with pytest.raises(TypeError):
        Trust.load(other)
