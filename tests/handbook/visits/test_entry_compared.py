"""What stood in the calendar, what stands there, and which of the differences is noted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.calendars import (
    Answer,
    Busy,
    BusyTimes,
    CalendarEntry,
    Invited,
    Period,
    ShownAs,
    Unread,
)
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.changes import KeepVisit, kept
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.entry_compared import what_differs, what_differs_there
from handbook.visits.in_outlook import (
    NoteDeclined,
    NoteGone,
    NoteInOrder,
    NoteMoved,
    NoteNewTimeProposed,
    NoteNotInCalendar,
    NoteNotInvited,
    not_in_calendar,
    not_invited,
    noted_as_odd,
    noted_in_order,
    noted_new_time,
)
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.visits import FIRST, HEAD, SIP, THIRD, a_visit, dossier_of

BOOKED = dossier_of(a_visit(S.BOOKED))
ID = BOOKED.visit.id
EXCHANGE = "/O=EXCHANGELABS/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=0A1B2C-HEAD"


def at(half_day: HalfDay) -> Period:
    return Period(half_day.starts_at, half_day.ends_at)


def line(
    email: str, name: str, answer: Answer = Answer.NONE, proposed: HalfDay | None = None, minutes: int = 0
) -> Invited:
    when = MONDAY + timedelta(minutes=minutes) if minutes else None
    return Invited(email, name, answer, when, at(proposed) if proposed else None)


SIPS = line(SIP.email, SIP.name, Answer.ORGANISER)
HEADS = line(HEAD.email, HEAD.name)


def entry(*invited: Invited, half_day: HalfDay = FIRST, cancelled: bool = False) -> CalendarEntry:
    return CalendarEntry(
        "event-1", "key", "uid", at(half_day), "", "", "", ShownAs.BUSY, True, cancelled, (SIPS, *invited), ID, ""
    )


SURNAME_FIRST = ", ".join(reversed(HEAD.name.split(" ", 1)))


@pytest.mark.parametrize(
    ("stands", "noted"),
    [
        (entry(HEADS), None),
        (entry(HEADS, cancelled=True), NoteGone(ID)),
        (entry(HEADS, half_day=THIRD), NoteMoved(ID, THIRD)),
        (entry(line(HEAD.email.upper(), "", Answer.ACCEPTED, minutes=1)), None),
        (entry(line(HEAD.email, HEAD.name, Answer.DECLINED, minutes=1)), NoteDeclined(ID)),
        # under an alias, which adds a line, and is the later answer
        (entry(HEADS, line("office@x.example", HEAD.name, Answer.DECLINED, minutes=1)), NoteDeclined(ID)),
        (entry(line("head@x.example", f"{SURNAME_FIRST} (Head)", Answer.DECLINED, minutes=1)), NoteDeclined(ID)),
        (
            entry(
                line(HEAD.email, HEAD.name, Answer.DECLINED, minutes=1),
                line("office@x.example", HEAD.name, Answer.ACCEPTED, minutes=2),
            ),
            None,
        ),
        # under an address of Exchange's own, with a name and without one
        (entry(line(EXCHANGE, HEAD.name, Answer.DECLINED, minutes=1)), NoteDeclined(ID)),
        (entry(line(EXCHANGE, "", Answer.DECLINED, minutes=1)), NoteDeclined(ID)),
        # somebody else's answer is not theirs
        (entry(HEADS, line("deputy@x.example", "Someone Else", Answer.DECLINED, minutes=1)), None),
        (entry(HEADS, line(EXCHANGE, "", Answer.DECLINED, minutes=1)), None),
        (entry(line(EXCHANGE, "", Answer.DECLINED), line("deputy@x.example", "Someone Else")), NoteNotInvited(ID)),
        # taken out
        (entry(), NoteNotInvited(ID)),
        (entry(line("deputy@x.example", "Someone Else", Answer.ACCEPTED)), NoteNotInvited(ID)),
        (
            entry(line(HEAD.email, HEAD.name, Answer.TENTATIVE, THIRD, minutes=3)),
            NoteNewTimeProposed(ID, THIRD, False, MONDAY + timedelta(minutes=3)),
        ),
        (
            entry(line(HEAD.email, HEAD.name, Answer.DECLINED, THIRD, minutes=3)),
            NoteNewTimeProposed(ID, THIRD, True, MONDAY + timedelta(minutes=3)),
        ),
    ],
)
def test_what_differs_is_noted_and_nothing_else(stands: CalendarEntry, noted: object) -> None:
    assert what_differs(BOOKED, stands) == noted


def test_a_move_under_way_stands_at_both_times() -> None:
    moving = dossier_of(a_visit(S.MOVED))
    assert what_differs(moving, entry(HEADS)) is None
    assert what_differs(moving, entry(HEADS, half_day=v.FOURTH)) is None
    assert what_differs(moving, entry(HEADS, half_day=THIRD)) == NoteMoved(ID, THIRD)


def test_a_headteacher_without_a_name_is_known_by_their_address_alone() -> None:
    nameless = replace(BOOKED, headteacher=replace(HEAD, name=""))
    assert what_differs(nameless, entry(line("deputy@x.example", "Someone Else", Answer.DECLINED))) == NoteNotInvited(
        ID
    )


BUSY = Busy(FIRST.starts_at, FIRST.ends_at, ShownAs.TENTATIVE)


@pytest.mark.parametrize(
    ("found", "noted"),
    [
        (None, None),
        ((), NoteNotInCalendar(ID)),
        ((BUSY,), None),
        ((replace(BUSY, status=ShownAs.FREE),), None),
        ((replace(BUSY, end=BUSY.end + timedelta(hours=1)),), NoteNotInCalendar(ID)),
        ((replace(BUSY, end=BUSY.end + timedelta(hours=1), status=ShownAs.UNKNOWN),), None),
        ((Busy(FIRST.ends_at, FIRST.ends_at + timedelta(hours=1), ShownAs.UNKNOWN),), NoteNotInCalendar(ID)),
    ],
)
def test_a_deleted_copy_is_seen_by_what_does_not_stand_there(found: tuple[Busy, ...] | None, noted: object) -> None:
    there = BusyTimes(HEAD.email, found, Unread.NOT_READABLE if found is None else None)
    assert what_differs_there(BOOKED, there) == noted
    assert what_differs_there(dossier_of(a_visit(S.SOUGHT)), there) is None


@pytest.mark.parametrize("words", [not_invited, not_in_calendar])
def test_what_is_odd_is_said_once_until_it_is_in_order_again(words: Callable[[VisitDossier], str]) -> None:
    odd = noted_as_odd(BOOKED, words(BOOKED), MONDAY)
    assert (odd.trouble, odd.version) == (words(BOOKED), BOOKED.visit.version)
    said = dossier_of(odd)
    for again in (lambda: noted_as_odd(said, words(said), MONDAY), lambda: noted_in_order(BOOKED)):
        with pytest.raises(Refused):
            again()
    with pytest.raises(Refused):
        noted_as_odd(BOOKED, words(BOOKED), v.after(BOOKED.visit))
    with pytest.raises(Refused):
        noted_as_odd(dossier_of(a_visit(S.CANCELLED)), words(BOOKED), MONDAY)
    in_order = (what_differs(said, entry(HEADS)), what_differs_there(said, BusyTimes(HEAD.email, (BUSY,))))
    assert in_order == ((NoteInOrder(ID), None) if words is not_invited else (None, NoteInOrder(ID)))
    assert noted_in_order(said).trouble == ""


def test_who_declined_and_proposed_is_not_kept_to_the_time_that_they_declined() -> None:
    asked = noted_new_time(BOOKED.visit, NoteNewTimeProposed(ID, THIRD, declined=True), MONDAY)
    command = KeepVisit(ID, asked.version)
    off = kept(dossier_of(asked), command, SIP)
    assert (off.status, off.half_day, off.passed_over) == (S.SOUGHT, None, (FIRST,))
    assert "proposed does not suit" in off.reason
    assert kept(dossier_of(asked), command, HEAD).status is S.BOOKED
    wish = noted_new_time(BOOKED.visit, NoteNewTimeProposed(ID, THIRD), MONDAY)
    assert kept(dossier_of(wish), command, SIP).status is S.BOOKED
