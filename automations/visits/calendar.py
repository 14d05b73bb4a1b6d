"""A visit in its SIP's calendar: holds for what is on offer, one event with both for what is booked. Each effect looks
at what stands there and makes it what the record says, so it may be run again, and late."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from automations.engine.workflow import Effect, Work
from automations.visits.calendar_notices import in_doubt
from automations.visits.cards import visit_dossier
from automations.visits.decisions import noted
from automations.visits.slots import other_slots, times_of_both
from cards.visits.invitation import invitation_html, subject
from handbook.core.calendars import Appointment, CalendarEntry, EntryChanges, Invitee, Period, ShownAs
from handbook.core.external_errors import Unavailable
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.booking import NoteBooked
from handbook.visits.checks import check_may_visit
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.entry_words import entry_words
from handbook.visits.renewal import OfferAnew
from handbook.visits.slots.busy_times import without_holds
from handbook.visits.slots.free_half_days import is_still_free
from handbook.visits.visit import Visit, VisitStatus

_OFFERED: Final = (VisitStatus.PROPOSED, VisitStatus.PICKED)
_HOLD: Final = re.compile(r"-\d{8}-\d{4}$")
CALLED_OFF: Final = "This visit will not take place at this time."


async def keep_holds(work: Work, visit_id: str) -> None:
    """Tentative entries for the half-days that the headteacher can pick, and none once they cannot."""
    while True:
        dossier = await _dossier(work, visit_id)
        await _hold(work, dossier)
        if (await _dossier(work, visit_id)).visit.version == dossier.visit.version:
            return


async def book_visit(work: Work, visit_id: str, version: int) -> None:
    """Both calendars are read again; then the event stands there, or others are on offer."""
    dossier = await _dossier(work, visit_id)
    visit = dossier.visit
    if visit.version != version or visit.half_day is None:
        return
    if visit.status is VisitStatus.PICKED:
        await _book(work, dossier, visit.half_day)
    elif visit.status is VisitStatus.MOVED:
        await _move(work, dossier, visit.half_day)


async def call_off(work: Work, visit_id: str, event_id: str) -> None:
    """Takes an event out of both calendars, and both are told by theirs; unless the visit stands there again."""
    visit = (await _dossier(work, visit_id)).visit
    if not (visit.stands and visit.event_id == event_id):
        await work.calendars.cancel(visit.sip_id, event_id, visit.reason or CALLED_OFF)


async def write_agenda(work: Work, visit_id: str) -> None:
    """The event's words are those of the record (V4, V5)."""
    dossier = await _dossier(work, visit_id)
    if dossier.visit.stands and dossier.visit.event_id:
        changes = EntryChanges(subject=subject(dossier), body_html=invitation_html(dossier))
        await work.calendars.change(dossier.sip.id, dossier.visit.event_id, changes)


EFFECTS: Final[Mapping[str, Effect]] = {
    "keep_holds": Effect(keep_holds, "The half-days on offer could not be held in the SIP’s calendar yet"),
    "book_visit": Effect(book_visit, "This visit could not be put into the calendars yet"),
    "call_off": Effect(call_off, "This visit could not be taken out of the calendars yet"),
    "write_agenda": Effect(write_agenda, "The agenda could not be written into the calendars yet"),
}


async def _hold(work: Work, dossier: VisitDossier) -> None:
    visit, sip = dossier.visit, dossier.sip
    wanted = {slot.half_day for slot in visit.slots} if visit.status in _OFFERED else set[HalfDay]()
    standing = [entry for entry in await work.calendars.of_visit(sip.id, visit.id) if is_hold(entry)]
    for entry in standing:
        if _half_day(entry) not in wanted:
            await work.calendars.release(sip.id, entry.id)
    for half_day in sorted(wanted - {_half_day(entry) for entry in standing}):
        await work.calendars.write(sip.id, _held(dossier, half_day))


async def _book(work: Work, dossier: VisitDossier, half_day: HalfDay) -> None:
    visit, sip = dossier.visit, dossier.sip
    standing = await work.calendars.of_visit(sip.id, visit.id)
    event = next((one for one in standing if not is_hold(one) and _half_day(one) == half_day), None)
    if event is None:  # and no earlier try has written it
        if barred := _barred(dossier, half_day):
            await noted(work, OfferAnew(visit.id, visit.version, (), barred))
            return None
        holds = [_half_day(one) for one in standing if is_hold(one)]
        if not await _is_free(work, dossier, half_day, holds=holds):
            return await _offer_anew(work, visit, half_day)
        event = await work.calendars.write(sip.id, _appointment(dossier, half_day))
    if not await noted(work, NoteBooked(visit.id, visit.version, event.id)):
        await call_off(work, visit.id, event.id)
    return None


async def _move(work: Work, dossier: VisitDossier, half_day: HalfDay) -> None:
    """One that stands there already is left alone. One that is not to be found is not taken to be gone for that: the
    move waits, and the calendar is read, which knows."""
    visit, sip = dossier.visit, dossier.sip
    standing = await work.calendars.of_visit(sip.id, visit.id)
    event = next((one for one in standing if one.id == visit.event_id), None)
    if event is None:
        await work.bus.record(lambda _: [in_doubt(visit, work.bus.now())])
        raise Unavailable("the entry of a visit is not to be found")
    if _half_day(event) != half_day:
        if barred := _barred(dossier, half_day):
            await noted(work, OfferAnew(visit.id, visit.version, (), barred))
            return
        if not await _is_free(work, dossier, half_day, of_both=event.period):
            words = f"{half_day.words} has since been taken, so the visit stays where it was."
            await noted(work, OfferAnew(visit.id, visit.version, (), words))
            return
        await work.calendars.change(sip.id, event.id, EntryChanges(period=_period(half_day)))
    await noted(work, NoteBooked(visit.id, visit.version, visit.event_id))


def _barred(dossier: VisitDossier, half_day: HalfDay) -> str:
    """Why the SIP may not visit on that day, where their checks were changed since it was arranged (C1)."""
    try:
        check_may_visit(dossier.checks, dossier.sip, half_day.on, dossier.trained_on)
    except Refused as refusal:
        return refusal.reason
    return ""


async def _is_free(
    work: Work,
    dossier: VisitDossier,
    half_day: HalfDay,
    holds: Sequence[HalfDay] = (),
    of_both: Period | None = None,
) -> bool:
    """Whether both can still come. What stands there for this visit is no obstacle: `holds` in the SIP's calendar,
    `of_both` in both."""
    times = await times_of_both(work, dossier, half_day.on, half_day.on)
    own = () if of_both is None else (of_both,)
    head = times.headteacher and without_holds(times.headteacher, (), own)
    return is_still_free(half_day, without_holds(times.sip, holds, own), head)


async def _offer_anew(work: Work, visit: Visit, half_day: HalfDay) -> None:
    offer = await other_slots(work, visit.id)
    words = f"{half_day.words} has since been taken. {offer.trouble}".strip()
    await noted(work, OfferAnew(visit.id, visit.version, offer.slots, words))


def _appointment(dossier: VisitDossier, half_day: HalfDay) -> Appointment:
    """The event as the record says it: organised by the SIP, both invited, at the school."""
    both = tuple(Invitee(one.email, one.name) for one in (dossier.sip, dossier.headteacher) if one.email)
    return Appointment(
        transaction=f"{dossier.visit.id}-{dossier.visit.version}",
        visit=dossier.visit.id,
        period=_period(half_day),
        subject=subject(dossier),
        body_html=invitation_html(dossier),
        location=dossier.school.full_name,
        invitees=both,
        private=entry_words(dossier).private,
    )


def _held(dossier: VisitDossier, half_day: HalfDay) -> Appointment:
    """A hold says nothing but what it is: nobody else is invited."""
    event = _appointment(dossier, half_day)
    return replace(
        event,
        transaction=f"{event.transaction}-{half_day.on:%Y%m%d}-{half_day.starts:%H%M}",  # as `_HOLD` knows it
        subject=f"On offer: {event.subject}",
        body_html="",
        invitees=(),
        shown_as=ShownAs.TENTATIVE,
    )


def is_hold(entry: CalendarEntry) -> bool:
    """By what we wrote: who stands in an entry as invited is for people to change."""
    return _HOLD.search(entry.transaction) is not None


def _half_day(entry: CalendarEntry) -> HalfDay:
    return HalfDay.between(entry.period.start, entry.period.end)


def _period(half_day: HalfDay) -> Period:
    return Period(half_day.starts_at, half_day.ends_at)


async def _dossier(work: Work, visit_id: str) -> VisitDossier:
    return await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))
