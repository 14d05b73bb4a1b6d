"""A list from chat: what it would do is worked out of what was read, and of the list as it is then (M1)."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.schools.imported_dates import ImportedChecks, ImportedDates
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.imported_schools import ImportedSchool
from handbook.schools.list_import import (
    ApplyImport,
    ImportedRows,
    ImportStatus,
    KnownPerson,
    ListImport,
    check_may_apply,
    check_may_leave,
    decided,
    wanted_by,
)
from tests.support import builders as a
from tests.support.lists import AUTUMN, a_list

LISTED = a_list()
ADVISOR, SIP, HEAD = (a.a_person(role) for role in (Role.TRUST_ADVISOR, Role.SIP, Role.HEADTEACHER))
ONE = ListImport("i1", ADVISOR.id, "people.xlsx", "people", "f" * 64, a.MONDAY, "2 rows")


def test_rows_of_each_kind_come_to_what_the_list_would_say() -> None:
    new = wanted_by(LISTED, ImportedRows(schools=(ImportedSchool("900002", "B", "", "Fellshire"),)))
    assert set(new.schools) == {"900002"}
    said = ImportedPerson("New", "n@x.example", Role.SIP, ("900001", "900404"))
    found = wanted_by(LISTED, ImportedRows(people=(KnownPerson("n1", "n@x.example", said),)))
    assert found.schools["900001"].school.sip_id == "n1"
    silent = replace(said, urns=None)
    assert wanted_by(LISTED, ImportedRows(people=(KnownPerson("n1", "", silent),))).schools == {}
    dates = wanted_by(LISTED, ImportedRows(dates=(ImportedDates("Wrenshire", (AUTUMN,)),)))
    assert dates.authorities == {"Wrenshire": (AUTUMN,)}
    checks = (ImportedChecks(SIP.id, date(2026, 9, 1)), ImportedChecks("gone", date(2026, 9, 1)))
    assert set(wanted_by(LISTED, ImportedRows(checks=checks)).people) == {SIP.id}


def why_not(one: ListImport, person_id: str = ADVISOR.id, revision: int = 1) -> str:
    person = next(a.a_person(role) for role in Role if a.a_person(role).id == person_id)
    with pytest.raises(Refused) as no:
        check_may_apply(one, ApplyImport("i1", revision), person, SIP.id, LISTED)
    return no.value.code


def test_it_is_applied_once_by_who_sent_it_as_they_read_it() -> None:
    check_may_apply(ONE, ApplyImport("i1", 1), ADVISOR, "", LISTED)
    assert why_not(ONE, SIP.id) == "not_yours"
    assert why_not(ONE, HEAD.id) == "not_yours"
    assert why_not(replace(ONE, faults=("row 2",))) == "missing"
    assert why_not(ONE, revision=0) == "stale"
    assert why_not(decided(ONE, ImportStatus.APPLIED)) == "not_now"


def test_it_is_left_by_who_sent_it_or_by_the_clock() -> None:
    check_may_leave(ONE, ADVISOR)
    check_may_leave(ONE, None)
    with pytest.raises(Refused, match="I cannot find that import"):
        check_may_leave(ONE, HEAD)
    left = decided(replace(ONE, faults=("x",), rows=ImportedRows(checks=(ImportedChecks(SIP.id),))), ImportStatus.LEFT)
    assert (left.rows, left.faults, left.status) == (ImportedRows(), (), ImportStatus.LEFT)
    with pytest.raises(Refused, match="This was decided already"):
        check_may_leave(left, None)
