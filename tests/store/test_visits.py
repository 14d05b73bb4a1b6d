"""Visits, what is counted beside them, Ofsted's calls and watches, as they are found again."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handbook.core.half_days import Half, SchoolHours
from handbook.core.people import Role
from handbook.core.places import Place
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import Entitlement
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation
from handbook.plans.acceptance import accepted
from handbook.visits.checks import SipChecks
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.policy import Hosting
from handbook.visits.purposes import ExtraVisit, Menu, SchoolLedVisit
from handbook.visits.slots.free_half_days import Preference
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from store.calendar_subscriptions import CalendarSubscription
from store.database import Database
from store.stale import Stale
from store.tables import term_plans
from tests.store.filled import AUTUMN, everybody, fill_roster
from tests.support import builders as a
from tests.support import visits as v
from tests.support.plans import a_plan

ENTRY = AuditEntry("service", "tested", "visit:visit-1")
OTHER = "00000000-0000-4000-8000-0000000000f1"


def keep(database: Database, *visits: Visit) -> list[Visit]:
    with database.writing() as uow:
        return [uow.visits.open(visit, ENTRY, a.MONDAY) for visit in visits]


def test_a_visit_is_found_as_it_was_written(database: Database) -> None:
    [opened] = keep(database, v.a_visit(S.BOOKED))
    with database.reading() as uow:
        assert uow.visits.get("visit-1") == opened == replace(v.a_visit(S.BOOKED), revision=1)
        assert uow.visits.of_event("event-1") == opened
        assert uow.visits.of_event("event-2") is uow.visits.of_event("") is None
        with pytest.raises(Refused, match="cannot find that visit"):
            uow.visits.get("visit-2")


def test_two_who_write_at_once_do_not_overwrite_each_other(database: Database) -> None:
    [opened] = keep(database, v.a_visit(S.BOOKED))
    with database.writing() as uow:
        saved = uow.visits.save(replace(opened, trouble="Snow."), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.visits.save(replace(opened, trouble="Rain."), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.visits.get("visit-1") == saved
        assert saved.revision == opened.revision + 1


def test_visits_are_found_by_whom_they_concern(database: Database) -> None:
    booked, sought = v.a_visit(S.BOOKED), v.a_visit(visit_id="visit-2")
    elsewhere = replace(v.a_visit(S.HELD, "visit-3"), urn="900002", sip_id=OTHER, headteacher_id=OTHER)
    keep(database, booked, sought, elsewhere)
    with database.reading() as uow:
        found = uow.visits
        ids = {one.id for one in found.of_person(v.SIP)}
        assert ids == {one.id for one in found.of_person(v.HEAD)} == {"visit-1", "visit-2"}
        assert [one.id for one in found.of_school("900002")] == ["visit-3"]
        assert [one.id for one in found.standing()] == [one.id for one in found.standing(v.SIP.id)] == ["visit-1"]
        assert found.standing(OTHER) == found.standing(by=date(2026, 11, 30)) == ()
        assert [one.id for one in found.standing(by=v.FIRST.on)] == ["visit-1"]
        assert found.sips() == (v.SIP.id,)
        wish = found.sought("900001", v.YEAR, v.TERMLY, v.SIP.id)
        assert wish is not None
        assert wish.id == "visit-2"
        assert found.sought("900001", v.YEAR, SchoolLedVisit(Menu.LEARNING_WALKS), v.SIP.id) is None
        assert found.sought("900001", AcademicYear(2027), v.TERMLY, v.SIP.id) is None
        assert found.sought("900001", v.YEAR, ExtraVisit("e1", ""), v.SIP.id) is None


def test_a_dossier_has_the_ledger_and_the_diary_of_both_sides(database: Database) -> None:
    led = SchoolLedVisit(Menu.LEARNING_WALKS)
    at_school = replace(v.a_visit(S.BOOKED, "visit-2", led), sip_id=OTHER)
    of_sip = replace(v.a_visit(S.BOOKED, "visit-3"), urn="900002", headteacher_id=OTHER)
    only_offered = v.a_visit(S.PROPOSED, "visit-4", led)
    last_year = replace(v.a_visit(S.HELD, "visit-5"), year=AcademicYear(2025))
    school = a.a_school()
    checks = SipChecks(v.SIP.id, date(2026, 7, 1), date(2026, 7, 2), date(2027, 8, 31))
    with database.writing() as uow:
        uow.roster.replace(everybody(), [school], {"Fellshire": [AUTUMN]}, {}, {}, [checks])
    [visit, *_] = keep(database, v.a_visit(S.BOOKED), at_school, of_sip, only_offered, last_year)
    with database.writing() as uow:
        uow.extra_services.open(an_extra(), ENTRY, a.MONDAY)
        uow.preparations.open(Preparation("p1", "900001", v.YEAR, v.SIP.id, v.FIRST.on, 2), ENTRY, a.MONDAY)
    with database.reading() as uow:
        found = uow.visits.dossier(visit, Entitlement(), [date(2026, 12, 25)])
        assert found.account == uow.visits.account("900001", v.YEAR, Entitlement())
    assert (found.visit, found.school, found.sip, found.headteacher, found.checks) == (
        visit,
        school,
        v.SIP,
        v.HEAD,
        checks,
    )
    assert found.calendar.bank_holidays == {date(2026, 12, 25)}
    assert {one.id for one in found.diary} == {"visit-2", "visit-3"}
    assert (found.account.line(v.TERMLY).planned, found.account.school_led.planned) == (1, 2)
    assert (found.account.preparation.remaining, found.account.line(ExtraVisit("e1", "Appraisal")).remaining) == (2, 2)


def test_a_visit_of_a_school_that_left_is_read(database: Database) -> None:
    fill_roster(database)
    fill_roster(database, people=[], schools=[])
    [visit] = keep(database, v.a_visit())
    with database.reading() as uow:
        found = uow.visits.dossier(visit, Entitlement(), [])
    assert found.school == a.a_school()
    assert (found.sip.name, found.headteacher.name) == (v.SIP.name, v.HEAD.name)
    assert {found.sip.email, found.headteacher.email} == {""}


def test_what_the_clock_did_about_a_visit_is_known(database: Database) -> None:
    keep(database, v.a_visit())
    with database.writing() as uow:
        assert not uow.visits.is_done("visit-1", "pack")
        assert uow.visits.note_done("visit-1", "pack", ENTRY, a.MONDAY)
        assert not uow.visits.note_done("visit-1", "pack", ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.visits.is_done("visit-1", "pack")
        assert not uow.visits.is_done("visit-1", "held?")


def an_extra() -> ExtraService:
    return ExtraService("e1", "900001", v.YEAR, v.SIP.id, "Appraisal", 2, v.SIP.id, a.MONDAY)


def test_records_of_a_year_are_kept_and_changed_once(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.extra_services.open(an_extra(), ENTRY, a.MONDAY)
        saved = uow.extra_services.save(replace(opened, half_days=3), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.extra_services.save(opened, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.extra_services.get("e1") == saved
        assert uow.extra_services.of_year("900001", v.YEAR) == (saved,)
        assert uow.extra_services.of_sip(v.SIP.id, v.YEAR) == (saved,)
        assert uow.extra_services.of_sip(OTHER, v.YEAR) == ()
        assert uow.extra_services.of_year("900001", AcademicYear(2025)) == ()
        with pytest.raises(Refused, match="cannot find that"):
            uow.preparations.get("p1")


def test_a_call_of_ofsted_is_found_until_it_is_over(database: Database) -> None:
    call = OfstedCall("o1", "900001", v.HEAD.id, a.MONDAY, date(2026, 11, 24), date(2026, 11, 25))
    with database.writing() as uow:
        opened = uow.ofsted_calls.open(call, ENTRY, a.MONDAY)
        saved = uow.ofsted_calls.save(replace(opened, kept=("visit-1",)), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.ofsted_calls.save(opened, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.ofsted_calls.get("o1") == saved
        assert uow.ofsted_calls.of_school("900001") == uow.ofsted_calls.not_over(date(2026, 11, 25)) == (saved,)
        assert uow.ofsted_calls.not_over(date(2026, 11, 27)) == (saved,)  # the Friday of that week
        assert uow.ofsted_calls.not_over(date(2026, 11, 30)) == ()
        assert uow.ofsted_calls.of_days("900001", call.first_on, call.last_on) == saved
        assert uow.ofsted_calls.open_at("900001", date(2026, 11, 25)) == saved
        assert uow.ofsted_calls.open_at("900001", date(2026, 11, 26)) is None
        with pytest.raises(Refused, match="cannot find that call"):
            uow.ofsted_calls.get("o2")


def test_a_call_of_ofsted_that_was_called_off_is_on_record_and_stands_for_nothing(database: Database) -> None:
    call = OfstedCall("o1", "900001", v.HEAD.id, a.MONDAY, date(2026, 11, 24), date(2026, 11, 25))
    with database.writing() as uow:
        saved = uow.ofsted_calls.open(replace(call, called_off_at=a.MONDAY), ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.ofsted_calls.of_school("900001") == (saved,)
        assert uow.ofsted_calls.not_over(date(2026, 11, 24)) == ()
        assert uow.ofsted_calls.of_days("900001", call.first_on, call.last_on) is None
        assert uow.ofsted_calls.open_at("900001", date(2026, 11, 24)) is None


def test_a_watch_is_found_by_its_person_and_by_its_id(database: Database) -> None:
    subscription = CalendarSubscription(
        v.SIP.id, "w1", "state", "link", datetime(2027, 8, 31, tzinfo=UTC), date(2026, 11, 24)
    )
    with database.writing() as uow:
        assert uow.calendar_subscriptions.of_person(v.SIP.id) == CalendarSubscription(v.SIP.id)
        assert uow.calendar_subscriptions.ordered() == {}
        uow.calendar_subscriptions.write(replace(subscription, subscription_id=""))
        assert uow.calendar_subscriptions.ordered() == {}
        uow.calendar_subscriptions.write(subscription)
    with database.reading() as uow:
        assert uow.calendar_subscriptions.of_person(v.SIP.id) == subscription
        assert uow.calendar_subscriptions.ordered() == {"w1": subscription}


def test_what_a_school_says_about_visits_is_in_the_roster(database: Database) -> None:
    said = Hosting(SchoolHours(), (Preference(1, Half.MORNING),), Place(54.6, -3.6))
    with database.writing() as uow:
        uow.roster.replace(everybody(), [a.a_school()], {}, {}, {"900001": said})
    with database.reading() as uow:
        assert uow.roster.hosting(a.a_school()) == said
        assert uow.roster.hosting(a.a_school(urn="900002")) == Hosting()
        assert uow.roster.checks(a.a_person(Role.SIP).id) is None


def test_a_plan_of_a_term_is_kept_with_those_of_its_run(database: Database) -> None:
    with database.writing() as uow:
        opened = uow.term_plans.open(a_plan(), ENTRY, a.MONDAY)
        saved = uow.term_plans.save(accepted(opened, "900001", "visit-1"), ENTRY, a.MONDAY)
        with pytest.raises(Stale):
            uow.term_plans.save(opened, ENTRY, a.MONDAY)
    with database.reading() as uow:
        assert uow.term_plans.of_run("run-1") == (saved,)
        assert uow.term_plans.get("plan-1") == saved
        assert uow.term_plans.of_visit("visit-1") == (saved,)
        assert uow.term_plans.of_visit("visit") == uow.term_plans.of_visit("plan-1") == ()
        with pytest.raises(Refused):
            uow.term_plans.get("plan-2")


def test_a_plan_that_was_kept_before_there_were_drafts_has_been_sent(database: Database) -> None:
    with database.writing() as uow:
        uow.term_plans.open(a_plan(), ENTRY, a.MONDAY)
        [[text]] = uow.connection.exec_driver_sql("SELECT record FROM term_plans").all()
        old = json.loads(text)
        for name in ("draft", "is_working"):
            del old[name]
        for line in old["lines"]:
            for name in ("late_of", "possible", "locked", "left_out"):
                del line[name]
        uow.connection.execute(term_plans.update(), {"record": json.dumps(old)})
    with database.reading() as uow:
        assert uow.term_plans.get("plan-1") == replace(a_plan(), revision=1)


def test_visits_are_found_by_their_ids(database: Database) -> None:
    one, other = keep(database, v.a_visit(S.BOOKED), v.a_visit(S.FOUND, "visit-2"))
    with database.reading() as uow:
        assert {visit.id for visit in uow.visits.of_ids(("visit-1", "", "visit-2", "visit-9"))} == {one.id, other.id}
        assert uow.visits.of_ids(()) == ()
