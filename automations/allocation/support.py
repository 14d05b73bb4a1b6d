"""Headteacher and SIP record who else supports the school, and agree on the SIP's part in it (O1)."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.allocation.kinds import AllocationKind, support_about
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.roster import school_of
from automations.engine.standing_in import Acting, acting
from handbook.allocation import other_support as rules
from handbook.allocation.other_support import AgreeRole, EndSupport, NameSupport, OtherSupport, SayRole
from handbook.core.british_time import london_date
from handbook.core.done_by import DoneBy
from handbook.core.people import School
from store.unit_of_work import UnitOfWork


def name(uow: UnitOfWork, command: NameSupport, ctx: CommandContext) -> Iterable[OutboxJob]:
    support, school, acts = _loaded(uow, command.urn, ctx)
    return _saved(
        uow, rules.named(support, school, command, acts.person, london_date(ctx.now)), "support_named", ctx, acts
    )


def end(uow: UnitOfWork, command: EndSupport, ctx: CommandContext) -> Iterable[OutboxJob]:
    support, school, acts = _loaded(uow, command.urn, ctx)
    return _saved(
        uow, rules.ended(support, school, command, acts.person, london_date(ctx.now)), "support_ended", ctx, acts
    )


def say_role(uow: UnitOfWork, command: SayRole, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The other of the two is asked to agree."""
    support, school, acts = _loaded(uow, command.urn, ctx)
    said = rules.role_said(support, school, command, acts.person, _by(acts, ctx))
    yield from _saved(uow, said, "support_role_said", ctx, acts)
    other = rules.other_of(school, acts.person)
    if other:
        occasion = f"role-{said.revision + 1}"
        yield send_card(AllocationKind.SUPPORT, other, support_about(school.urn), 0, occasion)


def agree(uow: UnitOfWork, command: AgreeRole, ctx: CommandContext) -> Iterable[OutboxJob]:
    support, school, acts = _loaded(uow, command.urn, ctx)
    return _saved(
        uow, rules.agreed(support, school, command, acts.person, _by(acts, ctx)), "support_role_agreed", ctx, acts
    )


HANDLERS: Final[Mapping[type, Handler]] = {NameSupport: name, EndSupport: end, SayRole: say_role, AgreeRole: agree}


def _loaded(uow: UnitOfWork, urn: str, ctx: CommandContext) -> tuple[OtherSupport, School, Acting]:
    school = school_of(uow, urn)
    return uow.other_support.of_school(urn), school, acting(uow, ctx.somebody, ctx.now, school)


def _by(acts: Acting, ctx: CommandContext) -> DoneBy:
    return DoneBy(acts.person.id, acts.deputy_id, ctx.now)


def _saved(
    uow: UnitOfWork, support: OtherSupport, action: str, ctx: CommandContext, acts: Acting
) -> Iterable[OutboxJob]:
    entry = ctx.entry(action, support_about(support.urn), rule="O1", **acts.noted)
    saved = uow.other_support.save(support, entry, ctx.now)
    return refresh_all(uow, support_about(saved.urn), saved.revision)
