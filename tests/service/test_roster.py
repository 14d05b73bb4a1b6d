"""The trust's roster file: what it says is in the database; what is wrong with it is said in a sentence."""

import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.half_days import Half, SchoolHours
from handbook.core.people import Role
from handbook.core.places import Place
from handbook.visits.checks import SipChecks
from handbook.visits.policy import Hosting
from handbook.visits.slots.free_half_days import Preference
from service.roster import RosterFile, UnusableRoster
from store.database import Database
from tests.store.filled import take_list
from tests.support import builders as a
from tests.support.databases import Databases

TERM = {"first_on": "2026-09-02", "last_on": "2026-12-18", "term": "Autumn"}


def a_file() -> dict[str, Any]:
    school = a.a_school()
    return {
        "people": [
            {"id": person.id, "name": person.name, "mail": person.email, "role": person.role.value, "upn": "x"}
            for person in map(a.a_person, Role)
        ],
        "schools": [{name: getattr(school, name) for name in school.__slots__} | {"closed": ["2026-11-23"]}],
        "local_authorities": [{"name": "Fellshire", "sessions": [TERM]}],
    }


def written(folder: Path, content: object) -> Path:
    path = folder / "roster.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def complaint(folder: Path, content: object) -> str:
    with pytest.raises(UnusableRoster) as caught:
        RosterFile.read(written(folder, content))
    return str(caught.value)


def test_what_it_says_is_in_the_ledger(tmp_path: Path, database: Database) -> None:
    with database.writing() as uow:
        take_list(uow, RosterFile.read(written(tmp_path, a_file())).trust_list())
    with database.reading() as uow:
        assert uow.roster.schools() == (a.a_school(),)
        assert {uow.roster.person(a.a_person(role).id) for role in Role} == {a.a_person(role) for role in Role}
        calendar = uow.roster.calendar(a.a_school(), [])
    assert calendar.is_school_day(date(2026, 11, 24))
    assert not calendar.is_school_day(date(2026, 11, 23))


def test_ids_are_the_same_in_capitals(tmp_path: Path, database: Database) -> None:
    """Some tools of Microsoft's write them so; clicks bring them in lower case."""
    content = a_file()
    head = "ABCDEF00-0000-4000-8000-00000000000A"
    next(person for person in content["people"] if person["role"] == "headteacher")["id"] = head
    content["schools"][0]["headteacher_id"] = head
    with database.writing() as uow:
        take_list(uow, RosterFile.read(written(tmp_path, content)).trust_list())
        assert uow.roster.named(head.lower()).role is Role.HEADTEACHER
        assert uow.roster.schools()[0].headteacher_id == head.lower()


def test_a_school_may_have_its_own_term_dates(tmp_path: Path, database: Database) -> None:
    content = a_file()
    content["schools"][0]["sessions"] = [TERM | {"first_on": "2026-11-30"}]
    with database.writing() as uow:
        take_list(uow, RosterFile.read(written(tmp_path, content)).trust_list())
        assert not uow.roster.calendar(a.a_school(), []).is_school_day(date(2026, 11, 24))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableRoster, match=r"^SIPDESK_ROSTER: .*none.json cannot be read \(No such file"):
        RosterFile.read(tmp_path / "none.json")


@pytest.mark.parametrize("name", ["headteacher_id", "sip_id", "dso_id", "la_officer_id"])
def test_somebody_who_is_not_in_it_or_somebody_else(tmp_path: Path, name: str) -> None:
    for wrong in ("nobody", a.a_person(Role.BOARD_MEMBER).id):
        content = a_file()
        content["schools"][0][name] = wrong
        assert f"school 900001: its {name} is no {name.removesuffix('_id')} in `people`" in complaint(tmp_path, content)


@pytest.mark.parametrize("said", [{}, {"dso_id": ""}])
def test_a_school_may_do_without_a_diocesan_officer(tmp_path: Path, database: Database, said: dict[str, str]) -> None:
    content = a_file()
    del content["schools"][0]["dso_id"]
    content["schools"][0] |= said
    with database.writing() as uow:
        take_list(uow, RosterFile.read(written(tmp_path, content)).trust_list())
        assert uow.roster.schools() == (a.a_school(dso_id=""),)


@pytest.mark.parametrize("school_says", [True, False])
@pytest.mark.parametrize("authority_says", [True, False])
def test_whom_to_call_about_a_child_is_in_the_ledger(
    tmp_path: Path, sqlite_databases: Databases, school_says: bool, authority_says: bool
) -> None:
    content, contacts = a_file(), SafeguardingContacts()
    if school_says:
        content["schools"][0]["safeguarding"] = {"name": "Lead", "phone": "01632 960001", "mail": "l@s.example"}
        contacts = replace(contacts, school_lead="Lead", school_phone="01632 960001", school_email="l@s.example")
    if authority_says:
        theirs = {"name": "Fellshire", "phone": "01632 960002", "out_of_hours_phone": "01632 960003"}
        content["local_authorities"][0]["safeguarding"] = theirs
        contacts = replace(
            contacts, authority="Fellshire", authority_phone="01632 960002", authority_out_of_hours="01632 960003"
        )
    with sqlite_databases.ready() as url:
        database = Database(url)
        with database.writing() as uow:
            take_list(uow, RosterFile.read(written(tmp_path, content)).trust_list())
            assert uow.roster.safeguarding(a.a_school()) == contacts
        database.close()


def test_other_contradictions(tmp_path: Path) -> None:
    content = a_file()
    content["schools"][0]["local_authority"] = "Elsewhere"
    assert "its local authority is not in `local_authorities`" in complaint(tmp_path, content)
    content = a_file()
    content["people"] = [person for person in content["people"] if person["role"] != "trust_advisor"]
    assert "`people` has no trust_advisor" in complaint(tmp_path, content)
    for key, what in (("people", "person"), ("schools", "school 900001 is in it twice")):
        content = a_file()
        content[key].append(content[key][0])
        assert what in complaint(tmp_path, content)
        assert "twice" in complaint(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "Invalid JSON"),
        ("", "Invalid JSON"),
        ({"people": []}, "schools: Field required"),
        (a_file() | {"people": [{"id": "x", "name": "N", "mail": "", "role": "king"}]}, "people.0.role"),
        (
            a_file() | {"local_authorities": [{"name": "F", "sessions": [TERM | {"last_on": "2026-01-01"}]}]},
            "last_on is before first_on",
        ),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(tmp_path: Path, content: object, words: str) -> None:
    said = complaint(tmp_path, content)
    assert said.startswith("SIPDESK_ROSTER: ")
    assert words in said
    assert "\n" not in said


def test_what_schools_say_about_visits_and_the_checks_of_sips_are_in_the_ledger(
    tmp_path: Path, sqlite_databases: Databases
) -> None:
    content = a_file()
    sip = next(person for person in content["people"] if person["role"] == "sip")
    sip["checks"] = {"recruitment_checked_on": "2026-07-01", "dbs_checked_on": "2026-07-02", "dbs_review_by": None}
    [school] = content["schools"]
    school["hours"] = {"morning": ["08:45", "11:45"], "afternoon": ["12:45", "15:30"]}
    school["prefers"] = [{"weekday": 1, "half": "morning"}, {"half": "afternoon"}]
    school["place"] = {"latitude": 54.6, "longitude": -3.6}
    with sqlite_databases.ready() as url:
        database = Database(url)
        with database.writing() as uow:
            take_list(uow, RosterFile.read(written(tmp_path, content)).trust_list())
        with database.reading() as uow:
            hosting, checks = uow.roster.hosting(a.a_school()), uow.roster.checks(sip["id"])
        database.close()
    assert checks == SipChecks(sip["id"], date(2026, 7, 1), date(2026, 7, 2))
    sip["checks"] |= {"dbs_level": "enhanced", "checked_by": "Certificate 001234567890"}
    assert "Its number is never kept here" in complaint(tmp_path, content)
    assert hosting == Hosting(
        SchoolHours((time(8, 45), time(11, 45)), (time(12, 45), time(15, 30))),
        (Preference(1, Half.MORNING), Preference(half=Half.AFTERNOON)),
        Place(54.6, -3.6),
    )


def test_hours_that_run_backwards_are_no_hours(tmp_path: Path) -> None:
    content = a_file()
    content["schools"][0]["hours"] = {"morning": ["09:00", "12:00"], "afternoon": ["11:00", "15:30"]}
    assert "one after the other" in complaint(tmp_path, content)


def test_a_mark_of_the_byte_order_before_it_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(a_file()).encode())
    assert len(RosterFile.read(path).schools) == 1


def test_what_is_no_utf_8_is_said(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(json.dumps(a_file()).encode("utf-16"))
    with pytest.raises(UnusableRoster, match=r"^SIPDESK_ROSTER: .*roster.json is not in UTF-8"):
        RosterFile.read(path)


def where(text: str, at: int) -> str:
    return f"line {text[:at].count(chr(10)) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def test_a_name_that_is_not_known_is_refused_with_the_school_and_its_place(tmp_path: Path) -> None:
    content = a_file()
    school = content["schools"][0]
    school["dsoid"] = school.pop("dso_id")
    text = json.dumps(content, indent=1)
    place = where(text, text.index('"dsoid": ') + len('"dsoid": '))
    assert f"{place}: {school['name']}: `dsoid` is not known here: is `dso_id` meant?" in complaint(tmp_path, text)
    del school["dsoid"]
    content["people"][0]["Mail"] = "x@y.example"
    content["surprise"] = 1
    said = complaint(tmp_path, content)
    assert f": {content['people'][0]['name']}: `Mail` is not known here" in said
    assert ": `surprise` is not known here" in said


def test_what_is_missing_or_odd_is_said_with_whose_it_is_and_its_place(tmp_path: Path) -> None:
    content = a_file()
    del content["schools"][0]["urn"]
    content["local_authorities"][0]["sessions"][0] = TERM | {"term": "Lent"}
    text = json.dumps(content, indent=1)
    said = complaint(tmp_path, text)
    begins, lent = text.index("{", text.index('"schools"')), text.index('"Lent"')
    assert f"{where(text, begins)}: {content['schools'][0]['name']}: schools.0.urn: Field required" in said
    assert f"{where(text, lent)}: Fellshire: local_authorities.0.sessions.0.term: " in said
    assert "line 1, column 1: " in complaint(tmp_path, "[]")


def test_two_offices_stand_in_the_file_and_never_of_one_school(tmp_path: Path) -> None:
    content = a_file()
    sip = next(person for person in content["people"] if person["role"] == "sip")
    sip["also"] = ["headteacher"]
    found = RosterFile.read(written(tmp_path, content)).trust_list()
    assert found.people[sip["id"]].person.offices == (Role.SIP, Role.HEADTEACHER)
    content["schools"][0]["headteacher_id"] = sip["id"]
    assert f"school 900001: {sip['name']} cannot be its headteacher and SIP both" in complaint(tmp_path, content)
    sip["also"] = ["dso"]
    assert f"{sip['name']} cannot have another office beside that of Diocesan" in complaint(tmp_path, content)
