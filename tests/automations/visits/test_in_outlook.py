"""What was done in Outlook is noted once, whatever told of it; watches and sweeps look after each other."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from structlog.testing import capture_logs

from automations.engine.command_bus import CLOCK
from automations.visits.calendar_notices import of_calendar
from automations.visits.calendar_sync import sync_calendar
from automations.visits.notifications import graph
from automations.visits.outlook import look_at_calendar, look_whether_gone
from handbook.core.calendars import Answer, CalendarEntry, Invited, Period
from handbook.core.external_errors import Forbidden, MailboxUnavailable, NotFound
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.changes import KeepVisit, MoveVisit
from handbook.visits.in_outlook import NoteNewEntry
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from store.calendar_subscriptions import CalendarSubscription
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit, when
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words


async def entry_of(office: Office) -> CalendarEntry:
    [entry] = office.ends.calendars.standing(SIP)
    return entry


async def changed(office: Office, visit: Visit, entry: CalendarEntry) -> Visit:
    """The entry stands so now, and is looked at."""
    office.ends.calendars.put(SIP, entry)
    await look_at_calendar(office.work, visit.id)
    await office.run_all()
    return await the_visit(office)


def at(half_day: HalfDay) -> Period:
    return Period(half_day.starts_at, half_day.ends_at)


def answered(entry: CalendarEntry, answer: Answer, proposed: HalfDay | None = None) -> CalendarEntry:
    """The headteacher has said this to the invitation."""
    head = Invited(HEAD.email.upper(), HEAD.name, answer, a.MONDAY, at(proposed) if proposed else None)
    return replace(entry, invited=(entry.invited[0], head))


async def watch_of(office: Office) -> CalendarSubscription:
    return await office.bus.read(lambda uow: uow.calendar_subscriptions.of_person(SIP.id))


async def test_an_entry_that_was_moved_is_where_the_visit_is(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    moved = await changed(small_office, visit, replace(await entry_of(small_office), period=at(v.FOURTH)))
    assert (moved.status, moved.half_day) == (S.BOOKED, v.FOURTH)
    again = await changed(small_office, moved, await entry_of(small_office))
    assert again == moved


async def test_an_entry_that_was_cancelled_is_gone(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    gone = await changed(small_office, visit, replace(await entry_of(small_office), cancelled=True))
    assert gone.status is S.CANCELLED
    assert small_office.ends.calendars.comments == []
    await look_at_calendar(small_office.work, visit.id)
    await look_whether_gone(small_office.work, visit.id, visit.event_id)
    assert (await the_visit(small_office)).version == gone.version


async def test_an_entry_that_is_not_to_be_found_ends_nothing_for_that(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    for _ in range(3):
        small_office.ends.fail("entry", NotFound("404"))
        await look_at_calendar(small_office.work, visit.id)
        assert await small_office.wait_and_keep() == []
    assert (await the_visit(small_office)).version == visit.version
    assert len(small_office.ends.calendars.standing(SIP)) == 1
    assert small_office.ends.calendars.comments == []


@pytest.mark.parametrize("purged", [True, False])
@pytest.mark.parametrize("whole", [True, False])
async def test_a_deleted_entry_is_gone_once_a_sweep_says_so_and_it_is_looked_for_again(
    small_office: Office, whole: bool, purged: bool
) -> None:
    """Whether or not it can still be read by its id."""
    visit = await come_to(small_office, S.BOOKED)
    if not whole:
        await sync_calendar(small_office.work, SIP.id)
        await small_office.run_all()
    small_office.ends.calendars.purged = purged
    assert small_office.ends.calendars.take_out(SIP.id, visit.event_id)
    await sync_calendar(small_office.work, SIP.id)
    (again,) = await small_office.run_all()
    assert again.effect == "look_whether_gone"
    assert again.delay >= 19
    assert (await the_visit(small_office)).version == visit.version
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).status is S.CANCELLED
    assert small_office.ends.calendars.comments == [], "there is nothing to call off"


async def test_an_entry_that_cannot_be_read_is_reported_and_ends_nothing(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    calendars = small_office.ends.calendars
    calendars.unreadable = {visit.event_id}
    with capture_logs() as logs:
        await sync_calendar(small_office.work, SIP.id)
    assert [(one["event"], one["count"]) for one in logs] == [("entries_not_understood", 1)]
    await small_office.wait_and_keep()
    kept = await the_visit(small_office)
    assert (kept.status, kept.version) == (S.BOOKED, visit.version)
    assert "Outlook gave something that I cannot read" in kept.trouble
    calendars.unreadable = set()
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).trouble == ""


@pytest.mark.parametrize(
    ("starts", "ends", "says"), [((9, 0), (16, 0), "09:00 to 16:00"), ((0, 0), (23, 59), "all day")]
)
async def test_a_visit_that_takes_a_day_is_noted_and_both_are_told_that_it_counts_as_two(
    small_office: Office, starts: tuple[int, int], ends: tuple[int, int], says: str
) -> None:
    visit = await come_to(small_office, S.BOOKED)
    day = HalfDay(when(visit).on, time(*starts), time(*ends))
    noted = await changed(small_office, visit, replace(await entry_of(small_office), period=at(day)))
    assert (noted.status, noted.half_day) == (S.BOOKED, day)
    for person in (SIP, HEAD):
        told = words(small_office.ends.messenger.to(person)[-1].card)
        assert f"{says} is more than one half-day, so this visit counts as two" in told
        assert "none of 6 half-days held, 2 planned, 4 left" in told
        assert f"2026, {says}" in told, "and neither morning nor afternoon"


async def test_an_entry_that_was_put_back_meanwhile_stands(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    entry = await entry_of(small_office)
    small_office.ends.calendars.take_out(SIP.id, entry.id)
    await sync_calendar(small_office.work, SIP.id)
    small_office.ends.calendars.put(SIP, replace(entry, period=at(v.FOURTH)))
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).half_day == v.FOURTH
    assert (await the_visit(small_office)).status is visit.status


async def test_an_entry_that_stands_under_another_id_is_the_visits_from_then_on(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    entry = await entry_of(small_office)
    small_office.ends.calendars.take_out(SIP.id, entry.id)
    small_office.ends.calendars.put(SIP, replace(entry, id="restored", period=at(v.FOURTH)))
    await sync_calendar(small_office.work, SIP.id)
    await small_office.wait_and_keep()
    found = await the_visit(small_office)
    assert (found.status, found.half_day, found.event_id) == (S.BOOKED, v.FOURTH, "restored")
    with pytest.raises(Refused):
        await small_office.bus.decide(NoteNewEntry(visit.id, "restored"), CLOCK, "clock")


async def test_a_sweep_says_nothing_of_what_lies_outside_its_window(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.ends.calendars.take_out(SIP.id, visit.event_id)
    small_office.now = v.after(visit) + timedelta(days=2)
    await sync_calendar(small_office.work, SIP.id)
    assert small_office.outbox() == []


@pytest.mark.parametrize("method", ["entry", "of_visit"])
async def test_a_mailbox_that_cannot_be_opened_is_said_and_the_visit_kept(small_office: Office, method: str) -> None:
    visit = await come_to(small_office, S.BOOKED)
    told = len(small_office.ends.messenger.to(SIP))
    small_office.ends.faults.for_good[method] = MailboxUnavailable("404 MailboxNotEnabledForRESTAPI")
    job = graph("look_at_calendar", visit, "x")
    if method == "of_visit":
        job = graph("look_whether_gone", visit, "x", event_id=visit.event_id)
    for attempt in range(1, 6):
        await small_office.run(replace(job, attempt=attempt))
    await small_office.run_all()
    kept = await the_visit(small_office)
    assert (kept.status, kept.version) == (S.BOOKED, visit.version)
    assert "the mailbox in Outlook cannot be opened" in kept.trouble
    assert len(small_office.ends.messenger.to(SIP)) == told + 1, "once"
    assert "cannot be opened" in words(small_office.ends.messenger.to(SIP)[-1].card)
    small_office.ends.faults.for_good.clear()
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).trouble == ""
    assert small_office.ends.calendars.comments == []


async def test_a_calendar_that_cannot_be_swept_is_said_to_its_sip_once_a_week(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.ends.faults.for_good["sweep"] = Forbidden("403")
    for key in ("monday", "tuesday"):
        await small_office.run(of_calendar("sweep_calendar", SIP.id, key))
    told = [job for job in small_office.outbox() if job.effect == "say"]
    assert [job.args["person_id"] for job in told] == [SIP.id]
    assert "your visits stay as they are: SIP Desk has no permission" in str(told[0].args["words"])
    assert (await the_visit(small_office)).version == visit.version


async def test_whoever_tidies_up_after_a_visit_ends_nothing(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.after(visit)
    after = await changed(small_office, visit, replace(await entry_of(small_office), cancelled=True))
    assert after.status is S.BOOKED


async def test_a_declined_invitation_is_put_off_and_called_off(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    sought = await changed(small_office, visit, answered(await entry_of(small_office), Answer.DECLINED))
    assert (sought.status, sought.event_id) == (S.FOUND, "")
    assert small_office.ends.calendars.standing(SIP) == []
    assert small_office.ends.calendars.comments == ["The headteacher declined the invitation in Outlook."]


async def test_an_accepted_invitation_changes_nothing(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    entry = await entry_of(small_office)
    assert await changed(small_office, visit, answered(entry, Answer.ACCEPTED)) == visit


async def test_a_wish_is_asked_once_and_another_wish_again(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    wish = answered(await entry_of(small_office), Answer.TENTATIVE, v.FOURTH)
    asked = await changed(small_office, visit, wish)
    assert (asked.status, asked.asked and asked.asked.to) == (S.MOVE_ASKED, v.FOURTH)
    kept = await says(small_office, KeepVisit(asked.id, asked.version))
    assert (await changed(small_office, kept, wish)).status is S.BOOKED
    other = answered(await entry_of(small_office), Answer.TENTATIVE, v.THIRD)
    assert (await changed(small_office, kept, other)).status is S.MOVE_ASKED


async def test_two_who_look_at_once_ask_once(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.ends.calendars.put(SIP, answered(await entry_of(small_office), Answer.TENTATIVE, v.FOURTH))

    async def look() -> None:
        await look_at_calendar(small_office.work, visit.id)

    small_office.ends.calendars.meanwhile["entry"] = look
    await look()
    assert [entry.action for entry in small_office.entries()].count("wish_seen") == 1


async def test_a_move_under_way_is_not_taken_for_one_of_outlook(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD.id, "teams")
    await look_at_calendar(small_office.work, visit.id)
    moving = await the_visit(small_office)
    assert (moving.status, moving.before, moving.half_day) == (S.MOVED, when(visit), v.FOURTH)
