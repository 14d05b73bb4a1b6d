"""SIPs declare their conflicts of interest, once a year that all are on record, and the Trust Advisor lifts one with a
reason (A2)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.allocation.around import conflict_of, sip_of_trust
from automations.allocation.kinds import AllocationKind, AllocationList, declaration_about, send_list
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from handbook.allocation.conflicts import conflict as rules
from handbook.allocation.conflicts import declarations
from handbook.allocation.conflicts.conflict import (
    Conflict,
    DeclareConflict,
    EndConflict,
    LiftConflict,
    RestoreConflict,
)
from handbook.allocation.conflicts.declarations import AskAllToDeclare, AskToDeclare, Declaration, Declare
from handbook.allocation.needs import check_advises
from handbook.allocation.personality import WritePersonality, note_id, written
from handbook.allocation.waiting import check_waits
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RemindToDeclare:
    """A command of the clock. `number` counts from 1, so that a reminder is sent once."""

    sip_id: str
    year: AcademicYear
    number: int


@dataclass(frozen=True, slots=True)
class TellDeclarationWaits:
    """A command of the clock: the Trust Advisor hears that a SIP does not declare."""

    sip_id: str
    year: AcademicYear


def declare_conflict(uow: UnitOfWork, command: DeclareConflict, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The same tie declared twice, by a second press, is one."""
    school, today = school_of(uow, command.urn), london_date(ctx.now)
    _check_is_sip(ctx)
    made = rules.declared(command, ctx.somebody, today, ctx.now, uuid.uuid4().hex)
    same = [replace(one, id=made.id, noted_at=made.noted_at, revision=0) for one in uow.conflicts.of_sip(made.sip_id)]
    if made in same:
        raise Refused("stale", "You have declared that already.", "A2")
    entry = ctx.entry("conflict_declared", f"conflict:{made.id}", of=made.sip_id, school=school.urn, rule="A2")
    return _redrawn(uow, uow.conflicts.open(made, entry, ctx.now))


def end_conflict(uow: UnitOfWork, command: EndConflict, ctx: CommandContext) -> Iterable[OutboxJob]:
    conflict = uow.conflicts.get(command.conflict_id)
    return _saved(uow, rules.ended(conflict, command, ctx.somebody, london_date(ctx.now)), "conflict_ended", ctx)


def lift(uow: UnitOfWork, command: LiftConflict, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Also one that the list shows: it is kept from then on."""
    check_advises(ctx.somebody)
    conflict = conflict_of(uow, command.conflict_id, ctx.now)
    return _saved(uow, rules.lifted(conflict, command, ctx.somebody, ctx.now), "conflict_lifted", ctx)


def restore(uow: UnitOfWork, command: RestoreConflict, ctx: CommandContext) -> Iterable[OutboxJob]:
    conflict = uow.conflicts.get(command.conflict_id)
    return _saved(uow, rules.restored(conflict, ctx.somebody), "conflict_restored", ctx)


def ask_all(uow: UnitOfWork, command: AskAllToDeclare, ctx: CommandContext) -> Iterable[OutboxJob]:
    check_advises(ctx.somebody)
    for sip in uow.roster.people(Role.SIP):
        declaration = uow.declarations.of(sip.id, command.year)
        if declaration.asked_at is None and declaration.declared_at is None:
            yield from _asked(uow, declarations.asked(declaration, ctx.somebody, ctx.now), ctx)


def ask(uow: UnitOfWork, command: AskToDeclare, ctx: CommandContext) -> Iterable[OutboxJob]:
    declaration = uow.declarations.of(command.sip_id, command.year)
    return _asked(uow, declarations.asked(declaration, ctx.person, ctx.now), ctx)


def declare(uow: UnitOfWork, command: Declare, ctx: CommandContext) -> Iterable[OutboxJob]:
    _check_is_sip(ctx)
    declaration = uow.declarations.of(command.sip_id, command.year)
    made = declarations.made(declaration, command, ctx.somebody, ctx.now)
    return _declaration_redrawn(uow, _declaration_saved(uow, made, "conflicts_declared", ctx))


def remind(uow: UnitOfWork, command: RemindToDeclare, ctx: CommandContext) -> Iterable[OutboxJob]:
    declaration = uow.declarations.of(command.sip_id, command.year)
    check_waits(is_waiting=declaration.is_waiting, is_new=command.number > declaration.reminders)
    noted = replace(declaration, reminders=command.number)
    saved = _declaration_saved(uow, noted, "declaration_reminded", ctx, number=command.number)
    return [_sent(saved)]


def tell_it_waits(uow: UnitOfWork, command: TellDeclarationWaits, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The list comes once a day, however many SIPs wait."""
    declaration = uow.declarations.of(command.sip_id, command.year)
    check_waits(is_waiting=declaration.is_waiting, is_new=declaration.waits_told_at is None)
    _declaration_saved(uow, replace(declaration, waits_told_at=ctx.now), "declaration_waiting_told", ctx)
    for person_id in advisor(uow):
        yield send_list(AllocationList.CONFLICTS, person_id, f"waits-{london_date(ctx.now)}")


def write_personality(uow: UnitOfWork, command: WritePersonality, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The audit says that a note was written, and not what, nor about whom."""
    school = school_of(uow, command.urn)
    note = written(command, school.headteacher_id, ctx.somebody, ctx.now)
    if sip_of_trust(uow, command.sip_id) is None:
        raise Refused("unknown", "Please choose a SIP.", "A2")
    before = uow.personality_notes.find(note_id(note.sip_id, note.headteacher_id))
    entry = ctx.entry("private_note_written", f"person:{ctx.somebody.id}", rule="A2")
    uow.personality_notes.save(replace(note, revision=before.revision if before else 0), entry, ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {
    DeclareConflict: declare_conflict,
    EndConflict: end_conflict,
    LiftConflict: lift,
    RestoreConflict: restore,
    AskAllToDeclare: ask_all,
    AskToDeclare: ask,
    Declare: declare,
    RemindToDeclare: remind,
    TellDeclarationWaits: tell_it_waits,
    WritePersonality: write_personality,
}


def _check_is_sip(ctx: CommandContext) -> None:
    if not ctx.somebody.is_a(Role.SIP):
        raise Refused("not_yours", "Only SIPs declare conflicts of interest here.", "A2")


def _saved(uow: UnitOfWork, conflict: Conflict, action: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What it says, and the reason of a lifting, stay in the record: the audit says which."""
    entry = ctx.entry(action, f"conflict:{conflict.id}", of=conflict.sip_id, school=conflict.urn, rule="A2")
    return _redrawn(uow, uow.conflicts.save(conflict, entry, ctx.now))


def _redrawn(uow: UnitOfWork, conflict: Conflict) -> Iterable[OutboxJob]:
    return refresh_all(uow, declaration_about(conflict.sip_id), f"{conflict.id}-{conflict.revision}")


def _asked(uow: UnitOfWork, declaration: Declaration, ctx: CommandContext) -> Iterable[OutboxJob]:
    saved = _declaration_saved(uow, declaration, "declaration_asked", ctx)
    yield _sent(saved)
    yield from _declaration_redrawn(uow, saved)


def _sent(saved: Declaration) -> OutboxJob:
    occasion = f"{saved.year.starts_in}-{saved.revision}"
    return send_card(AllocationKind.DECLARATION, saved.sip_id, declaration_about(saved.sip_id), 0, occasion)


def _declaration_saved(
    uow: UnitOfWork, declaration: Declaration, action: str, ctx: CommandContext, **more: str | int
) -> Declaration:
    entry = ctx.entry(action, declaration_about(declaration.sip_id), year=declaration.year.starts_in, rule="A2", **more)
    return uow.declarations.save(declaration, entry, ctx.now)


def _declaration_redrawn(uow: UnitOfWork, saved: Declaration) -> Iterable[OutboxJob]:
    return refresh_all(uow, declaration_about(saved.sip_id), f"{saved.year.starts_in}-{saved.revision}")
