"""What follows from a change: who gets access, who loses it, what work moves."""

from dataclasses import replace
from datetime import date

from handbook.core.people import Person, Role
from handbook.schools.consequences import CASES, moved, what_follows
from handbook.schools.imported_people import serving
from handbook.schools.trust_list import ListChanges, PersonEntry, SchoolEntry
from handbook.visits.checks import SipChecks
from tests.support import builders as a
from tests.support.lists import a_list

HEAD, SIP = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)
NEW = Person("new", "Nora New", "n@x.example", Role.HEADTEACHER)
TODAY = date(2026, 11, 23)
ENTRY = a_list().schools["900001"]
NAME = ENTRY.school.full_name
WORK = {("900001", Role.HEADTEACHER): ["2 reports", "1 visit"], ("900001", Role.SIP): ["1 visit"]}


def follows(changes: ListChanges, **people: PersonEntry) -> list[str]:
    known = a_list()
    return what_follows(replace(known, people={**known.people, **people}), changes, WORK, TODAY)


def test_a_new_headteacher_takes_over() -> None:
    changes = ListChanges({"900001": serving(ENTRY, Role.HEADTEACHER, "new")}, {"new": PersonEntry(NEW)})
    assert follows(changes) == [
        f"Nora New answers for the school from then on: reports, visits, agreements ({NAME}).",
        f"{HEAD.name} can read and do no more for {NAME} as headteacher.",
        f"{HEAD.name} stays on the list without a school: see “Leaves…” on their card.",
        "What is open passes to Nora New: 2 reports, 1 visit.",
        "They can use SIP Desk as soon as the app is installed for them in Teams.",
        CASES,
    ]


def test_a_headteacher_of_two_schools_is_told_of() -> None:
    bede = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", headteacher_id="new"))
    known = replace(a_list(), schools={"900001": ENTRY, "900002": bede})
    known = replace(known, people={**known.people, "new": PersonEntry(NEW)})
    lines = what_follows(known, ListChanges({"900001": serving(ENTRY, Role.HEADTEACHER, "new")}), {}, TODAY)
    assert "They are the headteacher of St Bede’s, Northbeck too." in lines


def test_an_office_that_was_vacant_is_filled() -> None:
    entry = serving(ENTRY, Role.DSO, "")
    known = replace(a_list(), schools={"900001": entry})
    lines = what_follows(known, ListChanges({"900001": ENTRY}), {}, TODAY)
    assert lines == [f"{a.a_person(Role.DSO).name} gets the reports that are shared from then on ({NAME})."]


def test_who_keeps_another_school_is_not_taken_off() -> None:
    bede = SchoolEntry(a.a_school(urn="900002", name="St Bede’s"))
    known = replace(a_list(), schools={"900001": ENTRY, "900002": bede})
    lines = what_follows(known, ListChanges({"900001": serving(ENTRY, Role.HEADTEACHER, "")}), {}, TODAY)
    assert lines == [f"{HEAD.name} can read and do no more for {NAME} as headteacher.", CASES]


def test_who_leaves_leaves_work_for_the_next() -> None:
    changes = ListChanges({"900001": serving(ENTRY, Role.SIP, "")}, {SIP.id: None})
    assert follows(changes) == [
        f"{SIP.name} can read and do no more for {NAME} as School Improvement Partner.",
        "What is open waits for the next School Improvement Partner: 1 visit.",
        f"{SIP.name} can no longer use SIP Desk, and their cards in Teams are emptied.",
        CASES,
    ]


def test_a_sip_without_current_checks_is_named() -> None:
    other = replace(SIP, id="sip-2", name="Sal Second")
    changes = ListChanges({"900001": serving(ENTRY, Role.SIP, "sip-2")})
    no = "Sal Second has no current checks on record: no visit can be booked until then."
    assert no in follows(changes, **{"sip-2": PersonEntry(other)})
    current = SipChecks("sip-2", TODAY, TODAY, date(2027, 8, 31))
    assert no not in follows(changes, **{"sip-2": PersonEntry(other, current)})


def test_of_the_diocese_no_work_passes() -> None:
    lines = follows(ListChanges({"900001": serving(ENTRY, Role.DSO, "")}))
    assert not any("What is open" in line for line in lines)


def test_a_school_that_closes_and_one_that_is_new() -> None:
    lines = follows(ListChanges({"900001": None}))
    assert f"{NAME} leaves the list. What was done there stays, and can be read." in lines
    assert not any("What is open" in line for line in lines)
    new = SchoolEntry(a.a_school(urn="900002"))
    assert moved(a_list(), ListChanges({"900002": new})) == []
    renamed = PersonEntry(replace(HEAD, name="H. Tilling"))
    assert follows(ListChanges({"900002": new}, {HEAD.id: renamed})) == []
