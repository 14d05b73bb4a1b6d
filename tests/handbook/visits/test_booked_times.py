"""V2: a move is known as one, with who made it and where; outside its term it is a difficulty. Two half-days are
two."""

from dataclasses import replace
from datetime import date, time

import pytest

from handbook.core.done_by import DoneBy
from handbook.core.half_days import HalfDay
from handbook.core.school_years import Term, school_calendar
from handbook.visits.booking import NoteBooked, booked
from handbook.visits.changes import AgreeToChange, MoveVisit, agreed, moved
from handbook.visits.in_calendars.booked_times import difficulty, last_move, moves_of, outside, with_booked_time
from handbook.visits.in_outlook import NoteMoved, NoteNewTimeProposed, noted_moved, noted_new_time
from handbook.visits.purposes import Menu, SchoolLedVisit, TermlyVisit
from handbook.visits.renewal import OfferAnew, offered_anew
from handbook.visits.standing_in import signed
from handbook.visits.visit import BookedFor, Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.visits import FIRST, FOURTH, HEAD, SIP, THIRD, a_visit, dossier_of

BOOKED = a_visit(S.BOOKED)
IN_JANUARY = v.morning(date(2027, 1, 12))
NEXT_YEAR = v.morning(date(2027, 9, 14))


def noted(before: Visit, after: Visit) -> Visit:
    return with_booked_time(before, after, MONDAY)


def in_calendar(visit: Visit) -> Visit:
    return noted(visit, booked(dossier_of(visit), NoteBooked(visit.id, visit.version, "event-1")))


def in_outlook(visit: Visit, to: HalfDay) -> Visit:
    return noted(visit, noted_moved(dossier_of(visit), NoteMoved(visit.id, to), MONDAY))


def by_one_of_two(visit: Visit, person_id: str, deputy_id: str = "") -> Visit:
    person = SIP if person_id == SIP.id else HEAD
    after = moved(dossier_of(visit), MoveVisit(visit.id, visit.version, FOURTH, "Ill."), person, v.CUT_OFF, MONDAY)
    return signed(visit, after, person_id, deputy_id, MONDAY)


def test_what_was_booked_for_the_first_time_was_not_moved() -> None:
    assert BOOKED.times == (BookedFor(FIRST, MONDAY),)
    assert last_move(BOOKED) is None
    assert last_move(a_visit(S.PROPOSED)) is None


def test_a_move_in_outlook_is_the_sips_whose_event_it_is() -> None:
    there = in_outlook(BOOKED, THIRD)
    move = last_move(there)
    assert move is not None
    assert (move.was, move.now) == (FIRST, BookedFor(THIRD, MONDAY, SIP.id, in_outlook=True))
    longer = in_outlook(there, HalfDay(THIRD.on, time(9), time(13)))
    assert [one.was for one in moves_of(longer)] == [FIRST, THIRD]
    back = in_outlook(longer, FIRST)
    assert [one.now.half_day for one in moves_of(back)][-1] == FIRST


@pytest.mark.parametrize(("person_id", "deputy_id"), [(SIP.id, ""), (HEAD.id, ""), (HEAD.id, "deputy-1")])
def test_a_move_here_is_theirs_who_asked_for_it_once_the_calendar_has_it(person_id: str, deputy_id: str) -> None:
    under_way = by_one_of_two(BOOKED, person_id, deputy_id)
    assert noted(BOOKED, under_way).times == BOOKED.times
    move = last_move(in_calendar(under_way))
    assert move is not None
    assert move.now == BookedFor(FOURTH, MONDAY, person_id, deputy_id)


def test_a_move_that_the_calendar_refused_was_none() -> None:
    under_way = by_one_of_two(BOOKED, SIP.id)
    lost = noted(under_way, offered_anew(under_way, OfferAnew(under_way.id, under_way.version, ())))
    assert (lost.half_day, lost.times) == (FIRST, BOOKED.times)


@pytest.mark.parametrize("deputy_id", ["", "deputy-1"])
def test_what_the_headteacher_proposed_in_outlook_is_their_move_whoever_agreed(deputy_id: str) -> None:
    asked = noted_new_time(BOOKED, NoteNewTimeProposed(BOOKED.id, THIRD), MONDAY)
    yes = agreed(dossier_of(asked), AgreeToChange(asked.id, asked.version), SIP, MONDAY)
    move = last_move(in_calendar(signed(asked, yes, SIP.id, deputy_id, MONDAY)))
    assert move is not None
    assert move.now == BookedFor(THIRD, MONDAY, HEAD.id, in_outlook=True)


def test_another_day_that_was_picked_after_it_was_put_off_is_a_move_too() -> None:
    sought = replace(a_visit(S.PICKED), times=BOOKED.times, half_day=THIRD)
    move = last_move(in_calendar(sought))
    assert move is not None
    assert (move.was, move.now.by_id, move.now.deputy_id) == (FIRST, HEAD.id, "")
    by_deputy = last_move(in_calendar(replace(sought, done_by=DoneBy(HEAD.id, "deputy-1"))))
    assert by_deputy is not None
    assert by_deputy.now.deputy_id == "deputy-1"


def test_a_visit_that_was_booked_before_its_times_were_kept_was_moved_from_where_it_stood() -> None:
    older = replace(BOOKED, times=())
    move = last_move(in_outlook(older, THIRD))
    assert move is not None
    assert (move.was, move.now.half_day) == (FIRST, THIRD)
    here = last_move(in_calendar(by_one_of_two(older, SIP.id)))
    assert here is not None
    assert here.was == FIRST
    same = offered_anew(by_one_of_two(older, SIP.id), OfferAnew(older.id, older.version + 1, ()))
    assert noted(by_one_of_two(older, SIP.id), same).times == (BookedFor(FIRST),)


SUMMER = TermlyVisit(Term.SUMMER)
LED = SchoolLedVisit(Menu.LEARNING_WALKS)


@pytest.mark.parametrize(
    ("purpose", "to", "says"),
    [
        (v.TERMLY, THIRD, ""),
        (v.TERMLY, v.morning(date(2026, 10, 27)), ""),  # in its term, and in the half-term holidays: said otherwise
        (
            v.TERMLY,
            IN_JANUARY,
            "Tuesday 12 January 2027 is outside the Autumn term of 2026/27, which goes from Wednesday",
        ),
        (v.TERMLY, NEXT_YEAR, "is outside the Autumn term of 2026/27"),
        (SUMMER, IN_JANUARY, "is outside the Summer term of 2026/27"),
        (LED, IN_JANUARY, ""),
        (LED, NEXT_YEAR, "Tuesday 14 September 2027 is not in 2026/27, the year of this visit."),
    ],
)
def test_a_termly_visit_lies_in_its_term_and_every_visit_in_its_year(
    purpose: TermlyVisit | SchoolLedVisit, to: HalfDay, says: str
) -> None:
    found = outside(dossier_of(replace(BOOKED, purpose=purpose)), to)
    assert (says in found) if says else not found


def test_where_nobody_knows_the_terms_days_only_the_year_is_asked() -> None:
    unknown = replace(dossier_of(BOOKED), calendar=school_calendar([], [], [], []))
    assert outside(unknown, IN_JANUARY) == ""
    assert outside(unknown, NEXT_YEAR) != ""


def test_a_move_outside_its_term_is_a_difficulty_wherever_it_was_made() -> None:
    for there in (
        in_outlook(BOOKED, IN_JANUARY),
        in_calendar(replace(by_one_of_two(BOOKED, SIP.id), half_day=IN_JANUARY)),
    ):
        assert there.half_day == IN_JANUARY
        assert there.trouble.endswith(
            "Please move the visit back, or agree the day with the Trust Advisor, who has been told."
        )
    assert in_calendar(by_one_of_two(BOOKED, SIP.id)).trouble == ""
    assert in_calendar(replace(a_visit(S.PICKED), half_day=IN_JANUARY)).trouble == "", "nobody has moved it"


@pytest.mark.parametrize("purpose", [v.TERMLY, LED])
def test_two_half_days_are_said_to_be_two_and_where_none_is_left(purpose: TermlyVisit | SchoolLedVisit) -> None:
    whole = HalfDay(THIRD.on, time(9), time(16))
    visit = replace(BOOKED, purpose=purpose)
    assert difficulty(dossier_of(visit), THIRD, MONDAY) == ""
    counts = "09:00 to 16:00 is more than one half-day, so this visit counts as two."
    free = difficulty(dossier_of(visit), whole, MONDAY)
    assert free.endswith(f"{counts} If one was meant, please shorten it in Outlook.")
    led = [replace(a_visit(S.FOUND, f"led-{number}", LED)) for number in range(3 if purpose == v.TERMLY else 2)]
    full = difficulty(dossier_of(visit, *led), whole, MONDAY)
    assert full.endswith("has no half-day left for that: please shorten it, or agree to buy more.")
    had_two = difficulty(dossier_of(replace(visit, half_day=whole), *led), replace(whole, ends=time(15)), MONDAY)
    assert had_two.endswith("If one was meant, please shorten it in Outlook.")
