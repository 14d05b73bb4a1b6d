"""What a file says of schools, and what the list would say then (M1)."""

from dataclasses import replace
from datetime import date

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import School
from handbook.schools.imported_schools import (
    ClosedSchool,
    ImportedSchool,
    about_closed,
    about_successors,
    wanted_schools,
)
from handbook.schools.trust_list import SchoolEntry, TrustList
from tests.support import builders as a
from tests.support.lists import AUTUMN, a_list

LISTED = a_list()
CONTACTS = SafeguardingContacts("Lead", "1", "2", "Fellshire", "3", "4")
CALLED = replace(LISTED, schools={"900001": SchoolEntry(a.a_school(), contacts=CONTACTS)})


def test_a_new_school_is_served_by_nobody_yet() -> None:
    found = wanted_schools(LISTED, [ImportedSchool("900002", "St Bede’s", "Southbeck", "Fellshire")])
    assert found == TrustList(
        {"900002": SchoolEntry(School("900002", "St Bede’s", "Southbeck", "Fellshire", *[""] * 4))}
    )


def test_a_new_school_calls_whom_its_authority_calls_about_a_child_and_no_other_schools_lead() -> None:
    found = wanted_schools(
        CALLED, [ImportedSchool("900002", "B", "", "Fellshire"), ImportedSchool("900003", "C", "", "")]
    )
    assert found.schools["900002"].contacts == SafeguardingContacts("", "", "", "Fellshire", "3", "4")
    assert found.schools["900003"].contacts == SafeguardingContacts()


def test_a_school_on_the_list_keeps_all_that_the_file_does_not_say() -> None:
    before = replace(LISTED.schools["900001"], sessions=(AUTUMN,))
    found = wanted_schools(replace(LISTED, schools={"900001": before}), [ImportedSchool("900001", "New", "", "Wren")])
    school = replace(before.school, name="New", local_authority="Wren")
    assert found.schools["900001"] == replace(before, school=school)


def test_a_school_with_a_new_number_begins_with_what_it_had() -> None:
    new = ImportedSchool("900009", "St Hilda’s Academy", "Northbeck", "Fellshire", ("800000", "900001"))
    before = LISTED.schools["900001"]
    found = wanted_schools(LISTED, [new]).schools["900009"]
    assert found == replace(before, school=replace(before.school, urn="900009", name="St Hilda’s Academy"))
    [told] = about_successors(LISTED, [new, ImportedSchool("900001", "x", "", "")])
    assert "has a new URN, 900009" in told
    assert "stay under the old number" in told


def test_what_is_said_of_a_school_that_closed() -> None:
    closed = [
        ClosedSchool("900001", date(2026, 8, 31), ("900009", "900010")),
        ClosedSchool("900002", None),
    ]
    assert about_closed(LISTED, closed, {"900009": "St Hilda’s Academy"}) == {
        "900001": "closed on 31/08/2026, now St Hilda’s Academy (URN 900009), a school (URN 900010)"
    }
    assert about_closed(LISTED, [ClosedSchool("900001", None)], {}) == {"900001": "closed"}
