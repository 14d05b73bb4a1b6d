"""The trust's list is changed from Teams (M1): typed, looked up where it must be, shown, and made at once or on its
day, with one entry in the audit."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Effect, Work
from automations.schools.changing import CHANGED, write
from automations.schools.edit_cards import EditCardKind, edit_about
from automations.schools.school_cards import school_about
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.schools.edit_changes import changes_of, check_form, to_look_for
from handbook.schools.list_edit import (
    KEPT_FOR,
    ApplyEdit,
    ChooseAccount,
    DraftEdit,
    EditStatus,
    LeaveEdit,
    ListEdit,
    MakePlanned,
    NoteLookUp,
    account_chosen,
    accounts_noted,
    applied_edit,
    begun,
    check_may_apply_edit,
    check_may_leave_edit,
    could_not_be_made,
    left_edit,
)
from handbook.schools.trust_list import ListChanges, check_may_change
from store.unit_of_work import UnitOfWork


def draft(uow: UnitOfWork, command: DraftEdit, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What would follow comes as a card, below; who is not on the list is looked for first. Pressed twice in a minute,
    it is one."""
    person = ctx.somebody
    check_may_change(person, ctx.policy.administrator_id)
    known = uow.roster.listed()
    check_form(command.form, known)
    looked_for = bool(to_look_for(command.form, known))
    edit_id = _id(command, person.id, ctx.now)
    edit = begun(command, person, edit_id, ctx.now, london_date(ctx.now), looked_for=looked_for)
    if uow.list_edits.has(edit.id):
        return []
    uow.list_edits.open(edit, _entry(ctx, "list_edit_drafted", edit), ctx.now)
    looks = [OutboxJob("look_up_person", edit.id, {"edit_id": edit.id}, JobQueue.GRAPH)] if looked_for else []
    return [send_card(EditCardKind.LIST_EDIT, person.id, edit_about(edit.id), 1), *looks]


def note_accounts(uow: UnitOfWork, command: NoteLookUp, ctx: CommandContext) -> Iterable[OutboxJob]:
    edit = uow.list_edits.get(command.edit_id)
    if edit.status is not EditStatus.LOOKED_FOR:
        return []
    return _saved(uow, accounts_noted(edit, command.accounts), "list_edit_looked_up", ctx)


def choose(uow: UnitOfWork, command: ChooseAccount, ctx: CommandContext) -> Iterable[OutboxJob]:
    edit = account_chosen(uow.list_edits.get(command.edit_id), command, ctx.somebody)
    return _saved(uow, edit, "list_edit_account_chosen", ctx)


def apply(uow: UnitOfWork, command: ApplyEdit, ctx: CommandContext) -> Iterable[OutboxJob]:
    """What the card shows is done, or planned for its day."""
    edit, known = uow.list_edits.get(command.edit_id), uow.roster.listed()
    check_may_apply_edit(edit, command, ctx.somebody, ctx.policy.administrator_id, known.revision)
    changes = changes_of(edit.form, edit.accounts, known)
    made = applied_edit(edit, london_date(ctx.now))
    if made.status is EditStatus.PLANNED:
        return [*_saved(uow, made, "list_edit_planned", ctx), *_school_refreshed(uow, edit)]
    return _made(uow, made, changes, ctx)


def make_planned(uow: UnitOfWork, command: MakePlanned, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Its day has come. Where it cannot be made any more, who planned it is asked again."""
    edit = uow.list_edits.get(command.edit_id)
    if edit.status is not EditStatus.PLANNED:
        raise Refused("stale", "This has been done already.")
    try:
        changes = changes_of(edit.form, edit.accounts, uow.roster.listed())
    except Refused as no:
        yield from _saved(uow, could_not_be_made(edit, no.reason), "list_edit_not_made", ctx)
    else:
        yield from _made(uow, applied_edit(edit, london_date(ctx.now)), changes, ctx)
    yield send_card(EditCardKind.LIST_EDIT, edit.person_id, edit_about(edit.id), edit.revision + 1, "its-day")


def leave(uow: UnitOfWork, command: LeaveEdit, ctx: CommandContext) -> Iterable[OutboxJob]:
    edit = uow.list_edits.get(command.edit_id)
    check_may_leave_edit(edit, ctx.person)
    return [*_saved(uow, left_edit(edit), "list_edit_left", ctx), *_school_refreshed(uow, edit)]


HANDLERS: Final[Mapping[type, Handler]] = {
    DraftEdit: draft,
    NoteLookUp: note_accounts,
    ChooseAccount: choose,
    ApplyEdit: apply,
    MakePlanned: make_planned,
    LeaveEdit: leave,
}


def due_now(uow: UnitOfWork, _: TrustPolicy, now: datetime) -> tuple[MakePlanned | LeaveEdit, ...]:
    """Planned changes whose day has come, and those about which nobody has decided."""
    planned = [MakePlanned(one.id) for one in uow.list_edits.due_by(london_date(now))]
    return (*planned, *(LeaveEdit(one.id) for one in uow.list_edits.waiting_since(now - KEPT_FOR)))


async def look_up_person(work: Work, edit_id: str) -> None:
    """Asks the directory for who was typed."""
    edit = await work.bus.read(lambda uow: uow.list_edits.get(edit_id))
    accounts = await work.directory.accounts_called(edit.form.said("who"))
    await work.bus.decide(NoteLookUp(edit_id, accounts))


EFFECTS: Final[Mapping[str, Effect]] = {
    "look_up_person": Effect(
        look_up_person,
        "Microsoft Entra could not be searched for the person you typed",
        about=("list_edit", "edit_id"),
    ),
}


def _made(uow: UnitOfWork, edit: ListEdit, changes: ListChanges, ctx: CommandContext) -> Iterable[OutboxJob]:
    yield from write(uow, changes, ctx, CHANGED, "", edit.form.kind.value)
    yield from _saved(uow, edit, "list_edit_made", ctx)
    for urn in changes.schools:
        yield from refresh_all(uow, school_about(urn), edit.id)


def _saved(uow: UnitOfWork, edit: ListEdit, action: str, ctx: CommandContext) -> list[OutboxJob]:
    saved = uow.list_edits.save(edit, _entry(ctx, action, edit), ctx.now)
    return list(refresh_all(uow, edit_about(edit.id), saved.revision))


def _school_refreshed(uow: UnitOfWork, edit: ListEdit) -> Iterable[OutboxJob]:
    """What is planned for a school, or planned no more, stands on its card."""
    return refresh_all(uow, school_about(edit.form.about), f"{edit.id}-{edit.revision}")


def _entry(ctx: CommandContext, action: str, edit: ListEdit):
    return ctx.entry(action, edit_about(edit.id), kind=edit.form.kind.value, of=edit.form.about, rule="M1")


def _id(command: DraftEdit, person_id: str, now: datetime) -> str:
    form = command.form
    said = [person_id, form.kind, form.about, sorted(form.typed.items()), str(command.from_on), f"{now:%Y%m%d%H%M}"]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
