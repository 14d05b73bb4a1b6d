"""A visit that is booked: the cut-off in school days, what needs a reason, and what people do in Outlook."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import school_calendar
from handbook.visits.changes import (
    AgreeToChange,
    CancelVisit,
    KeepVisit,
    MoveVisit,
    agreed,
    cancelled,
    kept,
    may_change_alone,
    moved,
)
from handbook.visits.in_outlook import (
    NoteMoved,
    NoteNewTimeProposed,
    noted_declined,
    noted_gone,
    noted_moved,
    noted_new_time,
)
from handbook.visits.outcome import SayHeld, SayNotHeld, held, not_held, waits_for_an_answer
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v
from tests.support.visits import CUT_OFF, FIRST, FOURTH, HEAD, SIP, THIRD, a_visit, dossier_of

BOOKED = a_visit(S.BOOKED)
KEY = (BOOKED.id, BOOKED.version)


@pytest.mark.parametrize(
    ("now", "cut_off", "alone"),
    [
        # The visit is on Tuesday 1 December; Friday 27 November is INSET.
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), 4, True),  # Wednesday, Thursday, Monday, Tuesday
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), 5, False),
        (datetime(2026, 11, 25, 23, 59, tzinfo=UTC), 3, True),
        (datetime(2026, 11, 26, 0, 0, tzinfo=UTC), 3, False),
        (datetime(2026, 11, 29, 12, 0, tzinfo=UTC), 2, True),
        (datetime(2026, 11, 30, 12, 0, tzinfo=UTC), 2, False),
        (datetime(2026, 12, 1, 8, 59, tzinfo=UTC), 1, False),
        (datetime(2026, 12, 1, 8, 59, tzinfo=UTC), 0, True),
    ],
)
def test_up_to_the_cut_off_either_side_changes_it_alone(now: datetime, cut_off: int, alone: bool) -> None:
    dossier = dossier_of(BOOKED)
    assert may_change_alone(dossier, cut_off, now) is alone
    after_move = moved(dossier, MoveVisit(*KEY, FOURTH, "Ill."), HEAD, cut_off, now)
    assert after_move.status is (S.MOVED if alone else S.MOVE_ASKED)
    after_cancel = cancelled(dossier, CancelVisit(*KEY, "Ill."), HEAD, cut_off, now)
    assert after_cancel.status is (S.CANCELLED if alone else S.CANCEL_ASKED)


def test_where_term_dates_are_not_known_one_asks() -> None:
    dossier = replace(dossier_of(BOOKED), calendar=school_calendar([], [], [], []))
    assert not may_change_alone(dossier, CUT_OFF, a.MONDAY)


@pytest.mark.parametrize("asker", [SIP, HEAD])
def test_who_asked_does_not_answer(asker: Person) -> None:
    other = HEAD if asker == SIP else SIP
    visit = moved(dossier_of(BOOKED), MoveVisit(*KEY, FOURTH, "Ill."), asker, CUT_OFF, v.late(BOOKED))
    with pytest.raises(Refused, match=f"You asked for this yourself: {other.name} answers it"):
        agreed(dossier_of(visit), AgreeToChange(visit.id, visit.version), asker, v.late(BOOKED))
    yes = agreed(dossier_of(visit), AgreeToChange(visit.id, visit.version), other, v.late(BOOKED))
    assert (yes.status, yes.half_day, yes.before, yes.asked) == (S.MOVED, FOURTH, FIRST, None)
    no = kept(dossier_of(visit), KeepVisit(visit.id, visit.version), other)
    assert (no.status, no.half_day, no.asked) == (S.BOOKED, FIRST, None)


def test_agreeing_to_a_half_day_that_was_taken_meanwhile_is_refused() -> None:
    visit = a_visit(S.MOVE_ASKED)
    other = replace(a_visit(S.BOOKED, "visit-2"), half_day=FOURTH)
    with pytest.raises(Refused, match="has since been taken"):
        agreed(dossier_of(visit, other), AgreeToChange(visit.id, visit.version), HEAD, v.late(BOOKED))


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_a_change_needs_a_reason(reason: str) -> None:
    for attempt in (
        lambda: moved(dossier_of(BOOKED), MoveVisit(*KEY, FOURTH, reason), SIP, CUT_OFF, a.MONDAY),
        lambda: cancelled(dossier_of(BOOKED), CancelVisit(*KEY, reason), SIP, CUT_OFF, a.MONDAY),
        lambda: not_held(dossier_of(BOOKED), SayNotHeld(*KEY, reason), SIP, v.after(BOOKED)),
    ):
        with pytest.raises(Refused, match="Please"):
            attempt()


def test_a_move_goes_somewhere_else_and_to_a_day_that_can_be() -> None:
    for to, sentence in ((FIRST, "at that time already"), (v.morning(date(2026, 12, 5)), "weekend")):
        with pytest.raises(Refused, match=sentence):
            moved(dossier_of(BOOKED), MoveVisit(*KEY, to, "Ill."), SIP, CUT_OFF, a.MONDAY)


def test_once_it_has_begun_it_was_held_or_not() -> None:
    began = FIRST.starts_at
    asked = a_visit(S.CANCEL_ASKED)
    for attempt in (
        lambda: moved(dossier_of(BOOKED), MoveVisit(*KEY, FOURTH, "Ill."), SIP, CUT_OFF, began),
        lambda: cancelled(dossier_of(BOOKED), CancelVisit(*KEY, "Ill."), SIP, CUT_OFF, began),
        lambda: agreed(dossier_of(asked), AgreeToChange(asked.id, asked.version), HEAD, began),
        lambda: noted_gone(BOOKED, began),
        lambda: noted_declined(BOOKED, began),
    ):
        with pytest.raises(Refused, match="already started"):
            attempt()
    assert held(dossier_of(BOOKED), SayHeld(*KEY), SIP, began).status is S.HELD
    with pytest.raises(Refused, match="still to come"):
        held(dossier_of(BOOKED), SayHeld(*KEY), SIP, began - timedelta(seconds=1))


@pytest.mark.parametrize("status", S)
def test_the_sip_is_asked_once_a_visit_is_over(status: S) -> None:
    visit = a_visit(status)
    stands = status in (S.BOOKED, S.MOVE_ASKED, S.CANCEL_ASKED)
    assert waits_for_an_answer(visit, FIRST.ends_at) is stands
    assert not waits_for_an_answer(visit, FIRST.ends_at - timedelta(seconds=1))


def test_what_was_moved_in_outlook_counts() -> None:
    there = noted_moved(dossier_of(BOOKED), NoteMoved(BOOKED.id, THIRD), a.MONDAY)
    assert (there.status, there.half_day, there.trouble) == (S.BOOKED, THIRD, "")


def test_a_bad_day_in_outlook_is_noted_and_said() -> None:
    there = noted_moved(dossier_of(BOOKED), NoteMoved(BOOKED.id, v.morning(date(2026, 12, 5))), a.MONDAY)
    assert there.half_day == v.morning(date(2026, 12, 5))
    assert there.trouble.startswith("Saturday 5 December 2026 is at the weekend.")
    assert there.trouble.endswith("Please move the visit again, or cancel it.")


def test_what_takes_longer_than_a_half_day_is_noted_and_said_and_cannot_be_agreed() -> None:
    whole = HalfDay(THIRD.on, time(9), time(16))
    there = noted_moved(dossier_of(BOOKED), NoteMoved(BOOKED.id, whole), a.MONDAY)
    assert there.half_day == whole
    assert "09:00 to 16:00 is more than one half-day, so this visit counts as two." in there.trouble
    asked = noted_new_time(BOOKED, NoteNewTimeProposed(BOOKED.id, whole), a.MONDAY)
    with pytest.raises(Refused, match="more than one half-day"):
        agreed(dossier_of(asked), AgreeToChange(asked.id, asked.version), SIP, a.MONDAY)
    with pytest.raises(Refused, match="more than one half-day"):
        moved(dossier_of(BOOKED), MoveVisit(*KEY, whole, "Ill."), HEAD, CUT_OFF, a.MONDAY)


def test_notifications_that_come_twice_late_or_out_of_order_change_nothing() -> None:
    under_way = a_visit(S.MOVED)
    gone = noted_gone(BOOKED, a.MONDAY)
    wished = noted_new_time(BOOKED, NoteNewTimeProposed(BOOKED.id, THIRD), a.MONDAY)
    assert (wished.status, wished.asked and wished.asked.by_id) == (S.MOVE_ASKED, HEAD.id)
    for attempt in (
        lambda: noted_moved(dossier_of(BOOKED), NoteMoved(BOOKED.id, FIRST), a.MONDAY),
        lambda: noted_moved(dossier_of(under_way), NoteMoved(BOOKED.id, FOURTH), a.MONDAY),
        lambda: noted_moved(dossier_of(under_way), NoteMoved(BOOKED.id, FIRST), a.MONDAY),  # read before our own change
        lambda: noted_gone(gone, a.MONDAY),
        lambda: noted_declined(gone, a.MONDAY),
        lambda: noted_new_time(wished, NoteNewTimeProposed(BOOKED.id, THIRD), a.MONDAY),
        lambda: noted_new_time(BOOKED, NoteNewTimeProposed(BOOKED.id, FIRST), a.MONDAY),
        lambda: noted_new_time(gone, NoteNewTimeProposed(BOOKED.id, THIRD), a.MONDAY),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "stale"


def test_a_visit_declined_in_outlook_is_put_off() -> None:
    off = noted_declined(BOOKED, a.MONDAY)
    assert (off.status, off.half_day, off.event_id, off.passed_over) == (S.SOUGHT, None, "", (FIRST,))
    assert "declined" in off.reason
