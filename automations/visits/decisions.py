"""How each decision about a visit is carried out: load, ask the handbook, save with its audit entry, promise."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.standing_in import Acting, check_acting
from automations.engine.workflow import Work
from automations.visits.cards import acting_about, visit_about, visit_dossier
from automations.visits.notifications import after_visit, graph
from handbook.core.british_time import london_date
from handbook.core.refusal import Refused
from handbook.visits.booking import SeekSlots, SendSlots
from handbook.visits.checks import check_may_visit
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.booked_times import with_booked_time
from handbook.visits.standing_in import signed
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

Rule = Callable[[VisitDossier, Any, CommandContext], Visit]
"""What becomes of a visit by a command. Raises Refused."""


def decided_by(
    rule: Rule, action: str, handbook_rule: str = "", follows: str = "visit_changed", *, calls_off: bool = True
) -> Handler:
    """The handler of a command about one visit. A visit that leaves the diary is called off in the calendars, unless
    they are what said so."""

    def handle(uow: UnitOfWork, command: Any, ctx: CommandContext) -> Iterable[OutboxJob]:
        dossier = visit_dossier(uow, command.visit_id, RenderContext(ctx.now, ctx.policy))
        before = dossier.visit
        by, own = in_whose_name(uow, ctx, before)
        more = {"rule": handbook_rule} if handbook_rule else {}
        entry = ctx.entry(action, visit_about(before.id), version=before.version, **more, **by.noted if by else {})
        after = rule(dossier, command, own)
        if by is not None:
            if isinstance(command, SeekSlots | SendSlots):
                check_deputy_may_visit(uow, by, before.sip_id, ctx)
            after = signed(before, after, by.person.id, by.deputy_id, ctx.now)
        after = with_booked_time(before, after, ctx.now)
        saved = uow.visits.save(after, entry, ctx.now)
        return [after_visit(saved, own, follows), *(called_off(before, saved) if calls_off else ())]

    return handle


def in_whose_name(uow: UnitOfWork, ctx: CommandContext, visit: Visit) -> tuple[Acting | None, CommandContext]:
    """In whose name somebody does something about a visit, and the context in which that person does it; None where the
    service does. Raises Refused for who has left the school."""
    if ctx.person is None:
        return None, ctx
    by = check_acting(acting_about(uow, ctx.person, ctx.now, visit))
    return by, as_them(ctx, by)


def as_them(ctx: CommandContext, by: Acting) -> CommandContext:
    """The context in which whoever somebody stands in for does it."""
    return replace(ctx, person=by.person, actor_id=by.person.id)


def check_deputy_may_visit(uow: UnitOfWork, by: Acting, sip_id: str, ctx: CommandContext) -> None:
    """Raises Refused for a SIP's deputy without current checks: it is they who would go (C1)."""
    if by.deputy is not None and by.person.id == sip_id:
        check_may_visit(uow.roster.checks(by.deputy.id), by.deputy, london_date(ctx.now))


async def noted(work: Work, command: object) -> bool:
    """Tells the desk what was found or done. False where the visit, or time, has moved on meanwhile: then it counts no
    more."""
    try:
        await work.bus.decide(command)
    except Refused as refusal:
        if refusal.code not in ("stale", "not_now"):
            raise
        return False
    return True


def called_off(before: Visit, after: Visit) -> Iterable[OutboxJob]:
    """The event of a visit that leaves the diary by our doing is taken out of the calendars."""
    was_in_the_diary = before.stands or before.status is VisitStatus.MOVED
    leaves = after.status in (VisitStatus.SOUGHT, VisitStatus.CANCELLED)
    if before.event_id and was_in_the_diary and leaves:
        yield graph("call_off", after, before.event_id, event_id=before.event_id)
