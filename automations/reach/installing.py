"""SIP Desk installs itself in Teams for those who lack it: one job for each, and what became of it noted for each. What
waits for them is sent once Teams tells that they have it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import send_text
from automations.engine.ports import Card
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Effect, FollowUp, RecordTrouble, Reply, Work
from automations.reach.people import catch_up, list_card, rows_of
from cards.reach.actions import PreviewInstall, ShowReach
from cards.reach.installing import install_card
from handbook.core.conversation_reference import ACTIVE, UNINSTALLED
from handbook.core.external_errors import Forbidden, NotFound, NoToken, Rejected
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reach import installing as rules
from handbook.reach.installing import InstallForAll, InstallOutcome, NoteInstall
from handbook.reach.states import CatchUp, check_may_see_reach
from store.unit_of_work import UnitOfWork

OF_APP: Final = "app"
_ABOUT: Final = f"{OF_APP}:teams"
_NOT_DONE: Final = "SIP Desk could not be installed for somebody"


def lacking(uow: UnitOfWork) -> tuple[Person, ...]:
    return rules.lacking([row.standing for row in rows_of(uow)], uow.app_installs.every())


def install(uow: UnitOfWork, command: InstallForAll, ctx: CommandContext) -> Iterable[OutboxJob]:
    by, found = ctx.somebody, lacking(uow)
    rules.check_install(command, found, by, administrator(uow, ctx.policy), permitted=ctx.policy.installs_itself)
    uow.app_installs.ask([one.id for one in found], by.id, ctx.now)
    uow.audit(ctx.entry("app_install_asked", _ABOUT, people=len(found)), ctx.now)
    yield follow_up("app_install_asked", _ABOUT, f"{_ABOUT}@{ctx.now:%Y%m%d%H%M%S%f}")


def for_each(uow: UnitOfWork, _id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """One job for each who waits: the queue has Graph’s pace."""
    for one in uow.app_installs.every().values():
        if one.outcome is InstallOutcome.WAITING:
            key = f"{one.person_id}@{one.asked_at:%Y%m%d%H%M%S%f}"
            yield OutboxJob("install_app", key, {"person_id": one.person_id}, JobQueue.GRAPH)


async def install_app(work: Work, person_id: str) -> None:
    """For nobody who has left the list. After a crash it is asked again, which does no harm."""
    left = await work.bus.read(lambda uow: uow.roster.person(person_id) is None)
    outcome = InstallOutcome.FAILED
    if work.apps is not None and not left:
        try:
            outcome = InstallOutcome.INSTALLED if await work.apps.install(person_id) else InstallOutcome.PRESENT
        except NoToken:
            raise
        except Forbidden:
            outcome = InstallOutcome.REFUSED
        except NotFound:
            outcome = InstallOutcome.NO_TEAMS
        except Rejected:
            outcome = InstallOutcome.FAILED
    await work.bus.decide(NoteInstall(person_id, outcome))


def note(uow: UnitOfWork, command: NoteInstall, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who has it keeps it, whatever a later attempt says. Who asked is told when all were tried."""
    known = uow.app_installs.every().get(command.person_id)
    if known is None or known.outcome in (*rules.INSTALLED, command.outcome):
        return
    uow.app_installs.note(command.person_id, command.outcome)
    entry = ctx.entry("app_install_tried", f"{OF_APP}:{command.person_id}", code=command.outcome.value)
    uow.audit(entry, ctx.now)
    if command.outcome is InstallOutcome.PRESENT:
        yield from _had_it(uow, command.person_id, ctx)
    of_that_time = [one for one in uow.app_installs.every().values() if one.asked_at == known.asked_at]
    if not rules.counts(of_that_time)[InstallOutcome.WAITING]:
        words = f"I have tried to install SIP Desk for {rules.counts_words(of_that_time)}. Type “reach” to see all."
        yield send_text(known.by_id, words, f"{_ABOUT}:{known.asked_at:%Y%m%d%H%M%S%f}:{ctx.now:%Y%m%d%H%M%S%f}")


HANDLERS: Final[Mapping[type, Handler]] = {InstallForAll: install, NoteInstall: note}
FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"app_install_asked": for_each}
EFFECTS: Final[Mapping[str, Effect]] = {"install_app": Effect(install_app, _NOT_DONE, about=(OF_APP, "person_id"))}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_APP: RecordTrouble(
        noted=lambda person_id, _effect, _error, _words: NoteInstall(person_id, InstallOutcome.FAILED)
    )
}


def _had_it(uow: UnitOfWork, person_id: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Teams says so now, and will not tell us again, whatever we took them for."""
    where = uow.conversations.of(person_id)
    if where is not None and where.state == UNINSTALLED:
        uow.conversations.note(replace(where, state=ACTIVE), ctx.now)
    yield from catch_up(uow, CatchUp(person_id), ctx)


def _previewed(
    uow: UnitOfWork, _command: PreviewInstall, viewer: Person, context: RenderContext, _click: Click
) -> Card:
    """Where it is not permitted (any more), the list says what would have to be set."""
    if not context.policy.installs_itself:
        return list_card(uow, ShowReach(), viewer, context)
    check_may_see_reach(viewer, administrator(uow, context.policy))
    return _names(uow)


def _asked(uow: UnitOfWork, _command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return list_card(uow, ShowReach(), viewer, context)


def _not_so(uow: UnitOfWork, _command: Any, _viewer: Person, refusal: Refused) -> Card:
    """The names as they are now."""
    return _names(uow, refusal.reason)


def _names(uow: UnitOfWork, no: str = "") -> Card:
    return install_card(lacking(uow), rules.without_account(row.standing for row in rows_of(uow)), no)


REPLIES: Final[Mapping[type, Reply]] = {
    PreviewInstall: Reply(_previewed, only_shows=True),
    InstallForAll: Reply(_asked, on_refusal={"stale": _not_so}),
}
