"""What becomes of a visit that is booked, or on its way: troubles, moves, lapsed checks, and its end."""

from dataclasses import replace
from typing import Final

from automations.visits.calendar import book_visit, call_off, keep_holds, write_agenda
from automations.visits.troubles import NoteVisitTrouble, NoteVisitTroubleOver
from automations.workflows import TABLES
from handbook.core.calendars import Answer, Invited
from handbook.core.external_errors import Forbidden, Unavailable
from handbook.visits.agenda import SetAgenda
from handbook.visits.booking import (
    PickSlot,
)
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.visit import VisitStatus as S
from tests.automations.office import AUTUMN, EVERYBODY, HEAD, SIP, Office
from tests.automations.visit_office import WISH, come_to, says, the_visit, when
from tests.support import builders as a
from tests.support import visits as v
from tests.support.card_reading import words


async def test_a_calendar_that_does_not_answer_is_said_and_asked_again(small_office: Office) -> None:
    small_office.ends.fail_for_good(busy_times=Forbidden("403"))
    await small_office.bus.decide(WISH, SIP.id, "teams")
    await small_office.run_all()
    visit = await the_visit(small_office)
    assert visit.trouble.startswith("I could not search for half-days because a calendar could not be read")
    assert "no permission" in words(small_office.ends.messenger.to(SIP)[-1].card)
    await says(small_office, NoteVisitTrouble(visit.id, "find_slots", "403", visit.trouble))
    await says(small_office, NoteVisitTroubleOver(visit.id, "book_visit", "This visit could not be put"))
    assert (await the_visit(small_office)).revision == visit.revision
    small_office.ends.heal()
    await small_office.wait_and_keep()
    visit = await the_visit(small_office)
    assert (visit.status, visit.trouble) == (S.FOUND, "")


NOT_HELD: Final = TABLES.effects["keep_holds"].could_not


async def test_a_trouble_that_is_over_is_taken_off_the_cards(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    small_office.ends.fail("cancel", Unavailable("503"))
    visit = await says(small_office, NoteVisitTrouble(visit.id, "keep_holds", "503", f"{NOT_HELD}: 503"))
    assert visit.trouble == f"{NOT_HELD}: 503"
    visit = await says(small_office, NoteVisitTroubleOver(visit.id, "keep_holds", NOT_HELD))
    assert visit.trouble == ""


async def test_trouble_that_was_over_before_it_was_told_is_not_told(small_office: Office) -> None:
    visit = await come_to(small_office, S.FOUND)
    told = len(small_office.ends.messenger.to(SIP))
    await small_office.bus.decide(NoteVisitTrouble(visit.id, "keep_holds", "503", f"{NOT_HELD}: 503"))
    await small_office.bus.decide(NoteVisitTroubleOver(visit.id, "keep_holds", NOT_HELD))
    await small_office.run_all()
    assert len(small_office.ends.messenger.to(SIP)) == told


async def test_the_agenda_of_the_event_is_that_of_the_record(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    visit = await says(small_office, SetAgenda(visit.id, visit.revision, ("Phonics",)), HEAD)
    visit = await says(small_office, PickSlot(visit.id, visit.version, 1), HEAD)
    visit = await says(small_office, SetAgenda(visit.id, visit.revision, ("Phonics", "Governance")), SIP)
    [event] = small_office.ends.calendars.standing(SIP)
    assert "<li>Governance</li>" in event.body_html
    visit = await says(small_office, CancelVisit(visit.id, visit.version, "Ill."))
    await write_agenda(small_office.work, visit.id)
    assert small_office.ends.calendars.standing(SIP) == []


async def test_a_move_is_carried_into_the_calendar_or_the_visit_stays(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    moved = await says(small_office, MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD)
    [event] = small_office.ends.calendars.standing(SIP)
    assert (moved.status, moved.half_day, event.period.start) == (S.BOOKED, v.FOURTH, v.FOURTH.starts_at)
    small_office.ends.calendars.enter(HEAD, v.THIRD)
    stays = await says(small_office, MoveVisit(visit.id, moved.version, v.THIRD, "Trip."), HEAD)
    assert (stays.status, stays.half_day) == (S.BOOKED, v.FOURTH)
    assert "has since been taken, so the visit stays where it was" in stays.trouble
    await book_visit(small_office.work, visit.id, stays.version)
    assert event in small_office.ends.calendars.standing(SIP)


async def lapsed(office: Office) -> None:
    """The list has no current checks of the SIP any more (C1)."""
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [a.a_school()], {"Fellshire": [AUTUMN]}, {}, {}, [])


async def test_a_sip_whose_checks_have_lapsed_since_is_not_booked(small_office: Office) -> None:
    office, visit = small_office, await come_to(small_office, S.PICKED)
    await lapsed(office)
    await office.run_all()
    visit = await the_visit(office)
    assert visit.status is S.NONE_SUITED
    assert "no current DBS and recruitment checks" in visit.trouble
    assert office.ends.calendars.standing(SIP) == []


async def test_nor_is_their_visit_moved(small_office: Office) -> None:
    office, visit = small_office, await come_to(small_office, S.BOOKED)
    before = when(visit)
    await office.bus.decide(MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD.id, "teams")
    await lapsed(office)
    await office.run_all()
    visit = await the_visit(office)
    assert (visit.status, visit.half_day) == (S.BOOKED, before)
    assert "no current DBS and recruitment checks" in visit.trouble


async def test_a_move_that_the_calendar_took_before_a_crash_is_noted(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    [event] = small_office.ends.calendars.standing(SIP)
    await small_office.bus.decide(MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD.id, "teams")
    there = replace(event, period=replace(event.period, start=v.FOURTH.starts_at, end=v.FOURTH.ends_at))
    small_office.ends.calendars.put(SIP, there)
    await small_office.run_all()
    assert (await the_visit(small_office)).half_day == v.FOURTH


async def test_a_move_of_an_event_that_is_not_to_be_found_waits_and_ends_nothing(
    small_office: Office,
) -> None:
    visit = await come_to(small_office, S.BOOKED)
    [entry] = small_office.ends.calendars.standing(SIP)
    small_office.ends.calendars.entries[SIP.id].clear()
    moving = await says(small_office, MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD)
    assert (moving.status, moving.half_day) == (S.MOVED, v.FOURTH)
    small_office.ends.calendars.put(SIP, entry)
    await small_office.wait_and_keep()
    assert ((await the_visit(small_office)).status, (await the_visit(small_office)).half_day) == (S.BOOKED, v.FOURTH)


async def test_a_move_of_an_event_that_is_gone_ends_the_visit(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.ends.calendars.take_out(SIP.id, visit.event_id)
    await small_office.bus.decide(MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD.id, "teams")
    for _ in range(3):
        await small_office.wait_and_keep()
    assert (await the_visit(small_office)).status is S.CANCELLED
    assert small_office.outbox() == []


async def test_an_event_from_which_everybody_was_taken_is_no_hold(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    [entry] = small_office.ends.calendars.standing(SIP)
    small_office.ends.calendars.put(SIP, replace(entry, invited=()))
    await keep_holds(small_office.work, visit.id)
    assert [one.id for one in small_office.ends.calendars.standing(SIP)] == [entry.id]
    moved = await says(small_office, MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."), HEAD)
    assert (moved.status, moved.half_day, moved.event_id) == (S.BOOKED, v.FOURTH, entry.id)


async def test_a_hold_to_which_somebody_was_invited_is_still_ours_to_take_back(small_office: Office) -> None:
    visit = await come_to(small_office, S.PROPOSED)
    [first, *_] = small_office.ends.calendars.standing(SIP)
    small_office.ends.calendars.put(SIP, replace(first, invited=(Invited("x@y.example", "X", Answer.NONE),)))
    await says(small_office, CancelVisit(visit.id, visit.version, "Ill."))
    assert small_office.ends.calendars.standing(SIP) == []


async def test_after_the_cut_off_the_other_side_is_asked(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    small_office.now = v.late(visit)
    asked = await says(small_office, MoveVisit(visit.id, visit.version, v.FOURTH, "Ill."))
    assert (asked.status, asked.half_day) == (S.MOVE_ASKED, visit.half_day)
    assert "Ill." in words(small_office.ends.messenger.to(HEAD)[-1].card)
    kept = await says(small_office, KeepVisit(asked.id, asked.version), HEAD)
    assert (kept.status, kept.half_day) == (S.BOOKED, visit.half_day)
    asked = await says(small_office, CancelVisit(kept.id, kept.version, "Still ill."))
    kept = await says(small_office, KeepVisit(asked.id, asked.version), HEAD)
    assert kept.status is S.BOOKED
    asked = await says(small_office, CancelVisit(kept.id, kept.version, "Still ill."))
    gone = await says(small_office, AgreeToChange(asked.id, asked.version), HEAD)
    assert (gone.status, small_office.ends.calendars.standing(SIP)) == (S.CANCELLED, [])
    assert small_office.ends.calendars.comments == ["Still ill."]


async def test_a_visit_that_stands_again_is_not_called_off(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await call_off(small_office.work, visit.id, visit.event_id)
    assert len(small_office.ends.calendars.standing(SIP)) == 1


async def test_whoever_never_heard_of_a_visit_does_not_hear_of_its_end(small_office: Office) -> None:
    visit = await come_to(small_office, S.FOUND)
    await says(small_office, CancelVisit(visit.id, visit.version, "A mistake."))
    assert small_office.ends.messenger.to(HEAD) == []
