"""What was done in Outlook is noted once, whatever told of it; watches and sweeps look after each other."""

from dataclasses import replace
from datetime import time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from structlog.testing import capture_logs

from automations.data.keeping import KeepFigures
from automations.engine.command_bus import CLOCK
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.scheduler import run_due_commands
from automations.visits.calendar_notices import Notices, of_calendar
from automations.visits.calendar_sync import SyncCalendar, subscribe_to_calendar, sync_calendar
from automations.visits.notifications import graph
from automations.visits.outlook import look_at_calendar, look_whether_gone
from automations.workflows import TABLES
from documents.reading import read_proforma
from handbook.core.british_time import day_words, london_date
from handbook.core.calendars import Answer, CalendarEntry, Invited, Notice, Period
from handbook.core.external_errors import AddressUnknown, Forbidden, MailboxUnavailable, NotFound
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.data.measures import Topic
from handbook.reports.framework_choice import ChooseFramework
from handbook.reports.paper.frameworks import OFSTED_2024
from handbook.reports.report import Status
from handbook.reports.sharing_agreement import AgreementKind, SignAgreement
from handbook.visits.agenda import SetAgenda
from handbook.visits.changes import KeepVisit, MoveVisit
from handbook.visits.in_outlook import NoteNewEntry
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.purposes import Menu, SchoolLedVisit
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from store.calendar_subscriptions import CalendarSubscription
from tests.automations.office import HEAD, SIP, Office
from tests.automations.visit_office import come_to, says, the_visit, when
from tests.store.filled import ENTRY, a_report
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import links, words
from tests.support.figures import a_set


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
async def test_a_visit_that_takes_a_day_is_noted_and_both_are_told_that_it_is_one_half_day(
    small_office: Office, starts: tuple[int, int], ends: tuple[int, int], says: str
) -> None:
    visit = await come_to(small_office, S.BOOKED)
    day = HalfDay(when(visit).on, time(*starts), time(*ends))
    noted = await changed(small_office, visit, replace(await entry_of(small_office), period=at(day)))
    assert (noted.status, noted.half_day) == (S.BOOKED, day)
    for person in (SIP, HEAD):
        told = words(small_office.ends.messenger.to(person)[-1].card)
        assert f"{says} is more than one half-day, and a visit is one" in told
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
    assert await changed(small_office, visit, replace(entry, invited=entry.invited[:1])) == visit


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


async def test_a_calendar_is_minded_once_a_day(office: Office) -> None:
    assert await run_due_commands(office.bus, TABLES.due) == 0
    await come_to(office, S.BOOKED)
    due = [await run_due_commands(office.bus, TABLES.due) for _ in range(2)]
    assert due == [2, 0]  # the calendar, and the school's part of the report
    await office.run_all()
    [order] = office.ends.subscriptions.orders.values()
    subscription = await watch_of(office)
    assert (subscription.subscription_id, subscription.client_state) == (
        order.id,
        office.ends.subscriptions.states[order.id],
    )
    assert len(subscription.client_state) >= 32
    assert subscription.since
    office.now += timedelta(days=1)
    assert await run_due_commands(office.bus, TABLES.due) == 1
    await office.run_all()
    [renewed] = office.ends.subscriptions.orders.values()
    assert (renewed.id, renewed.expires_at - order.expires_at) == (order.id, timedelta(days=1))
    with pytest.raises(Refused):
        await office.bus.decide(SyncCalendar(SIP.id, london_date(office.now)), CLOCK, "clock")


async def test_a_watch_that_expired_is_begun_anew(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    before = await watch_of(small_office)
    small_office.ends.subscriptions.orders.clear()
    await subscribe_to_calendar(small_office.work, SIP.id)
    after = await watch_of(small_office)
    assert before.subscription_id != after.subscription_id
    assert before.client_state != after.client_state


async def test_without_an_address_of_ours_there_are_sweeps_only(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(replace(small_office.work, subscriptions=None), SIP.id)
    assert await watch_of(small_office) == CalendarSubscription(SIP.id)


async def test_a_sweep_goes_on_from_the_last_until_its_window_runs_out(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await sync_calendar(small_office.work, SIP.id)
    first = await watch_of(small_office)
    small_office.ends.calendars.put(SIP, replace(await entry_of(small_office), period=at(v.FOURTH)))
    await sync_calendar(small_office.work, SIP.id)
    second = await watch_of(small_office)
    await small_office.run_all()
    assert (await the_visit(small_office)).half_day == v.FOURTH
    assert first.since != second.since
    assert first.since_until == second.since_until
    small_office.now += timedelta(days=250)
    await sync_calendar(small_office.work, SIP.id)
    third = await watch_of(small_office)
    assert third.since_until is not None
    assert second.since_until is not None
    assert third.since_until > second.since_until
    assert visit.event_id


async def test_what_a_sweep_says_of_other_entries_is_none_of_our_business(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await sync_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    small_office.ends.calendars.entries[SIP.id] = {}
    small_office.ends.calendars.enter(SIP, v.FOURTH)
    await sync_calendar(small_office.work, SIP.id)
    assert await small_office.run_all() == []
    assert (await the_visit(small_office)).version == visit.version


async def test_notices_are_believed_for_their_secret_alone(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    small_office.ends.calendars.put(SIP, replace(await entry_of(small_office), period=at(v.FOURTH)))
    good = Notice(subscription.subscription_id, subscription.client_state, visit.event_id, "updated 1")
    forged = [
        replace(good, client_state="guessed"),
        replace(good, subscription_id="other"),
        replace(good, client_state="é"),
    ]
    assert await Notices(small_office.bus).heard(forged) == 3
    assert small_office.outbox() == []
    other = replace(good, entry_id="own-1")
    assert await Notices(small_office.bus).heard([good, good, other]) == 0
    assert [job.effect for job in small_office.outbox()] == ["look_at_calendar"]
    await small_office.run_all()
    assert await Notices(small_office.bus).heard([good]) == 0
    assert small_office.outbox() == []
    assert (await the_visit(small_office)).half_day == v.FOURTH


async def test_word_that_an_entry_was_deleted_has_its_calendar_swept(small_office: Office) -> None:
    """Reading the entry would say that it stands: what is deleted can still be read."""
    visit = await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    deleted = Notice(subscription.subscription_id, subscription.client_state, visit.event_id, "deleted 2", deleted=True)
    small_office.ends.calendars.take_out(SIP.id, visit.event_id)
    assert await Notices(small_office.bus).heard([replace(deleted, state="updated 2", deleted=False), deleted]) == 0
    assert [job.effect for job in small_office.outbox()] == ["sweep_calendar"]
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).status is S.CANCELLED


@pytest.mark.parametrize(
    ("event", "effects"),
    [
        ("reauthorizationRequired", ["watch_calendar"]),
        ("subscriptionRemoved", ["watch_calendar", "sweep_calendar"]),
        ("missed", ["sweep_calendar"]),
    ],
)
async def test_a_watch_that_needs_something_gets_it(small_office: Office, event: str, effects: list[str]) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    notice = Notice(subscription.subscription_id, subscription.client_state, about_subscription=event)
    assert await Notices(small_office.bus).heard([notice, notice]) == 0
    assert [job.effect for job in small_office.outbox()] == effects


async def test_a_visit_that_was_held_opens_its_report_once(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.after(visit)
    held = await says(small_office, SayHeld(visit.id, visit.version))
    assert held.status is S.HELD
    [[name, standing]] = small_office.ends.libraries.files.items()
    assert name[2] == "2026-27_Autumn_SIP-report_900001_proforma.docx"
    assert standing.readers == {SIP.email}
    told = small_office.ends.messenger.to(SIP)[-1].card
    assert list(links(told)) == ["Open the proforma"]
    assert "Send me the file here when it is finished." in words(told)


async def test_the_proforma_asks_by_the_framework_that_was_chosen(small_office: Office) -> None:
    """Until somebody has chosen, by the one of the day (P2)."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(ChooseFramework(visit.urn, "ofsted_2024"), SIP.id, "teams")
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    document = ZipFile(BytesIO(standing.data)).read("word/document.xml").decode()
    assert OFSTED_2024.name in document
    assert "Quality of education" in document
    told = words(small_office.ends.messenger.to(SIP)[-1].card)
    assert f"judgements by this framework: {OFSTED_2024.name}" in told


@pytest.mark.parametrize("agreed", [True, False])
async def test_the_report_opens_with_the_schools_figures_where_it_has_agreed_to_that(
    small_office: Office, agreed: bool
) -> None:
    """D1."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(KeepFigures("abc", (a_set({Topic.COMBINED: 61, Topic.COHORT: 30}),)))
    if agreed:
        sign = SignAgreement("900001", 0, "data 2026.1", HEAD.name, AgreementKind.DATA)
        await small_office.bus.decide(sign, HEAD.id, "teams")
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    with ZipFile(BytesIO(standing.data)) as parts:
        assert ("School: 61.0%" in parts.read("word/document.xml").decode()) is agreed
        assert any(name.startswith("word/media/") for name in parts.namelist()) is agreed


async def test_the_proforma_opens_with_what_was_agreed(small_office: Office) -> None:
    """P3, V4: the last report’s targets and gaps, the agenda that both agreed, and the day of the visit."""
    last = replace(a_report("last", year=AcademicYear(2025), term=Term.SUMMER), status=Status.FILED, sent=1)
    with small_office.database.writing() as uow:
        uow.reports.open(last, ENTRY, a.MONDAY)
        uow.reports.add_version("last", a.a_version(), "last")
    visit = await come_to(small_office, S.BOOKED)
    await says(small_office, SetAgenda(visit.id, visit.revision, ("Books of Year 4", "Attendance")))
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    [standing] = small_office.ends.libraries.files.values()
    opened = read_proforma(standing.data)
    assert [row["action"] for row in opened.rows["action"]] == [
        "Raise writing in Year 4 (70 % at the expected standard; Year 4 lead; July 2027)",
        "Open the library at lunch",
    ]
    assert {row["since"] for rows in opened.rows.values() for row in rows} == {"Summer 2025/26"}
    [gap] = opened.rows["gap"]
    assert (gap["area"], gap["judged"]) == ("Quality of education", "school: Good; SIP: Requires improvement")
    assert opened.boxes["visit_number"] == "1 of 3"
    assert opened.sections["visit_notes"] == "• Books of Year 4:\n• Attendance:"
    assert ("Date of visit", day_words(visit.half_day.on)) in opened.facts
    assert (opened.filled, opened.unplaced) == ((), ())


async def test_a_sip_who_cannot_open_the_proforma_is_told_of_it_once_they_can(small_office: Office) -> None:
    office, visit = small_office, await come_to(small_office, S.BOOKED)
    office.now = v.after(visit)
    office.ends.libraries.refused[SIP.email] = AddressUnknown("nobody")
    await says(office, SayHeld(visit.id, visit.version))
    [[_, standing]] = office.ends.libraries.files.items()
    assert standing.readers == set()
    assert not any("Open the proforma" in links(one.card) for one in office.ends.messenger.to(SIP))
    [waits] = [one for one in office.outbox() if one.effect == "open_report"]
    assert waits.args == {"visit_id": visit.id, "person_id": SIP.id}
    office.ends.libraries.refused.clear()
    await office.wait_and_keep()
    assert [one.readers for one in office.ends.libraries.files.values()] == [{SIP.email}]
    told = [one for one in office.ends.messenger.to(SIP) if "Open the proforma" in links(one.card)]
    assert len(told) == 1


async def test_of_a_visit_that_is_not_held_no_report_is_opened(small_office: Office) -> None:
    """Such as a job of a database that was put back to before the SIP said that it was."""
    visit = await come_to(small_office, S.BOOKED)
    await small_office.run(OutboxJob("open_report", "k", {"visit_id": visit.id}, JobQueue.GRAPH))
    assert small_office.ends.libraries.files == {}


async def test_a_report_that_came_already_is_not_opened(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await small_office.receive()
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    assert small_office.ends.libraries.files == {}


async def test_a_visit_led_by_the_school_has_no_report(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    with small_office.database.writing() as uow:
        led = replace(visit, purpose=SchoolLedVisit(Menu.LEARNING_WALKS))
        uow.visits.save(led, AuditEntry("service", "tested", ""), a.MONDAY)
    small_office.now = v.after(visit)
    await says(small_office, SayHeld(visit.id, visit.version))
    assert small_office.ends.libraries.files == {}


async def test_a_visit_that_was_not_held_stands_so(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.after(visit)
    assert (await says(small_office, SayNotHeld(visit.id, visit.version, "Snow."))).status is S.NOT_HELD


async def test_a_move_under_way_is_not_taken_for_one_of_outlook(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await small_office.bus.decide(MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD.id, "teams")
    await look_at_calendar(small_office.work, visit.id)
    moving = await the_visit(small_office)
    assert (moving.status, moving.before, moving.half_day) == (S.MOVED, when(visit), v.FOURTH)
