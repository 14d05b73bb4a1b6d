"""What the overview shows each office, as the records stand; no more than their cards do."""

from dataclasses import replace
from datetime import date

import pytest

from automations.engine.command_bus import TrustPolicy
from automations.engine.inbound.port import Sender
from automations.engine.jobs.outbox import CONFIDENTIAL
from automations.overview import overview as pages
from automations.overview.overview import Overview
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import Entitlement
from handbook.overview.line import Line, LineSeen, Row
from handbook.overview.outstanding import TO_SHARE
from handbook.reports.report import Status
from handbook.sip_team.record import Capacity, SipRecord
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from store.cases import CLOSED
from store.given_up import GivenUp
from store.sealing.keys import NoKeys
from tests.automations.case_office import about, acknowledged, card, significant
from tests.automations.office import ADVISOR, AUTUMN, DSO, EVERYBODY, HEAD, OFFICER, SIP, Office
from tests.automations.visit_office import come_to
from tests.support import builders as a
from tests.support import memberships as m
from tests.support import visits as v

SCHOOL = a.a_school()
DIRECTOR, BOARD = a.a_person(Role.DIRECTOR), a.a_person(Role.BOARD_MEMBER)
ENTRY = AuditEntry("service", "test", "")


def seen(office: Office, viewer: Person) -> Overview:
    with office.database.reading() as uow:
        return pages.overview(uow, viewer, office.bus.render_context)


def line(office: Office, viewer: Person, name: Line) -> tuple[Row, ...]:
    with office.database.reading() as uow:
        return pages.line_rows(uow, name, viewer, office.bus.render_context).rows


def lines(office: Office, viewer: Person) -> dict[Line, LineSeen]:
    return {one.line: one for one in seen(office, viewer).lines}


def test_at_first_everything_is_outstanding_that_has_not_begun(small_office: Office) -> None:
    found = lines(small_office, ADVISOR)
    assert {one.line: one.number for one in found.values() if one.rows} == {
        Line.VISITS: 1,
        Line.AGREEMENTS: 2,
        Line.HALF_DAYS: 6,
        Line.REACH: len(EVERYBODY),
    }
    [row] = found[Line.VISITS].rows
    assert (row.name, row.stage, row.opens) == (SCHOOL.full_name, f"SIP {SIP.name}", "schools/900001")
    assert {one.stage for one in found[Line.AGREEMENTS].rows} == {"Never asked"}
    assert {one.stage for one in found[Line.REACH].rows} == {"never opened SIP Desk"}
    page = seen(small_office, ADVISOR)
    assert page.pictures is not None
    assert sum(count for _, count in page.pictures.waited) == 0


async def test_a_report_moves_on_in_the_overview_of_each(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.BOOKED)
    assert line(office, ADVISOR, Line.VISITS) == ()
    await office.come_to(Status.SENT)
    assert [one.stage for one in line(office, HEAD, Line.REPORTS)] == ["waits for your answer"]
    assert [one.stage for one in line(office, SIP, Line.REPORTS)] == ["waits for the headteacher"]
    assert line(office, ADVISOR, Line.REPORTS) == ()
    assert [one.stage for one in line(office, OFFICER, Line.REPORTS)] == ["not shared with you"]


async def test_what_is_ready_to_share_waits_for_the_trust_advisor_alone(small_office: Office) -> None:
    office = small_office
    await office.ready_to_share()
    [row] = line(office, ADVISOR, Line.REPORTS)
    assert (row.stage, row.since) == (TO_SHARE, date(2026, 11, 23))
    assert line(office, HEAD, Line.REPORTS) == line(office, SIP, Line.REPORTS) == ()
    assert [one.words for one in line(office, ADVISOR, Line.AGREEMENTS)] == ["Data agreement"]
    with office.database.reading() as uow:
        [waited] = pages.reports_waited(uow, "up to 5 days", ADVISOR, office.bus.render_context)
        assert (waited.stage, waited.words) == ("0 days", "Autumn report")
        assert pages.reports_waited(uow, "6 to 10 days", ADVISOR, office.bus.render_context) == []
        with pytest.raises(Refused):
            pages.reports_waited(uow, "a while", ADVISOR, office.bus.render_context)


async def test_a_concern_waits_only_for_whom_its_card_would_show_it(small_office: Office) -> None:
    office = small_office
    await significant(office)
    [row] = line(office, ADVISOR, Line.CASES)
    assert (row.stage, row.name) == ("to acknowledge", f"Concern: {SCHOOL.full_name}")
    assert [one.stage for one in line(office, SIP, Line.CASES)] == ["outcome to record"]  # of their conversation
    assert [one.stage for one in line(office, HEAD, Line.CASES)] == ["to acknowledge"]
    await card(office, HEAD, "concern.acknowledge", **await about(office, HEAD, "Acknowledge"))
    for other in (HEAD, DSO, DIRECTOR):
        assert line(office, other, Line.CASES) == ()
    with pytest.raises(Refused):
        line(office, OFFICER, Line.CASES)
    office.now = office.now.replace(month=12, day=21)
    assert "review was due on" in line(office, ADVISOR, Line.CASES)[0].words


async def test_what_was_acknowledged_waits_for_its_outcome(small_office: Office) -> None:
    await acknowledged(small_office)
    [row] = line(small_office, ADVISOR, Line.CASES)
    assert row.stage == "outcome to record"


async def test_who_is_reached_and_which_half_days_are_used_up_is_no_row(small_office: Office) -> None:
    office = small_office
    await office.router.typed(Sender(HEAD.id, "chat", "https://t/"), "help", "m-1")
    assert HEAD.name not in {one.name for one in line(office, ADVISOR, Line.REACH)}
    none = replace(office.bus.policy.visits, entitlement=Entitlement(0, 0, 0))
    office.bus.policy = replace(office.bus.policy, visits=none)
    assert line(office, ADVISOR, Line.HALF_DAYS) == ()


def test_sips_over_capacity_and_their_checks(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        few = SipRecord(SIP.id, capacity=Capacity(schools=0))
        uow.sip_records.save(few, ENTRY, office.now)
        uow.roster.replace(EVERYBODY, [SCHOOL], {"Fellshire": [AUTUMN]}, {}, {}, [])
    for viewer in (ADVISOR, SIP):
        [over], [checks] = line(office, viewer, Line.CAPACITY), line(office, viewer, Line.CHECKS)
        assert (over.words, over.opens) == ("1 schools, 0 at most", f"sips/{SIP.id}")
        assert (checks.stage, checks.words) == ("missing", "Checks are not complete, so no visit can be booked")
    with pytest.raises(Refused):
        line(office, HEAD, Line.CHECKS)


def test_refunds_that_are_due(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [m.HILDA, m.ALONE], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS])
        due = m.a_membership(m.Provision.OWN, m.Term.AUTUMN)
        uow.memberships.save(replace(due, revision=0, refund=m.RefundStatus.DUE), ENTRY, office.now)
    [row] = line(office, ADVISOR, Line.REFUNDS)
    assert (row.name, row.opens) == (m.ALONE.full_name, "schools/900002")
    assert [one.stage for one in line(office, ADVISOR, Line.VISITS)] == ["no SIP", f"SIP {SIP.name}"]
    assert line(office, ADVISOR, Line.AGREEMENTS)[0].opens == "schools/900002"
    with pytest.raises(Refused):
        line(office, HEAD, Line.REFUNDS)


def test_jobs_that_could_not_be_done_but_none_that_is_confidential(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        for kind in ("file_report", CONFIDENTIAL):
            words = f"It could not be done: {kind}"
            uow.given_up.add(GivenUp(kind, kind, kind, kind, {}, "desk", 3, "Forbidden", "", words, office.now))
    assert [one.name for one in line(office, ADVISOR, Line.JOBS)] == ["It could not be done: file_report"]
    with pytest.raises(Refused):
        line(office, SIP, Line.JOBS)
    office.bus.policy = TrustPolicy(administrator_id=BOARD.id)
    assert len(line(office, BOARD, Line.JOBS)) == 1


@pytest.mark.parametrize("viewer", [DIRECTOR, BOARD, a.a_person(Role.CHAIR_OF_GOVERNORS)])
def test_who_serves_no_school_has_an_overview_without_any(small_office: Office, viewer: Person) -> None:
    page = seen(small_office, viewer)
    assert (page.schools, page.pictures, page.watched) == (0, None, ())
    assert all(not one.rows for one in page.lines)
    with small_office.database.reading() as uow, pytest.raises(Refused):
        pages.visits_of_week(uow, date(2026, 11, 23), viewer, small_office.bus.render_context)


async def test_a_week_of_the_strip_opens_its_visits(small_office: Office) -> None:
    office = small_office
    visit = await come_to(office, S.BOOKED)
    assert visit.half_day is not None
    monday = date.fromordinal(visit.half_day.on.toordinal() - visit.half_day.on.weekday())
    page = seen(office, HEAD)
    assert page.pictures is not None
    assert {one.monday: one.booked for one in page.pictures.weeks if one.visits} == {monday: 1}
    with office.database.reading() as uow:
        [row] = pages.visits_of_week(uow, monday, HEAD, office.bus.render_context)
        assert (row.name, row.stage, row.words) == (SCHOOL.full_name, "booked", visit.half_day.words)
        with pytest.raises(Refused):
            pages.visits_of_week(uow, date(2026, 11, 24), HEAD, office.bus.render_context)


def test_a_school_and_a_sip_open_for_those_who_see_their_cards(small_office: Office) -> None:
    office, context = small_office, small_office.bus.render_context
    with office.database.reading() as uow:
        page = pages.school_page(uow, "900001", HEAD, context)
        assert page.title == SCHOOL.full_name
        assert {"Reports", "Half-days", "Agreements"} <= {title for title, _ in page.sections}
        assert (page.urn, page.watched) == ("900001", False)
        for viewer, urn in ((DIRECTOR, "900001"), (HEAD, "900009")):
            with pytest.raises(Refused, match="A school’s card is for its headteacher"):
                pages.school_page(uow, urn, viewer, context)
        assert pages.sip_page(uow, SIP.id, SIP, context).note.startswith("The checks are current until")
        assert pages.sip_page(uow, SIP.id, ADVISOR, context).title == SIP.name
        for viewer, sip_id in ((HEAD, SIP.id), (ADVISOR, HEAD.id)):
            with pytest.raises(Refused, match="I cannot find that School Improvement Partner"):
                pages.sip_page(uow, sip_id, viewer, context)


async def test_visits_on_days_without_checks_stand_on_a_sips_page(small_office: Office) -> None:
    office = small_office
    await come_to(office, S.BOOKED)
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [SCHOOL], {"Fellshire": [AUTUMN]}, {}, {}, [])
    with office.database.reading() as uow:
        page = pages.sip_page(uow, SIP.id, ADVISOR, office.bus.render_context)
    assert page.sections[0][0] == "Visits on days without current checks"


def test_there_is_no_other_line(small_office: Office) -> None:
    with small_office.database.reading() as uow, pytest.raises(Refused, match="There is no such list for you"):
        pages.line_rows(uow, "everything", ADVISOR, small_office.bus.render_context)


async def test_while_the_key_to_cases_is_missing_their_line_says_so(small_office: Office) -> None:
    await acknowledged(small_office)
    small_office.bus.database.keys = NoKeys()
    [row] = line(small_office, ADVISOR, Line.CASES)
    assert (row.stage, row.words) == ("closed", CLOSED)
