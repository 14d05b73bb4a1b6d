"""What is said of a change: what is new, what is other than before, who leaves, and what a school lacks."""

from dataclasses import replace
from datetime import date

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.core.people import Role
from handbook.schools.change_words import change_lines
from handbook.schools.lacks import lacks
from handbook.schools.trust_list import ListChanges, PersonEntry, SchoolEntry, TrustList
from handbook.visits.checks import SipChecks
from tests.support import builders as a
from tests.support.lists import AUTUMN, a_list

LISTED = a_list()
SCHOOL = LISTED.schools["900001"]
HEAD, SIP = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)


def test_what_is_new_and_who_leaves() -> None:
    new = replace(HEAD, id="new", name="New Head")
    changes = ListChanges(
        {"900001": None, "900002": SchoolEntry(a.a_school(urn="900002", name="St Bede’s"))},
        {"new": PersonEntry(new), HEAD.id: None},
        {"Fellshire": None, "Wrenshire": (AUTUMN,)},
    )
    assert change_lines(LISTED, changes) == [
        "new: New Head, headteacher",
        "new: St Bede’s, Northbeck (URN 900002)",
        f"leaves: {HEAD.name}, headteacher",
        f"leaves: {SCHOOL.school.full_name} (URN 900001)",
        "no more term dates of Fellshire",
        "term dates of Wrenshire",
    ]


def test_what_is_other_than_before() -> None:
    school = replace(SCHOOL.school, name="St Hild’s", town="", headteacher_id="", sip_id=HEAD.id)
    entry = replace(
        SCHOOL, school=school, sessions=(AUTUMN,), closed=(date(2026, 11, 23),), contacts=SafeguardingContacts("Lead")
    )
    lines = change_lines(LISTED, ListChanges({"900001": entry}, {SIP.id: PersonEntry(SIP, SipChecks(SIP.id))}))
    assert lines == [
        f"changed: {SIP.name}, School Improvement Partner: checks",
        f"changed: St Hild’s (URN 900001): name {SCHOOL.school.name} → St Hild’s, town Northbeck → none, headteacher "
        f"{HEAD.name} → nobody, School Improvement Partner {SIP.name} → {HEAD.name}, its own term dates, who to "
        "call about a child, closed on 23/11/2026",
    ]
    listed = replace(LISTED, schools={"900001": entry})
    [line] = change_lines(listed, ListChanges({"900001": replace(entry, closed=())}))
    assert line == "changed: St Hild’s (URN 900001): open on 23/11/2026"
    moved = replace(HEAD, name="Hanna Tilling", email="", role=Role.DSO)
    [line] = change_lines(LISTED, ListChanges(people={HEAD.id: PersonEntry(moved)}))
    assert f"address {HEAD.email} → none, office headteacher → Diocesan Schools Officer" in line


def test_what_schools_lack_and_what_waits() -> None:
    assert lacks(LISTED, ["900001", "900404"]) == []
    schools = [a.a_school(urn=str(900010 + one), name=f"St {one}", local_authority="") for one in range(5)]
    bare = {one.urn: SchoolEntry(replace(one, headteacher_id="")) for one in schools}
    head, dates, authority = lacks(replace(LISTED, schools=bare), bare)
    assert head == (
        "5 schools have no headteacher (St 0, Northbeck; St 1, Northbeck; St 2, Northbeck; 2 more): until then "
        "no report can be sent, no visit planned and no agreement asked for."
    )
    assert dates.startswith("5 schools have no term dates")
    assert authority.startswith("5 schools have no local authority")
    [one] = lacks(TrustList({"900001": SCHOOL}), ["900001"])
    assert one.startswith("1 school has no term dates (St Hilda’s")
