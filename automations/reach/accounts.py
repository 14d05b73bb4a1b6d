"""Accounts in the directory are asked for about once a day, and what has changed is told once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import send_text
from automations.engine.set_up_gaps import administrator
from automations.engine.workflow import Effect, Work
from handbook.core.people import Role
from handbook.reach.states import CheckAccounts, NoteAccounts, account_state, changed, to_check, told_words
from store.unit_of_work import UnitOfWork

ABOUT: Final = "accounts"


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[CheckAccounts, ...]:
    """One batch at a time; the next stroke of the clock takes the next."""
    due = to_check(uow.roster.people(*Role), uow.accounts.seen(), now)
    return (CheckAccounts(due),) if due else ()


def check(uow: UnitOfWork, command: CheckAccounts, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The batch is named by its first: while it is under way it is not begun again. Who left the list is forgotten."""
    known = {one.id for one in uow.roster.people(*Role)}
    uow.accounts.forget(uow.accounts.seen().keys() - known)
    first, ids = command.person_ids[0], ",".join(command.person_ids)
    yield OutboxJob("check_accounts", f"{first}:{ctx.now:%Y%m%d%H}", {"person_ids": ids}, JobQueue.GRAPH)


async def check_accounts(work: Work, person_ids: str) -> None:
    """Twenty at a time, each by its id. Where they cannot be asked for, nothing is noted: that is not that they are
    gone."""
    ids = person_ids.split(",")
    found = await work.directory.accounts_known_as(ids)
    states = tuple((one, account_state(next(iter(found[one]), None))) for one in ids)
    await work.bus.decide(NoteAccounts(states))


def note(uow: UnitOfWork, command: NoteAccounts, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The Trust Advisor and whoever looks after the service hear of it, once for each change."""
    found = [(one, state) for one, state in command.found if uow.roster.person(one) is not None]
    news = changed(found, uow.accounts.seen())
    uow.accounts.note(found, ctx.now)
    if not news:
        return
    uow.audit(ctx.entry("accounts_changed", ABOUT, changed=len(news), asked=len(found)), ctx.now)
    words = told_words([(uow.roster.named(one), state) for one, state in news])
    hear = [*(one.id for one in uow.roster.people(Role.TRUST_ADVISOR)), administrator(uow, ctx.policy)]
    for one in dict.fromkeys(hear):
        yield send_text(one, words, f"{ABOUT}:{ctx.now:%Y%m%d%H%M%S}:{news[0][0]}:{one}")


HANDLERS: Final[Mapping[type, Handler]] = {CheckAccounts: check, NoteAccounts: note}
EFFECTS: Final[Mapping[str, Effect]] = {
    "check_accounts": Effect(check_accounts, "People’s accounts could not be read", about=(ABOUT, "person_ids")),
}
