"""O2: when Ofsted calls, the headteacher keeps or puts off, may ask the SIP to come, and is left in peace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import Entitlement, HalfDayAccount, account
from handbook.visits.ofsted.call import (
    CONVERSATION,
    STANDS_BESIDE,
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    OfstedCall,
    PutOffForOfsted,
    TellOfstedCalled,
    kept_through,
    ofsted_called,
    put_off_for,
    reminders_pause,
    sip_answered,
    sip_asked,
    sip_comes,
    to_choose,
    visit_during,
)
from handbook.visits.ofsted.changes import called_off
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support import visits as v
from tests.support.visits import FIRST, HEAD, SIP, YEAR, a_visit, dossier_of

SCHOOL = a.a_school()
CALLED_AT = datetime(2026, 11, 30, 10, 15, tzinfo=UTC)
WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)
CALL = ofsted_called(TellOfstedCalled("900001", WEDNESDAY, THURSDAY), SCHOOL, HEAD, CALLED_AT, "call-1")
VISIT = a_visit(S.BOOKED)  # on Tuesday of that week
FEEDBACK = v.afternoon(THURSDAY)
SCHOOL_LED_LEFT = account("900001", YEAR, Entitlement(), ())


def visit_on(on: date, visit_id: str = "visit-1") -> Visit:
    return replace(VISIT, id=visit_id, half_day=v.morning(on))


def test_what_is_in_the_diary_that_week_is_chosen_about() -> None:
    friday, monday_before, next_monday = (visit_on(date(2026, 12, day), f"visit-{day}") for day in (4, 1, 7))
    week = (friday, replace(monday_before, half_day=v.morning(date(2026, 11, 30))), next_monday)
    others = (replace(friday, urn="900002"), replace(friday, purpose=CONVERSATION), a_visit(S.PROPOSED))
    assert [visit.id for visit in to_choose(CALL, (*week, *others))] == ["visit-1", "visit-4"]


def test_an_inspection_that_ends_on_a_saturday_is_still_that_week_s() -> None:
    call = replace(CALL, last_on=date(2026, 12, 5))
    assert to_choose(call, (visit_on(date(2026, 12, 4)),))
    assert not to_choose(call, (visit_on(date(2026, 12, 7)),))


def test_a_visit_is_kept_or_put_off_without_a_cut_off() -> None:
    kept = kept_through(CALL, dossier_of(VISIT), KeepThroughOfsted("call-1", VISIT.id, VISIT.version), HEAD)
    assert to_choose(kept, (VISIT,)) == ()
    command = PutOffForOfsted("call-1", VISIT.id, VISIT.version)
    off = put_off_for(CALL, dossier_of(VISIT), command, HEAD)
    assert (off.status, off.half_day, off.passed_over, off.reason) == (S.SOUGHT, None, (FIRST,), "Ofsted has called.")
    assert off.seek_from_on == date(2026, 12, 4)  # the inspectors have left
    for call, visit, person in ((kept, VISIT, HEAD), (CALL, VISIT, SIP), (CALL, visit_on(date(2026, 12, 8)), HEAD)):
        with pytest.raises(Refused):
            put_off_for(call, dossier_of(visit), command, person)


def ask(at: HalfDay = FEEDBACK, call: OfstedCall = CALL, own: HalfDayAccount = SCHOOL_LED_LEFT) -> OfstedCall:
    return sip_asked(call, AskSipToCome("call-1", at), SCHOOL, HEAD, own, CALLED_AT)


def test_the_sip_who_comes_is_booked_and_debited_once_held() -> None:
    yes = sip_answered(ask(), AnswerOfstedCall("call-1", True), SCHOOL, SIP)
    visit = visit_during(yes, SCHOOL, SCHOOL_LED_LEFT, "visit-7")
    picked = sip_comes(dossier_of(visit), CALLED_AT)
    assert (picked.status, picked.half_day, picked.purpose) == (S.PICKED, FEEDBACK, CONVERSATION)
    own = account("900001", YEAR, Entitlement(), (replace(picked, status=S.HELD),))
    assert (own.school_led.held, own.school_led.remaining) == (1, 2)
    assert "attendance is statutory" in STANDS_BESIDE
    assert "never replaces" in STANDS_BESIDE


def test_nobody_comes_where_no_half_day_is_left_or_the_time_is_taken() -> None:
    led = [replace(a_visit(S.HELD, f"visit-{number}"), purpose=CONVERSATION) for number in range(3)]
    used_up = account("900001", YEAR, Entitlement(), led)
    for attempt in (lambda: ask(own=used_up), lambda: visit_during(ask(), SCHOOL, used_up, "visit-7")):
        with pytest.raises(Refused, match="More can be bought as an extra service"):
            attempt()
    visit = visit_during(ask(), SCHOOL, SCHOOL_LED_LEFT, "visit-7")
    with pytest.raises(Refused, match="has since been taken"):
        sip_comes(dossier_of(visit, replace(VISIT, half_day=FEEDBACK)), CALLED_AT)
    assert visit_during(CALL, SCHOOL, SCHOOL_LED_LEFT, "visit-7").slots == ()


def test_the_sip_may_be_asked_again_after_a_no() -> None:
    no = sip_answered(ask(), AnswerOfstedCall("call-1", False), SCHOOL, SIP)
    assert ask(v.morning(THURSDAY), no).comes is None
    for call in (ask(), sip_answered(ask(), AnswerOfstedCall("call-1", True), SCHOOL, SIP)):
        with pytest.raises(Refused, match="already been asked to come"):
            ask(call=call)


def tell(first_on: date, last_on: date, person: Person = HEAD) -> OfstedCall:
    return ofsted_called(TellOfstedCalled("900001", first_on, last_on), SCHOOL, person, CALLED_AT, "call-1")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: tell(WEDNESDAY, THURSDAY, a.a_person(Role.SIP)),
        lambda: tell(THURSDAY, WEDNESDAY),
        lambda: tell(WEDNESDAY, date(2026, 12, 7)),
        lambda: tell(date(2026, 11, 25), date(2026, 11, 26)),
        lambda: tell(date(2027, 12, 2), date(2027, 12, 3)),
        lambda: ask(call=called_off(CALL, SCHOOL, HEAD, CALLED_AT)),
        lambda: ask(v.morning(date(2026, 12, 4))),
        lambda: ask(v.morning(date(2026, 12, 1))),
        lambda: sip_asked(ask(), AskSipToCome("call-1", FEEDBACK), SCHOOL, SIP, SCHOOL_LED_LEFT, CALLED_AT),
        lambda: sip_asked(CALL, AskSipToCome("call-1", FEEDBACK), SCHOOL, HEAD, SCHOOL_LED_LEFT, FEEDBACK.starts_at),
        lambda: sip_answered(ask(), AnswerOfstedCall("call-1", True), SCHOOL, HEAD),
        lambda: sip_answered(CALL, AnswerOfstedCall("call-1", True), SCHOOL, SIP),
        lambda: sip_answered(
            sip_answered(ask(), AnswerOfstedCall("call-1", True), SCHOOL, SIP),
            AnswerOfstedCall("call-1", False),
            SCHOOL,
            SIP,
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(attempt: Callable[[], object]) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        attempt()


@pytest.mark.parametrize(
    ("urn", "on", "pause"),
    [
        ("900001", date(2026, 11, 29), False),
        ("900001", date(2026, 11, 30), True),
        ("900001", THURSDAY, True),
        ("900001", date(2026, 12, 4), True),  # the Friday of that week
        ("900001", date(2026, 12, 7), False),
        ("900002", THURSDAY, False),
    ],
)
def test_nothing_is_due_from_the_call_to_the_end_of_the_inspections_week(urn: str, on: date, pause: bool) -> None:
    assert reminders_pause((CALL,), urn, on) is pause
