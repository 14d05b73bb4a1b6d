"""V1, V2: the ledger of a school's half-days. AS1, PM2: extra services beside it, never out of it. PM2 also counts
performance management among the half-days led by the school."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.half_days.entitlement import (
    Entitlement,
    EntitlementLine,
    HalfDayAccount,
    account,
    check_has_left,
    check_preparation_left,
)
from handbook.half_days.extra_services import (
    AgreeExtraService,
    AnswerExtraService,
    ExtraService,
    extra_service_agreed,
    extra_service_answered,
    extra_service_dropped,
    is_same,
    may_answer,
)
from handbook.half_days.preparation import (
    PlanPreparation,
    Preparation,
    preparation_done,
    preparation_dropped,
    preparation_planned,
)
from handbook.visits.purposes import ExtraVisit, Menu, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import VisitStatus as S
from tests.support import builders as a
from tests.support.visits import HEAD, SIP, TERMLY, YEAR, a_visit

SCHOOL_LED = SchoolLedVisit(Menu.PERFORMANCE_MANAGEMENT)
EXTRA_VISIT = ExtraVisit("extra-1", "Appraisal")
EXTRA = ExtraService("extra-1", "900001", YEAR, SIP.id, "Appraisal", 2, SIP.id, a.MONDAY, Decimal(400))
ADVISOR = a.a_person(Role.TRUST_ADVISOR)
SCHOOL = a.a_school()
NOTHING = EntitlementLine(0)


def counted(
    *visits: object, preparations: tuple[Preparation, ...] = (), extras: tuple[ExtraService, ...] = (EXTRA,)
) -> HalfDayAccount:
    return account("900001", YEAR, Entitlement(), visits, preparations, extras)  # type: ignore[arg-type]


def test_a_school_begins_with_six_half_days_face_to_face_and_four_of_preparation() -> None:
    fresh = counted()
    assert fresh.face_to_face == EntitlementLine(6)
    assert fresh.preparation == EntitlementLine(4)
    assert [(term, line.remaining) for term, line in fresh.termly] == [(term, 1) for term in Term]
    assert fresh.school_led.remaining == 3


@pytest.mark.parametrize(
    ("purpose", "term", "led", "extra"),
    [(TERMLY, 1, 1, 0), (SCHOOL_LED, 0, 2, 0), (EXTRA_VISIT, 0, 0, 2)],
)
@pytest.mark.parametrize("status", [S.BOOKED, S.HELD])
def test_two_half_days_are_counted_as_two(
    status: S, purpose: TermlyVisit | SchoolLedVisit | ExtraVisit, term: int, led: int, extra: int
) -> None:
    """The second of a termly visit is one of those led by the school: so six stay six."""
    visit = replace(a_visit(status), purpose=purpose)
    assert visit.half_day
    own = counted(replace(visit, half_day=replace(visit.half_day, starts=time(9), ends=time(16))))
    lines = (dict(own.termly)[Term.AUTUMN], own.school_led, own.extras[0][1])
    assert tuple(line.held + line.planned for line in lines) == (term, led, extra)
    assert own.face_to_face.remaining == 6 - term - led


@pytest.mark.parametrize(
    ("status", "held", "planned"),
    [
        (S.WISHED, 0, 1),
        (S.SOUGHT, 0, 1),
        (S.FOUND, 0, 1),
        (S.PROPOSED, 0, 1),
        (S.NONE_SUITED, 0, 1),
        (S.PICKED, 0, 1),
        (S.BOOKED, 0, 1),
        (S.MOVED, 0, 1),
        (S.MOVE_ASKED, 0, 1),
        (S.CANCEL_ASKED, 0, 1),
        (S.HELD, 1, 0),
        (S.NOT_HELD, 0, 0),
        (S.CANCELLED, 0, 0),
    ],
)
@pytest.mark.parametrize("purpose", [TERMLY, SCHOOL_LED, EXTRA_VISIT])
def test_only_a_visit_that_was_held_is_debited_and_what_is_under_way_is_planned(
    purpose: TermlyVisit | SchoolLedVisit | ExtraVisit, status: S, held: int, planned: int
) -> None:
    visit = replace(a_visit(status), purpose=purpose)
    line = counted(visit).line(purpose)
    assert (line.held, line.planned, line.remaining) == (held, planned, line.allowed - held - planned)


def test_an_extra_service_never_eats_the_ledger() -> None:
    extra = [replace(a_visit(S.HELD, f"visit-{number}"), purpose=EXTRA_VISIT) for number in range(2)]
    own = counted(*extra)
    assert own.face_to_face == EntitlementLine(6)
    assert own.extras == ((EXTRA, EntitlementLine(2, 2, 0)),)
    with pytest.raises(Refused, match="All half-days of “Appraisal” are held or planned"):
        check_has_left(own, EXTRA_VISIT, "St Hilda’s")
    check_has_left(own, SCHOOL_LED, "St Hilda’s")
    assert own.line(ExtraVisit("extra-9", "Unknown")) == NOTHING


def test_what_is_another_school_s_or_year_s_is_left_out() -> None:
    others = (
        replace(a_visit(S.HELD), urn="900002"),
        replace(a_visit(S.HELD), year=AcademicYear(2025)),
    )
    prepared = (Preparation("p", "900002", YEAR, SIP.id, date(2026, 11, 2), 2),)
    assert counted(*others, preparations=prepared) == counted()
    assert account("900001", AcademicYear(2025), Entitlement(), (), (), (EXTRA,)).extras == ()


def test_a_term_s_visit_stands_on_its_own_line() -> None:
    own = counted(a_visit(S.HELD))
    assert [line.remaining for _, line in own.termly] == [0, 1, 1]
    check_has_left(own, TermlyVisit(Term.SPRING), "St Hilda’s")
    with pytest.raises(Refused):
        check_has_left(own, TERMLY, "St Hilda’s")


def test_what_a_trust_lowers_in_the_year_leaves_nothing_and_never_less() -> None:
    visits = [replace(a_visit(S.HELD, f"visit-{number}"), purpose=SCHOOL_LED) for number in range(3)]
    own = account("900001", YEAR, Entitlement(school_led=2), visits)
    assert (own.school_led.held, own.school_led.remaining) == (3, 0)


def test_preparation_is_planned_and_then_done() -> None:
    planned = preparation_planned(PlanPreparation("900001", date(2026, 11, 30), 2), SCHOOL, SIP, a.MONDAY, "p-1")
    assert counted(preparations=(planned,)).preparation == EntitlementLine(4, 0, 2)
    done = preparation_done(planned, SIP, a.MONDAY + timedelta(days=7))
    own = counted(preparations=(done,))
    assert own.preparation == EntitlementLine(4, 2, 0)
    check_preparation_left(own, 2, "St Hilda’s")
    with pytest.raises(Refused, match="has 2 half-days of preparation left for 2026/27"):
        check_preparation_left(own, 3, "St Hilda’s")
    one = counted(preparations=(done, replace(planned, half_days=1)))
    with pytest.raises(Refused, match="has 1 half-day of preparation left"):
        check_preparation_left(one, 2, "St Hilda’s")
    none = counted(preparations=(done, planned))
    with pytest.raises(Refused, match="has no half-days of preparation left"):
        check_preparation_left(none, 1, "St Hilda’s")


def planned_on(on: date, half_days: int = 1, person: Person = SIP) -> Preparation:
    return preparation_planned(PlanPreparation("900001", on, half_days), SCHOOL, person, a.MONDAY, "p-2")


def test_what_was_dropped_counts_no_more() -> None:
    extra = replace(EXTRA, dropped=True)
    own = counted(preparations=(preparation_dropped(PLANNED, SIP),), extras=(extra,))
    assert (own.preparation, own.extras) == (EntitlementLine(4), ())


PLANNED = Preparation("p-1", "900001", YEAR, SIP.id, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda: planned_on(date(2026, 11, 30), person=HEAD), "not_yours"),
        (lambda: planned_on(date(2026, 11, 30), 3), "missing"),
        (lambda: planned_on(date(2026, 11, 30), 0), "missing"),
        (lambda: planned_on(date(2027, 9, 1)), "no_date"),
        (lambda: planned_on(date(2026, 8, 31)), "no_date"),
        (lambda: preparation_done(PLANNED, HEAD, a.MONDAY), "not_yours"),
        (lambda: preparation_done(replace(PLANNED, done=True), SIP, a.MONDAY), "stale"),
        (lambda: preparation_done(PLANNED, SIP, a.MONDAY - timedelta(days=1)), "not_now"),
        (lambda: preparation_done(replace(PLANNED, dropped=True), SIP, a.MONDAY), "stale"),
        (lambda: preparation_dropped(replace(PLANNED, dropped=True), SIP), "stale"),
        (lambda: preparation_dropped(replace(PLANNED, done=True), SIP), "stale"),
        (lambda: preparation_dropped(PLANNED, HEAD), "not_yours"),
    ],
)
def test_preparation_that_cannot_be_is_refused(attempt: Callable[[], object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        attempt()
    assert refusal.value.code == code


def agree(person: object = SIP, does: Person = SIP, **changes: object) -> ExtraService:
    command = replace(AgreeExtraService("900001", YEAR, SIP.id, " Governors’  training ", 2), **changes)
    return extra_service_agreed(command, SCHOOL, does, person, a.MONDAY, "extra-2")  # type: ignore[arg-type]


@pytest.mark.parametrize("person", [SIP, ADVISOR])
def test_an_extra_service_is_agreed_through_the_sip_or_the_trust_advisor(person: object) -> None:
    made = agree(person, charge=Decimal("450.50"))
    assert (made.name, made.half_days, made.charge) == ("Governors’ training", 2, Decimal("450.50"))
    assert made.waits
    assert not made.counts
    assert agree(person).charge is None
    assert agree(person).counts


@pytest.mark.parametrize(
    ("person", "changes"),
    [
        (HEAD, {}),
        (a.a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1"), {}),
        (SIP, {"name": "  "}),
        (SIP, {"name": "x" * 121}),
        (SIP, {"half_days": 0}),
        (SIP, {"half_days": 41}),
        (SIP, {"charge": Decimal("-1")}),
        (SIP, {"charge": Decimal(0)}),
        (SIP, {"does": HEAD}),
        (SIP, {"year": AcademicYear(2025)}),
    ],
)
def test_an_extra_service_that_cannot_be_is_refused(person: object, changes: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        agree(person, **changes)
    assert refusal.value.rule == "AS1"


def test_nobody_does_an_extra_service_for_the_school_that_they_lead() -> None:
    """R1: a serving headteacher may be a SIP, of other schools."""
    both = replace(HEAD, role=Role.SIP, also=(Role.HEADTEACHER,))
    with pytest.raises(Refused, match=f"{both.name} leads {SCHOOL.full_name}. Please choose another") as refusal:
        agree(ADVISOR, does=both, sip_id=both.id)
    assert (refusal.value.code, refusal.value.rule) == ("not_yours", "AS1")
    elsewhere = replace(SCHOOL, headteacher_id="")
    command = AgreeExtraService(SCHOOL.urn, YEAR, both.id, "Governors’ training", 2)
    assert extra_service_agreed(command, elsewhere, both, ADVISOR, a.MONDAY, "extra-2").sip_id == both.id


def test_what_costs_something_counts_once_the_headteacher_of_now_has_agreed() -> None:
    waits = replace(agree(charge=Decimal(450)), revision=1)
    yes, no = (AnswerExtraService(waits.id, 1, agrees) for agrees in (True, False))
    assert extra_service_answered(waits, SCHOOL, yes, HEAD, a.MONDAY).counts
    declined = extra_service_answered(waits, SCHOOL, no, HEAD, a.MONDAY)
    assert (declined.dropped, declined.counts, declined.waits) == (True, False, False)
    new = a.a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2")
    theirs = replace(SCHOOL, headteacher_id=new.id)
    assert extra_service_answered(waits, theirs, yes, new, a.MONDAY).answered_by_id == new.id
    assert may_answer(waits, theirs, new)
    for school, person, extra, code in (
        (theirs, HEAD, waits, "not_yours"),
        (SCHOOL, HEAD, declined, "stale"),
        (SCHOOL, HEAD, replace(waits, revision=2), "stale"),
    ):
        with pytest.raises(Refused) as refusal:
            extra_service_answered(extra, school, yes, person, a.MONDAY)
        assert refusal.value.code == code
    with pytest.raises(Refused, match="has no headteacher on the service’s list"):
        extra_service_agreed(
            AgreeExtraService("900001", YEAR, SIP.id, "Training", 2, Decimal(450)),
            replace(SCHOOL, headteacher_id=""),
            SIP,
            SIP,
            a.MONDAY,
            "extra-2",
        )


@pytest.mark.parametrize("person", [SIP, ADVISOR])
def test_an_extra_service_that_nobody_uses_is_dropped(person: Person) -> None:
    dropped = extra_service_dropped(EXTRA, SCHOOL, person, used=0)
    assert dropped.dropped
    assert not is_same(dropped, EXTRA)
    assert is_same(replace(EXTRA, id="extra-2", name="appraisal"), EXTRA)
    with pytest.raises(Refused, match="taken off the record already"):
        extra_service_dropped(dropped, SCHOOL, person, used=0)


@pytest.mark.parametrize(("person", "used", "code"), [(HEAD, 0, "not_yours"), (SIP, 1, "taken")])
def test_an_extra_service_that_is_used_or_anothers_stays(person: Person, used: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        extra_service_dropped(EXTRA, SCHOOL, person, used)
    assert refusal.value.code == code


@pytest.mark.parametrize("item", Menu)
def test_everything_on_the_menu_can_be_said(item: Menu) -> None:
    """V3."""
    assert SchoolLedVisit(item).words
    assert EXTRA_VISIT.words == "Appraisal (extra service)"
