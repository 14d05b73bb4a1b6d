"""Whatever people press, in whatever order, with cards of whatever age, and whatever Outlook says in between: no school
gets more than its half-days, nobody is in two places at once, and an extra service never eats the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.half_days.entitlement import Entitlement, HalfDayAccount, account
from handbook.half_days.extra_services import ExtraService
from handbook.visits.booking import (
    AskForOthers,
    NoteBooked,
    NoteFound,
    PickSlot,
    SeekSlots,
    SeekVisit,
    SendSlots,
    booked,
    found,
    opened,
    others_asked,
    picked,
    proposed,
    sought,
)
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit, agreed, cancelled, kept, moved
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_outlook import noted_declined, noted_gone
from handbook.visits.moves import MOVES, VisitMove
from handbook.visits.outcome import SayHeld, SayNotHeld, held, not_held
from handbook.visits.purposes import ExtraVisit, Menu, Purpose, SchoolLedVisit, TermlyVisit
from handbook.visits.renewal import OfferAnew, offered_anew
from handbook.visits.visit import Slot, Visit, VisitStatus
from tests.support import builders as a
from tests.support import visits as v
from tests.support.examples import examples
from tests.support.visits import CUT_OFF, HEAD, SIP, YEAR

pytestmark = pytest.mark.no_cover  # measuring it doubles its time; each line that it passes has a test of its own

EXTRA = ExtraService("extra-1", "900001", YEAR, SIP.id, "Appraisal", 2, SIP.id, a.MONDAY)
PURPOSES: tuple[Purpose, ...] = (
    TermlyVisit(Term.AUTUMN),
    SchoolLedVisit(Menu.BOOK_SCRUTINY),
    ExtraVisit("extra-1", "Appraisal"),
)
FIGURES = Entitlement(each_term=1, school_led=2)
DAYS = tuple(date(2026, 12, day) for day in (1, 2, 5))
HALF_DAYS = tuple(half for day in DAYS for half in (v.morning(day), v.afternoon(day)))
"""Few, so that people get into each other's way; the fifth is a Saturday."""
PEOPLE = st.sampled_from((SIP, HEAD, SIP, HEAD, a.a_person(Role.TRUST_ADVISOR)))
AGES = st.sampled_from((0, 0, 0, 0, 1))
VISITS = st.integers(0, 3)
TIMES = st.sampled_from(HALF_DAYS)


Key = tuple[str, int]
Press = Callable[[VisitDossier, Key, Person, HalfDay, datetime], Visit]
PRESSES: tuple[Press, ...] = (
    lambda one, key, person, _, now: sought(one, SeekSlots(*key), person, now),
    lambda one, key, person, to, now: proposed(one, SendSlots(*key, (to,)), person, now),
    lambda one, key, person, _, now: proposed(one, SendSlots(*key), person, now),
    lambda one, key, person, _, now: picked(one, PickSlot(*key, 1), person, now),
    lambda one, key, person, _, now: picked(one, PickSlot(*key, 2), person, now),
    lambda one, key, person, _, __: others_asked(one, AskForOthers(*key), person),
    lambda one, key, person, to, now: moved(one, MoveVisit(*key, to, "Ill."), person, CUT_OFF, now),
    lambda one, key, person, _, now: cancelled(one, CancelVisit(*key, "Ill."), person, CUT_OFF, now),
    lambda one, key, person, _, now: agreed(one, AgreeToChange(*key), person, now),
    lambda one, key, person, _, __: kept(one, KeepVisit(*key), person),
    lambda one, key, person, _, now: held(one, SayHeld(*key), person, now),
    lambda one, key, person, _, now: not_held(one, SayNotHeld(*key, "Snow."), person, now),
)
Note = Callable[[Visit, Key, tuple[Slot, ...], datetime], Visit]
NOTES: tuple[Note, ...] = (
    lambda visit, key, slots, _: found(visit, NoteFound(*key, slots)),
    lambda visit, key, slots, _: offered_anew(visit, OfferAnew(*key, slots)),
    lambda visit, key, _, __: booked(v.dossier_of(visit), NoteBooked(*key, "event")),
    lambda visit, _, __, now: noted_gone(visit, now),
    lambda visit, _, __, now: noted_declined(visit, now),
)
SEND, PICK, MOVE, CANCEL, AGREE, HOLD, NOT_HOLD, AGAIN = (PRESSES[number] for number in (1, 3, 6, 7, 8, 10, 11, 0))
LOSE, BOOK = NOTES[1], NOTES[2]


class OneYear:
    """One school's year, with all its visits at once."""

    def __init__(self, on_offer: list[HalfDay]) -> None:
        """As far as the SIP has come: a half-day of each visit is on offer."""
        self.visits: list[Visit] = []
        self.now = a.MONDAY
        for number, half_day in enumerate(on_offer):
            self.seek(PURPOSES[number], SIP)
            self.press(number, SEND, 0, SIP, half_day)

    @property
    def account(self) -> HalfDayAccount:
        return account("900001", YEAR, FIGURES, self.visits, (), (EXTRA,))

    def _try(self, number: int, change: Callable[[VisitDossier], Visit]) -> None:
        """A refusal changes nothing, and every change is a move of the table."""
        if not self.visits:
            return
        place = number % len(self.visits)
        visit = self.visits[place]
        others = (*self.visits[:place], *self.visits[place + 1 :])
        dossier = replace(v.dossier_of(visit), account=self.account, diary=others)
        try:
            after = change(dossier)
        except Refused:
            return
        assert after.status in {MOVES.get((visit.status, move)) for move in VisitMove}
        self.visits[place] = replace(after, revision=visit.revision + 1)

    def seek(self, purpose: Purpose, person: Person) -> None:
        command = SeekVisit("900001", YEAR, purpose)
        try:
            self.visits.append(
                opened(command, a.a_school(), person, v.CHECKS, self.account, self.now, f"visit-{len(self.visits)}")
            )
        except Refused:
            return

    def press(self, number: int, press: Press, age: int, person: Person, to: HalfDay) -> None:
        """Anybody, on any card."""
        self._try(number, lambda one: press(one, (one.visit.id, one.visit.version - age), person, to, self.now))

    def note(self, number: int, note: Note, age: int, times: list[HalfDay]) -> None:
        """What the calendars say, also late. What is moved in Outlook is left out: it is the truth for time, also where
        it is a mistake."""
        slots = tuple(map(Slot, times))
        self._try(number, lambda one: note(one.visit, (one.visit.id, one.visit.version - age), slots, self.now))

    def next_step(self, number: int, to: HalfDay) -> None:
        """What usually follows, so that sequences come far."""
        visit = self.visits[number % len(self.visits)] if self.visits else None
        match visit.status if visit else None:
            case VisitStatus.SOUGHT | VisitStatus.FOUND | VisitStatus.NONE_SUITED:
                self.press(number, SEND, 0, SIP, to)
            case VisitStatus.PROPOSED:
                self.press(number, PICK, 0, HEAD, to)
            case VisitStatus.PICKED:
                self.note(number, BOOK, 0, [])
            case VisitStatus.MOVED:
                self.note(number, LOSE, 0, [])
            case VisitStatus.BOOKED:
                self.press(number, HOLD, 0, SIP, to)
                self.press(number, MOVE, 0, HEAD, to)
            case VisitStatus.MOVE_ASKED | VisitStatus.CANCEL_ASKED:
                self.press(number, AGREE, 0, SIP, to)
            case _:
                self.press(number, AGAIN, 0, SIP, to)

    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def check(self) -> None:
        self._the_ledger_is_never_overdrawn()
        self._nobody_is_in_two_places_at_once()
        self._what_stands_has_a_time()

    def _the_ledger_is_never_overdrawn(self) -> None:
        own = self.account
        for line in (*(line for _, line in own.termly), own.school_led, *(line for _, line in own.extras)):
            assert line.held + line.planned + line.remaining == line.allowed
        without = [visit for visit in self.visits if not isinstance(visit.purpose, ExtraVisit)]
        assert account("900001", YEAR, FIGURES, without).face_to_face == own.face_to_face

    def _nobody_is_in_two_places_at_once(self) -> None:
        taken = [half_day for visit in self.visits for half_day in visit.occupies]
        assert not any(one.overlaps(other) for one, other in combinations(taken, 2))
        assert all(half_day.on.weekday() < 5 for half_day in taken)

    def _what_stands_has_a_time(self) -> None:
        for visit in self.visits:
            assert not visit.stands or visit.half_day
            assert (visit.before is not None) <= (visit.status is VisitStatus.MOVED)
            assert (visit.asked is not None) == (visit.status in (VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED))
            assert visit.status is not VisitStatus.PROPOSED or visit.slots


Step = Callable[[OneYear], None]


def step(does: Callable[..., None], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(*arguments).map(lambda drawn: lambda year: does(year, *drawn))


NEXT = step(OneYear.next_step, VISITS, TIMES)
STEPS = st.one_of(
    NEXT,
    NEXT,
    NEXT,
    step(OneYear.seek, st.sampled_from(PURPOSES), PEOPLE),
    step(OneYear.seek, st.sampled_from(PURPOSES), st.just(SIP)),
    step(OneYear.press, VISITS, st.just(CANCEL), st.just(0), st.just(HEAD), TIMES),
    step(OneYear.press, VISITS, st.sampled_from(PRESSES), AGES, PEOPLE, TIMES),
    step(OneYear.note, VISITS, st.sampled_from(NOTES), AGES, st.lists(TIMES, max_size=3)),
    step(OneYear.time_passes, st.sampled_from((1, 48))),
)


@examples(60)
@given(st.lists(TIMES, min_size=2, max_size=3), st.lists(STEPS, min_size=20, max_size=60))
def test_no_sequence_overdraws_the_ledger_or_books_anybody_twice(on_offer: list[HalfDay], steps: list[Step]) -> None:
    year = OneYear(on_offer)
    for one in steps:
        one(year)
        year.check()


def test_the_ordinary_way_is_open() -> None:
    """Else nothing would be proven by never going wrong."""
    year = OneYear([HALF_DAYS[0], HALF_DAYS[2]])
    for number in (0, 1):
        year.next_step(number, HALF_DAYS[0])
        year.next_step(number, HALF_DAYS[0])
    year.press(0, MOVE, 0, HEAD, HALF_DAYS[1])
    year.note(0, BOOK, 0, [])
    year.time_passes(240)
    year.next_step(0, HALF_DAYS[0])
    year.press(1, NOT_HOLD, 0, SIP, HALF_DAYS[0])
    assert [visit.status for visit in year.visits] == [VisitStatus.HELD, VisitStatus.NOT_HELD]
    assert year.account.face_to_face.held == 1
