"""What follows a handover in SharePoint and Outlook, carried out again or late: files and calendars are as they should
be now, and nobody who may read is shut out."""

from dataclasses import replace
from datetime import timedelta

from automations.handover.covers import over
from automations.reports.cards import ReportKind, report_about
from automations.reports.passing import close_report, pass_report
from automations.visits.handing_over import invite_successor, leave_calendar
from automations.workflows import TABLES
from handbook.core.calendars import Invitee
from handbook.reports.report import Status
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from tests.automations.handover.test_covers import cover, strike, typed
from tests.automations.handover.test_passing_on import PEOPLE, SCHOOL, heard, new_list, press, shown
from tests.automations.handover.test_passing_on import strike as struck
from tests.automations.membership.test_handing_in import hand_in, own_sip, reports, send
from tests.automations.office import ADVISOR, AUTUMN, HEAD, SIP, Office
from tests.automations.visit_office import WISH, come_to, the_visit
from tests.support import builders as a
from tests.support import memberships as m
from tests.support import visits as v
from tests.support.covers import ACTING as NEW_HEAD
from tests.support.covers import DEPUTY as NEW_SIP


async def test_files_are_closed_to_nobody_who_may_read_them(small_office: Office) -> None:
    office = small_office
    new_list(office)
    report = await office.come_to(Status.FILED)
    await press(office, HEAD, "report.governors_pack", report=report.id, version=1, wellbeing="out")
    report = await office.report()
    assert report.filed is not None
    assert report.governors_pack is not None
    assert report.governors_pack.pdf is not None
    files = (*report.filed.items, report.governors_pack.pdf)
    before = [set(office.ends.libraries.of(one).readers) for one in files]
    for person in (SIP, HEAD):
        await close_report(office.work, report.id, person.id)
        assert [office.ends.libraries.of(one).readers for one in files] == before
    office.ends.directory.gone.add(HEAD.id)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await struck(office)
    # an account that is gone opens nothing, so that nothing has to be taken from it
    assert all(HEAD.email in office.ends.libraries.of(one).readers for one in files)
    passed_on = (await office.report()).filed
    assert passed_on is not None
    assert passed_on.copy is not None
    theirs = (*passed_on.for_others, report.governors_pack.pdf)
    assert all(NEW_HEAD.email in office.ends.libraries.of(one).readers for one in theirs)
    assert not any(NEW_HEAD.email in office.ends.libraries.of(one).readers for one in report.filed.items)
    office.ends.directory.gone.clear()
    await close_report(office.work, report.id, HEAD.id)
    assert not any(HEAD.email in office.ends.libraries.of(one).readers for one in files)


async def test_a_headteacher_who_comes_back_opens_the_whole_of_what_they_approved(small_office: Office) -> None:
    """Their own part stands in it: not the copy that who came between was given."""
    office = small_office
    new_list(office)
    report = await office.come_to(Status.FILED)
    await press(office, HEAD, "report.governors_pack", report=report.id, version=1, wellbeing="in")
    report = await office.report()
    draft = (await office.bus.read(lambda uow: uow.reports.version(report.id, 1))).draft
    assert draft is not None
    assert report.filed is not None
    assert report.governors_pack is not None
    assert report.governors_pack.pdf is not None
    whole = (draft, *report.filed.whole, report.governors_pack.pdf)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await struck(office)
    for one in whole:
        assert not {HEAD.email, NEW_HEAD.email} & office.ends.libraries.of(one).readers
    new_list(office)
    await struck(office)
    report = await office.report()
    assert report.headteacher_id == HEAD.id
    assert all(HEAD.email in office.ends.libraries.of(one).readers for one in whole)
    assert report.filed is not None
    assert report.filed.copy_pdf is not None
    readers = office.ends.libraries.of(report.filed.copy_pdf).readers
    assert not {HEAD.email, NEW_HEAD.email} & readers


async def test_of_a_report_to_be_changed_the_new_headteacher_opens_what_was_sent(small_office: Office) -> None:
    office = small_office
    new_list(office)
    report = await office.come_to(Status.CHANGE_ASKED)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await struck(office)
    draft = (await office.bus.read(lambda uow: uow.reports.version(report.id, 1))).draft
    assert draft is not None
    assert office.ends.libraries.of(draft).readers == {SIP.email, NEW_HEAD.email}
    assert (await office.report()).filed is None


async def test_of_what_was_handed_in_the_new_headteacher_opens_the_report_itself(small_office: Office) -> None:
    office = small_office
    await own_sip(office)
    await hand_in(office, await send(office))
    [report] = reports(office)
    assert report.filed is not None
    with office.database.writing() as uow:
        school = replace(m.ALONE, headteacher_id=NEW_HEAD.id)
        uow.roster.replace(PEOPLE, [school], {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS], at=office.now)
    await struck(office)
    [report] = reports(office)
    assert report.headteacher_id == NEW_HEAD.id
    assert report.filed is not None
    assert report.filed.copy is None
    assert office.ends.libraries.of(report.filed.pdf).readers == {NEW_HEAD.email}


async def test_nothing_is_opened_to_a_headteacher_before_it_was_sent_nor_to_who_has_no_part(
    small_office: Office,
) -> None:
    office = small_office
    new_list(office)
    report = await office.receive()
    new_list(office, HEAD, SIP, headteacher_id=NEW_HEAD.id, sip_id=NEW_SIP.id)
    await struck(office)
    for person in (NEW_HEAD, ADVISOR):
        await pass_report(office.work, report.id, person.id)
    assert not any(NEW_HEAD.email in one.readers for one in office.ends.libraries.files.values())
    assert "Checked" in shown(office, ReportKind.ARRIVAL, report_about(report.id), NEW_SIP)


async def test_a_late_job_calls_off_nothing_that_stands(small_office: Office) -> None:
    office = small_office
    new_list(office)
    visit = await come_to(office, S.BOOKED)
    await leave_calendar(office.work, visit.id, SIP.id)
    await invite_successor(office.work, visit.id, HEAD.id)
    [entry] = office.ends.calendars.standing(SIP)
    assert {one.email for one in entry.invited} == {SIP.email, HEAD.email}


async def test_half_days_on_offer_are_no_longer_held_in_the_old_calendar(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await come_to(office, S.PROPOSED)
    assert office.ends.calendars.standing(SIP)
    new_list(office, sip_id=NEW_SIP.id)
    await struck(office)
    assert office.ends.calendars.standing(SIP) == []


async def test_of_a_headteacher_whose_account_is_gone_the_name_tells_whom_to_invite_no_more(
    small_office: Office,
) -> None:
    office = small_office
    new_list(office)
    visit = await come_to(office, S.BOOKED)
    [entry] = office.ends.calendars.standing(SIP)
    more = Invitee("deputy.head@trust.example", "Deputy Head")
    invited = (*entry.invited, replace(entry.invited[0], email=more.email, name=more.name))
    office.ends.calendars.put(SIP, replace(entry, invited=invited))
    office.ends.directory.gone.add(HEAD.id)
    new_list(office, HEAD, headteacher_id=NEW_HEAD.id)
    await struck(office)
    [entry] = office.ends.calendars.standing(SIP)
    assert {one.email for one in entry.invited} == {SIP.email, NEW_HEAD.email, more.email}
    assert (await the_visit(office)).half_day == visit.half_day


async def test_ofsteds_call_and_what_is_set_aside_pass_on_and_what_is_done_does_not(small_office: Office) -> None:
    office = small_office
    new_list(office)
    day = str(office.now.date() + timedelta(days=7))
    await press(office, HEAD, "ofsted.called", urn=SCHOOL.urn, first_on=day, last_on=day)
    for on in ("2026-11-25", "2026-11-26"):
        await press(office, SIP, "preparation.plan", prepare_for=SCHOOL.urn, prepare_on=on, prepare="1")
    first, _ = await office.bus.read(lambda uow: uow.preparations.of_year(SCHOOL.urn, v.YEAR))
    with office.database.writing() as uow:
        uow.preparations.save(
            replace(first, done=True), AuditEntry(SIP.id, "preparation_done", f"preparation:{first.id}", {}), office.now
        )
    new_list(office, sip_id=NEW_SIP.id, headteacher_id=NEW_HEAD.id)
    await struck(office)
    for person in (NEW_HEAD, NEW_SIP):
        assert any("Ofsted: " in one and "You take over" in one for one in heard(office, person))
    kept = await office.bus.read(lambda uow: uow.preparations.of_year(SCHOOL.urn, v.YEAR))
    assert {one.sip_id for one in kept if one.done} == {SIP.id}
    assert {one.sip_id for one in kept if not one.done} == {NEW_SIP.id}


async def test_who_hears_where_somebody_cannot_be_told_of_a_handover(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await come_to(office, S.PROPOSED)
    new_list(office, headteacher_id=NEW_HEAD.id)
    await struck(office)
    [made_id] = await office.bus.read(lambda uow: uow.handovers.ids())
    trouble = TABLES.troubles["handover"]
    assert trouble.heard_by is not None
    assert trouble.called is not None
    with office.database.reading() as uow:
        assert list(trouble.heard_by(uow, made_id)) == [NEW_HEAD.id]
        assert trouble.called(uow, made_id) == "a handover"
        assert [one.id for one in uow.handovers.of_person(NEW_HEAD.id)] == [made_id]


async def test_a_deputy_is_brought_and_answered_nothing_of_others(small_office: Office) -> None:
    """Of whom they stand in for about cases alone; of schools that are another's; of others once a cover is over."""
    office = small_office
    second = a.a_school(urn="900002", name="St Aelred’s", headteacher_id=ADVISOR.id, sip_id=ADVISOR.id)
    with office.database.writing() as uow:
        schools = [SCHOOL, second]
        uow.roster.replace(PEOPLE, schools, {"Fellshire": [AUTUMN]}, {}, {}, [v.CHECKS], at=office.now)
    report = await office.come_to(Status.SENT)
    await cover(office, ADVISOR, NEW_SIP)
    await strike(office)
    for text in ("my reports", "my visits", "book"):
        assert not any("You stand in for" in one for one in await typed(office, NEW_SIP, text))
    await cover(office, HEAD, NEW_HEAD)
    await strike(office)
    assert len([one for one in await typed(office, NEW_HEAD, "ofsted") if "Which days" in one]) == 1
    await strike(office, days=9)
    assert "not open to you" in shown(office, ReportKind.ARRIVAL, report_about(report.id), NEW_SIP)
    with office.database.reading() as uow:
        [made] = uow.covers.of_person(ADVISOR.id)
        assert not any(job.effect == "close_report" for job in over(uow, made.id, office.bus.render_context))


async def test_what_is_the_new_ones_already_and_what_is_over_passes_to_nobody(small_office: Office) -> None:
    """Between the change of the list and the clock's stroke they may have begun."""
    office = small_office
    new_list(office)
    office.now += timedelta(minutes=1)
    new_list(office, HEAD, SIP, headteacher_id=NEW_HEAD.id, sip_id=NEW_SIP.id)
    report = await office.receive(sender=NEW_SIP)
    await office.bus.decide(WISH, NEW_SIP.id, "teams")
    await press(office, NEW_SIP, "preparation.plan", prepare_for=SCHOOL.urn, prepare_on="2026-11-26", prepare="1")
    await struck(office)
    assert (await office.report()).former == ()
    assert (await the_visit(office)).former == ()
    assert not any(one.action == "passed_on" for one in office.entries())
    assert (await office.report()).id == report.id


async def test_where_nothing_is_open_nothing_is_sent(small_office: Office) -> None:
    office = small_office
    new_list(office)
    report = await office.come_to(Status.FILED)
    await press(office, HEAD, "report.governors", report=report.id, version=1)
    visit = await come_to(office, S.PROPOSED)
    cancel = {"visit": visit.id, "version": visit.version, "cancel_reason": "Not now."}
    await press(office, SIP, "visit.cancel", **cancel)
    day = office.now.date()
    elsewhere = OfstedCall("call-2", "900002", ADVISOR.id, office.now, day, day)
    with office.database.writing() as uow:
        uow.ofsted_calls.open(elsewhere, AuditEntry(ADVISOR.id, "ofsted_called", "ofsted:call-2", {}), office.now)
    new_list(office, HEAD, headteacher_id=NEW_HEAD.id)
    await struck(office)
    assert heard(office, NEW_HEAD) == []
    assert (await office.report()).headteacher_id == NEW_HEAD.id


async def test_a_cover_of_which_the_deputy_was_told_nothing_closes_nothing(small_office: Office) -> None:
    office = small_office
    new_list(office)
    await office.receive()
    await cover(office, HEAD, NEW_HEAD)
    await cover(office, SIP, NEW_SIP, SIP)
    await cover(office, NEW_HEAD, NEW_SIP)
    await strike(office)
    book = [one for one in await typed(office, NEW_SIP, "book") if "You stand in for" in one]
    assert len(book) == 1
    with office.database.reading() as uow:
        [made] = uow.covers.of_person(HEAD.id)
        assert not any(job.effect == "close_report" for job in over(uow, made.id, office.bus.render_context))
