"""Somebody applies: begins, shows that they are eligible, writes the form in steps, sends it, withdraws (R1-R3)."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.recruitment.loading import saved
from handbook.core.people import Person, Role
from handbook.recruitment.application import Application
from handbook.recruitment.writing import (
    BeginApplication,
    BeginExternal,
    ReturnApplication,
    SaveStep,
    StateEligibility,
    SubmitApplication,
    WithdrawApplication,
    begun,
    begun_external,
    returned,
    standing,
    stated,
    step_saved,
    submitted,
    withdrawn,
)
from store.unit_of_work import UnitOfWork


def begin(uow: UnitOfWork, _command: BeginApplication, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Begun twice, it is one."""
    before = uow.applications.of_person(ctx.somebody)
    if standing(before) is not None:
        return []
    new = begun(ctx.somebody, uow.roster.schools(), before, ctx.now, uuid.uuid4().hex)
    return saved(uow, None, new, "application_begun", ctx, "R1 R2")


def begin_external(uow: UnitOfWork, command: BeginExternal, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Entered twice, it is one."""
    new, there = external(uow, command, ctx)
    return [] if there else saved(uow, None, new, "application_entered", ctx, "R1")


def external(uow: UnitOfWork, command: BeginExternal, ctx: CommandContext) -> tuple[Application, bool]:
    """A new application for somebody, or the one that is open already. Raises Refused."""
    known = on_list(uow, command.email)
    before = uow.applications.of(known.id if known else "", command.email.strip())
    new = begun_external(command, ctx.somebody, known, before, ctx.now, uuid.uuid4().hex)
    there = standing(before)
    return there or new, there is not None


def on_list(uow: UnitOfWork, email: str) -> Person | None:
    """Whom the trust's list has by an address."""
    wanted = email.strip().casefold()
    return next((one for one in uow.roster.people(*Role) if wanted and one.email.casefold() == wanted), None)


def state(uow: UnitOfWork, command: StateEligibility, ctx: CommandContext) -> Iterable[OutboxJob]:
    least = ctx.policy.recruitment.least_years
    return changed(
        uow, command.application_id, "eligibility_stated", ctx,
        lambda one: stated(one, command, ctx.somebody, least, ctx.now), "R2",
    )  # fmt: skip


def save_step(uow: UnitOfWork, command: SaveStep, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_drafted", ctx,
        lambda one: step_saved(one, command.answers, ctx.somebody, ctx.now),
    )  # fmt: skip


def submit(uow: UnitOfWork, command: SubmitApplication, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_sent", ctx,
        lambda one: submitted(one, command, ctx.somebody, ctx.now),
    )  # fmt: skip


def withdraw(uow: UnitOfWork, command: WithdrawApplication, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_withdrawn", ctx,
        lambda one: withdrawn(one, command, ctx.somebody, ctx.now),
    )  # fmt: skip


def send_back(uow: UnitOfWork, command: ReturnApplication, ctx: CommandContext) -> Iterable[OutboxJob]:
    return changed(
        uow, command.application_id, "application_returned", ctx,
        lambda one: returned(one, command, ctx.somebody, ctx.now),
    )  # fmt: skip


def changed(
    uow: UnitOfWork,
    application_id: str,
    action: str,
    ctx: CommandContext,
    change: Callable[[Application], Application],
    rule: str = "R3",
) -> Iterable[OutboxJob]:
    """The application as a rule of the handbook makes it."""
    before = uow.applications.get(application_id)
    return saved(uow, before, change(before), action, ctx, rule)


HANDLERS: Final[Mapping[type, Handler]] = {
    BeginApplication: begin,
    BeginExternal: begin_external,
    StateEligibility: state,
    SaveStep: save_step,
    SubmitApplication: submit,
    WithdrawApplication: withdraw,
    ReturnApplication: send_back,
}
