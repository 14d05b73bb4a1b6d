"""A headteacher fills the school's part of a report before the visit: asked some school days before, or on request."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED, refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.roster import school_called, school_of
from automations.engine.workflow import Effect, RecordTrouble, Reply, Work
from automations.reports.cards import OF_PART, ReportKind, part_about
from cards.kit.lines import closed_card
from cards.reports.actions import ShowSchoolPart
from cards.reports.school_part import PartDossier, school_part_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.school_part import (
    AskForSchoolPart,
    SaveSchoolPart,
    is_to_be_asked,
    part_saved,
    term_to_fill,
)
from handbook.visits.ofsted.call import reminders_pause
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

WORDS: Final = frozenset(("our part", "our part of the report"))
_ASKED: Final = "school_part_asked"


def save(uow: UnitOfWork, command: SaveSchoolPart, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Its SIP hears of it once; and again each time after their form was made, for that does not change any more."""
    school, current = school_of(uow, command.urn), uow.school_parts.of_term(command.urn, command.year, command.term)
    framework = uow.school_frameworks.of_school(command.urn).on(london_date(ctx.now))
    report = uow.reports.of_term(command.urn, command.year, command.term)
    part = part_saved(current, command, school, report, framework, ctx.somebody, ctx.now)
    about = part_about(part.urn, part.year, part.term)
    saved = uow.school_parts.save(part, ctx.entry("part_saved", about, rule="P2 D4 D5"), ctx.now)
    yield from refresh_all(uow, about, saved.revision)
    occasion = f"after-{saved.revision}" if _is_held(uow, command) else ""
    yield send_card(ReportKind.SCHOOL_PART, school.sip_id, about, 0, occasion)


def ask(uow: UnitOfWork, command: AskForSchoolPart, ctx: CommandContext) -> Iterable[OutboxJob]:
    visit = uow.visits.get(command.visit_id)
    term = visit.purpose.term if isinstance(visit.purpose, TermlyVisit) else None
    entry = ctx.entry(_ASKED, f"visit:{visit.id}", rule="P2")
    if term is None or not uow.visits.note_done(visit.id, _ASKED, entry, ctx.now):
        raise Refused("stale", "This has been done already.")
    return [send_card(ReportKind.SCHOOL_PART, visit.headteacher_id, part_about(visit.urn, visit.year, term), 0)]


HANDLERS: Final[Mapping[type, Handler]] = {SaveSchoolPart: save, AskForSchoolPart: ask}
ABOUT: Final[Mapping[type, Callable[[Any], str]]] = {
    SaveSchoolPart: lambda one: part_about(one.urn, one.year, one.term)
}


def part_asked_for(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    mine = [school for school in uow.roster.schools() if school.headteacher_id == person.id]
    if words not in WORDS or not mine:
        return None
    args = {"person_id": person.id, "message_id": message_id}
    return [OutboxJob("send_school_part", message_id, args, JobQueue.TEAMS)]


async def send_school_part(work: Work, person_id: str, message_id: str) -> None:
    """A card for each school of the headteacher, of the term whose report comes next."""
    today, policy = london_date(work.bus.now()), work.bus.policy

    def cards(uow: UnitOfWork) -> list[OutboxJob]:
        mine = [school for school in uow.roster.schools() if school.headteacher_id == person_id]
        abouts = [part_about(one.urn, *_term(uow, one, policy, today)) for one in mine]
        return [send_card(ReportKind.SCHOOL_PART, person_id, about, 0, message_id) for about in abouts]

    await work.bus.record(cards)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_school_part": Effect(
        send_school_part, "The card that you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}


def due_now(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[AskForSchoolPart | ReportDeadlineUnknown, ...]:
    """The termly visits before which it is to be filled now. A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
    schools = {one.urn: one for one in uow.roster.schools() if not reminders_pause(calls, one.urn, today)}

    def due_about(visit: Visit) -> Iterable[AskForSchoolPart]:
        calendar = uow.roster.calendar(schools[visit.urn], policy.bank_holidays)
        asked = is_to_be_asked(visit, calendar, policy.school_part_days, policy.patience.not_before, now)
        if asked and not uow.visits.is_done(visit.id, _ASKED) and not _is_filled(uow, visit):
            yield AskForSchoolPart(visit.id)

    return of_each("school’s parts", (one for one in uow.visits.standing() if one.urn in schools), due_about)


def _term(uow: UnitOfWork, school: School, policy: TrustPolicy, today: date) -> tuple[AcademicYear, Term]:
    sent = ((report.year, report.term) for report in uow.reports.of_school(school.urn) if report.sent)
    calendar = uow.roster.calendar(school, policy.bank_holidays)
    return term_to_fill(uow.visits.of_school(school.urn), sent, calendar, today)


def _is_held(uow: UnitOfWork, of: SaveSchoolPart) -> bool:
    """The SIP's form is made once the visit was held."""
    held = (one for one in uow.visits.of_school(of.urn) if one.status is VisitStatus.HELD)
    return any((one.year, one.purpose) == (of.year, TermlyVisit(of.term)) for one in held)


def _is_filled(uow: UnitOfWork, visit: Visit) -> bool:
    term = visit.purpose.term if isinstance(visit.purpose, TermlyVisit) else Term.AUTUMN
    report = uow.reports.of_term(visit.urn, visit.year, term)
    return bool(uow.school_parts.of_term(visit.urn, visit.year, term).saved_at or (report and report.sent))


def render_part(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    urn, year, word = card.record_id.split("-")
    school, framework = uow.roster.school(urn), uow.school_frameworks.of_school(urn).on(london_date(context.now))
    if school is None:
        return closed_card()
    place = (urn, AcademicYear(int(year)), Term(word))
    part, report = uow.school_parts.of_term(*place), uow.reports.of_term(*place)
    return school_part_card(PartDossier(part, school, framework, report), viewer)


def _hears(uow: UnitOfWork, key: str) -> Iterable[str]:
    """The school's SIP, who can speak to the headteacher; where it has none any more, whoever answers for the rest."""
    school = uow.roster.school(key.partition("-")[0])
    return [school.sip_id] if school else []


def _same(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(ReportKind.SCHOOL_PART, part_about(command.urn, command.year, command.term))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_PART: render_part}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_PART: RecordTrouble(
        _hears,
        called=lambda uow, key: f"the school’s part of the report of {school_called(uow, key.partition('-')[0])}",
    )
}
REPLIES: Final[Mapping[type, Reply]] = {SaveSchoolPart: Reply(_same), ShowSchoolPart: Reply(_same, only_shows=True)}
