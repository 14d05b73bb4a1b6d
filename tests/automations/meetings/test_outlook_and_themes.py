"""A SIP team meeting is followed in Outlook, and has common themes that name no school."""

from dataclasses import replace
from datetime import timedelta

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from handbook.core.calendars import EntryChanges, Period
from handbook.meetings.themes import name_of
from store.audit import AuditEntry
from tests.automations.meetings.test_team_meeting import is_set, of, pressed, shown, the_meeting
from tests.automations.office import ADVISOR, SIP, Office
from tests.support.questions import an_entry
from tests.support.team_meetings import AFTERNOON

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
