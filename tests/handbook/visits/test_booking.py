"""From the SIP's wish to both calendars (V2-V4, C1, AS1): what is kept, and each refusal with its sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term, school_calendar
from handbook.half_days.entitlement import Entitlement, account
from handbook.half_days.extra_services import ExtraService
from handbook.visits.agenda import AGENDA
from handbook.visits.booking import (
    AskForOthers,
    NoteFound,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SeekVisit,
    SendSlots,
    found,
    none_suited,
    opened,
    others_asked,
    picked,
    proposed,
    sought,
)
from handbook.visits.purposes import ExtraVisit, Menu, SchoolLedVisit
from handbook.visits.renewal import OfferAnew, offered_anew
from handbook.visits.visit import Slot, Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v
from tests.support.visits import FIRST, FOURTH, HEAD, SECOND, SIP, SLOTS, YEAR, a_visit, dossier_of

OTHER_SIP = a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1")
SCHOOL_LED = SchoolLedVisit(Menu.BOOK_SCRUTINY)


def open_visit(command: SeekVisit, person: Person = SIP, *others: Visit, now: datetime = a.MONDAY) -> Visit:
    own = account("900001", command.year, Entitlement(), others, (), (EXTRA,))
    return opened(command, a.a_school(), person, replace(v.CHECKS, sip_id=person.id), own, now, "visit-9")


EXTRA = ExtraService("extra-1", "900001", YEAR, OTHER_SIP.id, "Appraisal", 2, SIP.id, a.MONDAY)


def test_a_termly_visit_begins_with_its_agenda() -> None:
    visit = open_visit(SeekVisit("900001", YEAR, v.TERMLY, date(2026, 12, 1)))
    assert (visit.status, visit.agenda, visit.seek_from_on) == (S.SOUGHT, AGENDA[Term.AUTUMN], date(2026, 12, 1))
    assert open_visit(SeekVisit("900001", YEAR, SCHOOL_LED)).agenda == ("Book scrutiny",)


def test_an_extra_service_is_visited_by_the_sip_whom_it_names() -> None:
    command = SeekVisit("900001", YEAR, ExtraVisit("extra-1", "Appraisal"))
    assert open_visit(command, OTHER_SIP).sip_id == OTHER_SIP.id
    refused("not_yours", lambda: open_visit(command, SIP))
    unknown = SeekVisit("900001", YEAR, ExtraVisit("extra-2", "Nothing"))
    assert "All half-days of “Nothing” are held or planned." in refused("used_up", lambda: open_visit(unknown, SIP))


def refused(code: str, attempt: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        attempt()
    assert refusal.value.code == code
    assert refusal.value.reason.endswith(".")
    return refusal.value.reason


def test_who_may_not_seek_a_visit() -> None:
    command = SeekVisit("900001", YEAR, v.TERMLY)
    reason = refused("not_yours", lambda: open_visit(command, OTHER_SIP))
    assert reason == "St Hilda’s Catholic Primary School, Northbeck has another School Improvement Partner."
    refused("no_date", lambda: open_visit(SeekVisit("900001", AcademicYear(2025), v.TERMLY)))
    late = datetime(2027, 8, 31, 23, 30, tzinfo=UTC)  # 1 September in London
    refused("no_date", lambda: open_visit(command, now=late))


def test_an_entitlement_that_is_used_up_shows_the_way() -> None:
    termly = refused("used_up", lambda: open_visit(SeekVisit("900001", YEAR, v.TERMLY), SIP, a_visit(S.HELD)))
    assert "autumn visit of St Hilda’s Catholic Primary School for 2026/27 is held or planned already" in termly
    assert termly.endswith("You can use one of the half-days led by the school instead.")
    led = [a_visit(S.BOOKED, f"visit-{number}", SCHOOL_LED) for number in range(3)]
    both = refused("used_up", lambda: open_visit(SeekVisit("900001", YEAR, SCHOOL_LED), SIP, *led))
    assert "are all held or planned. More can be bought as an extra service" in both
    last = refused("used_up", lambda: open_visit(SeekVisit("900001", YEAR, v.TERMLY), SIP, a_visit(), *led))
    assert "extra service" in last


def test_without_current_checks_no_visit_is_arranged() -> None:
    command = SeekVisit("900001", YEAR, v.TERMLY)
    own = account("900001", YEAR, Entitlement(), ())
    reason = refused("no_checks", lambda: opened(command, a.a_school(), SIP, None, own, a.MONDAY, "visit-9"))
    assert reason.startswith("There are no current DBS and recruitment checks on record for Samir Pell")
    visit = a_visit(S.NONE_SUITED)
    refused(
        "no_checks", lambda: sought(dossier_of(visit, checks=None), SeekSlots(visit.id, visit.version), SIP, a.MONDAY)
    )


def test_checks_that_run_out_before_the_day_stop_that_day_only() -> None:
    visit = a_visit(S.FOUND)
    ending = replace(v.CHECKS, dbs_review_by=SECOND.on)
    dossier = dossier_of(visit, checks=ending)
    sent = proposed(dossier, SendSlots(visit.id, visit.version, (FIRST, SECOND)), SIP, a.MONDAY)
    assert [slot.half_day for slot in sent.slots] == [FIRST, SECOND]
    refused("no_checks", lambda: proposed(dossier, SendSlots(visit.id, visit.version, (FOURTH,)), SIP, a.MONDAY))


@pytest.mark.parametrize(
    ("half_day", "code", "sentence"),
    [
        (v.morning(date(2026, 11, 23)), "no_date", "Monday 23 November 2026, 09:00 to 12:00 has passed"),
        (v.morning(date(2026, 12, 5)), "no_date", "Saturday 5 December 2026 is at the weekend"),
        (v.morning(date(2027, 5, 3)), "no_date", "Monday 3 May 2027 is a bank holiday"),
        (v.morning(date(2026, 11, 27)), "no_date", "is a day on which the school is closed to pupils"),
        (v.morning(date(2026, 12, 21)), "no_date", "is in the school holidays. Please choose a school day"),
        (v.morning(date(2027, 7, 22)), "no_date", "I do not know the term dates of St Hilda’s"),
        (v.morning(date(2027, 9, 6)), "no_date", "is not in 2026/27, the year of this visit"),
        (HalfDay(FIRST.on, time(12, 0), time(9, 0)), "missing", "a time that ends after it begins"),
        (FIRST, "taken", "Tuesday 1 December 2026, 09:00 to 12:00 has since been taken"),
        (HalfDay(FIRST.on, time(11, 30), time(13, 0)), "taken", "has since been taken"),
    ],
)
def test_a_half_day_that_cannot_be_is_refused_in_one_sentence(half_day: HalfDay, code: str, sentence: str) -> None:
    visit, other = a_visit(S.FOUND), a_visit(S.BOOKED, "visit-2", SCHOOL_LED)
    command = SendSlots(visit.id, visit.version, (half_day,))
    assert sentence in refused(code, lambda: proposed(dossier_of(visit, other), command, SIP, a.MONDAY))


def test_without_term_dates_no_day_is_a_school_day() -> None:
    visit = a_visit(S.FOUND)
    dossier = replace(dossier_of(visit), calendar=school_calendar([], [], [], []))
    reason = refused("no_date", lambda: proposed(dossier, SendSlots(visit.id, visit.version), SIP, a.MONDAY))
    assert "I do not know the term dates" in reason


def test_how_many_half_days_can_be_sent() -> None:
    visit = a_visit()
    refused("missing", lambda: proposed(dossier_of(visit), SendSlots(visit.id, visit.version), SIP, a.MONDAY))
    four = (*(slot.half_day for slot in SLOTS), FOURTH)
    refused("missing", lambda: proposed(dossier_of(visit), SendSlots(visit.id, visit.version, four), SIP, a.MONDAY))
    twice = proposed(dossier_of(visit), SendSlots(visit.id, visit.version, (FIRST, FIRST)), SIP, a.MONDAY)
    assert twice.slots == (Slot(FIRST),)


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_only_what_is_on_offer_is_picked(number: int) -> None:
    visit = a_visit(S.PROPOSED)
    command = PickSlot(visit.id, visit.version, number)
    assert "on offer" in refused("missing", lambda: picked(dossier_of(visit), command, HEAD, a.MONDAY))


def test_a_half_day_is_picked_once() -> None:
    visit = a_visit(S.BOOKED)
    again = PickSlot(visit.id, a_visit(S.PROPOSED).version, 2)
    reason = refused("stale", lambda: picked(dossier_of(visit), again, HEAD, a.MONDAY))
    assert reason == "A half-day has been picked already: Tuesday 1 December 2026, 09:00 to 12:00."


def test_what_was_taken_or_has_passed_meanwhile_is_not_picked() -> None:
    visit, other = a_visit(S.PROPOSED), a_visit(S.BOOKED, "visit-2", SCHOOL_LED)
    command = PickSlot(visit.id, visit.version, 1)
    refused("taken", lambda: picked(dossier_of(visit, other), command, HEAD, a.MONDAY))
    refused("no_date", lambda: picked(dossier_of(visit), command, HEAD, FIRST.starts_at))
    assert picked(dossier_of(visit, replace(other, status=S.CANCELLED)), command, HEAD, a.MONDAY).half_day == FIRST


def test_what_was_offered_is_not_offered_again() -> None:
    visit = a_visit(S.PROPOSED)
    asked = others_asked(dossier_of(visit), AskForOthers(visit.id, visit.version, " After lunch? "), HEAD)
    assert (asked.slots, asked.reason) == ((), "After lunch?")
    assert asked.passed_over == tuple(slot.half_day for slot in SLOTS)
    again = found(asked, NoteFound(asked.id, asked.version, (Slot(FOURTH), *SLOTS)))
    assert len(again.slots) == 3
    more = sought(dossier_of(again), SeekSlots(again.id, again.version, date(2027, 1, 5)), SIP, a.MONDAY)
    assert more.passed_over == (*asked.passed_over, FOURTH)
    assert more.seek_from_on == date(2027, 1, 5)


def test_why_none_suits_is_needed_and_not_too_long() -> None:
    visit = a_visit(S.PROPOSED)
    for reason in ("", "  ", "x" * 501):
        command = SayNoneSuits(visit.id, visit.version, reason)
        refused("missing", lambda command=command: none_suited(dossier_of(visit), command, HEAD))
    assert a_visit(S.NONE_SUITED).reason == "Residential."


def test_where_nothing_was_found_it_is_the_sip_s_turn_with_the_reason() -> None:
    visit = a_visit()
    none = found(visit, NoteFound(visit.id, visit.version, (), "Your calendar could not be read, and I do not guess."))
    assert (none.status, none.trouble) == (S.NONE_SUITED, "Your calendar could not be read, and I do not guess.")


def test_a_slot_that_was_taken_in_the_calendar_is_replaced_by_three_new_ones() -> None:
    visit = a_visit(S.PICKED)
    anew = offered_anew(visit, OfferAnew(visit.id, visit.version, (Slot(FOURTH),), "It was taken."))
    assert (anew.status, anew.half_day, anew.slots, anew.trouble) == (
        S.PROPOSED,
        None,
        (Slot(FOURTH),),
        "It was taken.",
    )
    none = offered_anew(visit, OfferAnew(visit.id, visit.version, (), "It was taken."))
    assert (none.status, none.half_day) == (S.NONE_SUITED, None)


@pytest.mark.parametrize("slots", [(), (Slot(FOURTH),)])
def test_a_visit_that_could_not_be_moved_stays_where_it_was(slots: tuple[Slot, ...]) -> None:
    visit = a_visit(S.MOVED)
    assert visit.occupies == (FOURTH, FIRST)
    back = offered_anew(visit, OfferAnew(visit.id, visit.version, slots, "That half-day was taken."))
    assert (back.status, back.half_day, back.before) == (S.BOOKED, FIRST, None)


@pytest.mark.parametrize("status", [S.NOT_HELD, S.CANCELLED])
def test_what_was_not_held_or_cancelled_is_planned_anew_if_something_is_left(status: S) -> None:
    visit, other = a_visit(status), a_visit(S.BOOKED, "visit-2")
    command = SeekSlots(visit.id, visit.version)
    again = sought(dossier_of(visit), command, SIP, a.MONDAY)
    assert (again.status, again.half_day, again.event_id) == (S.SOUGHT, None, "")
    refused("used_up", lambda: sought(dossier_of(visit, other), command, SIP, a.MONDAY))
