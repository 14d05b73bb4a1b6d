"""Each promise of a year is broken once here, and says so; and none where all is well."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.cases.case import Case, Stage
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import Entitlement, HalfDayAccount, account
from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.report import Report, Status
from handbook.visits.visit import Visit, VisitStatus
from service.simulation.promises import around, reports, visits
from service.simulation.promises.every import EACH_DAY, EACH_WEEK, in_words
from service.simulation.promises.seen import Promise, Seen, Sent
from tests.support import builders as a
from tests.support import visits as v
from tests.support.case_builders import a_concern

REPORT = a.a_dossier(Status.SHARED).report
HELD, BOOKED = v.a_visit(VisitStatus.HELD), v.a_visit(VisitStatus.BOOKED)
NOW = max(v.after(HELD), REPORT.shared_at or a.MONDAY) + timedelta(minutes=1)
SIP = a.a_person(Role.SIP)


def uow(
    own: tuple[Report, ...] = (REPORT,),
    standing: tuple[Visit, ...] = (HELD,),
    agreement: AgreementStatus = AgreementStatus.SIGNED,
    **more: Any,
) -> Any:
    people = {a.a_person(role).id: a.a_person(role) for role in Role}

    def reports_in(wanted: Container[Status]) -> list[Report]:
        return [one for one in own if one.status in wanted]

    def visits_in(wanted: Container[VisitStatus]) -> list[Visit]:
        return [one for one in standing if one.status in wanted]

    def ledger(urn: str, year: AcademicYear, _: Entitlement) -> HalfDayAccount:
        return account(urn, year, more.get("entitlement", Entitlement()), standing)

    def always(what: Any) -> Callable[..., Any]:
        return lambda *_: what

    return SimpleNamespace(
        reports=SimpleNamespace(in_status=reports_in),
        visits=SimpleNamespace(in_status=visits_in, of_school=always(more.get("of_school", standing)), account=ledger),
        agreements=SimpleNamespace(of_school=always(a.an_agreement(agreement)), all_of=always(dict[str, Any]())),
        roster=SimpleNamespace(
            schools=always([a.a_school()]), person=people.get, checks=always(more.get("checks", v.CHECKS))
        ),
        cases=SimpleNamespace(standing=always(more.get("cases", [a_concern(Stage.WITH_DSO)]))),
        cards=SimpleNamespace(about=always(more.get("cards", []))),
        verify_audit=always(SimpleNamespace(broken_at=more.get("broken_at"))),
    )


def never(_: str) -> bool:
    return False


def seen(*, now: datetime = NOW, **about: Any) -> Seen:
    around_it = {name: about.pop(name) for name in ("sent", "readers", "live", "due") if name in about}
    return Seen(uow(**about), now, v.YEAR, v.CALENDAR, **around_it)


def planted() -> Iterator[tuple[Promise, Seen]]:
    report, sunday = REPORT, datetime(2026, 11, 29, 16, tzinfo=a.MONDAY.tzinfo)
    item = a.a_filed_item("other.pdf")
    card = SimpleNamespace(person_id="p", kind="visit", shows="x", earlier=False)
    approved = reports.what_is_filed_was_approved_by_the_headteacher
    yield approved, seen(own=(replace(report, decision=None),))
    yield approved, seen(own=(replace(report, sent_at=NOW),))
    yield approved, seen(own=(replace(report, shared_at=report.sent_at),))
    signed = replace(report, shared_at=NOW)
    yield reports.what_is_shared_is_under_a_signed_agreement, seen(own=(signed,), agreement=AgreementStatus.WITHDRAWN)
    outside = {item.item_id: (item, frozenset((a.a_person(Role.DSO).email,)))}
    yield reports.nobody_outside_opens_what_is_not_shared, seen(readers=outside)
    yield visits.half_days_add_up_to_ten, seen(entitlement=Entitlement(preparation=3))
    yield visits.half_days_add_up_to_ten, seen(standing=(HELD, BOOKED))
    yield visits.half_days_add_up_to_ten, seen(of_school=())
    elsewhere = replace(BOOKED, id="visit-2", urn="900002")
    yield visits.nobody_is_at_two_schools_at_once, seen(standing=(BOOKED, elsewhere))
    closed = replace(BOOKED, half_day=v.morning(date(2026, 11, 29)))
    yield visits.visits_are_on_school_days_by_a_sip_with_checks, seen(standing=(closed,))
    yield visits.visits_are_on_school_days_by_a_sip_with_checks, seen(standing=(replace(BOOKED, half_day=None),))
    yield visits.visits_are_on_school_days_by_a_sip_with_checks, seen(standing=(BOOKED,), checks=None)
    yield visits.no_visit_is_held_before_its_day, seen(now=v.after(HELD) - timedelta(days=1))
    yield around.nobody_is_told_anything_outside_school_days, seen(sent=[Sent(SIP.id, sunday, "What to take")])
    yield (
        around.each_open_record_has_a_live_card_or_is_due,
        seen(standing=(BOOKED,), live=never, due=never),
    )
    yield around.nobody_has_two_live_cards_of_one_matter, seen(standing=(BOOKED,), cards=[card, card])
    yield around.steps_of_a_concern_come_in_order, seen(cases=[_out_of_order()])
    yield around.the_audit_verifies, seen(broken_at=3)


def _out_of_order() -> Case:
    """Nobody talked, and the DSO has it."""
    case = a_concern(Stage.WITH_DSO)
    return replace(case, parts=case.parts[1:])


@pytest.mark.parametrize(("promise", "moment"), [pytest.param(*one, id=f"{one[0].__name__}") for one in planted()])
def test_a_promise_that_is_broken_says_so(promise: Promise, moment: Seen) -> None:
    assert list(promise(moment))


@pytest.mark.parametrize("promise", [*EACH_DAY, *EACH_WEEK], ids=in_words)
def test_where_all_is_well_nothing_is_said(promise: Promise) -> None:
    assert list(promise(seen())) == []


def test_every_promise_was_broken_once() -> None:
    assert {one for one, _ in planted()} == {*EACH_DAY, *EACH_WEEK}
