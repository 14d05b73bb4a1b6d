"""The Trust Advisor asks schools what they wish for and need (A1); headteachers answer, and the talk is noted."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.allocation.kinds import AllocationKind, AllocationList, needs_about, send_list
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import NOT_REACHED, refresh_all, send_card
from automations.engine.roster import known_person, school_of
from automations.engine.standing_in import acting
from automations.engine.workflow import Effect, Work
from handbook.allocation import needs as rules
from handbook.allocation.needs import (
    AskAllForNeeds,
    AskForNeeds,
    AskForNeedsAnew,
    NoteTalk,
    RemindOfNeeds,
    SayNeeds,
    SchoolNeeds,
    TellNeedsWait,
    check_advises,
    year_asked_about,
)
from handbook.allocation.waiting import check_waits
from handbook.core.british_time import london_date
from handbook.core.people import School
from handbook.core.school_years import AcademicYear
from store.unit_of_work import UnitOfWork

AT_A_TIME: Final = 20
"""Schools in one transaction."""


@dataclass(frozen=True, slots=True)
class AskSomeForNeeds:
    """Of the service: the next schools are asked, in the name of who asked for it."""

    year: AcademicYear
    by_id: str


def ask(uow: UnitOfWork, command: AskForNeeds, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    needs = rules.asked(uow.school_needs.of(school.urn, command.year), school, ctx.somebody, ctx.now)
    return _sent(uow, _saved(uow, needs, "needs_asked", ctx))


def ask_all(uow: UnitOfWork, command: AskAllForNeeds, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Some at a time, so that nobody else waits."""
    check_advises(ctx.somebody)
    if to_ask(uow, command.year):
        args = {"year": command.year.starts_in, "by_id": ctx.somebody.id}
        key = hashlib.sha256(f"{ctx.somebody.id}{ctx.now.isoformat()}".encode()).hexdigest()[:32]
        yield OutboxJob("ask_for_needs", key, args, JobQueue.DESK)


def ask_some(uow: UnitOfWork, command: AskSomeForNeeds, ctx: CommandContext) -> Iterable[OutboxJob]:
    by = known_person(uow, command.by_id)
    for needs, school in to_ask(uow, command.year)[:AT_A_TIME]:
        yield from _sent(uow, _saved(uow, rules.asked(needs, school, by, ctx.now), "needs_asked", ctx))


def say(uow: UnitOfWork, command: SayNeeds, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The headteacher, or who stands in for them."""
    school = school_of(uow, command.urn)
    acts = acting(uow, ctx.somebody, ctx.now, school)
    needs = uow.school_needs.of(school.urn, command.year)
    said = rules.said(needs, school, command, acts.person, ctx.now, acts.deputy_id)
    return _redrawn(uow, _saved(uow, said, "needs_said", ctx, **acts.noted))


def note_talk(uow: UnitOfWork, command: NoteTalk, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    needs, today = uow.school_needs.of(school.urn, command.year), london_date(ctx.now)
    return _redrawn(uow, _saved(uow, rules.talk_noted(needs, command, ctx.somebody, today, ctx.now), "talk_noted", ctx))


def ask_anew(uow: UnitOfWork, command: AskForNeedsAnew, ctx: CommandContext) -> Iterable[OutboxJob]:
    school = school_of(uow, command.urn)
    needs = rules.asked_anew(uow.school_needs.of(school.urn, command.year), school, ctx.now)
    return _sent(uow, _saved(uow, needs, "needs_asked", ctx))


def remind(uow: UnitOfWork, command: RemindOfNeeds, ctx: CommandContext) -> Iterable[OutboxJob]:
    needs = uow.school_needs.of(command.urn, command.year)
    check_waits(is_waiting=needs.is_waiting, is_new=command.number > needs.reminders)
    saved = _saved(uow, replace(needs, reminders=command.number), "needs_reminded", ctx, number=command.number)
    return _sent(uow, saved)


def tell_it_waits(uow: UnitOfWork, command: TellNeedsWait, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The list comes once a day, however many schools wait."""
    needs = uow.school_needs.of(command.urn, command.year)
    check_waits(is_waiting=needs.is_waiting, is_new=needs.waits_told_at is None)
    _saved(uow, replace(needs, waits_told_at=ctx.now), "needs_waiting_told", ctx)
    for person_id in advisor(uow):
        yield send_list(AllocationList.NEEDS, person_id, f"waits-{london_date(ctx.now)}")


HANDLERS: Final[Mapping[type, Handler]] = {
    AskForNeeds: ask,
    AskAllForNeeds: ask_all,
    AskSomeForNeeds: ask_some,
    AskForNeedsAnew: ask_anew,
    SayNeeds: say,
    NoteTalk: note_talk,
    RemindOfNeeds: remind,
    TellNeedsWait: tell_it_waits,
}


def to_ask(uow: UnitOfWork, year: AcademicYear) -> list[tuple[SchoolNeeds, School]]:
    """Those whom asking all asks, by name."""
    known = uow.school_needs.of_year(year)
    schools = sorted(uow.roster.schools(), key=lambda one: (one.full_name, one.urn))
    found = ((known.get(one.urn) or SchoolNeeds(one.urn, year), one) for one in schools)
    return [one for one in found if rules.may_be_asked(*one)]


async def ask_for_needs(work: Work, year: int, by_id: str) -> None:
    """Goes on until no school is left; begun again after a crash, it goes on where it was."""
    while await work.bus.read(lambda uow: to_ask(uow, AcademicYear(year))):
        await work.bus.decide(AskSomeForNeeds(AcademicYear(year), by_id))


async def send_wishes(work: Work, person_id: str, message_id: str) -> None:
    """A card for each school of the headteacher."""
    year = year_asked_about(london_date(work.bus.now()))

    def cards(uow: UnitOfWork) -> list[OutboxJob]:
        urns = sorted(one.urn for one in uow.roster.schools() if one.headteacher_id == person_id)
        abouts = [needs_about(urn, year) for urn in urns]
        return [send_card(AllocationKind.NEEDS, person_id, about, 0, message_id) for about in abouts]

    await work.bus.record(cards)


EFFECTS: Final[Mapping[str, Effect]] = {
    "ask_for_needs": Effect(
        ask_for_needs, "Not all schools could be asked for their wishes yet", about=("person", "by_id")
    ),
    "send_wishes": Effect(
        send_wishes, "The card that you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}


def _saved(uow: UnitOfWork, needs: SchoolNeeds, action: str, ctx: CommandContext, **more: str | int) -> SchoolNeeds:
    entry = ctx.entry(action, needs_about(needs.urn, needs.year), rule="A1", **more)
    return uow.school_needs.save(needs, entry, ctx.now)


def _sent(uow: UnitOfWork, needs: SchoolNeeds) -> Iterable[OutboxJob]:
    about = needs_about(needs.urn, needs.year)
    yield send_card(AllocationKind.NEEDS, needs.asked_of_id, about, 0, f"asked-{needs.revision}")
    yield from _redrawn(uow, needs)


def _redrawn(uow: UnitOfWork, needs: SchoolNeeds) -> Iterable[OutboxJob]:
    return refresh_all(uow, needs_about(needs.urn, needs.year), needs.revision)
