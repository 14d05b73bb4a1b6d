"""The days of a cover come and go: who stands in is brought what is open, and afterwards it is taken away again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import redraw, send_card
from automations.engine.roster import known_person
from automations.engine.standing_in import holders_for
from automations.engine.workflow import Effect, FollowUp, Work
from automations.handover.cards import HandoverKind, handover_about
from automations.handover.open_work import bring, open_work, waits_for_its_file
from automations.reports.cards import report_about
from automations.reports.forms.writing import of_holder
from automations.reports.opening import about_version
from automations.reports.typed import waiting_for
from automations.visits.cards import VisitKind, book_about, ofsted_question_about, visits_about
from handbook.cases.cover import Cover, stands_in_as
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.handover.handover import Handover, TurnCover
from handbook.reports.report import Status
from store.unit_of_work import UnitOfWork

PARTS: Final = (Role.SIP, Role.HEADTEACHER)
"""Whose deputies have to do with reports and visits."""


def turn(uow: UnitOfWork, command: TurnCover, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused where another clock came first."""
    cover = uow.covers.get(command.cover_id)
    if cover.is_begun if command.begins else cover.is_done:
        raise Refused("stale", "This has been done already.")
    action = "cover_begun" if command.begins else "cover_over"
    entry = ctx.entry(action, f"cover:{cover.id}", of=cover.person_id, by=cover.deputy_id)
    noted = replace(cover, is_begun=True) if command.begins else replace(cover, is_done=True)
    saved = uow.covers.save(noted, entry, ctx.now)
    if command.begins:
        yield from _begin(uow, saved, ctx)
    yield follow_up(action, f"cover:{saved.id}", f"{action}:{saved.id}")


def _begin(uow: UnitOfWork, cover: Cover, ctx: CommandContext) -> Iterable[OutboxJob]:
    holder = uow.roster.person(cover.person_id)
    parts = _parts(uow, cover)
    if holder is None or not parts:
        return
    items = tuple(item for part in parts for item in open_work(uow, holder, part, ctx.now))
    took_on = Handover(f"cover-{cover.id}", cover.deputy_id, holder.id, parts[0], ctx.now, items, cover_id=cover.id)
    uow.handovers.open(took_on, ctx.entry("handed_over", handover_about(took_on.id), items=len(items)), ctx.now)
    yield send_card(HandoverKind.HANDOVER, cover.deputy_id, handover_about(took_on.id), 0)
    yield from (bring(cover.deputy_id, item) for item in items if not waits_for_its_file(item))


def _parts(uow: UnitOfWork, cover: Cover) -> list[Role]:
    """What the deputy stands in for of what this is about."""
    holder, deputy = uow.roster.person(cover.person_id), uow.roster.person(cover.deputy_id)
    held = stands_in_as(deputy, holder) if deputy and holder else ()
    return [part for part in PARTS if part in held]


HANDLERS: Final[Mapping[type, Handler]] = {TurnCover: turn}


def begun(uow: UnitOfWork, cover_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """What waits for the headteacher is opened to the deputy, who is then asked."""
    cover = uow.covers.get(cover_id)
    for report in uow.reports.held_by(cover.person_id):
        if report.status is Status.SENT:
            yield about_version("open_draft", report, report.sent, f"cover-{cover.id}")
    yield from of_holder(uow, cover.person_id, f"cover-{cover.id}")
    yield from redraw(uow.cards.of_person(cover.deputy_id), f"cover-{cover.id}")


def over(uow: UnitOfWork, cover_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """What the deputy was shown says so, and the files are closed to them."""
    cover = uow.covers.get(cover_id)
    yield from of_holder(uow, cover.person_id, f"over-{cover.id}")
    yield from redraw(uow.cards.of_person(cover.deputy_id), f"over-{cover.id}")
    for report in uow.reports.held_by(cover.person_id):
        if any(card.person_id == cover.deputy_id for card in uow.cards.about(report_about(report.id))):
            args = {"report_id": report.id, "person_id": cover.deputy_id}
            yield OutboxJob("close_report", f"{report.id}:{cover.deputy_id}@over-{cover.id}", args, JobQueue.GRAPH)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"cover_begun": begun, "cover_over": over}


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[TurnCover, ...]:
    """The covers that begin or are over."""
    today = london_date(now)
    found = uow.covers.begun_by(today)
    begins = [TurnCover(one.id, begins=True) for one in found if one.stands(today) and not one.is_begun]
    ends = [TurnCover(one.id, begins=False) for one in found if one.is_over(today)]
    return (*begins, *ends)


async def show_covered(work: Work, person_id: str, what: str, message_id: str) -> None:
    """What somebody typed, for those for whom they stand in today."""
    today = london_date(work.bus.now())
    await work.bus.record(lambda uow: _covered(uow, known_person(uow, person_id), what, message_id, today))


def _covered(uow: UnitOfWork, person: Person, what: str, message_id: str, today: date) -> Iterable[OutboxJob]:
    standing = holders_for(uow, person, today)
    for holder in (one for one in standing if not set(PARTS).isdisjoint(stands_in_as(person, one))):
        yield from _TYPED[what](uow, person, holder, f"{message_id}-{holder.id}")


def _reports(uow: UnitOfWork, person: Person, holder: Person, occasion: str) -> Iterable[OutboxJob]:
    yield from waiting_for(uow, holder, person.id, occasion, stands_in_as(person, holder))[0]


def _visits(_uow: UnitOfWork, person: Person, holder: Person, occasion: str) -> Iterable[OutboxJob]:
    yield send_card(VisitKind.VISITS, person.id, visits_about(holder.id), 0, occasion)


def _book(_uow: UnitOfWork, person: Person, holder: Person, occasion: str) -> Iterable[OutboxJob]:
    if Role.SIP in stands_in_as(person, holder):
        yield send_card(VisitKind.BOOK, person.id, book_about(holder.id), 0, occasion)


def _ofsted(uow: UnitOfWork, person: Person, holder: Person, occasion: str) -> Iterable[OutboxJob]:
    for school in uow.roster.schools():
        if school.headteacher_id == holder.id:
            yield send_card(VisitKind.OFSTED_QUESTION, person.id, ofsted_question_about(school.urn), 0, occasion)


_TYPED: Final = {"reports": _reports, "visits": _visits, "book": _book, "ofsted": _ofsted}
EFFECTS: Final[Mapping[str, Effect]] = {
    "show_covered": Effect(show_covered, "What you asked for could not be sent", about=("answer", "person_id")),
}
