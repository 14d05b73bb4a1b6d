"""What time does to cases: who minds one is chased in school days, who has left is followed in their seat, and what is
old is forgotten but for a tombstone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handbook.cases.case import NO_SUCH_CASE, Case, Deed, Seat, Stage, check_reads, parts_for, readers_of
from handbook.cases.complaint_steps import About
from handbook.cases.keeping import (
    CasePolicy,
    chased,
    followed,
    is_to_be_chased,
    is_to_be_forgotten,
    minder_id,
    successors,
    tombstone,
)
from handbook.cases.signing import SERVICE, Actor, ids_in
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar, Session, Term, school_calendar
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    NOW,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DIRECTOR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SCHOOL,
    SIP,
    actor,
)

S = Stage
SESSIONS = (
    Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),
    Session(date(2027, 1, 5), date(2027, 2, 12), Term.SPRING),
    Session(date(2027, 4, 12), date(2027, 5, 28), Term.SUMMER),
)
CALENDAR = school_calendar(SESSIONS, [], [date(2026, 12, 9)], [date(2027, 5, 3)])
"""A Wednesday of INSET in December, and the bank holiday of May."""
UNKNOWN = SchoolCalendar((), frozenset())
ENDED = school_calendar([SESSIONS[0]], [], [], [])
POLICY = CasePolicy()


# Chasing


@pytest.mark.parametrize(
    ("review_on", "first_chased", "calendar"),
    [
        (date(2026, 12, 7), date(2026, 12, 8), CALENDAR),  # a Monday
        (date(2026, 12, 4), date(2026, 12, 7), CALENDAR),  # a Friday: over the weekend
        (date(2026, 12, 8), date(2026, 12, 10), CALENDAR),  # over INSET
        (date(2026, 12, 18), date(2027, 1, 5), CALENDAR),  # over Christmas
        (date(2026, 12, 25), date(2027, 1, 5), CALENDAR),
        (date(2027, 4, 30), date(2027, 5, 4), CALENDAR),  # over the weekend and a bank holiday
        (date(2027, 5, 28), date(2027, 5, 31), CALENDAR),  # beyond what is known, weekdays count
        (date(2026, 12, 4), date(2026, 12, 7), UNKNOWN),
        (date(2026, 12, 24), date(2026, 12, 25), UNKNOWN),
        (date(2026, 12, 18), date(2026, 12, 21), ENDED),
        (date(2027, 1, 1), date(2027, 1, 4), ENDED),
    ],
)
def test_who_minds_a_case_is_chased_on_the_first_school_day_after_its_day(
    review_on: date, first_chased: date, calendar: SchoolCalendar
) -> None:
    case = replace(b.a_concern(), review_on=review_on)
    days = [review_on + timedelta(days=ahead) for ahead in range(-3, 40)]
    assert next(day for day in days if is_to_be_chased(case, calendar, POLICY, day)) == first_chased


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (POLICY, [date(2026, 12, 8), date(2026, 12, 16), date(2027, 1, 7)]),
        (CasePolicy(chase_after=3, chase_every=1), [date(2026, 12, 11), date(2026, 12, 14), date(2026, 12, 15)]),
    ],
)
def test_and_then_again_after_so_many_school_days(policy: CasePolicy, expected: list[date]) -> None:
    """Nobody is chased twice in a day, nor out of school."""
    case, seen, day = replace(b.a_concern(), review_on=date(2026, 12, 7)), list[date](), date(2026, 12, 7)
    while len(seen) < 3:
        if is_to_be_chased(case, CALENDAR, policy, day):
            case = chased(case, day)
            seen.append(day)
            assert not is_to_be_chased(case, CALENDAR, policy, day)
        day += timedelta(days=1)
    assert seen == expected


def test_in_the_holidays_nobody_is_chased_however_late_it_is() -> None:
    case = replace(b.a_concern(), review_on=date(2026, 12, 1))
    days = [date(2026, 12, 19) + timedelta(days=ahead) for ahead in range(17)]
    assert not any(is_to_be_chased(case, CALENDAR, POLICY, day) for day in days)
    assert is_to_be_chased(case, CALENDAR, POLICY, date(2027, 1, 5))


def test_another_day_begins_anew_and_what_is_closed_is_not_chased() -> None:
    late = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    case = chased(replace(b.a_concern(), review_on=date(2026, 12, 7)), late.date())
    anew = c.set_review(case, actor(SIP), review_on=date(2026, 12, 14), now=late)
    assert (anew.review_on, anew.chased_on) == (date(2026, 12, 14), None)
    done = c.close(case, actor(SIP), now=late)
    assert (done.review_on, done.chased_on) == (None, None)
    assert not is_to_be_chased(done, CALENDAR, POLICY, date(2026, 12, 16))
    assert not is_to_be_chased(replace(case, review_on=None), CALENDAR, POLICY, date(2026, 12, 16))


@pytest.mark.parametrize(
    ("case", "who"),
    [
        (b.a_concern(S.NOT_TALKED), SIP),
        (b.a_concern(S.TALKED), SIP),
        (b.a_concern(S.WITH_TRUST_ADVISOR), ADVISOR),
        (b.a_concern(S.WITHOUT_DSO), ADVISOR),
        (b.a_concern(S.WITH_DIRECTOR), ADVISOR),
        (b.a_complaint(S.PREPARING), HEAD),
        (b.a_complaint(S.TALKED_TO_SIP), HEAD),
        (b.a_complaint(S.WITH_TRUST_ADVISOR), ADVISOR),
        (b.answer(b.a_complaint(S.WITH_TRUST_ADVISOR), S.WITH_TRUST_ADVISOR, ADVISOR), HEAD),
        (b.a_complaint(S.WITH_CHAIR), CHAIR),
    ],
)
def test_chased_is_who_minds_it(case: Case, who: Person) -> None:
    assert minder_id(case) == who.id


# Following


SEATED = {
    Seat.SIP: (SIP, OTHER_SIP, "sip_id"),
    Seat.HEADTEACHER: (HEAD, OTHER_HEAD, "headteacher_id"),
    Seat.DSO: (DSO, OTHER_DSO, "dso_id"),
    Seat.TRUST_ADVISOR: (ADVISOR, OTHER_ADVISOR, ""),
    Seat.DIRECTOR: (DIRECTOR, OTHER_DIRECTOR, ""),
    Seat.CHAIR: (CHAIR, OTHER_CHAIR, ""),
}
EVERYBODY = {one.id: one for before, after, _ in SEATED.values() for one in (before, after)}


def left(*gone: Person, **changed: Person) -> Mapping[str, Person]:
    """The list of people without some of them; `changed` are others than they were."""
    return {one: person for one, person in EVERYBODY.items() if person not in gone} | {
        person.id: person for person in changed.values()
    }


def following(
    case: Case, people: Mapping[str, Person], school: School | None, **holders: Person
) -> dict[Seat, Person | None]:
    offices = {Role(role): person for role, person in holders.items()}
    return successors(case, school, people.get, offices.get)


@pytest.mark.parametrize("seat", [Seat.SIP, Seat.HEADTEACHER, Seat.DSO, Seat.TRUST_ADVISOR, Seat.DIRECTOR])
def test_who_leaves_a_concern_is_followed_and_who_follows_reads_what_they_read(seat: Seat) -> None:
    before, after, field = SEATED[seat]
    case = b.a_concern(S.WITH_DIRECTOR)
    school = a_school(**{field: after.id}) if field else SCHOOL
    new = following(case, left(before), school, trust_advisor=OTHER_ADVISOR, director=OTHER_DIRECTOR)
    assert new == {seat: after}
    done = followed(case, new, NOW)
    assert done.is_open
    assert done.seats == {**case.seats, seat: after.id}
    assert set(parts_for(case, [before.id])) < set(parts_for(done, [after.id]))
    newest = done.parts[-1]
    assert (newest.deed, newest.by, newest.with_whom) == (Deed.HANDED_OVER, SERVICE, after.name)
    assert newest.why == f"{after.name} is {seat.words} now."
    minder = OTHER_ADVISOR if seat is Seat.TRUST_ADVISOR else ADVISOR
    assert set(newest.readers) == {after.id, minder.id}
    assert before.id not in readers_of(replace(done, parts=done.parts[len(case.parts) :]))


def test_who_minds_a_concern_hears_of_another_headteacher_before_it_goes_further() -> None:
    """E1: so the SIP knows who else reads the talk."""
    new = following(b.a_concern(S.TALKED), left(HEAD), a_school(headteacher_id=OTHER_HEAD.id))
    newest = followed(b.a_concern(S.TALKED), new, NOW).parts[-1]
    assert set(newest.readers) == {SIP.id, OTHER_HEAD.id}


@pytest.mark.parametrize(
    ("case", "seat"),
    [(b.a_complaint(S.WITH_TRUST_ADVISOR), Seat.TRUST_ADVISOR), (b.a_complaint(S.WITH_CHAIR), Seat.CHAIR)],
)
def test_in_a_complaint_the_offices_are_followed_and_the_headteacher_hears_of_it(case: Case, seat: Seat) -> None:
    before, after, _ = SEATED[seat]
    new = following(case, left(before), SCHOOL, trust_advisor=OTHER_ADVISOR, chair_of_trust_board=OTHER_CHAIR)
    assert new == {seat: after}
    newest = followed(case, new, NOW).parts[-1]
    assert set(newest.readers) == {after.id, HEAD.id}


def test_nobody_follows_whose_complaint_it_is_or_whom_it_is_about() -> None:
    """X4: it is the headteacher's own, and the subject's successor takes no part in it."""
    case = b.a_complaint(S.TALKED_TO_SIP)
    school = a_school(sip_id=OTHER_SIP.id, headteacher_id=OTHER_HEAD.id)
    assert following(case, left(SIP), school) == {Seat.SIP: None}
    assert followed(case, {Seat.SIP: None}, NOW) == case
    new = following(case, left(HEAD), school)
    assert new == {Seat.HEADTEACHER: None}
    done = followed(case, new, NOW)
    assert not done.is_open
    assert "nobody has taken their place" in done.parts[-1].why
    assert done.parts[-1].readers == (HEAD.id,)


def test_whom_a_complaint_is_about_does_not_follow_in_it() -> None:
    """X4: the SIP complained about becomes Trust Advisor."""
    case = b.a_complaint(S.WITH_TRUST_ADVISOR)
    promoted = replace(SIP, role=Role.TRUST_ADVISOR)
    new = following(case, left(ADVISOR, sip=promoted), SCHOOL, trust_advisor=promoted)
    assert new == {Seat.TRUST_ADVISOR: None, Seat.SIP: None}
    at_once = b.a_complaint(S.WITH_TRUST_ADVISOR, talked=False)
    new = following(at_once, left(ADVISOR, sip=promoted), SCHOOL, trust_advisor=promoted)
    assert new == {Seat.TRUST_ADVISOR: None}


def test_who_has_a_seat_does_not_take_another() -> None:
    case = b.a_concern(S.WITH_TRUST_ADVISOR)
    promoted = replace(SIP, role=Role.TRUST_ADVISOR)
    school = a_school(sip_id=OTHER_SIP.id)
    new = following(case, left(ADVISOR, sip=promoted), school, trust_advisor=promoted)
    assert new == {Seat.SIP: OTHER_SIP, Seat.TRUST_ADVISOR: None}


@pytest.mark.parametrize("school", [None, a_school(dso_id="")])
def test_a_seat_that_nobody_fills_stays_as_it_was_where_somebody_else_minds_the_case(school: School | None) -> None:
    case = b.a_concern(S.WITH_DSO)
    new = following(case, left(DSO), school)
    assert new == {Seat.DSO: None}
    assert followed(case, new, NOW) == case


@pytest.mark.parametrize("case", [b.a_concern(S.WITH_DSO), b.a_complaint(S.WITH_TRUST_ADVISOR, About.SERVICE)])
def test_for_an_office_that_is_vacant_a_case_waits(case: Case) -> None:
    new = following(case, left(ADVISOR), SCHOOL)
    assert new == {Seat.TRUST_ADVISOR: None}
    assert followed(case, new, NOW) == case


def test_where_nobody_is_left_to_mind_it_a_case_is_closed_with_that_reason() -> None:
    case = b.a_concern(S.TALKED)
    new = following(case, left(SIP), None)
    assert new == {Seat.SIP: None}
    done = followed(case, new, NOW)
    assert (done.is_open, done.review_on, done.parts[-1].by) == (False, None, SERVICE)
    assert set(done.parts[-1].readers) == set(case.seats.values())


def test_who_is_what_they_were_is_not_followed_and_what_is_closed_stays_closed() -> None:
    case = b.a_concern(S.WITH_DIRECTOR)
    assert following(case, left(), a_school(sip_id=OTHER_SIP.id), trust_advisor=ADVISOR) == {}
    done = c.close(case, actor(ADVISOR))
    assert followed(done, {Seat.TRUST_ADVISOR: None}, NOW) == done


# Forgetting


@pytest.mark.parametrize(
    ("keep_years", "days", "expected"),
    [(6, 2191, False), (6, 2192, True), (1, 364, False), (1, 365, True), (6, 4000, True)],
)
def test_a_closed_case_is_forgotten_after_so_many_years(keep_years: int, days: int, expected: bool) -> None:
    done = c.close(b.a_concern(S.WITH_DIRECTOR), actor(ADVISOR))
    at = NOW + timedelta(days=days)
    assert is_to_be_forgotten(done, CasePolicy(keep_years=keep_years), at) is expected
    assert not is_to_be_forgotten(tombstone(done, at), CasePolicy(keep_years=keep_years), at)
    assert not is_to_be_forgotten(b.a_concern(S.WITH_DIRECTOR), CasePolicy(keep_years=keep_years), at)


def test_nothing_is_left_of_it_but_that_it_was() -> None:
    done = c.close(b.a_complaint(S.WITH_CHAIR), actor(HEAD))
    gone = tombstone(done, NOW)
    assert (gone.id, gone.ladder, gone.opened_at, gone.closed_at) == (done.id, done.ladder, NOW, NOW)
    assert (gone.urn, gone.seats, gone.parts, gone.subject_id, gone.chased_on) == ("", {}, (), "", None)
    assert readers_of(gone) == frozenset()
    for person in EVERYBODY.values():
        with pytest.raises(Refused, match=NO_SUCH_CASE):
            check_reads(gone, ids_in(gone, Actor(person, tuple(EVERYBODY.values()))))
