"""Good half-days for a visit, from both calendars as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.workflow import Effect, Work
from automations.visits.cards import visit_dossier
from automations.visits.decisions import noted
from handbook.core.british_time import LONDON
from handbook.core.calendars import Period
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.visits.booking import NoteFound
from handbook.visits.dossier import VisitDossier
from handbook.visits.ofsted.call import CONVERSATION, without_inspections
from handbook.visits.slots.busy_times import BusyTimes, times_of, without_holds
from handbook.visits.slots.free_half_days import Elsewhere, SlotSearch
from handbook.visits.slots.good_slots import good_slots, three, why_none
from handbook.visits.slots.search_window import search_window
from handbook.visits.visit import Slot, VisitStatus
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Times:
    """When both are busy. `headteacher` is None where this tenant has no calendar of theirs."""

    sip: BusyTimes
    headteacher: BusyTimes | None


@dataclass(frozen=True, slots=True)
class SlotOffer:
    """Half-days, or the sentence that says why there is none."""

    slots: tuple[Slot, ...]
    trouble: str = ""


async def find_slots(work: Work, visit_id: str, version: int) -> None:
    """Three good half-days for the SIP to send, or why there is none."""
    dossier, search = await work.bus.read(lambda uow: _search(uow, visit_id, work.bus.render_context))
    if (dossier.visit.status, dossier.visit.version) != (VisitStatus.SOUGHT, version):
        return
    offer = await _offer(work, dossier, search)
    await noted(work, NoteFound(visit_id, version, offer.slots, offer.trouble))


EFFECTS: Final[Mapping[str, Effect]] = {
    "find_slots": Effect(find_slots, "I could not search for half-days because a calendar could not be read"),
}


async def other_slots(work: Work, visit_id: str) -> SlotOffer:
    """Good half-days beside those that are or were on offer."""
    dossier, search = await work.bus.read(lambda uow: _search(uow, visit_id, work.bus.render_context))
    return await _offer(work, dossier, search)


async def times_of_both(work: Work, dossier: VisitDossier, first_on: date, last_on: date) -> Times:
    """The calendars of both over these days. What could not be read is never free. Raises Refused where one of them has
    left the service."""
    window = Period(_midnight(first_on), _midnight(last_on + timedelta(days=1)))
    sip, head = dossier.sip, dossier.headteacher
    for one in (sip, head):
        if not one.email:
            raise Refused("unknown", f"{one.name} is no longer on the service’s list of people.")
    found = await work.calendars.busy_times(sip.id, (sip.email, head.email), window)
    own = times_of(found[sip.email], window, comes=True) or BusyTimes()
    return Times(own, times_of(found[head.email], window))


async def _offer(work: Work, dossier: VisitDossier, search: SlotSearch) -> SlotOffer:
    times = await times_of_both(work, dossier, search.first_on, search.last_on)
    sip = without_holds(times.sip, search.passed_over)  # our own holds may still stand there
    search, now = replace(search, sip=sip, headteacher=times.headteacher), work.bus.now()
    slots = three(good_slots(search, now))
    return SlotOffer(slots, "" if slots else why_none(search, now))


def _search(uow: UnitOfWork, visit_id: str, context: RenderContext) -> tuple[VisitDossier, SlotSearch]:
    """What is sought, before the calendars are asked."""
    dossier, policy = visit_dossier(uow, visit_id, context), context.policy.visits
    visit, school = dossier.visit, dossier.school
    first_on, last_on = search_window(visit, dossier.calendar, context.now, policy.look_ahead)
    said = uow.roster.hosting(school)
    search = SlotSearch(
        urn=school.urn,
        school_name=school.name,
        calendar=dossier.calendar if visit.purpose == CONVERSATION else _outside_inspections(uow, dossier),
        sip=BusyTimes(),
        headteacher=None,
        first_on=first_on,
        last_on=last_on,
        place=said.place,
        hours=said.hours or policy.hours,
        notice=policy.notice,
        travel=policy.travel,
        elsewhere=tuple(_elsewhere(uow, dossier)),
        preferences=said.preferences,
        passed_over=(*visit.passed_over, *(slot.half_day for slot in visit.slots)),
        checked_until=dossier.checks.dbs_review_by if dossier.checks else None,
    )
    return dossier, search


def _elsewhere(uow: UnitOfWork, dossier: VisitDossier) -> list[Elsewhere]:
    """The SIP's other visits."""
    own = [visit for visit in dossier.diary if visit.sip_id == dossier.visit.sip_id]
    return [at_school(uow, visit.urn, half_day) for visit in own for half_day in visit.occupies]


def _outside_inspections(uow: UnitOfWork, dossier: VisitDossier) -> SchoolCalendar:
    """The school's calendar without the days on which inspectors are in (O2)."""
    return without_inspections(dossier.calendar, uow.ofsted_calls.of_school(dossier.visit.urn))


def at_school(uow: UnitOfWork, urn: str, half_day: HalfDay) -> Elsewhere:
    """A visit of the SIP's, as others of theirs see it."""
    school = uow.roster.school(urn)
    if school is None:
        return Elsewhere(half_day, urn, "another school")
    return Elsewhere(half_day, urn, school.name, uow.roster.hosting(school).place)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
