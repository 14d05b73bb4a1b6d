"""W5, D1: asked again when text, school year or headteacher changes, reminded in school days; silence ends nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from handbook.core.chasing import Patience
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Session, Term, school_calendar
from handbook.reports.agreements.agreement import AgreementStatus as S
from handbook.reports.agreements.agreement import SharingAgreement, SignAgreement, WithdrawAgreement, sign, withdraw
from handbook.reports.agreements.asking import (
    AgreementDue,
    AskAgain,
    RemindAboutAgreement,
    TellAgreementWaits,
    asked_again,
    due,
    reminded,
    reminded_by_advisor,
    school_days_waited,
    waiting_told,
)
from handbook.reports.agreements.texts import FIRST_TEXTS, AgreementKind
from tests.support import builders as a

URN, KIND = "900001", AgreementKind.SHARING
TEXT = FIRST_TEXTS[KIND]
NEW_TEXT = replace(TEXT, version="2026.2", words=f"{TEXT.words} And more.", number=2)
SCHOOL, HEAD = a.a_school(), a.a_person(Role.HEADTEACHER)
OTHER_HEAD = "00000000-0000-4000-8000-0000000000f2"
CALENDAR = school_calendar(
    [
        Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN),
        Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),
        Session(date(2027, 6, 7), date(2027, 7, 20), Term.SUMMER),
        Session(date(2027, 9, 2), date(2027, 12, 17), Term.AUTUMN),
    ],
    [],
    [],
    [],
)
PATIENCE = Patience(reminders=(5, 10), trust_advisor=10)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def due_at(
    agreement: SharingAgreement, now: datetime, *, text: object = TEXT, head: str = HEAD.id
) -> list[AgreementDue]:
    assert text in (TEXT, NEW_TEXT)
    school = replace(SCHOOL, headteacher_id=head)
    return list(due(agreement, school, NEW_TEXT if text is NEW_TEXT else TEXT, CALENDAR, PATIENCE, now))


MONDAY, TUESDAY = a.MONDAY.date(), a.MONDAY.date() + timedelta(1)
NEXT_YEAR = date(2027, 9, 2)
AGAIN = [AskAgain(URN, KIND)]


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize(
    ("what", "asks"),
    [
        ("nothing", ()),
        ("text", (S.ASKED, S.SIGNED)),
        ("year", (S.ASKED, S.SIGNED)),
        ("head", (S.ASKED,)),
        ("no head", ()),
    ],
)
def test_what_is_asked_again_by_the_clock(what: str, asks: tuple[S, ...], status: S) -> None:
    """Who has said no, or was never asked, is left in peace; a signature is the school's, whoever its head is."""
    agreement = a.an_agreement(status)
    now = at(NEXT_YEAR) if what == "year" else at(TUESDAY)
    head = {"head": OTHER_HEAD, "no head": ""}.get(what, HEAD.id)
    found = due_at(agreement, now, text=NEW_TEXT if what == "text" else TEXT, head=head)
    assert found == (AGAIN if status in asks else [])


@pytest.mark.parametrize(
    ("day", "hour", "asks"),
    [
        (date(2026, 11, 27), 10, True),
        (date(2026, 11, 28), 10, False),  # a Saturday
        (date(2026, 12, 21), 10, False),  # holidays
        (date(2026, 11, 27), 8, False),  # before the hour
        (date(2028, 3, 1), 10, False),  # nobody knows yet whether that is a school day
    ],
)
def test_nobody_is_asked_in_the_holidays(day: date, hour: int, asks: bool) -> None:
    found = due_at(a.an_agreement(S.SIGNED), at(day, hour), text=NEW_TEXT)
    assert found == (AGAIN if asks else [])


def test_a_school_year_ends_at_midnight_in_london() -> None:
    """What is signed on 31 August is of the year that ends then, and is asked for again on the first school day."""
    agreement, head = a.an_agreement(S.ASKED), HEAD
    last, next_ = (
        sign(agreement, SCHOOL, SignAgreement(URN, 1, TEXT.version, HEAD.name), head, now, TEXT)
        for now in (datetime(2027, 8, 31, 22, 59, tzinfo=UTC), datetime(2027, 8, 31, 23, 0, tzinfo=UTC))
    )
    assert (last.signed_for, next_.signed_for) == (AcademicYear(2026), AcademicYear(2027))
    assert due_at(last, at(date(2027, 8, 31))) == []
    assert due_at(last, at(date(2027, 9, 1))) == []
    assert due_at(last, at(NEXT_YEAR)) == AGAIN
    assert due_at(next_, at(NEXT_YEAR)) == []


def test_what_was_signed_holds_until_the_school_answers() -> None:
    signed = a.an_agreement(S.SIGNED)
    again = asked_again(signed, SCHOOL, at(TUESDAY), NEW_TEXT)
    assert (again.allows_sharing, again.is_waiting, again.status) == (True, True, S.SIGNED)
    assert (again.text_version, again.asked_version, again.asked_at) == (TEXT.version, "2026.2", at(TUESDAY))
    assert due_at(again, at(TUESDAY), text=NEW_TEXT) == []
    with pytest.raises(Refused, match="asked already"):
        asked_again(again, SCHOOL, at(TUESDAY), NEW_TEXT)
    command = SignAgreement(URN, again.revision, "2026.2", HEAD.name)
    anew = sign(again, SCHOOL, command, HEAD, at(TUESDAY), NEW_TEXT)
    assert (anew.text_version, anew.is_waiting, len(anew.signatures)) == ("2026.2", False, 2)
    assert anew.signatures[0].ended_at == at(TUESDAY)
    no = withdraw(again, SCHOOL, WithdrawAgreement(URN, again.revision), HEAD, at(TUESDAY))
    assert (no.allows_sharing, no.is_waiting) == (False, False)


def test_a_signature_that_is_not_asked_for_again_is_given_once() -> None:
    signed = a.an_agreement(S.SIGNED)
    with pytest.raises(Refused, match="answered already"):
        sign(signed, SCHOOL, SignAgreement(URN, signed.revision, TEXT.version, HEAD.name), HEAD, a.MONDAY, TEXT)


def test_a_school_that_has_not_answered_is_asked_for_the_new_text() -> None:
    again = asked_again(a.an_agreement(S.ASKED), SCHOOL, at(TUESDAY), NEW_TEXT)
    assert (again.status, again.text_version, again.asked_again) == (S.ASKED, "2026.2", False)


def test_who_became_headteacher_is_asked_anew() -> None:
    school = replace(SCHOOL, headteacher_id=OTHER_HEAD)
    again = asked_again(replace(a.an_agreement(S.ASKED), reminders=2), school, at(TUESDAY), TEXT)
    assert (again.asked_of_id, again.reminders, again.asked_at) == (OTHER_HEAD, 0, at(TUESDAY))
    assert due(again, school, TEXT, CALENDAR, PATIENCE, at(TUESDAY)) == ()


def test_nobody_is_asked_where_there_is_no_headteacher() -> None:
    with pytest.raises(Refused, match="no headteacher"):
        asked_again(a.an_agreement(S.SIGNED), replace(SCHOOL, headteacher_id=""), at(TUESDAY), NEW_TEXT)


@pytest.mark.parametrize("status", [S.ASKED, S.SIGNED])
def test_reminders_come_in_school_days_and_then_the_trust_advisor_hears(status: S) -> None:
    agreement = a.an_agreement(status)
    if status is S.SIGNED:
        agreement = asked_again(agreement, SCHOOL, at(MONDAY), NEW_TEXT)
    text = NEW_TEXT if status is S.SIGNED else TEXT
    fourth, fifth, tenth = (MONDAY + timedelta(days) for days in (4, 7, 14))
    assert due_at(agreement, at(fourth), text=text) == []
    assert due_at(agreement, at(fifth), text=text) == [RemindAboutAgreement(URN, KIND, 1)]
    once = reminded(agreement, RemindAboutAgreement(URN, KIND, 1), at(fifth))
    assert due_at(once, at(fifth), text=text) == []
    both = [RemindAboutAgreement(URN, KIND, 2), TellAgreementWaits(URN, KIND)]
    assert due_at(once, at(tenth), text=text) == both
    assert due_at(agreement, at(tenth), text=text) == both, "missed reminders come as one"
    told = waiting_told(reminded(once, RemindAboutAgreement(URN, KIND, 2), at(tenth)), at(tenth))
    assert due_at(told, at(tenth), text=text) == []
    assert told.in_force is agreement.in_force


def test_what_was_done_already_is_not_done_again() -> None:
    waits = a.an_agreement(S.ASKED)
    once = reminded(waits, RemindAboutAgreement(URN, KIND, 1), a.MONDAY)
    told = waiting_told(waits, a.MONDAY)
    for attempt in (
        lambda: reminded(once, RemindAboutAgreement(URN, KIND, 1), a.MONDAY),
        lambda: waiting_told(told, a.MONDAY),
        *(
            lambda one=one: one(a.an_agreement(S.SIGNED))
            for one in (
                lambda agreement: reminded(agreement, RemindAboutAgreement(URN, KIND, 1), a.MONDAY),
                lambda agreement: reminded_by_advisor(agreement, a.MONDAY),
                lambda agreement: waiting_told(agreement, a.MONDAY),
            )
        ),
    ):
        with pytest.raises(Refused):
            attempt()


def test_how_long_it_has_waited_is_counted_in_school_days() -> None:
    waits = a.an_agreement(S.ASKED)
    assert school_days_waited(waits, CALENDAR, MONDAY) == 0
    assert school_days_waited(waits, CALENDAR, MONDAY + timedelta(7)) == 5
    assert school_days_waited(waits, CALENDAR, date(2027, 12, 20)) is None, "the known dates end before"
    assert school_days_waited(a.an_agreement(S.SIGNED), CALENDAR, MONDAY) is None
    assert school_days_waited(replace(waits, asked_at=None), CALENDAR, MONDAY) is None
    assert due_at(replace(waits, asked_at=None), at(TUESDAY)) == []
