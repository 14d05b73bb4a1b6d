"""The list says that a school has another headteacher or SIP: what is open passes to them and is answered by them; who
left can act and read no more, and what was done reads as it did."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.scheduler import run_due_commands
from automations.handover.passing_on import hand_over
from automations.reports.cards import ReportKind, report_about
from automations.visits.cards import VisitKind, visit_about, visits_about
from automations.workflows import TABLES
from handbook.core.people import Person, Role
from handbook.handover.handover import HandOver
from handbook.reports.agreements.agreement import AskForAgreement
from handbook.reports.agreements.texts import TEXT_VERSION
from handbook.reports.report import Status
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import ADVISOR, AUTUMN, EVERYBODY, HEAD, SIP, Office, press
from tests.automations.visit_office import come_to, the_visit
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import buttons, verbs, words
from tests.support.covers import ACTING as NEW_HEAD
from tests.support.covers import DEPUTY as NEW_SIP
from tests.support.covers import another
from tests.support.rendering import render

SCHOOL = a.a_school()
PEOPLE = (*EVERYBODY, NEW_HEAD, NEW_SIP, another(Role.DSO))


def new_list(office: Office, *left: Person, **holders: str) -> None:
    """The trust's list from this moment on."""
    with office.database.writing() as uow:
        people = [one for one in PEOPLE if one not in left]
        checks = [v.CHECKS, replace(v.CHECKS, sip_id=NEW_SIP.id)]
        school = replace(SCHOOL, **holders)
        uow.roster.replace(people, [school], {"Fellshire": [AUTUMN]}, {}, {}, checks, at=office.now)


async def strike(office: Office) -> None:
    """A minute later the clock strikes, and what follows is done."""
    office.now += timedelta(minutes=1)
    await run_due_commands(office.bus, {name: TABLES.due[name] for name in ("handovers", "cards of those who left")})
    await office.run_all()


def shown(office: Office, kind: object, about: str, viewer: Person, version: int = 1) -> str:
    with office.database.reading() as uow:
        return words(render(uow, kind, about, viewer, version, office.bus.render_context))  # pyright: ignore[reportArgumentType] - kinds of several workflows


def heard(office: Office, person: Person) -> list[str]:
    return [words(one.card) for one in office.ends.messenger.to(person)]


async def test_a_report_that_waits_is_answered_by_the_new_headteacher(office: Office) -> None:
    new_list(office)
    report = await office.come_to(Status.SENT)
    await office.bus.decide(AskForAgreement(SCHOOL.urn, 0), ADVISOR.id, "teams")
    await come_to(office, S.PROPOSED)
    office.now += timedelta(days=1)
    new_list(office, HEAD, headteacher_id=NEW_HEAD.id)
    await strike(office)
    first, *others = heard(office, NEW_HEAD)
    assert first.startswith(f"You take over: {SCHOOL.full_name}")
    assert f"you are the headteacher of {SCHOOL.full_name} now, after {HEAD.name}." in first
    for line in ("waits for your answer", "half-days are on offer", "Sharing agreement – waits for your answer"):
        assert line in first
    assert any("Waiting for you" in one and "Approve" in one for one in others)
    assert any("please pick a half-day" in one for one in others)
    assert any("sharing agreement" in one.lower() for one in others)
    for one in heard(office, HEAD):
        assert one.startswith("No longer open to you")
        assert "You are no longer on the SIP service’s list of people" in one
        assert SCHOOL.name not in one
    report = await office.report()
    answer = await press(office, NEW_HEAD, "report.approve", report=report.id, version=1)
    assert isinstance(answer, CardAnswer)
    report = await office.report()
    assert report.decision is not None
    assert report.decision.by_id == NEW_HEAD.id
    assert f"Approved: by {NEW_HEAD.name}" in shown(office, ReportKind.REPORT, report_about(report.id), ADVISOR)
    draft = (await office.bus.read(lambda uow: uow.reports.version(report.id, 1))).draft
    assert draft is not None
    assert office.ends.libraries.of(draft).readers == {SIP.email, NEW_HEAD.email}
    visit = await the_visit(office)
    await press(office, NEW_HEAD, "visit.pick", visit=visit.id, version=visit.version, number=1)
    assert (await the_visit(office)).status is S.BOOKED
    await press(office, NEW_HEAD, "agreement.sign", urn=SCHOOL.urn, revision=1, text_version=TEXT_VERSION,
                typed_name=NEW_HEAD.name)  # fmt: skip
    assert (await office.bus.read(lambda uow: uow.agreements.of_school(SCHOOL.urn))).in_force


async def test_who_went_to_another_school_reads_that_it_has_passed_on_and_can_do_nothing(small_office: Office) -> None:
    office = small_office
    new_list(office)
    report = await office.come_to(Status.SENT)
    visit = await come_to(office, S.BOOKED)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await strike(office)
    for kind, about in ((ReportKind.APPROVAL, report_about(report.id)), (VisitKind.VISIT, visit_about(visit.id))):
        said = shown(office, kind, about, HEAD)
        assert f"You were the headteacher of this school until Monday 23 November 2026. {NEW_HEAD.name} has" in said
        assert SCHOOL.name not in said
    assert SCHOOL.name not in shown(office, VisitKind.VISITS, visits_about(HEAD.id), HEAD)
    for verb, data in (
        ("report.approve", {"report": report.id, "version": 1}),
        ("visit.cancel", {"visit": visit.id, "version": visit.version, "cancel_reason": "No."}),
    ):
        answer = await press(office, HEAD, verb, **data)
        assert isinstance(answer, MessageAnswer), answer
        assert "Only the headteacher of" in answer.text
    assert any(one.startswith("No longer open to you") for one in heard(office, HEAD))


@pytest.mark.parametrize("new_head", [NEW_HEAD.id, ""])
async def test_before_the_clock_strikes_who_went_can_do_nothing_either(small_office: Office, new_head: str) -> None:
    """Also where nobody has come yet, and whoever stands in for who went."""
    office = small_office
    new_list(office)
    report = await office.come_to(Status.SENT)
    visit = await come_to(office, S.BOOKED)
    office.now += timedelta(hours=1)
    new_list(office, headteacher_id=new_head)
    taken_on = f"{NEW_HEAD.name} has taken this on" if new_head else "Nobody has been named for it yet"
    words = f"You were the headteacher of this school until Monday 23 November 2026. {taken_on}."
    for kind, about in ((ReportKind.APPROVAL, report_about(report.id)), (VisitKind.VISIT, visit_about(visit.id))):
        assert shown(office, kind, about, HEAD).startswith(f"No longer open to you\n{words}")
    for verb, data in (
        ("report.approve", {"report": report.id, "version": 1}),
        ("visit.cancel", {"visit": visit.id, "version": visit.version, "cancel_reason": "No."}),
        ("visit.download", {"visit": visit.id}),
    ):
        answer = await press(office, HEAD, verb, **data)
        assert isinstance(answer, MessageAnswer), answer
        assert answer.text == words
    assert (await office.report()).status is Status.SENT
    assert (await the_visit(office)).status is S.BOOKED


async def test_what_was_decided_reads_as_it_did_and_is_the_new_headteachers_to_use(small_office: Office) -> None:
    office = small_office
    new_list(office)
    report = await office.come_to(Status.FILED)
    about = report_about(report.id)
    before = {viewer: shown(office, ReportKind.REPORT, about, viewer) for viewer in (ADVISOR,)}
    office.now += timedelta(days=40)
    new_list(office, HEAD, SIP, headteacher_id=NEW_HEAD.id, sip_id=NEW_SIP.id)
    await strike(office)
    assert {viewer: shown(office, ReportKind.REPORT, about, viewer) for viewer in (ADVISOR,)} == before
    for kind, viewer in ((ReportKind.APPROVAL, NEW_HEAD), (ReportKind.ARRIVAL, NEW_SIP)):
        said = shown(office, kind, about, viewer)
        assert f"Approved: by {HEAD.name}" in said
        assert SIP.name in said
    report = await office.report()
    assert report.filed is not None
    assert office.ends.libraries.of(report.filed.pdf).readers == {NEW_SIP.email}
    assert report.filed.copy_pdf is not None
    assert office.ends.libraries.of(report.filed.copy_pdf).readers == {NEW_HEAD.email}
    assert any("approved; not shared with governors yet" in one for one in heard(office, NEW_HEAD))
    await press(office, NEW_HEAD, "report.governors", report=report.id, version=1)
    assert (await office.report()).governors_told_at is not None


async def test_a_sip_who_comes_takes_on_reports_and_asks_for_new_half_days(office: Office) -> None:
    """Nobody else can become the organiser of an event: the old one is called off, and another half-day is sought."""
    new_list(office)
    report = await office.come_to(Status.CHANGE_ASKED)
    visit = await come_to(office, S.BOOKED)
    await press(office, SIP, "preparation.plan", prepare_for=SCHOOL.urn, prepare_on="2026-11-26", prepare="1")
    new_list(office, SIP, sip_id=NEW_SIP.id)
    await strike(office)
    visit = await the_visit(office)
    assert (visit.sip_id, visit.status, visit.event_id) == (NEW_SIP.id, S.FOUND, "")
    assert office.ends.calendars.standing(SIP) == []
    first = heard(office, NEW_SIP)[0]
    for line in ("the headteacher asked for a change", "Autumn visit"):
        assert line in first
    assert "Please say more." in shown(office, ReportKind.ARRIVAL, report_about(report.id), NEW_SIP)
    assert f"– {HEAD.name}" in shown(office, ReportKind.ARRIVAL, report_about(report.id), NEW_SIP)
    [prepared] = await office.bus.read(lambda uow: uow.preparations.of_year(SCHOOL.urn, v.YEAR))
    assert prepared.sip_id == NEW_SIP.id
    await press(office, NEW_SIP, "visit.send", visit=visit.id, version=visit.version)
    assert (await the_visit(office)).status is S.PROPOSED
    await office.receive(data=b"PK second", sender=NEW_SIP)
    await press(office, NEW_SIP, "report.send", report=report.id, version=2)
    assert (await office.report()).status is Status.SENT


async def test_a_booked_visit_stays_and_the_new_headteacher_is_invited_in_the_old_ones_place(office: Office) -> None:
    new_list(office)
    visit = await come_to(office, S.BOOKED)
    [entry] = office.ends.calendars.standing(SIP)
    new_list(office, HEAD, headteacher_id=NEW_HEAD.id)
    await strike(office)
    after = await the_visit(office)
    assert (after.status, after.half_day, after.event_id) == (S.BOOKED, visit.half_day, entry.id)
    [entry] = office.ends.calendars.standing(SIP)
    assert {one.email for one in entry.invited} == {SIP.email, NEW_HEAD.email}
    assert any("Booked" in one for one in heard(office, NEW_HEAD))


@pytest.mark.parametrize("begun", [False, True])
async def test_of_a_visit_that_has_begun_the_new_sip_says_whether_it_was_held(
    small_office: Office, begun: bool
) -> None:
    office = small_office
    new_list(office)
    visit = await come_to(office, S.BOOKED)
    assert visit.half_day is not None
    if begun:
        office.now = visit.half_day.ends_at
    new_list(office, SIP, sip_id=NEW_SIP.id)
    await strike(office)
    visit = await the_visit(office)
    assert (visit.status is S.BOOKED) is begun
    if begun:
        await press(office, NEW_SIP, "visit.held", visit=visit.id, version=visit.version)
        assert (await the_visit(office)).status is S.HELD
        said = shown(office, VisitKind.VISIT, visit_about(visit.id), HEAD)
        assert f"SIP\n{SIP.name}" in said or SIP.name in said
        assert any("proforma" in one.lower() for one in heard(office, NEW_SIP))


async def test_an_item_comes_as_its_own_card_to_who_took_on_alone(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await come_to(office, S.PROPOSED)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await strike(office)
    card = office.ends.messenger.to(NEW_HEAD)[0].card
    assert verbs(card) == {"handover.bring"}
    data = next(iter(buttons(card).values()))["data"]
    before = len(heard(office, NEW_HEAD))
    for _ in range(2):
        await press(office, NEW_HEAD, "handover.bring", **data)
    assert len(heard(office, NEW_HEAD)) == before + 1
    for who, item, no in ((HEAD, 1, "cannot find that handover"), (NEW_HEAD, 9, "choose one of the lines")):
        answer = await press(office, who, "handover.bring", **{**data, "item": item})
        assert isinstance(answer, MessageAnswer)
        assert no in answer.text


async def test_a_change_of_the_list_is_taken_up_once_and_only_by_somebody_on_it(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.come_to(Status.SENT)
    new_list(office, HEAD, NEW_HEAD, headteacher_id=NEW_HEAD.id)
    await strike(office)
    assert (await office.report()).headteacher_id == HEAD.id
    new_list(office, HEAD, headteacher_id=NEW_HEAD.id)
    for _ in range(2):
        await strike(office)
    assert (await office.report()).headteacher_id == NEW_HEAD.id
    for urn, part in ((SCHOOL.urn, Role.HEADTEACHER), (SCHOOL.urn, Role.SIP)):
        with pytest.raises(Exception, match=r"done already|Nobody takes this over"):
            await office.bus.decide(HandOver(urn, part))
    assert [one.action for one in office.entries()].count("handed_over") == 1
    assert hand_over in TABLES.handlers.values()


async def test_who_comes_back_sees_their_cards_again(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.come_to(Status.SENT)
    new_list(office, HEAD)
    await strike(office)
    assert all(one.startswith("No longer open to you") for one in heard(office, HEAD))
    new_list(office)
    await strike(office)
    assert any("Waiting for you" in one for one in heard(office, HEAD))
