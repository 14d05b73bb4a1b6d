"""V4, V5: the agenda is a guide; headteacher and SIP decide, and it blocks nothing."""

from dataclasses import replace

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.visits.agenda import (
    AGENDA,
    INFORMATION,
    LINE_AT_MOST,
    LINES_AT_MOST,
    SetAgenda,
    agenda_set,
    may_set_agenda,
    suggested_agenda,
    suggested_information,
)
from handbook.visits.purposes import Menu, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import OVER
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support.visits import HEAD, SIP, a_visit

VISIT = a_visit(S.BOOKED)
LINES = AGENDA[Term.AUTUMN]


def set_agenda(*lines: str, person: Person = SIP, information: tuple[str, ...] = ()) -> tuple[str, ...]:
    made = agenda_set(VISIT, SetAgenda(VISIT.id, VISIT.revision, lines, information), person)
    assert replace(made, agenda=VISIT.agenda, information=VISIT.information) == VISIT
    assert made.information == information
    return made.agenda


@pytest.mark.parametrize("person", [SIP, HEAD])
def test_lines_are_removed_added_and_put_in_order_by_either_side(person: Person) -> None:
    own = "The new  phonics\nscheme"
    assert set_agenda(LINES[2], own, LINES[0], " ", LINES[2], person=person) == (
        LINES[2],
        "The new phonics scheme",
        LINES[0],
    )
    assert set_agenda(person=person) == ()
    assert set_agenda(*LINES, information=("Attendance to date",)) == LINES


def test_what_is_too_much_is_refused() -> None:
    for lines in ([f"Line {number}" for number in range(21)], ["x" * 201]):
        with pytest.raises(Refused, match="Please keep"):
            set_agenda(*lines)


@pytest.mark.parametrize("status", S)
def test_only_the_two_whose_visit_it_is_before_it_is_over(status: S) -> None:
    visit = a_visit(status)
    for role in Role:
        person = a.a_person(role)
        may = role in (Role.SIP, Role.HEADTEACHER) and status not in OVER
        assert may_set_agenda(visit, person) is may
    with pytest.raises(Refused):
        agenda_set(visit, SetAgenda(visit.id, visit.revision - 1, ()), SIP)


def test_what_is_suggested() -> None:
    assert suggested_agenda(TermlyVisit(Term.SPRING)) == AGENDA[Term.SPRING]
    assert suggested_agenda(SchoolLedVisit(Menu.LEARNING_WALKS), ["Books"]) == ("Learning walks",)


def test_the_school_is_asked_to_bring_something_to_each_termly_visit() -> None:
    for term in Term:
        assert suggested_information(TermlyVisit(term)) == INFORMATION[term]
        assert all(len(line) <= LINE_AT_MOST for line in INFORMATION[term])
    assert suggested_information(SchoolLedVisit(Menu.LEARNING_WALKS)) == ()


def test_what_the_last_report_agreed_comes_first_within_the_limits_of_an_agenda() -> None:
    agreed = ["Books of Year 4", AGENDA[Term.SPRING][1], "x" * 300]
    agenda = suggested_agenda(TermlyVisit(Term.SPRING), agreed)
    rest = tuple(line for line in AGENDA[Term.SPRING] if line not in agreed)
    assert agenda == (*agreed[:2], "x" * LINE_AT_MOST, *rest)
    assert len(suggested_agenda(TermlyVisit(Term.SPRING), map(str, range(50)))) == LINES_AT_MOST
