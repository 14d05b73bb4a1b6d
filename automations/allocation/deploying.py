"""What both have confirmed is carried out through the list's own command, on its day, and can be undone (A3). The
handover of open work follows from the list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.allocation.around import around, around_before
from automations.allocation.choices import saved, to_advisor
from automations.allocation.kinds import AllocationKind, choice_about
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.notifications import send_card
from automations.engine.workflow import FollowUp
from automations.schools.changing import ChangeList, change
from handbook.allocation.choices import deploying
from handbook.allocation.choices.choice import SipChoice
from handbook.allocation.choices.deploying import (
    CarryOutChoice,
    DeployChoice,
    TellItIsHeldUp,
    UndoChoice,
    with_sip,
)
from handbook.schools.trust_list import ListChanges
from store.unit_of_work import UnitOfWork


def deploy(uow: UnitOfWork, command: DeployChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Where the day is today, at once."""
    choice = uow.sip_choices.get(command.choice_id)
    beside = around(uow, choice, ctx.policy, ctx.now)
    scheduled = deploying.set_to_start(choice, command, beside, ctx.somebody)
    if deploying.is_due(scheduled, beside.today):
        return _deployed(uow, scheduled, ctx)
    return saved(uow, scheduled, "choice_scheduled", ctx)


def carry_out(uow: UnitOfWork, command: CarryOutChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    return _deployed(uow, uow.sip_choices.get(command.choice_id), ctx)


def tell_it_is_held_up(uow: UnitOfWork, command: TellItIsHeldUp, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    told = deploying.held_up_told(choice, around(uow, choice, ctx.policy, ctx.now), ctx.now)
    return [*saved(uow, told, "choice_held_up", ctx), *to_advisor(uow, choice, "held-up")]


def undo(uow: UnitOfWork, command: UndoChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    choice = uow.sip_choices.get(command.choice_id)
    beside = around_before(uow, choice, ctx.policy, ctx.now)
    over = deploying.undone(choice, command, beside, ctx.somebody, ctx.now)
    _change_list(uow, over.urn, over.before_id, ctx)
    return [*saved(uow, over, "choice_undone", ctx), _told("choice_undone", over)]


HANDLERS: Final[Mapping[type, Handler]] = {
    DeployChoice: deploy,
    CarryOutChoice: carry_out,
    TellItIsHeldUp: tell_it_is_held_up,
    UndoChoice: undo,
}


def _deployed(uow: UnitOfWork, choice: SipChoice, ctx: CommandContext) -> Iterable[OutboxJob]:
    begun = deploying.deployed(choice, around(uow, choice, ctx.policy, ctx.now), ctx.now)
    _change_list(uow, begun.urn, begun.sip_id, ctx)
    return [*saved(uow, begun, "choice_deployed", ctx), _told("choice_deployed", begun)]


def _change_list(uow: UnitOfWork, urn: str, sip_id: str, ctx: CommandContext) -> None:
    known = uow.roster.listed()
    entry = known.schools[urn]
    changes = ListChanges(schools={urn: replace(entry, school=with_sip(entry.school, sip_id))})
    change(uow, ChangeList("allocation", "", known.revision, changes), ctx)


def _told(name: str, choice: SipChoice) -> OutboxJob:
    return follow_up(name, choice_about(choice.id), f"{name}:{choice.id}")


def tell_all(uow: UnitOfWork, choice_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """Headteacher, chair, and both SIPs, the one who comes and the one who leaves."""
    choice = uow.sip_choices.get(choice_id)
    concerned = (choice.headteacher_id, choice.chair_id, choice.sip_id, choice.before_id)
    for person_id in dict.fromkeys(one for one in concerned if one and uow.roster.person(one) is not None):
        yield send_card(AllocationKind.CHOICE, person_id, choice_about(choice.id), 0, choice.status.value)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"choice_deployed": tell_all, "choice_undone": tell_all}
