"""O2: who hears of Ofsted's call, and what becomes of it where it is corrected or called off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.visits.moves import VisitMove, moved_on
from handbook.visits.ofsted.call import CONVERSATION, OfstedCall, reminders_pause, to_choose, without_inspections
from handbook.visits.ofsted.changes import (
    CorrectOfstedCall,
    called_off,
    check_tells_nothing_new,
    corrected,
    may_change,
    not_needed,
    offers_others,
    who_hears,
)
from handbook.visits.visit import Slot, Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v
from tests.support.visits import HEAD, SIP, a_visit

SCHOOL = a.a_school()
CALLED_AT = datetime(2026, 11, 30, 10, 15, tzinfo=UTC)
WEDNESDAY, THURSDAY, NEXT_TUESDAY = date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 8)
CALL = OfstedCall("call-1", "900001", HEAD.id, CALLED_AT, WEDNESDAY, THURSDAY)
OVER = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
ADVISOR = a.a_person(Role.TRUST_ADVISOR)


def test_the_trust_advisor_and_the_dso_hear_and_the_local_authority_where_the_trust_says_so() -> None:
    assert who_hears(SCHOOL, [ADVISOR], tells_authority=False) == (ADVISOR.id, SCHOOL.dso_id)
    assert who_hears(SCHOOL, [ADVISOR], tells_authority=True) == (ADVISOR.id, SCHOOL.dso_id, SCHOOL.la_officer_id)
    alone = replace(SCHOOL, dso_id="", la_officer_id="")
    assert who_hears(alone, [ADVISOR], tells_authority=True) == (ADVISOR.id,)
    assert who_hears(replace(SCHOOL, la_officer_id=SCHOOL.dso_id), [], tells_authority=True) == (SCHOOL.dso_id,)


def test_told_twice_it_is_one_call_and_other_days_are_a_correction() -> None:
    again, other = replace(CALL, id="call-2"), replace(CALL, id="call-2", first_on=THURSDAY)
    assert check_tells_nothing_new(again, (CALL,), CALLED_AT) == CALL
    with pytest.raises(Refused, match="told me already that Ofsted inspects from Wednesday 2 December 2026"):
        check_tells_nothing_new(other, (CALL,), CALLED_AT)
    off = called_off(CALL, SCHOOL, HEAD, CALLED_AT)
    for known in ((), (off,), (replace(CALL, first_on=date(2026, 11, 3), last_on=date(2026, 11, 4)),)):
        assert check_tells_nothing_new(again, known, CALLED_AT) is None


def to(first_on: date, last_on: date | None = None, call: OfstedCall = CALL) -> OfstedCall:
    return corrected(call, CorrectOfstedCall(call.id, first_on, last_on or first_on), SCHOOL, HEAD, CALLED_AT)


def test_the_days_are_corrected_and_who_was_asked_to_come_on_another_is_asked_no_more() -> None:
    asked = replace(CALL, wanted=v.afternoon(THURSDAY), comes=True)
    assert (to(THURSDAY, call=asked).wanted, to(THURSDAY, call=asked).comes) == (v.afternoon(THURSDAY), True)
    moved = to(NEXT_TUESDAY, call=asked)
    assert (moved.first_on, moved.last_on, moved.wanted, moved.comes) == (NEXT_TUESDAY, NEXT_TUESDAY, None, None)


def test_a_call_that_was_called_off_stands_for_nothing() -> None:
    off = called_off(replace(CALL, wanted=v.afternoon(THURSDAY)), SCHOOL, HEAD, CALLED_AT)
    assert (off.called_off_at, off.wanted) == (CALLED_AT, None)
    assert not reminders_pause((off,), "900001", WEDNESDAY)
    assert to_choose(off, (a_visit(S.BOOKED),)) == ()
    assert without_inspections(v.CALENDAR, (off,)) is v.CALENDAR
    assert (may_change(CALL, CALLED_AT), may_change(off, CALLED_AT), may_change(CALL, OVER)) == (True, False, False)


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        (lambda: called_off(CALL, SCHOOL, SIP, CALLED_AT), "Only the headteacher"),
        (lambda: called_off(CALL, SCHOOL, HEAD, OVER), "The inspection is over: it was from Wednesday 2 December 2026"),
        (lambda: called_off(called_off(CALL, SCHOOL, HEAD, CALLED_AT), SCHOOL, HEAD, CALLED_AT), "called off already"),
        (lambda: to(THURSDAY, call=called_off(CALL, SCHOOL, HEAD, CALLED_AT)), "called off already"),
        (lambda: to(WEDNESDAY, THURSDAY), "the days on record already"),
        (lambda: to(date(2026, 11, 25)), "Wednesday 25 November 2026 has passed"),
        (lambda: to(date(2027, 12, 2)), "more than 60 days away. Please check the month and the year"),
        (lambda: to(THURSDAY, WEDNESDAY), "first and last day"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(attempt: Callable[[], object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        attempt()


def test_no_half_day_is_sought_while_inspectors_are_in() -> None:
    calendar = without_inspections(v.CALENDAR, (CALL,))
    days = [date(2026, 12, day) for day in (1, 2, 3, 4)]
    assert [calendar.is_school_day(day) for day in days] == [True, False, False, True]


@pytest.mark.parametrize("status", [S.FOUND, S.PROPOSED])
def test_half_days_on_offer_in_the_inspection_are_taken_back_and_later_ones_sought(status: S) -> None:
    visit = replace(a_visit(status), slots=(Slot(v.morning(THURSDAY)), Slot(v.THIRD)))
    after = offers_others(CALL, visit)
    assert after is not None
    assert (after.status, after.slots, after.seek_from_on) == (S.SOUGHT, (), date(2026, 12, 4))
    assert v.morning(THURSDAY) in after.passed_over
    for other in (replace(visit, slots=(Slot(v.THIRD),)), a_visit(S.BOOKED)):
        assert offers_others(CALL, other) is None


def comes(status: S) -> Visit:
    visit = replace(a_visit(S.BOOKED), purpose=CONVERSATION, half_day=v.afternoon(THURSDAY))
    return replace(visit, status=status)


@pytest.mark.parametrize("status", [S.PICKED, S.BOOKED, S.MOVED, S.MOVE_ASKED, S.CANCEL_ASKED])
def test_the_visit_for_the_inspection_is_cancelled_with_it_wherever_it_stands(status: S) -> None:
    off, moved = called_off(CALL, SCHOOL, HEAD, CALLED_AT), to(NEXT_TUESDAY)
    for after, reason in ((off, "Ofsted is not coming."), (moved, "Ofsted comes on other days.")):
        gone = not_needed(CALL, after, comes(status))
        assert gone is not None
        assert (gone.status, gone.reason, gone.occupies) == (S.CANCELLED, reason, ())
    assert not_needed(CALL, to(THURSDAY), comes(status)) is None  # still one of its days


def test_other_visits_are_left_as_they_are() -> None:
    off = called_off(CALL, SCHOOL, HEAD, CALLED_AT)
    held = moved_on(comes(S.BOOKED), VisitMove.HOLD)
    own = replace(comes(S.BOOKED), half_day=v.morning(NEXT_TUESDAY))
    for visit in (held, own, a_visit(S.BOOKED), a_visit(S.PROPOSED)):
        assert not_needed(CALL, off, visit) is None
