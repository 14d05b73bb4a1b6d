"""Who sees which line of the overview, and what a line says of its rows: a truth table by office."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Role
from handbook.overview.capacity import over_capacity
from handbook.overview.line import Line, LineSeen, Row, sees_line
from handbook.schools.sight import Part, parts_of
from handbook.sip_team.record import Capacity
from tests.support import builders as a

SCHOOL = a.a_school()
L = Line
OF_SCHOOLS = {L.REPORTS, L.VISITS, L.HALF_DAYS}
SEES = {
    Role.TRUST_ADVISOR: set(Line),
    Role.SIP: {*OF_SCHOOLS, L.CASES, L.CAPACITY, L.CHECKS},
    Role.HEADTEACHER: {*OF_SCHOOLS, L.CASES, L.AGREEMENTS},
    Role.DSO: {L.REPORTS, L.CASES},
    Role.LA_OFFICER: {L.REPORTS},
    Role.DIRECTOR: {L.CASES},
    Role.CHAIR_OF_TRUST_BOARD: {L.CASES},
}


@pytest.mark.parametrize("role", Role)
def test_each_office_sees_its_own_lines(role: Role) -> None:
    person = a.a_person(role)
    parts = parts_of(SCHOOL, person, "")
    assert {line for line in Line if sees_line(line, person, parts, "")} == SEES.get(role, set())


def test_who_keeps_the_list_sees_the_team_and_what_does_not_work_and_no_record() -> None:
    keeper = a.a_person(Role.BOARD_MEMBER)
    parts = parts_of(SCHOOL, keeper, keeper.id)
    seen = {line for line in Line if sees_line(line, keeper, parts, keeper.id)}
    assert seen == {L.CAPACITY, L.CHECKS, L.REACH, L.JOBS}


def test_somebody_in_two_offices_sees_the_lines_of_both() -> None:
    both = replace(a.a_person(Role.SIP), also=(Role.HEADTEACHER,))
    parts = parts_of(replace(SCHOOL, headteacher_id=both.id), both, "") | {Part.AGREEMENTS}
    assert {line for line in Line if sees_line(line, both, parts, "")} == SEES[Role.SIP] | SEES[Role.HEADTEACHER]


def test_every_line_is_called_something_else() -> None:
    assert len({line.words for line in Line}) == len(Line)


def test_a_line_counts_its_rows_and_says_how_they_stand_and_for_how_long() -> None:
    today = date(2026, 11, 23)
    rows = (
        Row("A", "asked", since=date(2026, 11, 3)),
        Row("B", "sent", since=date(2026, 11, 20)),
        Row("C", "asked", count=3),
    )
    seen = LineSeen(Line.REPORTS, rows)
    assert (seen.number, seen.stages, seen.oldest(today)) == (5, (("asked", 4), ("sent", 1)), 20)
    assert LineSeen(Line.REPORTS, ()).oldest(today) is None
    assert LineSeen(Line.REPORTS, (Row("D", "next week", since=date(2026, 11, 30)),)).oldest(today) == 0


@pytest.mark.parametrize(
    ("capacity", "schools", "half_days", "words"),
    [
        (Capacity(), 40, 200, ""),
        (Capacity(schools=4, half_days_a_year=24), 4, 24, ""),
        (Capacity(schools=4), 5, 0, "5 schools, 4 at most"),
        (Capacity(half_days_a_year=24), 0, 25, "25 half-days this year, 24 at most"),
        (Capacity(schools=0, half_days_a_year=0), 1, 1, "1 schools, 0 at most and 1 half-days this year, 0 at most"),
    ],
)
def test_a_sip_has_too_much_only_by_what_they_said(
    capacity: Capacity, schools: int, half_days: int, words: str
) -> None:
    assert over_capacity(capacity, schools, half_days) == words
