"""An acting head, and a SIP's deputy, about a school's report: what they get, read and do, and that both names stand
wherever it is said who did it. On other days, and of other things, nothing."""

from datetime import timedelta

import pytest

from automations.cases.loading import actor_of, views_of
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, MessageAnswer
from automations.engine.standing_in import deputies_of, holders_for
from automations.reports.cards import ReportKind, report_about
from handbook.core.people import Person, Role
from handbook.reports.filing import approved_columns
from handbook.reports.report import Report, Status
from tests.automations.case_office import with_dso
from tests.automations.office import ADVISOR, EVERYBODY, HEAD, SIP, Office, press
from tests.support.card_reading import verbs, words
from tests.support.covers import ACTING, DEPUTY, another
from tests.support.rendering import render

PEOPLE = (*EVERYBODY, ACTING, DEPUTY)
BOTH = f"{ACTING.name}, standing in for {HEAD.name}"


async def cover(office: Office, person: Person, deputy: Person, by: Person = ADVISOR, days: int = 4) -> None:
    """From today on."""
    office.bring(PEOPLE)
    today = office.now.date()
    answer = await press(office, by, "cover.name", person=person.id, deputy=deputy.id, first_on=str(today),
                         last_on=str(today + timedelta(days=days)))  # fmt: skip
    assert isinstance(answer, CardAnswer), answer


def shown(office: Office, report: Report, kind: ReportKind, viewer: Person, version: int = 1) -> dict[str, object]:
    with office.database.reading() as uow:
        return render(uow, kind, report_about(report.id), viewer, version, office.bus.render_context)


async def test_an_acting_head_gets_the_report_and_approves_it_and_both_names_are_recorded(office: Office) -> None:
    await cover(office, HEAD, ACTING)
    report = await office.come_to(Status.SENT)
    card = office.ends.messenger.to(ACTING)[-1].card
    assert f"You stand in for {HEAD.name} (headteacher) until Friday 27 November 2026." in words(card)
    assert f"You see this because you stand in for {HEAD.name} (headteacher)." in words(card)
    assert verbs(card) >= {"report.approve", "report.ask_change"}
    answer = await press(office, ACTING, "report.approve", report=report.id, version=1)
    assert isinstance(answer, CardAnswer)
    report = await office.report()
    assert report.status is Status.FILED
    assert report.decision is not None
    assert (report.decision.by_id, report.decision.deputy_id) == (HEAD.id, ACTING.id)
    [entry] = [one for one in office.entries() if one.action == "approved"]
    assert (entry.actor_id, entry.detail["standing_in_for"]) == (ACTING.id, HEAD.id)
    for viewer, kind in ((SIP, ReportKind.ARRIVAL), (HEAD, ReportKind.APPROVAL), (ADVISOR, ReportKind.REPORT)):
        assert f"Approved: by {BOTH} on " in words(shown(office, report, kind, viewer))
    with office.database.reading() as uow:
        assert approved_columns(uow.reports.dossier(report), 6)["ApprovedBy"] == BOTH
    assert "For your governors" in words(office.ends.messenger.to(ACTING)[-1].card)


async def test_an_acting_head_asks_for_a_change_and_ticks_and_orders_the_pack(small_office: Office) -> None:
    office = small_office
    await cover(office, HEAD, ACTING)
    report = await office.come_to(Status.SENT)
    await press(office, ACTING, "report.ask_change", report=report.id, version=1, comment="Say more.")
    arrival = words(shown(office, report, ReportKind.ARRIVAL, SIP))
    assert f"{BOTH} would like something changed" in arrival
    assert f"– {BOTH}" in words(shown(office, report, ReportKind.APPROVAL, ACTING))
    await office.receive(data=b"PK second")
    await press(office, SIP, "report.send", report=report.id, version=2)
    await press(office, HEAD, "report.approve", report=report.id, version=2)
    assert (await office.report()).change_asked_by is None
    await press(office, ACTING, "report.governors_pack", report=report.id, version=2, wellbeing="out")
    await press(office, ACTING, "report.governors", report=report.id, version=2)
    report = await office.report()
    assert report.governors_told_at is not None
    assert report.governors_pack is not None
    assert report.governors_pack.pdf is not None
    readers = office.ends.libraries.of(report.governors_pack.pdf).readers
    assert {HEAD.email, ACTING.email} <= readers
    noted = [one for one in office.entries() if one.detail.get("standing_in_for") == HEAD.id]
    assert [one.action for one in noted] == ["change_asked", "pack_asked", "governors_told"]


async def test_on_other_days_and_for_other_schools_they_do_and_read_nothing(small_office: Office) -> None:
    office = small_office
    await cover(office, HEAD, ACTING, days=0)
    report = await office.come_to(Status.SENT)
    office.now += timedelta(days=1)
    for kind in ReportKind.APPROVAL, ReportKind.GOVERNORS, ReportKind.ARRIVAL:
        said = words(shown(office, report, kind, ACTING))
        assert f"You stood in for {HEAD.name} on Monday 23 November 2026. That is over." in said
        assert "St Hilda" not in said
    no = await press(office, ACTING, "report.approve", report=report.id, version=1)
    assert isinstance(no, MessageAnswer)
    assert no.text == "Only the headteacher of St Hilda’s Catholic Primary School can answer this."
    assert (await office.report()).status is Status.SENT


@pytest.mark.parametrize("deputy", [SIP, ADVISOR, another(Role.DSO), another(Role.CHAIR_OF_GOVERNORS)])
async def test_it_is_never_the_schools_sip_nor_who_reads_it_only_after_approval(
    small_office: Office, deputy: Person
) -> None:
    small_office.bring([*PEOPLE, another(Role.DSO), another(Role.CHAIR_OF_GOVERNORS)])
    data = {"person": HEAD.id, "deputy": deputy.id, "first_on": "2026-11-23", "last_on": ""}
    answer = await press(small_office, ADVISOR, "cover.name", **data)
    assert isinstance(answer, MessageAnswer)
    assert await small_office.bus.read(lambda uow: uow.covers.of_person(HEAD.id)) == ()


async def test_who_sent_it_for_the_sip_does_not_approve_it_as_acting_head(small_office: Office) -> None:
    office = small_office
    await cover(office, SIP, DEPUTY, days=0)
    report = await office.receive()
    await press(office, DEPUTY, "report.send", report=report.id, version=1)
    report = await office.report()
    assert report.sent_by is not None
    assert (report.sent_by.holder_id, report.sent_by.deputy_id) == (SIP.id, DEPUTY.id)
    office.now += timedelta(days=1)
    await cover(office, HEAD, DEPUTY)
    assert f"You stood in for {SIP.name}" in words(shown(office, report, ReportKind.APPROVAL, DEPUTY))
    no = await press(office, DEPUTY, "report.approve", report=report.id, version=1)
    assert isinstance(no, MessageAnswer)
    assert "Only the headteacher" in no.text


async def test_a_sips_deputy_sends_files_and_reports_and_answers(office: Office) -> None:
    await cover(office, SIP, DEPUTY, SIP)
    report = await office.receive(sender=DEPUTY)
    assert report.sip_id == SIP.id
    assert "Checked" in words(office.ends.messenger.to(DEPUTY)[-1].card)
    await press(office, DEPUTY, "report.set_aside", report=report.id, version=1)
    await office.receive(data=b"PK second", sender=DEPUTY)
    answer = await press(office, DEPUTY, "report.send", report=report.id, version=2)
    assert isinstance(answer, CardAnswer)
    both = f"{DEPUTY.name}, standing in for {SIP.name}"
    assert f"Sent by {both}." in words(answer.card)
    assert f"sent by {both} on " in words(shown(office, report, ReportKind.APPROVAL, HEAD, 2))
    draft = (await office.bus.read(lambda uow: uow.reports.version(report.id, 2))).draft
    assert draft is not None
    assert {SIP.email, HEAD.email, DEPUTY.email} == office.ends.libraries.of(draft).readers


async def test_of_concerns_and_complaints_an_acting_head_learns_nothing(small_office: Office) -> None:
    office = small_office
    office.bring(PEOPLE)
    await with_dso(office)
    await cover(office, HEAD, ACTING)
    with office.database.reading() as uow:
        assert views_of(uow, actor_of(uow, HEAD, office.now), office.now)
        assert views_of(uow, actor_of(uow, ACTING, office.now), office.now) == []
        assert actor_of(uow, ACTING, office.now).covered == ()
    before = len(office.ends.messenger.to(ACTING))
    await office.bus.decide(AnswerTyped("complaint", "m-1"), ACTING.id, "teams")
    await office.run_all()
    assert all("St Hilda" not in words(one.card) for one in office.ends.messenger.to(ACTING)[before:])


async def test_where_the_holder_has_left_the_list_nobody_stands_in_for_them(small_office: Office) -> None:
    office = small_office
    await cover(office, HEAD, ACTING)
    report = await office.come_to(Status.SENT)
    office.bring([one for one in PEOPLE if one != HEAD])
    assert "not open to you" in words(shown(office, report, ReportKind.APPROVAL, ACTING))
    with office.database.reading() as uow:
        assert list(holders_for(uow, ACTING, office.now.date())) == []
    office.bring([one for one in PEOPLE if one != ACTING])
    with office.database.reading() as uow:
        assert list(deputies_of(uow, HEAD.id, office.now.date())) == []


async def test_a_deputy_of_one_of_the_two_sees_nothing_that_is_the_others(small_office: Office) -> None:
    office = small_office
    await cover(office, SIP, DEPUTY, SIP)
    report = await office.come_to(Status.SENT)
    assert "not open to you" in words(shown(office, report, ReportKind.APPROVAL, DEPUTY))
    assert "Waiting" in words(shown(office, report, ReportKind.ARRIVAL, DEPUTY))
