"""From the wish to both calendars: what is kept when things come twice, late, or not at all (V2-V4)."""

from dataclasses import replace

import pytest

from automations.engine.command_bus import SERVICE
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.visits.calendar import book_visit, keep_holds
from automations.visits.cards import VisitKind, visit_about
from automations.visits.decisions import noted
from automations.visits.slots import find_slots
from handbook.core.calendars import ShownAs, Unread
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.half_days.extra_services import ExtraService
from handbook.reports.report import Status
from handbook.visits.booking import (
    AskForOthers,
    NoteBooked,
    NoteFound,
    PickSlot,
    SayNoneSuits,
    SeekSlots,
    SeekVisit,
    SendSlots,
)
from handbook.visits.changes import CancelVisit
from handbook.visits.in_outlook import NoteGone
from handbook.visits.purposes import ExtraVisit, Menu, SchoolLedVisit
from handbook.visits.visit import VisitStatus as S
from store.audit import AuditEntry
from tests.automations.office import EVERYBODY, HEAD, SIP, Office
from tests.automations.visit_office import WISH, come_to, says, the_visit, when
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words
from tests.support.rendering import render

LED = SchoolLedVisit(Menu.LEARNING_WALKS)
SOMEBODY_ELSE = a.a_person(Role.DSO)


async def test_a_visit_comes_from_the_wish_into_both_calendars(office: Office) -> None:
    visit = await come_to(office, S.FOUND)
    assert [message.person_id for message in office.ends.messenger.messages] == [SIP.id]
    visit = await says(office, SendSlots(visit.id, visit.version))
    assert {one.shown_as for one in office.ends.calendars.standing(SIP)} == {ShownAs.TENTATIVE}
    assert office.ends.messenger.to(HEAD)
    visit = await says(office, PickSlot(visit.id, visit.version, 2), HEAD)
    [event] = office.ends.calendars.standing(SIP)
    assert (visit.status, visit.event_id) == (S.BOOKED, event.id)
    assert {guest.email for guest in event.invited} == {SIP.email, HEAD.email}
    assert (event.visit, event.location) == (visit.id, a.a_school().full_name)
    actions = [entry.action for entry in office.entries()]
    assert actions == ["visit_sought", "slots_found", "slots_sent", "slot_picked", "visit_booked"]
    assert "Booked" in words(office.ends.messenger.to(HEAD)[-1].card)


async def test_what_is_done_again_after_a_crash_is_done_once(small_office: Office) -> None:
    visit, work = await come_to(small_office, S.PICKED), small_office.work
    await book_visit(work, visit.id, visit.version)
    await book_visit(work, visit.id, visit.version)
    await keep_holds(work, visit.id)
    await keep_holds(work, visit.id)
    await find_slots(work, visit.id, 1)
    assert len(small_office.ends.calendars.standing(SIP)) == 1
    assert (await the_visit(small_office)).status is S.BOOKED


async def test_only_what_has_moved_on_is_passed_over(small_office: Office) -> None:
    """What is refused for another reason was not done, and whoever keeps the promise must hear of it."""
    visit = await come_to(small_office, S.BOOKED)
    assert await noted(small_office.work, NoteFound(visit.id, visit.version, (), "There are none.")) is False
    with pytest.raises(Refused, match="I cannot find that visit"):
        await noted(small_office.work, NoteGone("nobody"))
    assert await the_visit(small_office) == visit


async def test_an_event_that_an_earlier_try_wrote_is_taken_for_it(small_office: Office) -> None:
    """The process went down between Outlook's answer and the note of it."""
    visit, calendars = await come_to(small_office, S.PICKED), small_office.ends.calendars
    small_office.ends.fail("desk")
    seen = await small_office.bus.read(lambda uow: uow.visits.get(visit.id))
    await book_visit(small_office.work, visit.id, visit.version)
    with small_office.database.writing() as uow:  # as if the note had never been written
        later = uow.visits.get(visit.id)
        uow.visits.save(replace(seen, revision=later.revision), AuditEntry(SERVICE, "tested", ""), a.MONDAY)
    await book_visit(small_office.work, visit.id, visit.version)
    assert len([one for one in calendars.standing(SIP) if one.invited]) == 1
    assert (await the_visit(small_office)).status is S.BOOKED


async def test_a_visit_that_is_cancelled_while_it_is_booked_leaves_no_event(small_office: Office) -> None:
    visit, calendars = await come_to(small_office, S.PICKED), small_office.ends.calendars

    async def cancel() -> None:
        await small_office.bus.decide(CancelVisit(visit.id, visit.version, "Ill."), SIP.id, "teams")

    calendars.meanwhile["write"] = cancel
    await small_office.run_all()
    assert (await the_visit(small_office)).status is S.CANCELLED
    assert calendars.standing(SIP) == []
    assert calendars.comments == ["Ill."]


async def test_holds_follow_when_the_offer_changes_while_they_are_written(small_office: Office) -> None:
    visit, calendars = await come_to(small_office, S.FOUND), small_office.ends.calendars
    await small_office.bus.decide(SendSlots(visit.id, visit.version), SIP.id, "teams")

    async def resend() -> None:
        await small_office.bus.decide(SendSlots(visit.id, visit.version + 1, (v.FOURTH,)), SIP.id, "teams")

    calendars.meanwhile["of_visit"] = resend
    await keep_holds(small_office.work, visit.id)
    assert [one.period.start for one in calendars.standing(SIP)] == [v.FOURTH.starts_at]


async def test_a_half_day_that_was_taken_is_offered_anew_or_it_is_said_why_not(small_office: Office) -> None:
    visit, calendars = await come_to(small_office, S.PICKED), small_office.ends.calendars
    calendars.enter(HEAD, when(visit))
    calendars.unread[SIP.email] = Unread.NOT_READABLE
    await small_office.run_all()
    visit = await the_visit(small_office)
    assert (visit.status, visit.slots) == (S.NONE_SUITED, ())
    assert "has since been taken. Your calendar could not be read" in visit.trouble


async def test_a_visit_on_offer_is_held_in_no_other_visits_way(small_office: Office) -> None:
    """The SIP's other visit is told from a hold, and a school that left the roster is still a place to come from."""
    visit = await come_to(small_office, S.BOOKED)
    elsewhere = replace(v.a_visit(S.BOOKED, "visit-2", LED), urn="900009", half_day=v.FOURTH)
    with small_office.database.writing() as uow:
        uow.visits.open(elsewhere, AuditEntry(SERVICE, "tested", ""), a.MONDAY)
    await small_office.bus.decide(SeekVisit("900001", v.YEAR, LED), SIP.id, "teams")
    await small_office.run_all()
    [led] = [one for one in await small_office.bus.read(lambda b: b.visits.of_school("900001")) if one.purpose == LED]
    offered = {slot.half_day for slot in led.slots}
    assert offered
    assert offered.isdisjoint({when(visit), v.FOURTH})


async def test_a_headteacher_without_a_mailbox_is_not_waited_for(small_office: Office) -> None:
    small_office.ends.calendars.unread[HEAD.email] = Unread.NO_MAILBOX
    visit = await come_to(small_office, S.BOOKED)
    assert visit.status is S.BOOKED


async def test_a_sip_without_a_mailbox_is_unknown_and_not_free(small_office: Office) -> None:
    small_office.ends.calendars.unread[SIP.email] = Unread.NO_MAILBOX
    visit = await come_to(small_office, S.FOUND)
    assert (visit.status, visit.slots) == (S.NONE_SUITED, ())


async def test_others_and_none_release_the_holds(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    shown = {slot.half_day for slot in visit.slots}
    visit = await says(small_office, AskForOthers(visit.id, visit.version, "Fridays?"), HEAD)
    assert (visit.status, small_office.ends.calendars.standing(SIP)) == (S.FOUND, [])
    assert shown.isdisjoint(slot.half_day for slot in visit.slots)
    visit = await says(small_office, SendSlots(visit.id, visit.version))
    visit = await says(small_office, SayNoneSuits(visit.id, visit.version, "Residential."), HEAD)
    assert (visit.status, small_office.ends.calendars.standing(SIP)) == (S.NONE_SUITED, [])
    assert "Residential." in words(small_office.ends.messenger.to(SIP)[-1].card)
    visit = await says(small_office, SeekSlots(visit.id, visit.version, v.FOURTH.on))
    assert min(slot.half_day.on for slot in visit.slots) >= v.FOURTH.on


async def test_what_is_found_for_a_visit_that_moved_on_counts_no_more(small_office: Office) -> None:
    calendars = small_office.ends.calendars
    await small_office.bus.decide(WISH, SIP.id, "teams")
    visit = await the_visit(small_office)

    async def send() -> None:
        await small_office.bus.decide(SendSlots(visit.id, visit.version, (v.FOURTH,)), SIP.id, "teams")

    calendars.meanwhile["busy_times"] = send
    await small_office.run_all()
    assert [slot.half_day for slot in (await the_visit(small_office)).slots] == [v.FOURTH]


async def test_an_extra_service_is_called_by_its_name(small_office: Office) -> None:
    extra = ExtraService("extra-1", "900001", v.YEAR, SIP.id, "Appraisal", 2, SIP.id, a.MONDAY)
    with small_office.database.writing() as uow:
        uow.extra_services.open(extra, AuditEntry(SERVICE, "tested", ""), a.MONDAY)
    visit = await says(small_office, SeekVisit("900001", v.YEAR, ExtraVisit("extra-1", "")))
    assert visit.purpose == ExtraVisit("extra-1", "Appraisal")
    with pytest.raises(Refused, match="All half-days"):
        await small_office.bus.decide(SeekVisit("900001", v.YEAR, ExtraVisit("extra-2", "")), SIP.id, "teams")


async def test_what_nobody_knows_is_refused(small_office: Office) -> None:
    with pytest.raises(Refused, match="cannot find that school"):
        await small_office.bus.decide(SeekVisit("900009", v.YEAR, v.TERMLY), SIP.id, "teams")
    with pytest.raises(Refused, match="cannot do that yet"):
        await small_office.bus.decide(object(), SIP.id, "teams")
    with pytest.raises(Refused, match="cannot find that visit"):
        await small_office.bus.decide(NoteBooked("visit-9", 1, "event"))


async def test_a_promise_whose_visit_has_trouble_of_another_kind_is_kept_again(small_office: Office) -> None:
    job = OutboxJob("write_agenda", "x", {"visit_id": "visit-9"}, JobQueue.GRAPH)
    await small_office.run(job)
    assert [one.effect for one in small_office.outbox()] == ["write_agenda"]


async def test_two_who_press_at_once_seek_once(small_office: Office) -> None:
    for _ in range(2):
        await small_office.bus.decide(WISH, SIP.id, "teams")
    assert (await the_visit(small_office)).revision == 1


async def test_holds_that_are_still_wanted_are_left_alone(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    before = [one.id for one in small_office.ends.calendars.standing(SIP)]
    first, second, _ = (slot.half_day for slot in visit.slots)
    await says(small_office, SendSlots(visit.id, visit.version, (first, second)))
    assert [one.id for one in small_office.ends.calendars.standing(SIP)] == before[:2]


@pytest.mark.parametrize("missing", [SIP, HEAD])
async def test_nothing_is_sought_for_who_is_missing_from_the_list(small_office: Office, missing: Person) -> None:
    await small_office.bus.decide(WISH, SIP.id, "teams")
    small_office.bring([one for one in EVERYBODY if one != missing])
    await small_office.run_all()
    assert "find_slots" in [one.effect for one in small_office.outbox()]
    small_office.bring(EVERYBODY)
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).status is S.FOUND


async def test_the_pack_holds_what_the_last_report_says(small_office: Office) -> None:
    await small_office.come_to(Status.FILED)
    visit = await come_to(small_office, S.BOOKED)
    with small_office.database.reading() as uow:
        pack = render(uow, VisitKind.VISIT_PACK, visit_about(visit.id), SIP, 0, small_office.bus.render_context)
        assert uow.reports.earlier_contents("900009") == ()
    assert "Raise writing in Year 4" in words(pack)
