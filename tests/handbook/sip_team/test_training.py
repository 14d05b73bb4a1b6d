"""Training sessions (T1, T3, M5): who sets, moves and cancels them, what is not taken, and what attendance makes of
the records of SIPs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.sip_team.record import SipRecord, Training, TrainingTopic
from handbook.sip_team.training.arranging import (
    GUESTS_AT_MOST,
    Arrangement,
    CancelSession,
    InviteToSession,
    MoveSession,
    NoteSessionGone,
    NoteSessionMoved,
    SetSession,
    checked_people,
    gone_in_outlook,
    guests_in,
    is_followed,
    moved_in_outlook,
    session_cancelled,
    session_invited,
    session_moved,
    session_set,
)
from handbook.sip_team.training.attendance import RecordAttendance, asked_who_came, attended, with_attendance
from handbook.sip_team.training.session import (
    Guest,
    SessionSubject,
    TrainingSession,
    is_invited,
    is_to_come,
    untrained,
    waits_for_attendance,
)
from tests.support import builders as a
from tests.support.sip_team import ADVISOR, OTHER_SIP, SIP
from tests.support.training import AFTER, BARE_RECORD, DURING, GUEST, MORNING, WHOLE_DAY, a_session

AUTUMN = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)
CALENDAR = SchoolCalendar((AUTUMN,), frozenset((date(2027, 5, 3),)), frozenset((date(2026, 12, 11),)))
INITIAL, DATA = SessionSubject(is_initial=True), SessionSubject(topics=(TrainingTopic.DATA,))
BOTH = (SIP, OTHER_SIP)
IDS = (SIP.id, OTHER_SIP.id)


def code(deed: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code, caught.value.reason


def on(day: date) -> HalfDay:
    return replace(WHOLE_DAY, on=day)


def set_so(subject: SessionSubject = INITIAL, at: HalfDay = WHOLE_DAY, **more: Any) -> TrainingSession:
    by, others = more.pop("by", ADVISOR), more.pop("others", ())
    guests, ids = more.pop("guests", ()), more.pop("ids", IDS)
    command = SetSession(subject, Arrangement(at, **more), ids, guests)
    return session_set(command, by, BOTH, (others, CALENDAR), a.MONDAY, "training-1")


def test_one_is_set_by_the_trust_advisor_with_sips_and_external_ones() -> None:
    new = set_so(place="  Trust office ", guests=("Ester Vale, EXT@other.example", "", "ext@other.example"))
    assert new == a_session()
    assert (new.subject.words, new.counts_as_initial) == ("the initial training", True)
    assert SessionSubject(True, (TrainingTopic.DATA,)).words == "the initial training; data"
    for by in (SIP, a.a_person(Role.DSO), a.a_person(Role.HEADTEACHER)):
        assert code(lambda by=by: set_so(by=by))[0] == "not_yours"


@pytest.mark.parametrize(
    ("given", "refused", "words"),
    [
        ({"subject": SessionSubject()}, "missing", "choose what the training is on"),
        ({"at": MORNING}, "missing", "The initial training is a full day"),
        ({"at": on(date(2026, 11, 20))}, "no_date", "has passed"),
        ({"at": on(date(2028, 3, 1))}, "no_date", "more than a year ahead. Please check the year."),
        ({"at": on(date(2026, 12, 11))}, "no_date", "Friday 11 December 2026 is not a school day"),
        ({"at": on(date(2026, 12, 12))}, "no_date", "is not a school day"),
        ({"at": on(date(2027, 5, 1))}, "no_date", "is not a school day"),
        ({"at": on(date(2027, 5, 3))}, "no_date", "is not a school day"),
        ({"place": "x" * 201}, "missing", "shorten the place"),
        ({"ids": ()}, "missing", "Please choose who is invited"),
        ({"ids": (*IDS, "gone")}, "missing", "Only SIPs on the service’s list"),
        ({"guests": ("Ester Vale",)}, "missing", "“Ester Vale” has no e-mail address"),
        ({"others": [a_session(id="other")]}, "taken", "invited to another training on Wednesday 9 December 2026"),
    ],
)
def test_what_makes_no_sense_is_said(given: dict[str, Any], refused: str, words: str) -> None:
    found, reason = code(lambda: set_so(**given))
    assert found == refused
    assert words in reason


def test_a_day_outside_term_can_be_meant_and_beyond_the_known_terms_weekdays_are_taken() -> None:
    assert set_so(at=on(date(2026, 12, 22)), outside_term=True).at.on == date(2026, 12, 22)
    assert set_so(at=on(date(2027, 3, 9))).at.on == date(2027, 3, 9)
    other = a_session(id="other", invited_ids=("somebody",))
    assert set_so(others=[other, a_session(id="x", at=on(date(2026, 12, 10)))]).at == WHOLE_DAY
    nothing = SchoolCalendar((), frozenset())
    command = SetSession(INITIAL, Arrangement(WHOLE_DAY), IDS)
    assert session_set(command, ADVISOR, BOTH, ((), nothing), a.MONDAY, "x").at == WHOLE_DAY


def test_guests_are_few_and_each_has_an_address() -> None:
    assert guests_in([" Ann, Bee, ann@x.example "]) == (Guest("ann@x.example", "Ann, Bee"),)
    assert guests_in(["ann@x.example"]) == (Guest("ann@x.example", "ann@x.example"),)
    many = [f"a{number}@x.example" for number in range(GUESTS_AT_MOST + 1)]
    assert "at most 30" in code(lambda: guests_in(many))[1]
    assert "at most 30" in code(lambda: guests_in(["x" * 10_000]))[1]
    assert checked_people((), (), ["ann@x.example"])[0] == ()


def test_it_is_moved_opened_to_others_and_cancelled_until_it_begins() -> None:
    session, later = a_session(), on(date(2026, 12, 10))
    arrangement, around = Arrangement(later), ([a_session()], CALENDAR)
    moved = session_moved(session, MoveSession("training-1", 1, arrangement), ADVISOR, around, a.MONDAY)
    assert (moved.at, moved.version, moved.place) == (later, 2, "")
    invite = InviteToSession("training-1", 1, (SIP.id,), ())
    assert session_invited(session, invite, ADVISOR, (SIP,), a.MONDAY).guests == ()
    cancelled = session_cancelled(session, CancelSession("training-1", 1), ADVISOR, a.MONDAY)
    assert (cancelled.cancelled_at, cancelled.version) == (a.MONDAY, 2)
    assert not is_to_come(cancelled, a.MONDAY)
    assert not is_invited(cancelled, SIP.id)
    stale = CancelSession("training-1", 2)
    assert code(lambda: session_cancelled(session, stale, ADVISOR, a.MONDAY))[0] == "stale"
    assert code(lambda: session_cancelled(session, CancelSession("x", 1), ADVISOR, AFTER))[0] == "stale"
    assert code(lambda: session_cancelled(session, CancelSession("x", 1), SIP, a.MONDAY))[0] == "unknown"


def test_what_is_done_in_outlook_is_followed_once_and_not_while_ours_is_on_its_way() -> None:
    session = a_session(shown=1)
    short = NoteSessionMoved("training-1", 1, MORNING)
    moved = moved_in_outlook(session, short, a.MONDAY)
    assert (moved.at, moved.version, moved.shown, moved.counts_as_initial) == (MORNING, 2, 2, False)
    gone = gone_in_outlook(session, NoteSessionGone("training-1", 1), a.MONDAY)
    assert (gone.cancelled_at, gone.shown) == (a.MONDAY, 2)
    for late in (a_session(), a_session(shown=1, cancelled_at=a.MONDAY), moved):
        assert code(lambda late=late: moved_in_outlook(late, short, a.MONDAY))[0] == "stale"
        assert code(lambda late=late: gone_in_outlook(late, NoteSessionGone("x", 1), a.MONDAY))[0] == "stale"
    assert code(lambda: moved_in_outlook(session, replace(short, at=WHOLE_DAY), a.MONDAY))[0] == "stale"
    assert not is_followed(session, DURING)


def test_attendance_is_recorded_by_the_trust_advisor_of_those_who_were_invited() -> None:
    session = a_session(revision=3)
    came = RecordAttendance("training-1", 3, (SIP.id, GUEST.email, SIP.id))
    recorded = attended(session, came, ADVISOR, DURING)
    assert (recorded.present, recorded.absent) == ((SIP.id, GUEST.email), (OTHER_SIP.id,))
    assert session.absent == ()
    assert (waits_for_attendance(session, AFTER), waits_for_attendance(recorded, AFTER)) == (True, False)
    assert not waits_for_attendance(session, DURING)
    for given, by, now, refused in (
        (came, SIP, AFTER, "not_yours"),
        (came, ADVISOR, a.MONDAY, "no_date"),
        (replace(came, revision=2), ADVISOR, AFTER, "stale"),
        (replace(came, present=("somebody",)), ADVISOR, AFTER, "missing"),
    ):
        assert code(lambda given=given, by=by, now=now: attended(session, given, by, now))[0] == refused
    off = a_session(cancelled_at=a.MONDAY, revision=3)
    assert code(lambda: attended(off, came, ADVISOR, AFTER))[0] == "no_date"
    asked = asked_who_came(session, AFTER)
    assert code(lambda: asked_who_came(asked, AFTER))[0] == "stale"


def test_who_came_has_the_training_on_record_and_a_mistake_is_taken_off_again() -> None:
    day = WHOLE_DAY.on
    before = a_session(subject=SessionSubject(True, (TrainingTopic.DATA,)))
    came, absent = (replace(before, present=present, recorded_at=AFTER) for present in ((SIP.id,), ()))
    trained = with_attendance(BARE_RECORD, before, came)
    assert (trained.initial_training_on, trained.trainings) == (day, (Training(TrainingTopic.DATA, day),))
    assert with_attendance(BARE_RECORD, before, absent) == BARE_RECORD
    assert with_attendance(trained, came, absent) == BARE_RECORD
    first = SipRecord(SIP.id, initial_training_on=date(2026, 9, 1))
    assert with_attendance(first, before, came).initial_training_on == date(2026, 9, 1)
    assert with_attendance(with_attendance(first, before, came), came, absent) == first
    later = SipRecord(SIP.id, initial_training_on=day + timedelta(days=30))
    assert with_attendance(later, before, came).initial_training_on == day
    shortened = replace(came, at=HalfDay(day, time(9), time(12)))
    assert with_attendance(BARE_RECORD, before, shortened).initial_training_on is None


def test_who_has_no_initial_training_is_named_with_the_day_to_which_they_are_invited() -> None:
    nia = replace(SIP, id="nia", name="Nia")
    team = [(SIP, False), (nia, False), (OTHER_SIP, True)]
    sessions = [a_session(at=MORNING), a_session(subject=DATA), a_session()]
    assert untrained(team, sessions) == [(SIP, WHOLE_DAY.words), (nia, "")]
    assert datetime.combine(WHOLE_DAY.on, time(9)) < AFTER.replace(tzinfo=None)
