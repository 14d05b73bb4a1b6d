"""The list of schools as a table and as a workbook, the watchlist, and what is noted of those who try."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import event

from automations.overview import overview as pages
from automations.overview.attempts import Attempts
from automations.overview.schools import school_sheet, school_table, sheet_file
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.overview.school_table import HEADER, SchoolTable, asked_of
from handbook.overview.watchlist import WatchSchool
from tests.automations.office import ADVISOR, AUTUMN, DSO, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support import visits as v

SCHOOL = a.a_school()
BEDE = a.a_school(urn="900002", name="St Bede’s Primary School", headteacher_id="", sip_id="")
DIRECTOR = a.a_person(Role.DIRECTOR)


@pytest.fixture
def two(small_office: Office) -> Office:
    with small_office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [SCHOOL, BEDE], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
    return small_office


def table(office: Office, viewer: Person, rows: int = 50, **query: str) -> SchoolTable:
    with office.database.reading() as uow:
        return school_table(uow, asked_of(query), viewer, office.bus.render_context, rows)


def names(seen: SchoolTable) -> list[str]:
    return [one.school.urn for one in seen.rows]


def test_the_table_is_narrowed_and_turned_like_the_card(two: Office) -> None:
    whole = table(two, ADVISOR)
    assert names(whole) == ["900002", "900001"]
    hilda = whole.rows[1]
    assert (hilda.headteacher, hilda.sip, hilda.report, hilda.visit, hilda.half_days) == (
        *(HEAD.name, SIP.name),
        *("not approved yet", "no visit yet", "6 of 6"),
    )
    assert (whole.rows[0].headteacher, whole.rows[0].sip) == ("", "")
    assert names(table(two, ADVISOR, show="no_sip")) == ["900002"]
    assert names(table(two, ADVISOR, find="hilda")) == ["900001"]
    first = table(two, ADVISOR, rows=1)
    assert (names(first), first.page.has_after, first.page.total, first.total) == (["900002"], True, 2, 2)
    assert names(table(two, ADVISOR, rows=1, after="900002")) == ["900001"]
    assert names(table(two, ADVISOR, rows=1, before="900001")) == ["900002"]


def test_a_column_that_is_not_theirs_is_empty(two: Office) -> None:
    seen = table(two, DSO)
    assert {(one.report, one.visit, one.half_days) for one in seen.rows} == {("not shared with you", "", "")}
    assert names(table(two, HEAD)) == ["900001"]
    for viewer, query in ((DIRECTOR, {}), (DSO, {"show": "no_visit"}), (ADVISOR, {"of": "sip:nobody"})):
        with pytest.raises(Refused):
            table(two, viewer, **query)


def test_the_workbook_has_the_rows_of_the_filter(two: Office) -> None:
    with two.database.reading() as uow:
        asked = asked_of({"show": "no_sip", "after": "900002"})
        rows = school_sheet(uow, ADVISOR.id, asked, two.bus.render_context)
        with pytest.raises(Refused, match="not on the SIP service’s list"):
            school_sheet(uow, "somebody-who-left", asked, two.bus.render_context)
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_file(rows))).worksheets[0]
    assert [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)] == [HEADER, *rows]
    assert [row[1] for row in rows] == ["900002"]


async def test_a_watchlist_is_ones_own(two: Office) -> None:
    async def watch(person: Person, urn: str, *, watched: bool = True) -> None:
        await two.bus.decide(WatchSchool(urn, watched), person.id, "tab")

    await watch(ADVISOR, "900001")
    await watch(ADVISOR, "900001")
    assert names(table(two, ADVISOR, watched="1")) == ["900001"]
    assert names(table(two, DSO, watched="1")) == []
    with two.database.reading() as uow:
        seen = pages.overview(uow, ADVISOR, two.bus.render_context)
        assert pages.school_page(uow, "900001", ADVISOR, two.bus.render_context).watched
    [(school, words)] = seen.watched
    assert (school.urn, "Autumn visit: SIP Samir Pell" in words) == ("900001", True)
    await watch(ADVISOR, "900001", watched=False)
    assert names(table(two, ADVISOR, watched="1")) == []
    for person, urn in ((DIRECTOR, "900001"), (HEAD, "900002"), (ADVISOR, "999999")):
        with pytest.raises(Refused):
            await watch(person, urn)
    tried = [one.detail["command"] for one in two.entries() if one.action == "refused"]
    assert tried == ["WatchSchool"] * 3
    with two.database.reading() as uow:
        assert uow.watchlists.of(HEAD.id) == frozenset()


async def test_a_school_that_left_the_list_is_shown_and_cannot_be_watched(two: Office) -> None:
    with two.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [replace(BEDE)], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
    with two.database.reading() as uow:
        page = pages.school_page(uow, "900001", ADVISOR, two.bus.render_context)
    assert page.urn == ""


async def test_an_attempt_is_noted_once_an_hour_and_never_without_end(two: Office) -> None:
    attempts = Attempts(two.bus)
    for _ in range(3):
        await attempts.turned_away("bad_signature")
    await attempts.turned_away("other_tenant", "somebody")
    noted = [(one.actor_id, one.detail) for one in two.entries() if one.action == "refused"]
    assert noted == [
        ("service", {"code": "bad_signature", "route": "tab"}),
        ("somebody", {"code": "other_tenant", "route": "tab"}),
    ]
    two.now += timedelta(hours=1)
    await attempts.turned_away("bad_signature")
    for number in range(250):
        await attempts.turned_away("not_yours", f"person-{number}")
    assert len([one for one in two.entries() if one.action == "refused"]) == 202


@pytest.mark.parametrize("show", ["all", "no_report", "no_visit", "no_agreement"])
def test_no_page_looks_through_a_table(two: Office, show: str) -> None:
    """The list itself is in memory; of the records a page asks by index, in a trust of any size."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    table(two, ADVISOR, show=show)  # the list is read
    event.listen(two.database.engine, "before_cursor_execute", note)
    table(two, ADVISOR, show=show)
    selects = [one for one in asked if one[0].startswith("SELECT")]
    assert len(selects) >= 3
    with two.database.reading() as uow:
        for query, values in selects:
            plan = [row[-1] for row in uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]
            assert not any(line.startswith("SCAN") and "roster" not in line for line in plan), (query, plan)
