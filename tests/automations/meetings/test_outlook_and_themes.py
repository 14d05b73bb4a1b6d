"""A SIP team meeting is followed in Outlook, and has common themes that name no school."""

from dataclasses import replace
from datetime import timedelta

from automations.engine.scheduler import run_due_commands
from automations.meetings.outlook import look_at_meeting
from automations.meetings.themes import proposed_themes
from automations.workflows import TABLES
from handbook.core.calendars import EntryChanges, Period
from handbook.core.people import School
from handbook.core.school_years import Term
from handbook.meetings.themes import name_of
from handbook.reports.report import Status
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork
from tests.automations.meetings.test_team_meeting import is_set, of, pressed, shown, the_meeting
from tests.automations.office import ADVISOR, EVERYBODY, SIP, Office
from tests.support import builders as a
from tests.support.good_practice import a_line
from tests.support.questions import an_entry
from tests.support.team_meetings import AFTERNOON

NOTED = AuditEntry("service", "test", "")
DUE = {"SIP team meetings": TABLES.due["SIP team meetings"]}
ASKED = "Asked by more than one headteacher: Who pays for a SIP’s travel?"


async def an_hour_on(office: Office) -> None:
    office.now += timedelta(hours=1)
    await run_due_commands(office.bus, DUE)
    await office.run_all()


async def test_moving_it_in_outlook_moves_it_here(small_office: Office) -> None:
    office = small_office
    meeting = await is_set(office)
    await an_hour_on(office)
    assert (await the_meeting(office)).half_day == meeting.half_day
    [entry] = office.ends.calendars.standing(ADVISOR)
    period = Period(AFTERNOON.starts_at, AFTERNOON.ends_at)
    await office.work.calendars.change(ADVISOR.id, entry.id, EntryChanges(period=period))
    assert await run_due_commands(office.bus, DUE) == 0, "not before an hour is over"
    await an_hour_on(office)
    assert (await the_meeting(office)).half_day == AFTERNOON
    assert "was moved in Outlook to" in shown(office, ADVISOR)
    assert "afternoon" in await pressed(office, SIP, "team_meeting.show")
    await an_hour_on(office)
    assert [one.action for one in office.entries()].count("team_meeting_moved_in_outlook") == 1


async def test_deleting_it_in_outlook_cancels_it_here(small_office: Office) -> None:
    office = small_office
    meeting = await is_set(office)
    [entry] = office.ends.calendars.standing(ADVISOR)
    await office.work.calendars.release(ADVISOR.id, entry.id)
    await an_hour_on(office)
    assert "was deleted in Outlook, so it is cancelled here as well." in shown(office, ADVISOR)
    assert "Cancelled" in await pressed(office, SIP, "team_meeting.open", **of(meeting))
    assert "No meetings are set" in await pressed(office, SIP, "team_meeting.show")
    await look_at_meeting(office.work, meeting.id)
    assert [one.action for one in office.entries()].count("team_meeting_gone_in_outlook") == 1


async def test_one_that_an_earlier_version_set_is_followed_too(small_office: Office) -> None:
    office = small_office
    meeting = await is_set(office)
    with office.database.writing() as uow:
        entry = AuditEntry("service", "test", "")
        uow.team_meetings.save(replace(uow.team_meetings.get(meeting.id), shown=0), entry, office.now)
    await an_hour_on(office)
    assert (await the_meeting(office)).shown == 1


async def test_themes_are_chosen_by_the_trust_advisor_and_read_by_those_who_attend(small_office: Office) -> None:
    office = small_office
    with office.database.writing() as uow:
        uow.questions.faq.open(an_entry(), AuditEntry("service", "faq_added", "faq:f-1"), office.now)
    meeting = await is_set(office)
    assert ASKED in await pressed(office, ADVISOR, "team_meeting.open", **of(meeting))
    chosen = {"themes": name_of(ASKED), "own_themes": "Attendance in spring"}
    no = await pressed(office, ADVISOR, "team_meeting.themes", **of(meeting), own_themes=f"A word on {SIP.name} first")
    assert f"take out “{SIP.name}”" in no
    said = await pressed(office, ADVISOR, "team_meeting.themes", **of(meeting), **chosen)
    assert "Common themes" in said
    read = await pressed(office, SIP, "team_meeting.open", **of(meeting))
    assert ASKED in read
    assert "Attendance in spring" in read
    assert "Themes …" not in read
    assert "The Trust Advisor chooses" in await pressed(office, SIP, "team_meeting.themes", **of(meeting), **chosen)


async def test_approved_reports_and_the_board_are_read_and_drafts_are_not(small_office: Office) -> None:
    """What one school has is not proposed: it would say which."""
    office = small_office
    schools = [a.a_school(), a.a_school(urn="900002", name="St Aelred’s")]
    gap = "School and SIP judge Quality of education differently: 2 schools"
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
        for number, (school, status) in enumerate(((schools[0], Status.FILED), (schools[1], Status.SENT))):
            a_report_of(uow, school, status, f"r-{number}")
    assert await office.bus.read(lambda uow: proposed_themes(uow, office.now)) == ()
    with office.database.writing() as uow:
        a_report_of(uow, schools[1], Status.FILED, "r-2", Term.SPRING)
        for number, school in enumerate(schools):
            line = a_line(text=f"Paired reading {number}", school=school, tags=("Reading",))
            uow.practice_lines.open(replace(line, id=f"l-{number}", urn=school.urn), NOTED, office.now)
    found = await office.bus.read(lambda uow: proposed_themes(uow, office.now))
    assert found == ("Good practice in Reading: 2 schools", gap)


def a_report_of(uow: UnitOfWork, school: School, status: Status, report_id: str, term: Term = Term.AUTUMN) -> None:
    """One with a gap of judgement."""
    report = replace(a.a_dossier(status).report, id=report_id, urn=school.urn, term=term)
    uow.reports.open(report, NOTED, a.MONDAY)
    uow.reports.add_version(report_id, a.a_version(), f"arrival-{report_id}")
